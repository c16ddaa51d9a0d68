import { asCaseId, asLetterId, asSessionId } from '../../database/index.ts'
import type { Person } from '../../people/index.ts'
import type { Example } from '../../web/index.ts'
import { examplePerson, exampleStaff } from '../example-staff.ts'
import type { ActForm } from './act-form.ts'
import type { ActSurroundings } from './pages/act-forms.tsx'
import { CodePage } from './pages/code.tsx'
import { NobodyPage } from './pages/nobody.tsx'
import { PersonPage } from './pages/person.tsx'
import { SearchPage } from './pages/search.tsx'
import type { PersonView } from './person-view.ts'

const now = new Date('2026-11-22T13:07:00Z')
const earlier = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

const alicja = examplePerson({ id: 'alicja' })
const connected: Person = { ...alicja, connected: true, connectedByDeskAt: earlier(30) }
const active: Person = { ...alicja, connected: true, hasPassword: true, otherAddresses: ['awrona@geol.agh.edu.pl'] }

const notConnected: PersonView = {
  person: alicja,
  passwordSetAt: undefined,
  mustChange: false,
  question: { asked: true, answerable: true, answersLeft: 5 },
  merges: [],
  lanes: [],
  openLink: undefined,
  openCode: undefined,
  sessions: [],
  isGrantedForLater: false,
  hasFactor: false,
  letters: [],
  attempts: [
    { at: earlier(9), times: 1, succeeded: false, because: 'not-connected', source: '192.0.2.17', service: undefined },
  ],
  movers: [],
  rest: undefined,
  now,
  caseOwners: new Map(),
  studies: [
    {
      programme: 'INF-1S',
      name: { pl: 'Informatyka', en: 'Computer Science' },
      faculty: 'WI',
      status: 'active',
      isPrimary: true,
    },
    {
      programme: 'MAT-1S',
      name: { pl: 'Matematyka stosowana', en: 'Applied Mathematics' },
      faculty: 'WMS',
      status: 'active',
      isPrimary: false,
    },
  ],
  cases: [
    {
      id: asCaseId('R-2026-0418'),
      kind: 'student',
      address: 'alicja.wrona@student.agh.edu.pl',
      person: alicja.id,
      fieldOfStudy: 'Informatyka',
      albumNumber: '402113',
      hasRight: true,
      note: '',
      language: 'pl',
      openedAt: earlier(2),
      lastAskedAt: earlier(2),
      askedTimes: 1,
      state: 'open',
      owner: undefined,
      takenAt: undefined,
      closedAt: undefined,
      closedBy: undefined,
      answer: undefined,
      reason: undefined,
      messages: [],
    },
  ],
  timeline: [
    {
      at: earlier(2),
      event: 'help-confirmed',
      succeeded: true,
      staff: undefined,
      source: '192.0.2.17',
      details: { case: 'R-2026-0418' },
      caseKind: 'student',
    },
    { at: earlier(5), event: 'help-requested', succeeded: true, staff: undefined, source: '192.0.2.17', details: {} },
    { at: earlier(80_000), event: 'person-joined', succeeded: true, staff: undefined, source: undefined, details: {} },
  ],
}
const letter = {
  id: asLetterId('letter'),
  kind: 'first-password',
  person: alicja.id,
  subject: 'Ustaw pierwsze hasło do konta USOS AGH',
  language: 'pl',
  recipient: 'alicja.wrona@student.agh.edu.pl',
  state: 'queued',
  at: earlier(20),
  attempts: 3,
  nextAttemptAt: later(6),
  finishedAt: undefined,
  lastError: 'EENVELOPE RCPT TO 451 4.7.1',
  bounce: undefined,
  bounceStatus: undefined,
  bouncedAt: undefined,
} as const
const restingMailbox: PersonView = {
  ...notConnected,
  person: connected,
  cases: [],
  openLink: { address: letter.recipient, until: later(1400) },
  rest: { since: earlier(2900), until: later(40_000), status: '5.1.1' },
  letters: [
    { ...letter, id: asLetterId('letter-4'), state: 'suppressed', attempts: 1, lastError: '5.1.1' },
    {
      ...letter,
      id: asLetterId('letter-3'),
      state: 'sent',
      at: earlier(3000),
      attempts: 1,
      lastError: undefined,
      bounce: 'hard',
      bounceStatus: '5.1.1',
      bouncedAt: earlier(2900),
    },
  ],
}
const waitingForLetter: PersonView = {
  ...notConnected,
  person: connected,
  cases: [],
  openLink: { address: letter.recipient, until: later(1400) },
  letters: [
    letter,
    {
      ...letter,
      id: asLetterId('letter-2'),
      state: 'given-up',
      at: earlier(3000),
      attempts: 9,
      lastError: 'RCPT TO 550 5.1.1',
    },
    {
      ...letter,
      id: asLetterId('letter-0'),
      state: 'sent',
      at: earlier(4000),
      attempts: 1,
      finishedAt: earlier(4000),
      lastError: undefined,
    },
    { ...letter, id: asLetterId('letter-1'), state: 'dropped', at: earlier(5000), lastError: undefined },
  ],
  attempts: [
    { at: earlier(4), times: 1, succeeded: false, because: 'eligible', source: '192.0.2.17', service: undefined },
  ],
  timeline: [
    {
      at: earlier(30),
      event: 'person-connected',
      succeeded: true,
      staff: 'Rajmund Dziurawiec',
      source: '192.0.2.20',
      details: { reason: 'Dziekanat potwierdził prawo do rejestracji', case: 'R-2026-0418' },
    },
    ...notConnected.timeline,
  ],
}
const waiting: PersonView = {
  ...notConnected,
  person: active,
  passwordSetAt: earlier(70_000),
  question: { asked: true, answerable: true, answersLeft: 0 },
  lanes: [
    { knownBrowser: false, failures: 12, waits: later(2) },
    { knownBrowser: true, failures: 3, waits: undefined },
  ],
  openCode: { until: later(9) },
  sessions: [
    {
      id: asSessionId('phone'),
      handle: 'phone',
      person: alicja.id,
      createdAt: earlier(50),
      lastUsedAt: earlier(10),
      source: '198.51.100.4',
      browser: 'Safari, iOS',
      mustChange: false,
    },
  ],
  cases: [],
  attempts: [
    { at: earlier(1), times: 1, succeeded: false, because: 'waiting', source: '192.0.2.17', service: undefined },
    {
      at: earlier(2),
      times: 11,
      succeeded: false,
      because: 'wrong-password',
      source: '192.0.2.17',
      service: undefined,
    },
    {
      at: earlier(50),
      times: 1,
      succeeded: true,
      because: undefined,
      source: '198.51.100.4',
      service: { pl: 'USOSweb', en: 'USOSweb' },
    },
  ],
}
const held: PersonView = {
  ...waiting,
  person: { ...active, assignedByDeskAt: earlier(60), resetHeldUntil: later(1380) },
  question: { asked: true, answerable: true, answersLeft: 1 },
  lanes: [],
  openCode: undefined,
  movers: ['maria'],
  attempts: [
    {
      at: earlier(3),
      times: 1,
      succeeded: false,
      because: 'assigned-elsewhere',
      source: '192.0.2.17',
      service: undefined,
    },
  ],
}
const disabled: PersonView = { ...waiting, person: { ...active, disabledAt: earlier(600) }, sessions: [], lanes: [] }
const closed: PersonView = {
  ...disabled,
  person: {
    ...active,
    studentStatus: 1,
    closedAt: earlier(3000),
    closedBecause: 'missing',
    missingSince: earlier(30_000),
    validUntil: later(40_000),
  },
}
const unreachable: PersonView = {
  ...waitingForLetter,
  person: { ...connected, assignedAddress: undefined, proofKind: 'none', albumNumber: undefined, staffStatus: 2 },
  question: { asked: true, answerable: false, answersLeft: 5 },
  openLink: undefined,
  studies: [],
}
const fine: PersonView = {
  ...waiting,
  question: { asked: true, answerable: true, answersLeft: 5 },
  lanes: [],
  openCode: undefined,
  attempts: waiting.attempts.slice(2),
}
const colleague: PersonView = { ...fine, person: { ...active, roles: ['administrator'] } }

const helpDesk = exampleStaff('help-desk')
const registration = exampleStaff('registration-desk')
const administrator = exampleStaff('administrator')
const auditor = exampleStaff('auditor')
const around: ActSurroundings = {
  spokenLifetime: 15 * 60_000,
  printedLifetime: 24 * 3_600_000,
  addressHold: 24 * 3_600_000,
  mailDomains: ['agh.edu.pl', 'student.agh.edu.pl'],
}
const empty: ActForm = { reason: '', proof: '', handover: '', address: '', newAddress: '', session: '', colleagues: '' }

export const peopleExamples: readonly Example[] = [
  { name: 'people-search', title: 'Find a person', render: () => <SearchPage staff={helpDesk} /> },
  {
    name: 'people-search-refused',
    title: 'Find a person: a PESEL was typed',
    render: () => <SearchPage staff={helpDesk} fault="national-id" />,
  },
  {
    name: 'people-found',
    title: 'Find a person: several, and more than fit',
    render: () => (
      <SearchPage
        staff={helpDesk}
        query="wrona"
        found={{ people: [alicja, connected, active, disabled.person, closed.person], more: true, cases: [] }}
      />
    ),
  },
  {
    name: 'people-found-nobody',
    title: 'Find a person: nobody',
    render: () => <SearchPage staff={helpDesk} query="Kwiatkowska" found={{ people: [], more: false, cases: [] }} />,
  },
  {
    name: 'people-found-cases',
    title: 'Find a person: the cases of a mailbox',
    render: () => (
      <SearchPage
        staff={registration}
        query="alicja.wrona@student.agh.edu.pl"
        found={{
          people: [alicja],
          more: false,
          cases: notConnected.cases.flatMap((it) => [
            it,
            { ...it, id: asCaseId('R-2026-0312'), state: 'closed', openedAt: earlier(40_000) },
          ]),
        }}
      />
    ),
  },
  {
    name: 'person-not-connected',
    title: 'A person: not connected to registration',
    render: () => <PersonPage staff={registration} view={notConnected} around={around} />,
  },
  {
    name: 'person-of-another-desk',
    title: 'A person: the other desk helps',
    render: () => <PersonPage staff={helpDesk} view={notConnected} around={around} />,
  },
  {
    name: 'person-mailbox-rests',
    title: 'A person whose mailbox sends letters back',
    render: () => <PersonPage staff={helpDesk} view={restingMailbox} around={around} />,
  },
  {
    name: 'person-waits-for-letter',
    title: 'A person: connected, and the letter is delayed',
    render: () => <PersonPage staff={registration} view={waitingForLetter} around={around} done="connect" />,
  },
  {
    name: 'person-waits',
    title: 'A person: too many wrong passwords, and the question is closed',
    render: () => <PersonPage staff={helpDesk} view={waiting} around={around} />,
  },
  {
    name: 'person-held',
    title: 'A person: the address has just been moved, by whoever looks',
    render: () => <PersonPage staff={helpDesk} view={held} around={around} done="assign-address" />,
  },
  {
    name: 'person-held-confirm',
    title: 'A person: the moved address can be confirmed',
    render: () => <PersonPage staff={helpDesk} view={{ ...held, movers: ['somebody-else'] }} around={around} />,
  },
  {
    name: 'person-code-refused',
    title: 'A person: a form was not filled in',
    render: () => (
      <PersonPage
        staff={helpDesk}
        view={waiting}
        around={around}
        tried={{
          act: 'issue-code',
          form: empty,
          faults: [
            { field: 'proof', because: 'missing' },
            { field: 'handover', because: 'missing' },
            { field: 'reason', because: 'national-id' },
          ],
        }}
      />
    ),
  },
  {
    name: 'person-address-refused',
    title: 'A person: an address of somebody else',
    render: () => (
      <PersonPage
        staff={administrator}
        view={fine}
        around={around}
        tried={{
          act: 'assign-address',
          form: { ...empty, address: 'new', newAddress: 'bob@agh.edu.pl', reason: 'Stary adres nie działa' },
          faults: [{ field: 'address', because: 'belongs-to-another' }],
        }}
      />
    ),
  },
  {
    name: 'person-session-refused',
    title: 'A person: no session was chosen',
    render: () => (
      <PersonPage
        staff={helpDesk}
        view={fine}
        around={around}
        tried={{
          act: 'end-session',
          form: { ...empty, reason: 'Zgubiony telefon' },
          faults: [{ field: 'session', because: 'missing' }],
        }}
      />
    ),
  },
  {
    name: 'person-disabled',
    title: 'A person: disabled',
    render: () => <PersonPage staff={administrator} view={disabled} around={around} />,
  },
  {
    name: 'person-closed',
    title: 'A person: closed by the registry',
    render: () => <PersonPage staff={administrator} view={closed} around={around} />,
  },
  {
    name: 'person-without-address',
    title: 'A person: no address and no proof',
    render: () => <PersonPage staff={helpDesk} view={unreachable} around={around} />,
  },
  {
    name: 'person-can-sign-in',
    title: 'A person: nothing is in the way',
    render: () => <PersonPage staff={auditor} view={fine} around={around} />,
  },
  {
    name: 'person-of-the-desk',
    title: 'A person: somebody who works at the desk',
    render: () => <PersonPage staff={helpDesk} view={colleague} around={around} />,
  },
  {
    name: 'person-self',
    title: 'A person: oneself',
    render: () => (
      <PersonPage
        staff={helpDesk}
        view={{ ...fine, person: { ...active, id: helpDesk.person.id, roles: helpDesk.person.roles } }}
        around={around}
      />
    ),
  },
  {
    name: 'person-code',
    title: 'The one-time code, shown once',
    render: () => (
      <CodePage staff={helpDesk} person={active} code="K7QF-29TD-M4XW" until={later(15)} handover="spoken" />
    ),
  },
  { name: 'person-nobody', title: 'No such person', render: () => <NobodyPage staff={helpDesk} /> },
]
