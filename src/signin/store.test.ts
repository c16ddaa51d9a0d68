import { describe, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { savePerson } from '../../test/person.ts'
import { countFailure } from '../challenges/index.ts'
import { setPassword } from '../credentials/index.ts'
import { asPersonId, asSessionId, type Database, type PersonId } from '../database/index.ts'
import { HandSetClock, realWorld } from '../world/index.ts'
import { admit, lookUp } from './store.ts'

const limits = { free: 10, firstWait: 30_000, longestWait: 3_600_000, cap: 100 }
const clock = new HandSetClock('2026-11-22T12:00:00Z')
const now = clock.now()
const source = Buffer.from('a source')
const anna = asPersonId('anna')

async function someone({ db }: Database, person: PersonId = anna) {
  await savePerson(db, now, { id: person, assignedAddress: `${person}@agh.edu.pl` })
  await db.transaction().execute((trx) => setPassword(trx, person, 'the hash', { now, keep: 10 }))
}

const asked = (more: object = {}) => ({
  form: realWorld.random.bytes(32),
  formExpires: new Date(now.getTime() + 1000),
  address: 'anna@agh.edu.pl',
  typedMark: 'typed:x',
  device: undefined,
  source,
  sourceSince: new Date(now.getTime() - 600_000),
  limits,
  now,
  ...more,
})

function admission(more: object = {}) {
  const cookie = { id: asSessionId(realWorld.random.token(16)), secret: realWorld.random.token(24) }
  const session = {
    id: cookie.id,
    person: anna,
    createdAt: now,
    lastUsedAt: now,
    source: '192.0.2.1',
    browser: 'Firefox',
    mustChange: false,
  }
  const about = {
    session: cookie.id,
    person: anna,
    service: 'https://s.example/',
    fromNewLogin: true,
    signedInAt: now,
    expiresAt: now,
    proxies: [],
  }
  return {
    session,
    cookie,
    passwordHash: 'the hash',
    lane: 'anna',
    account: 'anna',
    source,
    sourceLimits: undefined,
    limits,
    now,
    ticket: { value: `ST-${realWorld.random.token(26)}`, about },
    event: { at: now, event: 'sign-in', outcome: 'success', person: anna, actor: 'person' } as const,
    ...more,
  }
}

function fail({ quick }: Database, lane = 'anna', times = 1) {
  return Promise.all(
    Array.from({ length: times }, () =>
      countFailure(quick, { lane, account: 'anna', source, limits, window: 600_000, now }),
    ),
  )
}

describe('looking up a sign-in', () => {
  test('finds the person, the password and the lane in one round trip', async () => {
    const database = await openTestDatabase()
    await someone(database)
    await fail(database, 'anna', 3)
    expect(await lookUp(database.quick, asked())).toMatchObject({
      formIsFresh: true,
      found: {
        person: { id: anna, connected: true, hasPassword: true, assignedAddress: 'anna@agh.edu.pl' },
        typedIsAssigned: true,
      },
      passwordHash: 'the hash',
      lane: 'anna',
      laneFailures: 3,
      laneWaits: false,
      sourceAccounts: 1,
      sourceFailures: 3,
    })
  })

  test('gives an ID that nobody has a lane of its own', async () => {
    const database = await openTestDatabase()
    expect(await lookUp(database.quick, asked({ address: undefined }))).toMatchObject({
      found: undefined,
      lane: 'typed:x',
      laneFailures: 0,
    })
  })

  test('knows a form that was sent before', async () => {
    const database = await openTestDatabase()
    const once = asked()
    const looks = await Promise.all([1, 2, 3, 4].map(() => lookUp(database.quick, once)))
    expect(looks.filter(({ formIsFresh }) => formIsFresh)).toHaveLength(1)
  })

  test('gives a known browser its own lane, but not after a new password', async () => {
    const database = await openTestDatabase()
    await someone(database)
    await fail(database, 'anna', 10)
    const device = (issuedAt: Date) => ({ person: anna, id: 'AAAABBBBCCCC', issuedAt })
    expect(await lookUp(database.quick, asked({ device: device(now) }))).toMatchObject({
      lane: 'anna/device/AAAABBBBCCCC',
      laneWaits: false,
    })
    expect(await lookUp(database.quick, asked({ device: device(new Date(now.getTime() - 1)) }))).toMatchObject({
      lane: 'anna',
      laneWaits: true,
    })
    expect(await lookUp(database.quick, asked({ device: { ...device(now), person: 'jan' } }))).toMatchObject({
      lane: 'anna',
    })
  })
})

describe('letting a person in', () => {
  test('writes session, ticket and event together, and forgets the failures', async () => {
    const database = await openTestDatabase()
    await someone(database)
    await fail(database, 'anna', 4)
    expect(await admit(database.db, admission())).toBe(true)
    expect(await database.db.selectFrom('sessions').select('person_id').execute()).toHaveLength(1)
    expect(await database.db.selectFrom('service_tickets').select('service').execute()).toHaveLength(1)
    expect(await database.db.selectFrom('audit_events').select('event').execute()).toEqual([{ event: 'sign-in' }])
    expect(await lookUp(database.quick, asked())).toMatchObject({ laneFailures: 0, sourceAccounts: 0 })
  })

  test('is refused, even with the right password, once ten wrong ones were counted', async () => {
    const database = await openTestDatabase()
    await someone(database)
    await fail(database, 'anna', 10)
    expect(await admit(database.db, admission())).toBe(false)
    expect(await database.db.selectFrom('sessions').select('id').execute()).toEqual([])
  })

  test('is refused when the password was changed while the old one was being verified', async () => {
    const database = await openTestDatabase()
    await someone(database)
    let admitted: Promise<boolean> | undefined
    await database.db.transaction().execute(async (trx) => {
      await setPassword(trx, anna, 'a newer hash', { now, keep: 10 })
      admitted = admit(database.db, admission())
      // The sign-in now waits for this transaction: give it the time to get there.
      await database.db.selectFrom('people').select('id').execute()
    })
    expect(await admitted).toBe(false)
  })
})
