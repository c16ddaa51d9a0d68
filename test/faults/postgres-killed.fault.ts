import { expect, test } from 'vitest'
import { breakableUniversity } from './place.ts'
import { medianOf, report } from './report.ts'
import { beginStorm } from './storm.ts'
import { killPostgres } from './strikes.ts'

const KILLS = Number(process.env.FAULTS_POSTGRES_KILLS ?? 50)

test(`${KILLS} kills -9 of PostgreSQL break no promise, and people sign in again within 5 seconds of it being back`, async () => {
  const place = await breakableUniversity({ nodes: 2, humans: 24 })
  const storm = beginStorm(place, { atOnce: 5 })
  const begun = performance.now()
  const seconds: number[] = []
  const kinds = { 'the postmaster': 0, 'a backend': 0 }
  for (let kill = 0; kill < KILLS; kill++) {
    const { done } = storm.journeys
    const { what, recoverySeconds } = await killPostgres(place, storm)
    // People go on, and come to the end of something, before the next one.
    await expect.poll(() => storm.journeys.done, { timeout: 30_000, interval: 100 }).toBeGreaterThan(done + 1)
    kinds[what] += 1
    seconds.push(recoverySeconds)
    if (kill % 10 === 9) console.log(`${kill + 1} kills, seconds to a sign-in: ${JSON.stringify(medianOf(seconds))}`)
    expect(storm.violations).toEqual([])
  }
  await storm.calm()
  report('kills -9 of PostgreSQL', {
    kills: KILLS,
    ...kinds,
    seconds: Math.round((performance.now() - begun) / 1000),
    checks: storm.checks,
    violations: storm.violations.length,
    ...storm.journeys,
  })
  report('seconds from PostgreSQL being back to a sign-in at both nodes', medianOf(seconds))
  expect(storm.violations).toEqual([])
  expect(Math.max(...seconds)).toBeLessThan(5)
  // None of the nodes had to be started again.
  for (const node of place.nodes) expect(node.starts).toBe(1)
}, 1_500_000)
