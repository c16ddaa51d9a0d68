import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { savePerson } from '../../../test/person.ts'
import { asSessionId, type Db } from '../../database/index.ts'
import { covered, endConsentsTo, findConsent, giveConsent, listConsents, withdrawConsent } from './index.ts'

const places = ['https://library.example.edu/']
const library = { urls: places }
const now = new Date('2026-11-28T12:00:00Z')

test('what was agreed is remembered for the person and the service, until it is taken back', async () => {
  const db = await testDatabase()
  const person = await savePerson(db, now, { id: 'alicja' })
  const other = await savePerson(db, now, { id: 'ewa', usosId: '2' })
  await giveConsent(db, { person, service: 'library', places, attributes: ['mail', 'sn'], now })

  expect(await findConsent(db, person, 'library')).toEqual({
    service: 'library',
    attributes: ['mail', 'sn'],
    places,
    offline: false,
    givenAt: now,
  })
  expect(await findConsent(db, person, 'moodle')).toBeUndefined()
  expect(await findConsent(db, other, 'library')).toBeUndefined()

  expect(await withdrawConsent(db, person, 'library')).toBe(true)
  expect(await withdrawConsent(db, person, 'library')).toBe(false)
  expect(await listConsents(db, person)).toEqual([])
})

test('what was agreed before stays agreed, and each thing stands once', async () => {
  const db = await testDatabase()
  const person = await savePerson(db, now, { id: 'alicja' })
  await giveConsent(db, { person, service: 'library', places, attributes: ['mail', 'sn'], now })
  await giveConsent(db, { person, service: 'library', places, attributes: ['mail', 'givenName'], now })
  const agreed = await listConsents(db, person)
  expect(agreed.map(({ attributes }) => attributes)).toEqual([['mail', 'sn', 'givenName']])
})

test('that a service may come back while the person is away stays agreed until it is taken back', async () => {
  const db = await testDatabase()
  const person = await savePerson(db, now, { id: 'alicja' })
  const consent = { person, service: 'library', places, attributes: ['mail'] as const, now }
  await giveConsent(db, { ...consent, offline: true })
  await giveConsent(db, consent)
  expect(await findConsent(db, person, 'library')).toMatchObject({ offline: true })
  await withdrawConsent(db, person, 'library')
  await giveConsent(db, consent)
  expect(await findConsent(db, person, 'library')).toMatchObject({ offline: false })
})

test('a service that wants more than was agreed asks again, and one that wants less does not', () => {
  const consent = { service: 'library', places, attributes: ['mail', 'sn'], offline: false, givenAt: now }
  expect(covered(consent, library, ['mail'])).toBe(true)
  expect(covered(consent, library, ['sn', 'mail'])).toBe(true)
  expect(covered(consent, library, ['mail', 'student_number'])).toBe(false)
  expect(covered(undefined, library, [])).toBe(false)
  expect(covered(consent, library, ['mail'], { offline: true })).toBe(false)
  expect(covered({ ...consent, offline: true }, library, ['mail'], { offline: true })).toBe(true)
})

test('another service that gets the id, or stands elsewhere, inherits nothing; what lies below does', async () => {
  const consent = { service: 'library', places, attributes: ['mail'], offline: false, givenAt: now }
  expect(covered(consent, { urls: ['https://shop.example.edu/'] }, ['mail'])).toBe(false)
  expect(covered(consent, { urls: [...places, 'https://shop.example.edu/'] }, ['mail'])).toBe(false)
  expect(covered(consent, { urls: ['https://library.example.edu/new/'] }, ['mail'])).toBe(true)

  const db = await testDatabase()
  const person = await savePerson(db, now, { id: 'alicja' })
  await giveConsent(db, { person, service: 'library', places, attributes: ['mail', 'sn'], offline: true, now })
  const moved = ['https://shop.example.edu/']
  await giveConsent(db, { person, service: 'library', places: moved, attributes: ['mail'], now })
  expect(await findConsent(db, person, 'library')).toMatchObject({
    attributes: ['mail'],
    offline: false,
    places: moved,
  })
})

test('taken back, it takes along at once what the service was granted by either protocol, and nothing of others', async () => {
  const db = await testDatabase()
  const [alicja, ewa] = [
    await grantedEverything(db, 'alicja', ['library', 'moodle']),
    await grantedEverything(db, 'ewa', ['library']),
  ]
  await withdrawConsent(db, alicja, 'library')
  expect(await granted(db)).toEqual(['alicja moodle', 'ewa library'])
  // A service that is taken out of use leaves nothing to whoever gets its id one day.
  await db.transaction().execute((trx) => endConsentsTo(trx, 'library'))
  expect(await granted(db)).toEqual(['alicja moodle'])
  expect(await listConsents(db, ewa)).toEqual([])
})

/** Consent, a grant with a refresh token and a code, and a proxy-granting ticket, for each service. */
async function grantedEverything(db: Db, name: string, services: readonly string[]) {
  const person = await savePerson(db, now, { id: name, usosId: name })
  const session = asSessionId(`of ${name}`)
  await db
    .insertInto('sessions')
    .values({
      id: session,
      secret_hash: Buffer.from(name),
      person_id: person,
      created_at: now,
      last_used_at: now,
      source: '',
      browser: '',
    })
    .execute()
  for (const service of services) {
    await giveConsent(db, { person, service, places, attributes: ['mail'], now })
    const id = `${name} ${service}`
    const about = { session_id: session, person_id: person, expires_at: now }
    await db
      .insertInto('oidc_grants')
      .values({ ...about, id, client_id: service, sid: id, scopes: [], made_at: now })
      .execute()
    const token = { ...about, id: Buffer.from(id), grant_id: id, payload: '{}' }
    await db
      .insertInto('oidc_tokens')
      .values({ ...token, kind: 'RefreshToken' })
      .execute()
    await db
      .insertInto('oidc_passing')
      .values({ ...token, kind: 'AuthorizationCode' })
      .execute()
    await db
      .insertInto('proxy_granting_tickets')
      .values({ ticket_hash: Buffer.from(id), session_id: session, proxies: [], service, granted_at: now })
      .execute()
  }
  return person
}

/** What is left of all of them: the same everywhere, or the tables differ. */
async function granted(db: Db) {
  const grants = (await db.selectFrom('oidc_grants').select('id').orderBy('id').execute()).map(({ id }) => id)
  for (const table of ['oidc_tokens', 'oidc_passing'] as const) {
    const rows = await db.selectFrom(table).select('id').orderBy('id').execute()
    expect(rows.map(({ id }) => id.toString())).toEqual(grants)
  }
  const proxying = await db.selectFrom('proxy_granting_tickets').select('ticket_hash').orderBy('ticket_hash').execute()
  expect(proxying.map(({ ticket_hash }) => ticket_hash.toString())).toEqual(grants)
  return grants
}
