import { expect, test } from 'vitest'
import { comeAgain } from './mailbox.ts'
import { recovery, signInRecovery } from './outage.ts'
import { breakableUniversity } from './place.ts'
import { medianOf, report } from './report.ts'
import { beginStorm } from './storm.ts'
import { killPostgres } from './strikes.ts'

const KILLS = Number(process.env.FAULTS_POSTGRES_KILLS ?? 50)
/** After each of so many it is looked at letters and trail as well. */
const EACH = 5

test(`${KILLS} kills -9 of PostgreSQL break no promise, and sign-ins, letters and the audit trail go on within 5 seconds of it being back`, async () => {
  const place = await breakableUniversity({ nodes: 2, humans: 24 })
  const storm = beginStorm(place, { atOnce: 5 })
  const begun = performance.now()
  const seconds = { 'sign-in': [] as number[], letter: [] as number[], trail: [] as number[] }
  const kinds = { 'the postmaster': 0, 'a backend': 0 }
  for (let kill = 1; kill <= KILLS; kill++) {
    const { done } = storm.journeys
    const killed = await killPostgres(place, storm, kill % EACH === 0 ? recovery : signInRecovery)
    // People go on, and come to the end of something, before the next one.
    await expect.poll(() => storm.journeys.done, { timeout: 30_000, interval: 100 }).toBeGreaterThan(done + 1)
    kinds[killed.what] += 1
    for (const [what, after] of Object.entries(killed.seconds)) seconds[what as keyof typeof seconds].push(after)
    if (kill % 10 === 0)
      console.log(`${kill} kills, seconds to a sign-in: ${JSON.stringify(medianOf(seconds['sign-in']))}`)
    expect(storm.violations).toEqual([])
  }
  await storm.calm()
  const again = comeAgain(place.mailbox)
  report('kills -9 of PostgreSQL', {
    kills: KILLS,
    ...kinds,
    seconds: Math.round((performance.now() - begun) / 1000),
    checks: storm.checks,
    violations: storm.violations.length,
    letters: place.mailbox.arrivals.length,
    'come again under their Message-ID': again,
    ...storm.journeys,
  })
  report('seconds from PostgreSQL being back to a sign-in at both nodes', medianOf(seconds['sign-in']))
  report('seconds from then to a letter that has arrived', medianOf(seconds.letter))
  report('seconds from then to an event that is sealed', medianOf(seconds.trail))
  expect(storm.violations).toEqual([])
  for (const [what, each] of Object.entries(seconds))
    expect(
      each.filter((after) => after >= 5),
      what,
    ).toEqual([])
  if (KILLS >= EACH) expect(seconds.letter.length).toBeGreaterThan(0)
  expect(again).toBeLessThanOrEqual(KILLS / 5)
  // None of the nodes had to be started again.
  for (const node of place.nodes) expect(node.starts).toBe(1)
}, 1_500_000)
