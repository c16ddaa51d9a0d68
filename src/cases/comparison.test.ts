import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asPersonId } from '../database/index.ts'
import type { Person, Study } from '../people/index.ts'
import { addressesIn, compareWithRegistry } from './comparison.ts'

const zofia: Person = {
  id: asPersonId('zofia'),
  usosId: undefined,
  givenNames: 'Zofia',
  surname: 'Łukasiewicz-Żak',
  albumNumber: '401257',
  studentStatus: 2,
  phdStudentStatus: undefined,
  staffStatus: 0,
  connected: false,
  disabledAt: undefined,
  closedAt: undefined,
  proofKind: 'none',
  language: 'pl',
  roles: [],
  demo: false,
  assignedAddress: 'zlukasiewicz@student.agh.edu.pl',
  otherAddresses: [],
  hasPassword: false,
  connectedByDeskAt: undefined,
  assignedByDeskAt: undefined,
  resetHeldUntil: undefined,
  missingSince: undefined,
  validUntil: undefined,
  closedBecause: undefined,
}
const materials: Study = {
  programme: 'IMA-S2',
  name: { pl: 'Inżynieria materiałowa', en: 'Materials Science' },
  faculty: 'WC',
  status: 'active',
  isPrimary: true,
}
const asked = {
  kind: 'student' as const,
  address: 'zlukasiewicz@student.agh.edu.pl',
  fieldOfStudy: 'Inżynieria materiałowa',
  albumNumber: '401257',
  hasRight: true,
  note: '',
}
const registry = { byAddress: zofia, byAlbum: zofia, studies: [materials] }

test('a student who is not connected, with everything in order, needs one press', () => {
  expect(compareWithRegistry(asked, registry)).toMatchObject({
    account: 'not-connected',
    address: { is: 'agrees' },
    albumNumber: { is: 'agrees' },
    fieldOfStudy: { is: 'agrees' },
    name: { is: 'agrees' },
    suggestion: 'connect',
  })
})

describe('a field of study agrees', () => {
  const studies = [
    materials,
    { ...materials, programme: 'INF-S1', name: { pl: 'Informatyka', en: 'Computer Science' }, isPrimary: false },
  ]
  test.each([
    'inzynieria MATERIALOWA',
    'Materials  Science',
    'ima-s2',
    'Computer Science, first cycle',
    'Informatyka (INF-S1)',
    'Informatyka - studia I stopnia',
  ])('as “%s”', (fieldOfStudy) => {
    expect(compareWithRegistry({ ...asked, fieldOfStudy }, { ...registry, studies }).fieldOfStudy.is).toBe('agrees')
  })
  test.each(['Informatyka i ekonometria', 'Materials', '?'])('but not as “%s”', (fieldOfStudy) => {
    expect(compareWithRegistry({ ...asked, fieldOfStudy }, { ...registry, studies }).fieldOfStudy).toEqual({
      is: 'differs',
      registry: 'IMA-S2, INF-S1',
    })
  })
})

describe('what differs is marked with what the registry says', () => {
  test('an album number with two digits in the wrong order', () => {
    const compared = compareWithRegistry({ ...asked, albumNumber: '401275' }, { ...registry, byAlbum: undefined })
    expect(compared).toMatchObject({ albumNumber: { is: 'differs', registry: '401257' }, suggestion: 'connect' })
  })

  test('an album number and a field of study that are both another person’s are asked about', () => {
    const compared = compareWithRegistry(
      { ...asked, albumNumber: '999999', fieldOfStudy: 'Socjologia' },
      { ...registry, byAlbum: undefined },
    )
    expect(compared.suggestion).toBe('ask-back')
  })

  test('somebody else’s album number is asked about, however right the rest is', () => {
    const other = { ...zofia, id: asPersonId('other') }
    expect(
      compareWithRegistry(asked, { ...registry, byAddress: { ...zofia, albumNumber: '1' }, byAlbum: other }),
    ).toMatchObject({
      albumNumber: { is: 'differs', registry: '1' },
      suggestion: 'ask-back',
    })
  })
})

describe('a mailbox the registry does not know', () => {
  const finds = {
    byAlbum: { ...zofia, assignedAddress: undefined, otherAddresses: [], hasPassword: false },
    studies: [materials],
  }

  test('of somebody who has another address is asked about, whatever else agrees', () => {
    for (const known of [
      { assignedAddress: 'zofia@student.agh.edu.pl' },
      { otherAddresses: ['zofia@agh.edu.pl'] },
      { hasPassword: true },
    ])
      expect(compareWithRegistry(asked, { ...finds, byAlbum: { ...finds.byAlbum, ...known } }).suggestion).toBe(
        'ask-back',
      )
  })

  test('with the surname in it is assigned by the desk to somebody who has none', () => {
    const compared = compareWithRegistry(asked, finds)
    expect(compared.account).toBe('unknown')
    expect(compared.suggestion).toBe('connect-and-assign-proved-address')
    expect(compareWithRegistry(asked, { ...finds, byAlbum: { ...finds.byAlbum, connected: true } }).suggestion).toBe(
      'assign-address',
    )
  })

  test('of a classmate who has read the album number off a card is asked about', () => {
    const classmate = { ...asked, address: 'thief@student.agh.edu.pl' }
    expect(compareWithRegistry(classmate, finds)).toMatchObject({ name: { is: 'differs' }, suggestion: 'ask-back' })
  })

  test('never moves an address on the strength of a number alone', () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.string(), fc.boolean(), (address, fieldOfStudy, connected) => {
        const compared = compareWithRegistry(
          { ...asked, address, fieldOfStudy },
          { byAlbum: { ...zofia, connected }, studies: [materials] },
        )
        const moves = ['connect-and-assign-proved-address', 'assign-address'].includes(compared.suggestion)
        expect(moves && compared.name.is !== 'agrees').toBe(false)
      }),
    )
  })
})

test('a student of whom the registry knows nothing waits for it, and a teacher is asked', () => {
  expect(compareWithRegistry(asked, { studies: [] })).toMatchObject({
    person: undefined,
    albumNumber: { is: 'unknown' },
    fieldOfStudy: { is: 'unknown' },
    suggestion: 'wait-for-registry',
  })
  expect(compareWithRegistry({ ...asked, kind: 'teacher' }, { studies: [] }).suggestion).toBe('ask-back')
})

test('whose account is disabled or closed is not for this desk to help', () => {
  const then = new Date('2026-11-22T12:00:00Z')
  for (const facts of [{ disabledAt: then }, { closedAt: then }])
    expect(compareWithRegistry(asked, { ...registry, byAddress: { ...zofia, ...facts } }).suggestion).toBe('none')
})

test('whoever is connected meanwhile only needs the link', () => {
  expect(compareWithRegistry(asked, { ...registry, byAddress: { ...zofia, connected: true } }).suggestion).toBe(
    'send-link',
  )
})

describe('a teacher', () => {
  const bob = {
    ...zofia,
    id: asPersonId('bob'),
    surname: 'Maj',
    albumNumber: undefined,
    connected: true,
    assignedAddress: 'bmaj@agh.edu.pl',
    otherAddresses: ['bmaj@geol.agh.edu.pl'],
  }
  const teacher = { ...asked, kind: 'teacher' as const, fieldOfStudy: '', albumNumber: '', hasRight: false }

  test('who reads another address of the account has it assigned', () => {
    const compared = compareWithRegistry(
      { ...teacher, address: 'bmaj@geol.agh.edu.pl' },
      { byAddress: bob, studies: [] },
    )
    expect(compared).toMatchObject({
      account: 'assigned-elsewhere',
      address: { is: 'differs', registry: 'bmaj@agh.edu.pl' },
      suggestion: 'assign-address',
    })
  })

  test('is found by an address that the note names, and asked before it is moved', () => {
    const note = 'I used to write from <BMaj@agh.edu.pl>, and from bmaj@agh.edu.pl.'
    expect(addressesIn(note)).toEqual(['bmaj@agh.edu.pl'])
    const byNote = { byNote: bob, studies: [] }
    expect(compareWithRegistry({ ...teacher, address: 'b.maj@zarz.agh.edu.pl', note }, byNote).suggestion).toBe(
      'ask-back',
    )
    expect(compareWithRegistry({ ...teacher, address: 'thief@agh.edu.pl', note }, byNote).suggestion).toBe('ask-back')
  })
})
