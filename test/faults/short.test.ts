import { expect, test } from 'vitest'
import { looksAtTheOutage, recovery } from './outage.ts'
import { breakableUniversity } from './place.ts'
import { beginStorm } from './storm.ts'
import { killANode } from './strikes.ts'

// The short form of `npm run test:faults`: the same people, the same kills, the same checker, a few of each.

test('nodes and PostgreSQL are killed under people at work: no promise is broken, everybody is told calmly, and all of it goes on within 5 seconds', async () => {
  const place = await breakableUniversity({ nodes: 2, humans: 6 })
  const storm = beginStorm(place, { atOnce: 2 })
  for (let turn = 0; turn < 3; turn++) await killANode(place, storm)

  await storm.pause()
  const mend = place.break('PostgreSQL killed', { forgets: true })
  await place.postgres.kill()
  await looksAtTheOutage(place)
  await place.postgres.start()
  const seconds = await recovery(place)
  mend()
  storm.goOn()
  for (const [what, after] of Object.entries(seconds)) expect([what, after < 5, after]).toEqual([what, true, after])

  // A letter that a killed node held goes out with the next sweep; the long form waits for it.
  await storm.calm(2_000)
  expect(storm.violations).toEqual([])
  expect(storm.journeys.done).toBeGreaterThan(3)
}, 120_000)
