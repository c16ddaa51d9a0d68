import type { Case, HelpRequest } from '../cases/index.ts'
import { asCaseId, asHelpRequestId } from '../database/index.ts'
import type { Example } from '../web/index.ts'
import { CasePage } from './pages/case.tsx'
import { ConfirmPage } from './pages/confirm.tsx'
import { ExpiredPage, SettledPage, UnknownPage } from './pages/dead-link.tsx'
import { SentPage } from './pages/sent.tsx'
import { StudentPage } from './pages/student.tsx'
import { TeacherPage } from './pages/teacher.tsx'

const address = 'alicja.wrona@student.agh.edu.pl'
const programmes = ['Computer Science', 'Cultural Studies', 'Technical Physics']
const typed = { mailbox: address, field: '', album: '', right: false }
const now = new Date('2026-11-22T13:07:00Z')
const action = '/not-recognized/request/k7QdR2mWx9Tz'

const request: HelpRequest = {
  id: asHelpRequestId('k7QdR2mWx9Tz'),
  secretHash: Buffer.alloc(0),
  kind: 'student',
  address,
  fieldOfStudy: 'Computer Science, first cycle',
  albumNumber: '402113',
  hasRight: true,
  note: '',
  language: 'en',
  createdAt: now,
  expiresAt: new Date('2026-11-23T13:07:00Z'),
  provedAt: undefined,
  case: undefined,
}
const teacherRequest: HelpRequest = {
  ...request,
  kind: 'teacher',
  address: 'bob.maj@geol.agh.edu.pl',
  fieldOfStudy: '',
  albumNumber: '',
  hasRight: false,
  note: 'bob.maj@agh.edu.pl (closed since October)\nbob.maj@geol.agh.edu.pl',
}
const open: Case = {
  ...request,
  id: asCaseId('R-2026-0418'),
  person: undefined,
  openedAt: now,
  lastAskedAt: now,
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
const question = {
  at: now,
  author: 'staff',
  text: 'In which year did you begin?\nWe find two programmes of this name.',
}
const closed = { state: 'closed', closedAt: new Date('2026-11-23T09:30:00Z') } as const

const caseExample = (
  name: string,
  title: string,
  more: Partial<Case> = {},
  props: { joined?: true } = {},
): Example => ({
  name,
  title,
  render: () => (
    <CasePage
      case={{ ...open, ...more }}
      answerDay={new Date('2026-11-24T12:00:00Z')}
      answerTo={`${action}/answer`}
      {...props}
    />
  ),
})

export const examples: readonly Example[] = [
  {
    name: 'not-recognized-student',
    title: 'Account not recognized: student',
    render: () => <StudentPage typed={typed} programmes={programmes} />,
  },
  {
    name: 'not-recognized-student-errors',
    title: 'Account not recognized: student, with errors',
    render: () => (
      <StudentPage
        typed={{ ...typed, mailbox: 'alicja@example.com', album: 'none' }}
        faults={{ mailbox: 'elsewhere', field: 'missing', album: 'no-number', right: 'missing' }}
        programmes={programmes}
      />
    ),
  },
  {
    name: 'not-recognized-teacher',
    title: 'Account not recognized: academic teacher',
    render: () => <TeacherPage typed={{ mailbox: '', note: '' }} />,
  },
  {
    name: 'not-recognized-teacher-errors',
    title: 'Account not recognized: academic teacher, with errors',
    render: () => (
      <TeacherPage typed={{ mailbox: 'bob.maj', note: '' }} faults={{ mailbox: 'incomplete', note: 'missing' }} />
    ),
  },
  {
    name: 'help-request-sent',
    title: 'Help request: a message has been sent',
    render: () => <SentPage address={address} kind="student" />,
  },
  {
    name: 'help-request-confirm',
    title: 'Help request: confirm it',
    render: () => <ConfirmPage request={request} action={action} />,
  },
  {
    name: 'help-request-confirm-teacher',
    title: 'Help request of a teacher: confirm it',
    render: () => <ConfirmPage request={teacherRequest} action={action} />,
  },
  {
    name: 'help-request-expired',
    title: 'Help request: the link has expired',
    render: () => <ExpiredPage address={address} action={`${action}/again`} />,
  },
  { name: 'help-request-unknown', title: 'Help request: unknown link', render: () => <UnknownPage /> },
  {
    name: 'help-request-settled',
    title: 'Help request: settled by mail',
    render: () => <SettledPage address={address} />,
  },
  caseExample('help-request-received', 'Case: with the desk'),
  caseExample('help-request-joined', 'Case: a request has joined it', { askedTimes: 2 }, { joined: true }),
  caseExample('help-request-received-teacher', 'Case of a teacher: with the desk', { ...teacherRequest, id: open.id }),
  caseExample('case-asked-back', 'Case: the desk asks something', { state: 'asked-back', messages: [question] }),
  {
    name: 'case-asked-back-error',
    title: 'Case: an empty answer',
    render: () => (
      <CasePage
        case={{ ...open, state: 'asked-back', messages: [question] }}
        answerDay={now}
        answerTo={`${action}/answer`}
        refusal={{ typed: '', fault: 'missing' }}
      />
    ),
  },
  caseExample('case-answered', 'Case: the person has answered', {
    messages: [question, { at: new Date('2026-11-22T14:30:00Z'), author: 'person', text: 'In 2024.' }],
  }),
  caseExample('case-connected', 'Case: connected', { ...closed, answer: 'connected', reason: 'agrees' }),
  caseExample('case-resolved-itself', 'Case: resolved by itself', { ...closed, answer: 'resolved-itself', reason: '' }),
  caseExample('case-declined', 'Case: declined', {
    ...closed,
    answer: 'declined',
    reason: 'Elective subjects are open from the third semester on.',
  }),
  caseExample('case-declined-teacher', 'Case of a teacher: declined', {
    ...teacherRequest,
    ...closed,
    id: open.id,
    answer: 'declined',
    reason: 'This mailbox belongs to a unit, not to a person.',
  }),
]
