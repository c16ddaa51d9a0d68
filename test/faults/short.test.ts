import { expect, test } from 'vitest'
import { breakableUniversity } from './place.ts'
import { beginStorm } from './storm.ts'
import { killANode, killPostgres } from './strikes.ts'

// The short form of `npm run test:faults`: the same people, the same kills, the same checker, a few of each.

test('nodes and PostgreSQL are killed while people are at work, and no promise is broken', async () => {
  const place = await breakableUniversity({ nodes: 2, humans: 8 })
  const storm = beginStorm(place, { atOnce: 3 })
  const struck: string[] = []
  for (let turn = 0; turn < 4; turn++) struck.push(await killANode(place, storm))
  const kills = [await killPostgres(place, storm), await killPostgres(place, storm)]
  await storm.calm()
  console.log(struck, kills, storm.journeys, storm.checks)
  expect(storm.violations).toEqual([])
  for (const { recoverySeconds } of kills) expect(recoverySeconds).toBeLessThan(5)
  expect(storm.journeys.done).toBeGreaterThan(5)
}, 180_000)
