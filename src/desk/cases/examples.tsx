import { type Case, compareWithRegistry, type RegistryFinds } from '../../cases/index.ts'
import { asCaseId, asPersonId, type StaffRole } from '../../database/index.ts'
import type { Person, Study } from '../../people/index.ts'
import type { Example } from '../../web/index.ts'
import { examplePerson, exampleStaff } from '../example-staff.ts'
import { answersFor, hindranceOf, oneClickAnswer } from './answers.ts'
import { CasePage, type CasePageProps } from './pages/case.tsx'
import { QueuePage } from './pages/queue.tsx'
import type { CaseReading, Done, Queue, QueueCase } from './tasks.ts'

const now = new Date('2026-11-22T13:07:00Z')
const earlier = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const registration = exampleStaff('registration-desk')
const helpDesk = exampleStaff('help-desk')

const tomasz = examplePerson({
  id: 'tomasz',
  usosId: '9900111',
  givenNames: 'Tomasz',
  surname: 'Żurek',
  albumNumber: '398820',
  assignedAddress: 'tomasz.zurek@student.agh.edu.pl',
})
const zofia: Person = {
  ...tomasz,
  id: asPersonId('zofia'),
  givenNames: 'Zofia',
  surname: 'Łukasiewicz-Żak',
  albumNumber: '401257',
  assignedAddress: 'zlukasiewicz@student.agh.edu.pl',
}
const kalina: Person = {
  ...tomasz,
  id: asPersonId('kalina'),
  givenNames: 'Kalina',
  surname: 'Szuwar',
  albumNumber: undefined,
  staffStatus: 2,
  connected: true,
  hasPassword: true,
  assignedAddress: 'kszuwar@metal.agh.edu.pl',
  otherAddresses: ['kalina.szuwar@agh.edu.pl'],
}
const geodesy: Study = {
  programme: 'GIK-S1',
  name: { pl: 'Geodezja i kartografia', en: 'Geodesy and Cartography' },
  faculty: 'WG',
  status: 'active',
  isPrimary: true,
}
const materials: Study = {
  ...geodesy,
  programme: 'IMA-S2',
  name: { pl: 'Inżynieria materiałowa', en: 'Materials Science' },
  faculty: 'WC',
}

const agreeing: Case = {
  id: asCaseId('R-2026-0416'),
  kind: 'student',
  address: 'tomasz.zurek@student.agh.edu.pl',
  person: tomasz.id,
  fieldOfStudy: 'Geodezja i kartografia',
  albumNumber: '398820',
  hasRight: true,
  note: '',
  language: 'pl',
  openedAt: earlier(300),
  lastAskedAt: earlier(300),
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
const differing: Case = {
  ...agreeing,
  id: asCaseId('R-2026-0417'),
  address: 'zlukasiewicz@student.agh.edu.pl',
  person: zofia.id,
  fieldOfStudy: 'Inżynieria materiałowa',
  albumNumber: '401275',
  openedAt: earlier(120),
  lastAskedAt: earlier(30),
  askedTimes: 2,
  owner: registration.person.id,
  takenAt: earlier(20),
}
const unknown: Case = {
  ...agreeing,
  id: asCaseId('R-2026-0418'),
  address: 'nowa.osoba@student.agh.edu.pl',
  person: undefined,
  albumNumber: '409999',
  openedAt: earlier(4),
  lastAskedAt: earlier(4),
}
const teachers: Case = {
  ...agreeing,
  id: asCaseId('R-2026-0419'),
  kind: 'teacher',
  address: 'kalina.szuwar@agh.edu.pl',
  person: kalina.id,
  fieldOfStudy: '',
  albumNumber: '',
  note: 'Nie mam już dostępu do skrzynki kszuwar@metal.agh.edu.pl.\nProszę o przypisanie tego adresu.',
  openedAt: earlier(5000),
  lastAskedAt: earlier(5000),
}
const askedBack: Case = {
  ...differing,
  id: asCaseId('R-2026-0420'),
  state: 'asked-back',
  messages: [
    { at: earlier(90), author: registration.person.id, text: 'Który numer albumu jest na legitymacji?' },
    { at: earlier(60), author: 'person', text: '401257, pomyłka w dwóch cyfrach.' },
    { at: earlier(15), author: registration.person.id, text: 'Dziękujemy.\nCzy kierunek to na pewno Geodezja?' },
  ],
}
const declined: Case = {
  ...agreeing,
  state: 'closed',
  closedAt: earlier(2),
  closedBy: registration.person.id,
  answer: 'declined',
  reason: 'Nie udało nam się potwierdzić prawa do rejestracji na uczelniane przedmioty obieralne.',
}

const knownTo = (person: Person, study?: Study): RegistryFinds => ({
  byAddress: person,
  byAlbum: person,
  studies: study ? [study] : [],
})
const nobody: RegistryFinds = { studies: [] }

function queued(it: Case, found: RegistryFinds, more: Partial<QueueCase> = {}): QueueCase {
  const comparison = compareWithRegistry(it, found)
  const chosen = { address: it.address, person: comparison.person, ownedByAnother: false }
  const staff = it.kind === 'student' ? registration : helpDesk
  const answer = oneClickAnswer(it, comparison, answersFor(staff.person, it.kind, chosen))
  return {
    case: it,
    comparison,
    passwordTakenAt: undefined,
    owner: undefined,
    withColleague: false,
    isLate: false,
    answer,
    faculties: found.studies.map(({ faculty }) => faculty),
    ...more,
  }
}

const full: Queue = {
  view: { desk: 'all', whose: 'all', page: 1 },
  kinds: ['student', 'teacher'],
  cases: [
    queued(agreeing, knownTo(tomasz, geodesy)),
    queued(differing, knownTo(zofia, materials), { owner: 'Maria Kos', withColleague: true }),
    queued(unknown, nobody),
    queued(teachers, { byAddress: kalina, studies: [] }, { isLate: true }),
    queued(askedBack, knownTo(zofia, materials)),
  ],
  waiting: 54,
  askedBack: 1,
  answerWithin: 2,
  figures: {
    answered: 12,
    medianWaitMs: 80 * 60_000,
    lettersWaiting: 0,
    lastImport: { at: earlier(530), conflicts: 2 },
  },
}
const empty: Queue = {
  ...full,
  kinds: ['student'],
  cases: [],
  waiting: 0,
  askedBack: 0,
  figures: { answered: 0, medianWaitMs: undefined, lettersWaiting: 0, lastImport: undefined },
}

const done: Done = {
  case: { ...agreeing, state: 'closed', answer: 'connected', closedAt: now, closedBy: registration.person.id },
  name: 'Tomasz Żurek',
  by: undefined,
  heldUntil: undefined,
  mailedTo: 'tomasz.zurek@student.agh.edu.pl',
}
const moved: Done = {
  ...done,
  case: { ...done.case, answer: 'address-assigned' },
  heldUntil: new Date(now.getTime() + 24 * 3_600_000),
}

function reading(
  it: Case,
  found: RegistryFinds,
  more: Partial<CaseReading> = {},
  ...roles: readonly StaffRole[]
): CaseReading {
  const comparison = compareWithRegistry(it, found)
  const { person } = comparison
  const staff = exampleStaff(...(roles.length > 0 ? roles : (['administrator'] as const)))
  return {
    case: it,
    comparison,
    passwordTakenAt: undefined,
    others: [],
    isChosen: false,
    ownedByAnother: false,
    answers: answersFor(staff.person, it.kind, { address: it.address, person, ownedByAnother: false }),
    hindrance: hindranceOf(staff.person, it.kind, person ? [person] : []),
    isLate: false,
    faculties: found.studies.map(({ faculty }) => faculty),
    names: new Map([[registration.person.id, 'Maria Kos']]),
    search: undefined,
    ...more,
  }
}

const page = (read: CaseReading, more: Partial<CasePageProps> = {}) => (
  <CasePage staff={registration} reading={read} addressHold={24 * 3_600_000} {...more} />
)

const tried: CasePageProps['tried'] = {
  reason: '',
  question: '',
  because: '',
  words: 'Proszę zapytać w dziekanacie.',
  faults: { reason: 'missing', question: 'national-id', because: 'missing' },
}

const stranger: RegistryFinds = {
  byAlbum: { ...tomasz, assignedAddress: 'tzurek@geol.agh.edu.pl' },
  studies: [geodesy],
}

export const casesExamples: readonly Example[] = [
  { name: 'cases', title: 'Cases', render: () => <QueuePage staff={exampleStaff('administrator')} queue={full} /> },
  {
    name: 'cases-empty',
    title: 'Cases: nobody is waiting',
    render: () => <QueuePage staff={registration} queue={empty} />,
  },
  {
    name: 'cases-last-page',
    title: 'Cases: a page that is empty by now, of one’s own cases',
    render: () => (
      <QueuePage
        staff={registration}
        queue={{ ...full, cases: [], view: { desk: 'student', whose: 'mine', page: 2 } }}
      />
    ),
  },
  {
    name: 'cases-connected',
    title: 'Cases: somebody has just been connected',
    render: () => <QueuePage staff={registration} queue={full} done={done} />,
  },
  {
    name: 'cases-assigned',
    title: 'Cases: an address has just been assigned',
    render: () => <QueuePage staff={registration} queue={full} done={moved} />,
  },
  {
    name: 'cases-answered-already',
    title: 'Cases: a colleague was quicker',
    render: () => <QueuePage staff={registration} queue={full} done={{ ...done, by: 'Maria Kos' }} />,
  },
  {
    name: 'cases-declined',
    title: 'Cases: declined',
    render: () => <QueuePage staff={registration} queue={full} done={{ ...done, case: declined }} />,
  },
  {
    name: 'cases-asked-back',
    title: 'Cases: a question has been mailed',
    render: () => <QueuePage staff={registration} queue={full} done={{ ...done, case: askedBack }} />,
  },
  { name: 'case', title: 'A case that agrees', render: () => page(reading(agreeing, knownTo(tomasz, geodesy))) },
  {
    name: 'case-differs',
    title: 'A case that differs, taken by oneself',
    render: () => page(reading(differing, knownTo(zofia, geodesy)), { news: 'taken' }),
  },
  {
    name: 'case-taken-since',
    title: 'A question about a case that a colleague has taken meanwhile',
    render: () =>
      page(reading({ ...agreeing, owner: registration.person.id, takenAt: earlier(1) }, knownTo(tomasz, geodesy)), {
        staff: exampleStaff('administrator'),
        news: 'taken-since',
        tried: { ...tried, reason: '', words: '', question: 'Który numer albumu jest na legitymacji?', faults: {} },
      }),
  },
  {
    name: 'case-asked-back',
    title: 'A case that waits for an answer',
    render: () => page(reading(askedBack, knownTo(zofia, materials)), { news: 'changed' }),
  },
  {
    name: 'case-stranger',
    title: 'A case of somebody known by the album number alone',
    render: () => page(reading(agreeing, stranger)),
  },
  {
    name: 'case-unknown',
    title: 'A case of somebody the registry does not know, after a search',
    render: () =>
      page(reading(unknown, nobody, { search: { typed: 'wrona', people: [tomasz, zofia], more: true } }), {
        news: 'owner-changed',
      }),
  },
  {
    name: 'case-searched-for-nothing',
    title: 'A case whose search was left empty',
    render: () => page(reading(unknown, nobody), { tried: { ...tried, words: '', faults: { find: 'missing' } } }),
  },
  {
    name: 'case-chosen',
    title: 'A case beside somebody chosen by hand',
    render: () =>
      page(
        reading(
          unknown,
          { byAlbum: tomasz, studies: [geodesy] },
          { isChosen: true, others: [zofia], search: { typed: 'nikt', people: [], more: false } },
        ),
      ),
  },
  {
    name: 'case-password-taken',
    title: 'A case of somebody whose password was taken away',
    render: () =>
      page(reading(agreeing, knownTo({ ...tomasz, connected: true }, geodesy), { passwordTakenAt: earlier(45) })),
  },
  {
    name: 'case-teacher',
    title: 'A case of a teacher with another address assigned',
    render: () => page(reading(teachers, { byAddress: kalina, studies: [] }, { isLate: true })),
  },
  {
    name: 'case-disabled',
    title: 'A case of a disabled account',
    render: () => page(reading(agreeing, knownTo({ ...tomasz, disabledAt: earlier(9000) }, geodesy))),
  },
  {
    name: 'case-left',
    title: 'A case of somebody who has left',
    render: () => page(reading(agreeing, knownTo({ ...tomasz, closedAt: earlier(9000) }))),
  },
  {
    name: 'case-auditor',
    title: 'A case as the auditor sees it',
    render: () => page(reading(agreeing, knownTo(tomasz, geodesy), {}, 'auditor')),
  },
  {
    name: 'case-of-staff',
    title: 'A case about somebody who works at the desk',
    render: () => page(reading(teachers, knownTo({ ...kalina, roles: ['auditor'] }), {}, 'help-desk')),
  },
  {
    name: 'case-own',
    title: 'A case of one’s own account',
    render: () => page(reading(teachers, knownTo(helpDesk.person), {}, 'help-desk')),
  },
  { name: 'case-closed', title: 'A case that was declined', render: () => page(reading(declined, knownTo(tomasz))) },
  {
    name: 'case-errors',
    title: 'An answer that was refused',
    render: () => page(reading(agreeing, knownTo(tomasz, geodesy)), { tried }),
  },
]
