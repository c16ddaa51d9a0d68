import pg from 'pg'
import { expect, test } from 'vitest'
import { breakableUniversity } from './place.ts'
import { report } from './report.ts'
import { beginStorm } from './storm.ts'
import { answersToSignIn, signInWorks } from './strikes.ts'

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
    await expect.poll(() => heldUp(client)).toBeGreaterThan(0)
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
  const greedy = takeConnections(place.postgres.url)
  // While the nodes are cut off their connections come free, and are taken before they ask again.
  for (const cable of place.cables) cable.line = 'cut'
  await greedy.haveAll()
  for (const cable of place.cables) cable.line = 'open'
  const asked = performance.now()
  expect(await answersToSignIn(place)).toEqual([503, 503])
  const refused = (performance.now() - asked) / 1000
  await wait(8_000)
  expect(await answersToSignIn(place)).toEqual([503, 503])
  await greedy.giveBack()
  const given = performance.now()
  await signInWorks(place)
  const back = (performance.now() - given) / 1000
  mend()
  await storm.look()
  await storm.calm()
  report('a starved pool', {
    seconds: Math.round((performance.now() - begun) / 1000),
    'seconds to the 503 meanwhile': refused.toFixed(2),
    'seconds from connections being there again to a sign-in': back.toFixed(2),
    ...storm.journeys,
  })
  expect(storm.violations).toEqual([])
  expect(back).toBeLessThan(5)
  expect(storm.journeys.done).toBeGreaterThan(5)
}, 600_000)

/** How many wait for a lock, whichever. */
async function heldUp(client: pg.Client) {
  const { rows } = await client.query('select count(*)::int as waiting from pg_locks where not granted')
  return rows[0].waiting
}

/** Takes every connection that there is, and each that comes free, until they are given back. */
function takeConnections(url: string) {
  const taken: pg.Client[] = []
  let refusedSince: number | undefined
  let enough = false
  const taking = (async () => {
    while (!enough) {
      const client = new pg.Client(url)
      client.on('error', () => {})
      try {
        await client.connect()
        taken.push(client)
        refusedSince = undefined
      } catch {
        refusedSince ??= performance.now()
        await wait(5)
      }
    }
  })()
  return {
    /** Resolves when none has come free for a second. */
    async haveAll() {
      while (performance.now() - (refusedSince ?? Number.POSITIVE_INFINITY) < 1_000) await wait(20)
    },
    async giveBack() {
      enough = true
      await taking
      await Promise.all(taken.map((client) => client.end()))
    },
  }
}
