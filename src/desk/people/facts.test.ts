import { describe, expect, test } from 'vitest'
import { asLetterId, asPersonId } from '../../database/index.ts'
import { deskAnswer, type Person } from '../../people/index.ts'
import { exampleStaff } from '../example-staff.ts'
import { permissions } from '../permissions.ts'
import { checklist, inARow, leadOf, type SignInFacts } from './facts.ts'
import { helpfulActs, isAllowed, type PersonAct, personActs } from './helpful-acts.ts'
import { offerTo } from './offer.ts'

const now = new Date('2026-11-22T13:07:00Z')
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const somebody: Person = {
  ...exampleStaff().person,
  id: asPersonId('alicja'),
  studentStatus: 2,
  assignedAddress: 'alicja.wrona@student.agh.edu.pl',
}

function facts(person: Partial<Person> = {}, more: Partial<SignInFacts> = {}): SignInFacts {
  return {
    person: { ...somebody, ...person },
    passwordSetAt: inMinutes(-1000),
    mustChange: false,
    question: { asked: true, answerable: true, answersLeft: 5 },
    lanes: [],
    openLink: undefined,
    openCode: undefined,
    sessions: [],
    isGrantedForLater: false,
    letters: [],
    attempts: [],
    hasFactor: false,
    movers: [],
    rest: undefined,
    now,
    ...more,
  }
}

const failed = (because: string) => ({
  at: now,
  times: 1,
  succeeded: false,
  because,
  source: undefined,
  service: undefined,
})
const letter = {
  subject: '',
  language: 'pl',
  recipient: '',
  id: asLetterId('letter'),
  kind: 'first-password',
  person: undefined,
  bounce: undefined,
  bounceStatus: undefined,
  bouncedAt: undefined,
  state: 'queued',
  at: now,
  attempts: 2,
  nextAttemptAt: inMinutes(5),
  finishedAt: undefined,
  lastError: undefined,
} as const
const openLink = { address: '', until: inMinutes(60) }

describe('the one sentence', () => {
  test.each<[string, SignInFacts, object]>([
    ['closed', facts({ closedAt: now }), { because: 'left-the-university' }],
    ['disabled', facts({ disabledAt: now }), { because: 'disabled' }],
    ['not connected', facts({ connected: false }), { because: 'not-connected', also: 'all-else-in-order' }],
    ['without an address', facts({ assignedAddress: undefined }), { because: 'no-address' }],
    ['without a password', facts({ hasPassword: false }), { because: 'no-password-yet' }],
    [
      'whose password was taken away',
      facts({ hasPassword: false }, { passwordTakenAt: inMinutes(-5) }),
      { because: 'password-taken-away', since: inMinutes(-5) },
    ],
    [
      'without a password, the link open',
      facts({ hasPassword: false }, { openLink }),
      { because: 'no-password-yet', also: 'link-open', alsoUntil: openLink.until },
    ],
    [
      'without a password, the letter delayed',
      facts({ hasPassword: false }, { openLink, letters: [letter] }),
      { because: 'no-password-yet', also: 'letter-delayed', alsoUntil: letter.nextAttemptAt },
    ],
    [
      'without a password, the letter given up',
      facts({ hasPassword: false }, { openLink, letters: [{ ...letter, state: 'given-up' }] }),
      { because: 'no-password-yet', also: 'letter-failed' },
    ],
    [
      'without a password or a proof',
      facts({ hasPassword: false }, { question: { asked: true, answerable: false, answersLeft: 5 } }),
      { because: 'no-password-yet', also: 'no-proof' },
    ],
    [
      'after an address has been moved',
      facts({ hasPassword: false, resetHeldUntil: inMinutes(60) }),
      { because: 'no-password-yet', also: 'held', alsoUntil: inMinutes(60) },
    ],
    [
      'with wrong passwords in two lanes, waits for the longer one',
      facts(
        {},
        {
          lanes: [
            { knownBrowser: false, failures: 11, waits: inMinutes(1) },
            { knownBrowser: true, failures: 14, waits: inMinutes(8) },
          ],
        },
      ),
      { because: 'sign-in-waits', until: inMinutes(8) },
    ],
    [
      'with a hundred wrong passwords',
      facts({}, { lanes: [{ knownBrowser: false, failures: 100, waits: 'new-password' }] }),
      { because: 'only-a-new-password' },
    ],
    ['whose password is known to others', facts({}, { mustChange: true }), { because: 'must-change' }],
    [
      'who typed another address',
      facts({}, { attempts: [failed('assigned-elsewhere')] }),
      { because: 'typed-another-address' },
    ],
    ['who mistyped', facts({}, { attempts: [failed('wrong-password')] }), { because: 'typed-wrong-password' }],
    [
      'who mistyped and then came in',
      facts({}, { attempts: [{ ...failed(''), succeeded: true }, failed('wrong-password')] }),
      { because: 'nothing-in-the-way' },
    ],
  ])('somebody %s', (_, given, lead) => {
    expect(leadOf(given)).toEqual(lead)
  })
})

test('refusals of one kind from one place are one line', () => {
  const lines = inARow([
    failed('waiting'),
    failed('wrong-password'),
    failed('wrong-password'),
    { ...failed('wrong-password'), source: '192.0.2.1' },
    { ...failed(''), succeeded: true },
    { ...failed(''), succeeded: true },
  ])
  expect(lines.map(({ because, times }) => [because, times])).toEqual([
    ['waiting', 1],
    ['wrong-password', 2],
    ['wrong-password', 1],
    ['', 1],
    ['', 1],
  ])
})

test('what blocks comes before what comes after it, and a closed question blocks only whoever needs a password', () => {
  const marks = (given: SignInFacts) => checklist(given).map(({ what, is }) => `${what} ${is}`)
  expect(marks(facts({ connected: false, hasPassword: false }))).toEqual([
    'registry met',
    'address met',
    'connected broken',
    'password open',
    'question met',
  ])
  const spent = { question: { asked: true, answerable: true, answersLeft: 0 } }
  expect(marks(facts({}, spent))).toContain('question later')
  expect(marks(facts({ hasPassword: false }, spent))).toContain('question broken')
  expect(marks(facts({}, { question: { asked: false, answerable: false, answersLeft: 0 } }))).not.toContain(
    'question met',
  )
})

describe('only what helps now is offered', () => {
  test.each<[string, SignInFacts, PersonAct[]]>([
    ['not connected', facts({ connected: false }), ['connect', 'take-password-away', 'disable']],
    ['disabled', facts({ disabledAt: now }), ['enable', 'take-password-away']],
    ['closed', facts({ closedAt: now }), []],
    ['no password', facts({ hasPassword: false }), ['send-link', 'issue-code', 'assign-address', 'disable']],
    [
      'the question closed',
      facts({}, { question: { asked: true, answerable: true, answersLeft: 0 } }),
      ['reopen-question', 'issue-code', 'assign-address', 'take-password-away', 'disable'],
    ],
    [
      'nothing to ask',
      facts({}, { question: { asked: true, answerable: false, answersLeft: 5 } }),
      ['issue-code', 'assign-address', 'take-password-away', 'disable'],
    ],
    [
      'an address just moved',
      facts({ resetHeldUntil: inMinutes(1) }, { movers: ['x'] }),
      ['confirm-address', 'assign-address', 'take-password-away', 'disable'],
    ],
    [
      'signed in',
      facts({}, { sessions: [1] }),
      ['send-link', 'issue-code', 'assign-address', 'end-session', 'end-sessions', 'take-password-away', 'disable'],
    ],
    [
      'signed out, while a service may go on',
      facts({}, { isGrantedForLater: true }),
      ['send-link', 'issue-code', 'assign-address', 'end-sessions', 'take-password-away', 'disable'],
    ],
  ])('%s', (_, given, acts) => {
    expect(helpfulActs(given)).toEqual(acts)
  })

  test('whatever the table of account states names can be done here', () => {
    for (const change of [{}, { connected: false }, { disabledAt: now }, { assignedAddress: undefined }]) {
      for (const act of deskAnswer({ ...somebody, ...change }).helps) expect(personActs).toContain(act)
    }
    for (const act of personActs) expect(Object.keys(permissions)).toContain(act)
  })
})

describe('who may', () => {
  const moved = facts({ resetHeldUntil: inMinutes(60) }, { movers: ['maria'] })
  const maria = exampleStaff('help-desk').person
  const other = { ...maria, id: asPersonId('other') }

  test('whoever moved an address does not confirm it, and nobody does where nobody is known to have moved it', () => {
    expect(isAllowed(maria, moved, 'confirm-address')).toBe(false)
    expect(offerTo(maria, moved)).toMatchObject({ why: 'needs-second' })
    expect(isAllowed(other, moved, 'confirm-address')).toBe(true)
    expect(isAllowed(other, { ...moved, movers: [] }, 'confirm-address')).toBe(false)
  })

  test('nobody acts on oneself, and on a colleague only an administrator', () => {
    expect(offerTo(maria, facts({ id: maria.id, roles: ['help-desk'] }))).toEqual({ acts: [], why: 'own-account' })
    const colleague = facts({ roles: ['auditor'] })
    expect(offerTo(maria, colleague)).toEqual({ acts: [], why: 'works-at-the-desk' })
    expect(offerTo(exampleStaff('administrator').person, colleague).acts.length).toBeGreaterThan(2)
  })

  test('what another role does is named with that role', () => {
    expect(offerTo(maria, facts({ connected: false, hasPassword: false }))).toEqual({
      acts: [],
      why: 'only-looks',
      elsewhere: { act: 'connect', roles: ['registration-desk', 'administrator'] },
    })
  })
})
