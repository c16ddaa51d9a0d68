import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import type { Db } from '../database/index.ts'
import { endPortalSession, endSessionOfTicket, findPortalSession, openPortalSession, wasOpenedBy } from './store.ts'

const limits = { idle: 3_600_000, whole: 12 * 3_600_000 }
const start = new Date('2026-11-22T12:00:00Z')
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const alicja = { secret: 'secret-of-alicja', ticket: 'ST-alicja', userName: 'alicja', attributes: { usos_id: ['1'] } }

const open = (db: Db, session = alicja, now = start) =>
  db.transaction().execute((trx) => openPortalSession(trx, session, limits, now))

test('a session is found by its secret, and nothing of secret or ticket stands in the table', async () => {
  const db = await testDatabase()
  await open(db)

  expect(await findPortalSession(db, alicja.secret, limits, start)).toEqual({
    userName: 'alicja',
    attributes: { usos_id: ['1'] },
  })
  expect(await findPortalSession(db, 'another', limits, start)).toBeUndefined()
  expect(await findPortalSession(db, undefined, limits, start)).toBeUndefined()
  const row = await db.selectFrom('portal_sessions').selectAll().executeTakeFirstOrThrow()
  expect(JSON.stringify(row)).not.toMatch(/secret-of-alicja|ST-alicja/)
})

test('an unused session ends after an hour, a used one after twelve', async () => {
  const db = await testDatabase()
  await open(db)
  expect(await findPortalSession(db, alicja.secret, limits, later(59))).toBeDefined()
  expect(await findPortalSession(db, alicja.secret, limits, later(61 + 59))).toBeUndefined()

  await endPortalSession(db, alicja.secret)
  await open(db)
  for (let minute = 30; minute < 720; minute += 30) {
    expect(await findPortalSession(db, alicja.secret, limits, later(minute))).toBeDefined()
  }
  expect(await findPortalSession(db, alicja.secret, limits, later(720))).toBeUndefined()
})

test('single logout ends the session of the ticket and no other', async () => {
  const db = await testDatabase()
  await open(db)
  await open(db, { ...alicja, secret: 'secret-of-jan', ticket: 'ST-jan', userName: 'jan' })
  await endSessionOfTicket(db, 'ST-alicja')

  expect(await findPortalSession(db, alicja.secret, limits, start)).toBeUndefined()
  expect(await findPortalSession(db, 'secret-of-jan', limits, start)).toMatchObject({ userName: 'jan' })
})

test('a ticket is known again only by the session it opened', async () => {
  const db = await testDatabase()
  await open(db)
  expect(await wasOpenedBy(db, alicja.secret, 'ST-alicja')).toBe(true)
  expect(await wasOpenedBy(db, alicja.secret, 'ST-jan')).toBe(false)
  expect(await wasOpenedBy(db, 'another', 'ST-alicja')).toBe(false)
})

test('sessions that have run out are forgotten at the next sign-in', async () => {
  const db = await testDatabase()
  await open(db)
  await open(db, { ...alicja, secret: 'new', ticket: 'ST-new' }, later(61))
  expect(await db.selectFrom('portal_sessions').select('user_name').execute()).toHaveLength(1)
})

test('two people whose sessions ran out overnight sign in at the same moment', async () => {
  const db = await testDatabase()
  const people = ['alicja', 'jan'].map((userName) => ({
    ...alicja,
    userName,
    secret: userName,
    ticket: `ST-${userName}`,
  }))
  for (const person of people) await open(db, person)
  let ended = 0
  const both = Promise.withResolvers<void>()

  await Promise.all(
    people.map((person) =>
      db.transaction().execute(async (trx) => {
        await endPortalSession(trx, person.secret)
        if (++ended === people.length) both.resolve()
        await both.promise
        const fresh = { ...person, secret: `${person.secret} anew`, ticket: `${person.ticket}-anew` }
        await openPortalSession(trx, fresh, limits, later(600))
      }),
    ),
  )

  for (const { secret } of people)
    expect(await findPortalSession(db, `${secret} anew`, limits, later(600))).toBeDefined()
})
