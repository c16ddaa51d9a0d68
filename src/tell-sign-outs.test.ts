import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { testDatabase } from '../test/database.ts'
import { endedSession } from '../test/ended-session.ts'
import { savePerson } from '../test/person.ts'
import type { Db, SessionId } from './database/index.ts'
import { portalService } from './services/index.ts'
import { signOutTeller } from './tell-sign-outs.ts'
import { HandSetClock, systemRandom } from './world/index.ts'

test('what is not told within a minute is a job of its own, behind whatever else is due, and the one before is not tried again, whatever clients say', async () => {
  const db = await testDatabase()
  const clock = new HandSetClock('2026-11-22T12:00:00Z')
  const origin = await slowService(() => clock.advance({ seconds: 4 }))
  const person = await savePerson(db, clock.now(), { id: 'alicja' })
  const session = await endedSession(db, person, clock.now())
  for (let visit = 0; visit < 90; visit++)
    await visited(db, session, `ST-${visit}`, 'cas', `${origin}/?visit=${visit}`, clock.now())
  await visited(db, session, 'sid', 'oidc', 'a client that nobody can reach', clock.now())
  const tell = signOutTeller(partsOf(db, clock, origin))

  for (let round = 0; round < 2; round++) {
    await tell({ session, person })
    const { rows: jobs } = await sql`
      select priority, max_attempts, payload from graphile_worker._private_jobs`.execute(db)
    expect(jobs).toEqual([{ priority: 1, max_attempts: 9, payload: { session, person } }])
  }
  // All of CAS have heard by then: what the client says counts.
  for (let round = 0; round < 6; round++) await tell({ session, person }).catch(() => {})
  await expect(tell({ session, person })).rejects.toThrow()
})

test('where neither CAS nor OpenID Connect could tell, the reasons of both are told', async () => {
  const db = await testDatabase()
  const clock = new HandSetClock('2026-11-22T12:00:00Z')
  const person = await savePerson(db, clock.now(), { id: 'alicja' })
  const session = await endedSession(db, person, clock.now())
  await visited(db, session, 'ST-1', 'cas', 'http://127.0.0.1:9/', clock.now())
  await visited(db, session, 'sid', 'oidc', 'a client that nobody can reach', clock.now())
  const tell = signOutTeller(partsOf(db, clock, 'http://127.0.0.1:9'))

  const failure = await tell({ session, person }).catch((error) => error)
  expect(failure.errors).toHaveLength(2)
  expect(failure.message).toContain('Visits that could not be told of a sign-out: 1 of 1. ')
  expect(failure.message).toContain(failure.errors[1].message)
})

/** Without keys the provider of OpenID Connect does not even begin. */
function partsOf(db: Db, clock: HandSetClock, origin: string) {
  return {
    database: { db },
    world: { clock, random: systemRandom },
    services: () => [{ ...portalService(origin, { pl: 'Wolna', en: 'Slow' }), urls: [`${origin}/`] }],
    origin: 'https://furta.invalid',
    settings: { CALLBACK_NETWORKS: ['127.0.0.0/8'], CALLBACK_CA_FILE: undefined, PORTAL_CAS_ORIGIN: undefined },
    log: { warn: () => {} },
  } as unknown as Parameters<typeof signOutTeller>[0]
}

async function slowService(passes: () => void) {
  const server = createServer((_, response) => {
    passes()
    response.writeHead(204).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function visited(
  db: Db,
  session: SessionId,
  ticket: string,
  protocol: 'cas' | 'oidc',
  service: string,
  now: Date,
) {
  const visit = { ticket, session_id: session, protocol, service, visited_at: now, told_at: null }
  await db.insertInto('service_visits').values(visit).execute()
}
