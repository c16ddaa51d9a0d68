import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { savePerson } from '../../../test/person.ts'
import { covered, findConsent, giveConsent, listConsents, withdrawConsent } from './index.ts'

const now = new Date('2026-11-28T12:00:00Z')

test('what was agreed is remembered for the person and the service, until it is taken back', async () => {
  const db = await testDatabase()
  const person = await savePerson(db, now, { id: 'alicja' })
  const other = await savePerson(db, now, { id: 'ewa', usosId: '2' })
  await giveConsent(db, { person, service: 'library', attributes: ['mail', 'sn'], now })

  expect(await findConsent(db, person, 'library')).toEqual({
    service: 'library',
    attributes: ['mail', 'sn'],
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
  await giveConsent(db, { person, service: 'library', attributes: ['mail', 'sn'], now })
  await giveConsent(db, { person, service: 'library', attributes: ['mail', 'givenName'], now })
  const agreed = await listConsents(db, person)
  expect(agreed.map(({ attributes }) => attributes)).toEqual([['mail', 'sn', 'givenName']])
})

test('that a service may come back while the person is away stays agreed until it is taken back', async () => {
  const db = await testDatabase()
  const person = await savePerson(db, now, { id: 'alicja' })
  const consent = { person, service: 'library', attributes: ['mail'] as const, now }
  await giveConsent(db, { ...consent, offline: true })
  await giveConsent(db, consent)
  expect(await findConsent(db, person, 'library')).toMatchObject({ offline: true })
  await withdrawConsent(db, person, 'library')
  await giveConsent(db, consent)
  expect(await findConsent(db, person, 'library')).toMatchObject({ offline: false })
})

test('a service that wants more than was agreed asks again, and one that wants less does not', () => {
  const consent = { service: 'library', attributes: ['mail', 'sn'], offline: false, givenAt: now }
  expect(covered(consent, ['mail'])).toBe(true)
  expect(covered(consent, ['sn', 'mail'])).toBe(true)
  expect(covered(consent, ['mail', 'student_number'])).toBe(false)
  expect(covered(undefined, [])).toBe(false)
  expect(covered(consent, ['mail'], { offline: true })).toBe(false)
  expect(covered({ ...consent, offline: true }, ['mail'], { offline: true })).toBe(true)
})
