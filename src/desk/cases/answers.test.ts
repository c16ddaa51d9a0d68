import { describe, expect, test } from 'vitest'
import { type Case, compareWithRegistry } from '../../cases/index.ts'
import { asCaseId, asPersonId, type StaffRole } from '../../database/index.ts'
import type { Person, Study } from '../../people/index.ts'
import { exampleStaff } from '../example-staff.ts'
import { answersFor, hindranceOf, kindsSeenBy, oneClickAnswer } from './answers.ts'

const PROVED = 'alicja.wrona@student.agh.edu.pl'
const OTHER = 'alicja.wrona@agh.edu.pl'
const student: Person = {
  ...exampleStaff().person,
  id: asPersonId('alicja'),
  surname: 'Wrona',
  albumNumber: '402113',
  connected: false,
  assignedAddress: PROVED,
  otherAddresses: [],
  hasPassword: false,
}
const study: Study = {
  programme: 'INF-S1',
  name: { pl: 'Informatyka', en: 'Computer Science' },
  faculty: 'WI',
  status: 'active',
  isPrimary: true,
}
const asked: Case = {
  id: asCaseId('R-2026-0001'),
  kind: 'student',
  address: PROVED,
  person: student.id,
  fieldOfStudy: 'informatyka',
  albumNumber: '402113',
  hasRight: true,
  note: '',
  language: 'pl',
  openedAt: new Date(0),
  lastAskedAt: new Date(0),
  askedTimes: 1,
  state: 'open',
  owner: undefined,
  takenAt: undefined,
  closedAt: undefined,
  closedBy: undefined,
  answer: undefined,
  reason: undefined,
  messages: [],
}
const staff = (...roles: StaffRole[]) => exampleStaff(...roles).person

describe('what helps', () => {
  const chosen = (more: Partial<Person>, ownedByAnother = false) =>
    answersFor(staff('administrator'), 'student', { address: PROVED, person: { ...student, ...more }, ownedByAnother })

  test.each([
    ['not connected', {}, ['connect']],
    ['connected, without a password', { connected: true }, ['send-link']],
    ['active', { connected: true, hasPassword: true }, ['send-link']],
    ['not connected, another address assigned', { assignedAddress: OTHER }, ['connect-and-assign', 'connect']],
    ['connected, another address assigned', { connected: true, assignedAddress: OTHER }, ['assign', 'send-link']],
    ['not connected, no address', { assignedAddress: undefined }, ['connect-and-assign']],
    ['connected, no address', { connected: true, assignedAddress: undefined }, ['assign']],
    ['disabled', { disabledAt: new Date(0) }, []],
    ['left', { closedAt: new Date(0) }, []],
  ] as const)('somebody who is %s', (_state, more, answers) => {
    expect(chosen(more)).toEqual(answers)
  })

  test('a mailbox that is somebody else’s is not assigned', () => {
    expect(chosen({ assignedAddress: OTHER }, true)).toEqual(['connect'])
    expect(chosen({ assignedAddress: undefined, connected: true }, true)).toEqual([])
  })
})

test('connecting is for the registration desk and administrators, in a teacher’s case too', () => {
  const about = { address: PROVED, person: { ...student, assignedAddress: OTHER }, ownedByAnother: false }
  expect(answersFor(staff('help-desk'), 'teacher', about)).toEqual([])
  expect(answersFor(staff('help-desk', 'registration-desk'), 'teacher', about)).toEqual([
    'connect-and-assign',
    'connect',
  ])
  expect(answersFor(staff('help-desk'), 'teacher', { ...about, person: { ...about.person, connected: true } })).toEqual(
    ['assign', 'send-link'],
  )
  for (const role of ['help-desk', 'auditor'] as const) expect(answersFor(staff(role), 'student', about)).toEqual([])
})

test('each desk sees its own cases; auditors and administrators see all', () => {
  expect(kindsSeenBy(['registration-desk'])).toEqual(['student'])
  expect(kindsSeenBy(['help-desk'])).toEqual(['teacher'])
  expect(kindsSeenBy(['auditor'])).toEqual(['student', 'teacher'])
  expect(kindsSeenBy(['administrator'])).toEqual(['student', 'teacher'])
  expect(kindsSeenBy([])).toEqual([])
})

test('nobody answers for themselves, and for people of the desk only an administrator', () => {
  const colleague = { id: asPersonId('colleague'), roles: ['auditor'] as const }
  const desk = staff('registration-desk')
  expect(hindranceOf(desk, 'student', [student])).toBeUndefined()
  expect(hindranceOf(desk, 'student', [student, desk])).toBe('own-account')
  expect(hindranceOf(desk, 'student', [colleague])).toBe('account-of-staff')
  expect(hindranceOf(desk, 'teacher', [student])).toBe('only-looking')
  expect(hindranceOf(staff('administrator'), 'student', [colleague])).toBeUndefined()
  expect(hindranceOf(staff('administrator'), 'student', [staff('administrator')])).toBe('own-account')
  expect(hindranceOf(staff('auditor'), 'student', [])).toBe('only-looking')
})

describe('one press', () => {
  const press = (it: Partial<Case>, person: Partial<Person> = {}) => {
    const known = { ...student, ...person }
    const found = { ...asked, ...it }
    const comparison = compareWithRegistry(found, {
      byAddress: [known.assignedAddress, ...known.otherAddresses].includes(found.address) ? known : undefined,
      byAlbum: known.albumNumber === found.albumNumber ? known : undefined,
      studies: [study],
    })
    const about = { address: found.address, person: comparison.person, ownedByAnother: false }
    return oneClickAnswer(found, comparison, answersFor(staff('administrator'), found.kind, about))
  }

  test('connects a student when everything agrees', () => expect(press({})).toBe('connect'))
  test('sends the link to a student who is connected by now', () =>
    expect(press({}, { connected: true })).toBe('send-link'))
  test('moves a teacher to another address that the registry knows', () =>
    expect(
      press(
        { kind: 'teacher', albumNumber: '' },
        { connected: true, assignedAddress: OTHER, otherAddresses: [PROVED] },
      ),
    ).toBe('assign'))

  test.each([
    ['the album number differs', { albumNumber: '402131' }, {}],
    ['the field of study differs', { fieldOfStudy: 'Physics' }, {}],
    ['the right to register is not stated', { hasRight: false }, {}],
    ['the registry does not know the mailbox', {}, { assignedAddress: OTHER }],
    ['the account is disabled', {}, { disabledAt: new Date(0) }],
    ['the person has left', {}, { closedAt: new Date(0) }],
    ['an answer of the person is awaited', { state: 'asked-back' as const }, {}],
  ])('is not offered when %s', (_why, it, person) => {
    expect(press(it, person)).toBeUndefined()
  })
})
