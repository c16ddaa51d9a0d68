import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { endedSession } from '../../../test/ended-session.ts'
import { savePerson } from '../../../test/person.ts'
import { asSessionId } from '../../database/index.ts'
import { portalService } from '../../services/index.ts'
import { HandSetClock, systemRandom } from '../../world/index.ts'
import { tellServices } from './single-logout.ts'

test('the portal hears of an ended session also where this machine cannot reach the public address', async () => {
  const db = await testDatabase()
  const clock = new HandSetClock('2026-11-22T12:00:00Z')
  const session = await visitOf(db, clock.now(), 'https://usos.invalid/portal/return?mark=1')
  const portal = await listeningService()
  const origin = 'https://usos.invalid'
  const parts = {
    db,
    world: { clock, random: systemRandom },
    services: () => [portalService(origin, { pl: 'USOSweb', en: 'USOSweb' })],
    origin,
    originInside: portal.origin,
    settings: { CALLBACK_NETWORKS: [], CALLBACK_CA_FILE: undefined },
    log: { warn: () => {} },
  }

  await tellServices(parts, { session })
  expect(portal.heard).toEqual(['POST /portal/return?mark=1'])
  await tellServices(parts, { session })
  expect(portal.heard).toHaveLength(1)
})

test('a service that does not answer holds a place for some seconds, however often somebody visited it, and keeps no other from hearing', async () => {
  const db = await testDatabase()
  const clock = new HandSetClock('2026-11-22T12:00:00Z')
  const other = await listeningService()
  const silent = await listeningService((response) => response.destroy())
  const session = await visitOf(db, clock.now(), `${other.origin}/`)
  for (let visit = 0; visit < 200; visit++) await visitAgain(db, clock.now(), `${silent.origin}/?visit=${visit}`)
  const parts = partsWith(db, clock, { other: other.origin, silent: silent.origin })

  for (const attempt of [1, 2]) {
    await expect(tellServices(parts, { session })).rejects.toThrow(
      `could not be told of a sign-out: 200 of ${202 - attempt}.`,
    )
    expect(silent.heard.length).toBeLessThanOrEqual(22 * attempt)
  }
  expect(other.heard).toHaveLength(1)
})

test('a round takes a minute and goes on later, and everybody hears once', async () => {
  const db = await testDatabase()
  const clock = new HandSetClock('2026-11-22T12:00:00Z')
  const slow = await listeningService((response) => {
    clock.advance({ seconds: 4 })
    response.writeHead(204).end()
  })
  const session = await visitOf(db, clock.now(), `${slow.origin}/`)
  for (let visit = 0; visit < 49; visit++) await visitAgain(db, clock.now(), `${slow.origin}/?visit=${visit}`)
  const parts = partsWith(db, clock, { slow: slow.origin })

  expect(await tellServices(parts, { session })).toBe('goes-on')
  // Fifteen answers take the minute, and twenty are asked at once.
  expect(slow.heard.length).toBeLessThan(40)
  while ((await tellServices(parts, { session })) === 'goes-on');
  expect(slow.heard).toHaveLength(50)
  expect(new Set(slow.heard).size).toBe(50)
})

const warnings: unknown[] = []

test('who cannot be told stands in the log once in a round, with its host and the reason, however often it was visited', async () => {
  const db = await testDatabase()
  const clock = new HandSetClock('2026-11-22T12:00:00Z')
  const broken = await listeningService((response) => response.writeHead(503).end())
  const session = await visitOf(db, clock.now(), `${broken.origin}/?secret=1`)
  for (let visit = 0; visit < 20; visit++) await visitAgain(db, clock.now(), 'http://127.0.0.1:9/')
  const parts = partsWith(db, clock, { broken: broken.origin, away: 'http://127.0.0.1:9' })
  warnings.length = 0

  await expect(tellServices(parts, { session })).rejects.toThrow('21 of 21')
  const sentence = 'a service could not be told of a sign-out'
  expect(warnings).toHaveLength(2)
  expect(warnings).toEqual(
    expect.arrayContaining([
      [{ service: 'broken', host: new URL(broken.origin).host, because: 'It answered 503.' }, sentence],
      [{ service: 'away', host: '127.0.0.1:9', because: 'ECONNREFUSED' }, sentence],
    ]),
  )
})

function partsWith(
  db: Awaited<ReturnType<typeof testDatabase>>,
  clock: HandSetClock,
  services: Readonly<Record<string, string>>,
) {
  const registered = Object.entries(services).map(([id, origin]) => ({
    ...portalService(origin, { pl: id, en: id }),
    id,
    urls: [`${origin}/`],
  }))
  return {
    db,
    world: { clock, random: systemRandom },
    services: () => registered,
    origin: 'https://furta.invalid',
    originInside: undefined,
    settings: { CALLBACK_NETWORKS: ['127.0.0.0/8'], CALLBACK_CA_FILE: undefined },
    log: { warn: (...line: unknown[]) => void warnings.push(line) },
  }
}

let tickets = 1

async function visitAgain(db: Awaited<ReturnType<typeof testDatabase>>, now: Date, service: string) {
  tickets += 1
  const visit = {
    ticket: `ST-${tickets}`,
    session_id: asSessionId('a session'),
    service,
    visited_at: now,
    told_at: null,
  }
  await db.insertInto('service_visits').values(visit).execute()
}

async function visitOf(db: Awaited<ReturnType<typeof testDatabase>>, now: Date, service: string) {
  const person = await savePerson(db, now, { id: 'alicja' })
  const id = await endedSession(db, person, now)
  await db
    .insertInto('service_visits')
    .values({ ticket: 'ST-1', session_id: id, service, visited_at: now, told_at: null })
    .execute()
  return id
}

async function listeningService(answer = (response: ServerResponse): unknown => response.writeHead(204).end()) {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`)
    answer(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  return { heard, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
