import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { BEHIND_A_PROXY, from, signIn } from '../../test/attacks/steps.ts'
import { openTestDatabase } from '../../test/database.ts'
import { savePerson } from '../../test/person.ts'
import { somebodyWaits } from '../../test/somebody-waits.ts'
import { university } from '../../test/university.ts'
import { countFailure } from '../challenges/index.ts'
import { setPassword } from '../credentials/index.ts'
import { asPersonId, asSessionId, type Database, type PersonId } from '../database/index.ts'
import { HandSetClock, realWorld } from '../world/index.ts'
import { lookUp } from './look-up/store.ts'
import { admit } from './store.ts'

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
  site: undefined,
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
    site: undefined,
    sourceLimits: undefined,
    limits,
    now,
    ticket: { value: `ST-${realWorld.random.token(26)}`, about },
    event: { at: now, event: 'sign-in', outcome: 'success', person: anna, actor: 'person' } as const,
    ...more,
  }
}

/** The same for somebody else. */
function admissionOf(name: string, more: object = {}) {
  const { session, ticket, event, ...others } = admission()
  const person = asPersonId(name)
  return {
    ...others,
    session: { ...session, person },
    lane: name,
    account: name,
    ticket: { ...ticket, about: { ...ticket.about, person } },
    event: { ...event, person, details: { service: name } },
    ...more,
  }
}

function fail({ quick }: Database, lane = 'anna', times = 1) {
  return Promise.all(
    Array.from({ length: times }, () =>
      countFailure(quick, { lane, account: 'anna', source, site: undefined, limits, window: 600_000, now }),
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
    expect(await lookUp(database.quick, once)).toMatchObject({ formIsFresh: false })
  })

  test('answers everybody who comes at the same moment for themselves (decision 250)', async () => {
    const database = await openTestDatabase()
    for (const person of ['anna', 'jan', 'ewa']) await someone(database, asPersonId(person))
    await fail(database, 'jan', 3)
    const look = (address: string | undefined, more: object = {}) => lookUp(database.quick, asked({ address, ...more }))
    const elsewhere = { source: Buffer.from('elsewhere'), typedMark: 'typed:y' }
    const [first, second, nobody, third] = await Promise.all([
      look('ewa@agh.edu.pl', elsewhere),
      look('jan@agh.edu.pl'),
      look(undefined, elsewhere),
      look('anna@agh.edu.pl', { device: { person: anna, id: 'AAAABBBBCCCC', issuedAt: now } }),
    ])
    expect(first).toMatchObject({ found: { person: { id: 'ewa' } }, lane: 'ewa', laneFailures: 0, sourceFailures: 0 })
    expect(second).toMatchObject({ found: { person: { id: 'jan' } }, laneFailures: 3, sourceFailures: 3 })
    expect(nobody).toMatchObject({ found: undefined, passwordHash: undefined, account: 'typed:y' })
    expect(third).toMatchObject({ found: { person: { id: 'anna' } }, lane: 'anna/device/AAAABBBBCCCC' })
    expect([first, second, nobody, third].map(({ formIsFresh }) => formIsFresh)).toEqual([true, true, true, true])
    expect(await transactionsOf(database, 'spent_forms')).toBe(1)
  })

  test('of those who come together, one whom PostgreSQL cannot read harms nobody else', async () => {
    const database = await openTestDatabase()
    await someone(database)
    const looks = ['anna@agh.edu.pl', 'a\u0000b', 'nobody@agh.edu.pl'].map((address) =>
      lookUp(database.quick, asked({ address })),
    )
    const [found, unreadable, nobody] = await Promise.allSettled(looks)
    expect(found).toMatchObject({ status: 'fulfilled', value: { formIsFresh: true, passwordHash: 'the hash' } })
    expect(unreadable).toMatchObject({ status: 'rejected' })
    expect(nobody).toMatchObject({ status: 'fulfilled', value: { formIsFresh: true, found: undefined } })
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

  test('is refused once the site has failed at four times as many accounts as one source may, and forgets there the failures of whoever gets in', async () => {
    const database = await openTestDatabase()
    await someone(database)
    const site = Buffer.from('a site')
    const failAt = (account: string) =>
      countFailure(database.quick, {
        lane: account,
        account,
        source: Buffer.from(`the source of ${account}`),
        site,
        limits,
        window: 600_000,
        now,
      })
    await Promise.all(['anna', 'a', 'b', 'c', 'd', 'e', 'f'].map(failAt))
    expect(await lookUp(database.quick, asked({ site }))).toMatchObject({ sourceAccounts: 0, siteAccounts: 7 })
    const may = { site, sourceLimits: { accounts: 2, failures: 100, since: new Date(now.getTime() - 600_000) } }
    expect(await admit(database.db, admission(may))).toBe(true)
    expect(await lookUp(database.quick, asked({ site }))).toMatchObject({ siteAccounts: 6 })

    await Promise.all(['g', 'h'].map(failAt))
    expect(await admit(database.db, admission(may))).toBe(false)
    expect(await admit(database.db, admission({ ...may, sourceLimits: undefined }))).toBe(true)
  })

  test('is refused, even with the right password, once ten wrong ones were counted', async () => {
    const database = await openTestDatabase()
    await someone(database)
    await fail(database, 'anna', 10)
    expect(await admit(database.db, admission())).toBe(false)
    expect(await database.db.selectFrom('sessions').select('id').execute()).toEqual([])
  })

  test.each([
    ['is refused when the password was changed while the old one was being verified', 'a newer hash', false],
    ['is let in when nobody has changed it after all', undefined, true],
  ])('whoever comes alone waits for a password that is being set, and %s', async (_, newer, expected) => {
    const database = await openTestDatabase()
    await someone(database)
    const admitted = await whilePasswordIsHeld(database, newer, () => admit(database.db, admission()))
    expect(await admitted).toBe(expected)
  })

  test('at the same moment lets in those who may, each with their own ticket and event, and nobody else', async () => {
    const database = await openTestDatabase()
    const people = ['anna', 'jan', 'ewa', 'piotr', 'olga'].map(asPersonId)
    for (const person of people) await someone(database, person)
    await fail(database, 'jan', 10)
    await fail(database, 'olga', 4)
    const crowded = { accounts: 1, failures: 100, since: new Date(now.getTime() - 600_000) }
    const admitted = await Promise.all([
      admit(database.db, admissionOf('anna', { source: Buffer.from('elsewhere') })),
      admit(database.db, admissionOf('jan')),
      admit(database.db, admissionOf('ewa', { passwordHash: 'an older hash' })),
      admit(database.db, admissionOf('piotr', { sourceLimits: crowded })),
      admit(database.db, admissionOf('olga', { ticket: undefined })),
    ])
    expect(admitted).toEqual([true, false, false, false, true])
    const opened = await database.db
      .selectFrom('sessions as s')
      .leftJoin('service_tickets as t', 't.session_id', 's.id')
      .select(['s.person_id', 't.person_id as ticket_of', 't.service', 's.browser'])
      .orderBy('s.person_id')
      .execute()
    expect(opened).toEqual([
      { person_id: 'anna', ticket_of: 'anna', service: 'https://s.example/', browser: 'Firefox' },
      { person_id: 'olga', ticket_of: null, service: null, browser: 'Firefox' },
    ])
    const events = await database.db.selectFrom('audit_events').select(['person_id', 'details']).execute()
    expect(events).toEqual(['anna', 'olga'].map((person_id) => ({ person_id, details: { service: person_id } })))
    const lanes = await database.db.selectFrom('sign_in_lanes').select('lane').execute()
    expect(lanes).toEqual([{ lane: 'jan' }])
    expect(await transactionsOf(database, 'sessions')).toBe(1)
  })

  test.each([
    ['a newer hash', false],
    [undefined, true],
  ])('at the same moment, only the one whose password is being set waits for it (%s)', async (newer, expected) => {
    const database = await openTestDatabase()
    for (const person of ['anna', 'jan', 'ewa']) await someone(database, asPersonId(person))
    const late = await whilePasswordIsHeld(database, newer, async () => {
      const waits = admit(database.db, admissionOf('anna'))
      const others = ['jan', 'ewa'].map((person) => admit(database.db, admissionOf(person)))
      // Before the other transaction ends.
      expect(await Promise.all(others)).toEqual([true, true])
      return { waits }
    })
    expect(await (await late).waits).toBe(expected)
  })

  test('at the same moment, nobody else waits for the person whose key an import is writing', async () => {
    const database = await openTestDatabase()
    for (const person of ['anna', 'jan', 'ewa']) await someone(database, asPersonId(person))
    let waits: Promise<boolean> | undefined
    await database.db.transaction().execute(async (trx) => {
      await sql`update people set album_number = '402113' where id = 'anna'`.execute(trx)
      waits = admit(database.db, admissionOf('anna'))
      const others = ['jan', 'ewa'].map((person) => admit(database.db, admissionOf(person)))
      expect(await Promise.all(others)).toEqual([true, true])
      await somebodyWaits(database.db)
    })
    expect(await waits).toBe(true)
  })
})

test('however long an import holds some people, those who wait for them keep nobody else out', async () => {
  const database = await openTestDatabase(10, 'quick_university')
  const place = await university({ database, settings: BEHIND_A_PROXY })
  const [held, other] = [['alice', 'bob', 'mike', 'tymon'].map(place.person), place.person('ewa')]
  const comes = ({ login, password }: ReturnType<typeof place.person>, at: string) =>
    signIn(place.visitor(from(at)), login, password)
  await database.db.transaction().execute(async (trx) => {
    const ids = sql`(select person_id from addresses where address in (${sql.join(held.map(({ login }) => login))}))`
    await sql`select from people where id in ${ids} for update`.execute(trx)
    const waiting = held.map((one, at) => comes(one, `192.0.2.${at}`))
    await somebodyWaits(database.db)
    expect((await comes(other, '192.0.2.9')).status).toBe(200)
    // They hear that nothing was done, and may press again.
    for (const page of await Promise.all(waiting)) expect(page.status).toBe(503)
  })
  for (const one of held) expect((await comes(one, '192.0.2.10')).status).toBe(200)
})

/** Of how many transactions the rows of a table are. */
async function transactionsOf({ db }: Database, table: 'sessions' | 'spent_forms') {
  const { rows } = await sql<{ n: number }>`
    select count(distinct xmin::text)::int as n from ${sql.table(table)}`.execute(db)
  return rows[0]?.n
}

/** Does `work` while another transaction sets Anna's password, or only looks at it; that one ends when somebody waits for it. */
async function whilePasswordIsHeld<Result>(database: Database, newer: string | undefined, work: () => Promise<Result>) {
  let result: Promise<Result> | undefined
  await database.db.transaction().execute(async (trx) => {
    if (newer !== undefined) await setPassword(trx, anna, newer, { now, keep: 10 })
    else await sql`select from credentials where person_id = ${anna} for update`.execute(trx)
    result = work()
    await somebodyWaits(database.db)
  })
  return result as Promise<Result>
}
