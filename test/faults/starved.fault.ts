import pg from 'pg'
import { expect, test } from 'vitest'
import { breakableUniversity } from './place.ts'
import { report } from './report.ts'
import { beginStorm } from './storm.ts'
import { signInWorks } from './strikes.ts'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('somebody else’s long transactions, and no connection left, hold people up with a calm page and break no promise', async () => {
  const place = await breakableUniversity({ nodes: 2, humans: 16, settings: { DATABASE_CONNECTIONS: '4' } })
  const storm = beginStorm(place, { atOnce: 6 })
  const begun = performance.now()
  for (const lock of [
    'lock table sessions in share mode',
    'select * from people for update',
    'lock table letters in share mode',
  ]) {
    const client = new pg.Client(place.postgres.url)
    await client.connect()
    const mend = place.break(`held: ${lock}`)
    await client.query('begin')
    await client.query(lock)
    await wait(12_000)
    await client.query('rollback')
    await client.end()
    const released = performance.now()
    await signInWorks(place)
    expect(performance.now() - released).toBeLessThan(5_000)
    mend()
    await storm.look()
  }
  const mend = place.break('no connection left')
  const greedy = await takeAllConnections(place.postgres.url)
  for (const cable of place.cables) cable.drop()
  await wait(8_000)
  await Promise.all(greedy.map((client) => client.end()))
  const given = performance.now()
  await signInWorks(place)
  const back = (performance.now() - given) / 1000
  mend()
  await storm.look()
  await storm.calm()
  report('a starved pool', {
    seconds: Math.round((performance.now() - begun) / 1000),
    'seconds from connections being there again to a sign-in': back.toFixed(2),
    ...storm.journeys,
  })
  expect(storm.violations).toEqual([])
  expect(back).toBeLessThan(5)
}, 600_000)

async function takeAllConnections(url: string) {
  const taken: pg.Client[] = []
  for (let turn = 0; turn < 80; turn++) {
    const client = new pg.Client(url)
    client.on('error', () => {})
    try {
      await client.connect()
      taken.push(client)
    } catch {
      break
    }
  }
  return taken
}
