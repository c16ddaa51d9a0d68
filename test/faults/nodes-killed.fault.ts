import { expect, test } from 'vitest'
import { steps } from './aim.ts'
import { comeAgain } from './mailbox.ts'
import { breakableUniversity } from './place.ts'
import { report } from './report.ts'
import { beginStorm, type Storm } from './storm.ts'
import { killANode } from './strikes.ts'

const KILLS = Number(process.env.FAULTS_NODE_KILLS ?? 200)
/** With so many each step is struck at least once. */
const ENOUGH = 4 * steps.length

test(`${KILLS} kills -9 of a node, at every step of every journey, break no promise`, async () => {
  const place = await breakableUniversity({ nodes: 2, humans: 24 })
  const storm = beginStorm(place, { atOnce: 5 })
  const begun = performance.now()
  for (let kill = 0; kill < KILLS; kill++) {
    // One after the other, and not both in turn: work of the dead goes on as long as somebody lives for more than a minute.
    await killANode(place, storm, kill < KILLS / 2 ? 0 : 1)
    if (kill % 20 === 19) {
      const after = Math.round((performance.now() - begun) / 1000)
      console.log(`${kill + 1} kills after ${after} s, not struck yet: ${neverStruck(storm).join(', ') || 'none'}`)
    }
    expect(storm.violations).toEqual([])
  }
  await storm.calm()
  const again = comeAgain(place.mailbox)
  report('kills -9 of a node', {
    kills: KILLS,
    seconds: Math.round((performance.now() - begun) / 1000),
    checks: storm.checks,
    violations: storm.violations.length,
    letters: place.mailbox.arrivals.length,
    'come again under their Message-ID': again,
    ...storm.journeys,
  })
  report('of them at each step', Object.fromEntries(storm.aim.struck))
  expect(storm.violations).toEqual([])
  expect(again).toBeLessThanOrEqual(KILLS / 5)
  // Of those whom a kill did not break off; some ten between two.
  expect(storm.journeys.done).toBeGreaterThan(10)
  if (KILLS >= ENOUGH) expect(neverStruck(storm)).toEqual([])
}, 2_000_000)

function neverStruck({ aim }: Storm) {
  return steps.filter((step) => aim.struck.get(step) === 0)
}
