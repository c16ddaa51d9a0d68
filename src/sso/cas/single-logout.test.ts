import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { savePerson } from '../../../test/person.ts'
import { asSessionId } from '../../database/index.ts'
import { portalService } from '../../services/index.ts'
import { HandSetClock, systemRandom } from '../../world/index.ts'
import { tellServices } from './single-logout.ts'

test('the portal hears of an ended session also where this machine cannot reach the public address', async () => {
  const db = await testDatabase()
  const clock = new HandSetClock('2026-11-22T12:00:00Z')
  const session = await visitOf(db, clock.now(), 'https://usos.invalid/portal/return?mark=1')
  const portal = await listeningPortal()
  const origin = 'https://usos.invalid'
  const parts = {
    db,
    world: { clock, random: systemRandom },
    services: () => [portalService(origin, { pl: 'USOSweb', en: 'USOSweb' })],
    origin,
    originInside: portal.origin,
    settings: { CALLBACK_NETWORKS: [], CALLBACK_CA_FILE: undefined },
  }

  await tellServices(parts, { session })
  expect(portal.heard).toEqual(['POST /portal/return?mark=1'])
  await tellServices(parts, { session })
  expect(portal.heard).toHaveLength(1)
})

async function visitOf(db: Awaited<ReturnType<typeof testDatabase>>, now: Date, service: string) {
  const person = await savePerson(db, now, { id: 'alicja' })
  const id = asSessionId('a session')
  await db
    .insertInto('sessions')
    .values({
      id,
      secret_hash: Buffer.from('x'),
      person_id: person,
      created_at: now,
      last_used_at: now,
      ended_at: now,
      ended_because: 'password-set',
      source: '',
      browser: '',
    })
    .execute()
  await db
    .insertInto('service_visits')
    .values({ ticket: 'ST-1', session_id: id, service, visited_at: now, told_at: null })
    .execute()
  return id
}

async function listeningPortal() {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`)
    response.writeHead(204).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  return { heard, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
