import { asPersonId } from '../database/index.ts'
import { learnedWords } from '../services/index.ts'
import type { Example } from '../web/index.ts'
import { AccountPage } from './pages/account.tsx'
import { ActivityPage } from './pages/activity.tsx'
import { EndSessionPage, type EndSessionPageProps } from './pages/end-session.tsx'
import { OwnDataPage } from './pages/own-data.tsx'
import { secondFactorExamples } from './second-factor/examples.tsx'
import type { Account, OwnSession } from './tasks.ts'
import type { VisitedService } from './visited-services.ts'

const laptop: OwnSession = {
  handle: '0123456789abcdef',
  browser: 'Firefox, Linux',
  source: '192.0.2.17',
  since: new Date('2026-11-22T12:52:00Z'),
  lastUsed: new Date('2026-11-22T13:07:00Z'),
  isThisOne: true,
}
const phone: OwnSession = {
  handle: 'fedcba9876543210',
  browser: 'Safari, iOS',
  source: '198.51.100.4',
  since: new Date('2026-11-21T20:38:00Z'),
  lastUsed: new Date('2026-11-21T20:40:00Z'),
  isThisOne: false,
}
const usosweb: VisitedService = {
  id: 'portal',
  name: { pl: 'USOSweb', en: 'USOSweb' },
  owner: undefined,
  lastVisit: laptop.since,
  learns: learnedWords(['mail', 'displayName', 'employeeType', 'student_number', 'usos_id']),
  agreedAt: undefined,
}
const timetable: VisitedService = {
  id: 'timetable',
  name: { pl: 'Plan zajęć', en: 'Timetable' },
  owner: { name: 'Dział Nauczania', mail: 'timetable@agh.edu.pl' },
  lastVisit: phone.since,
  learns: learnedWords(['displayName', 'eduPersonAffiliation', 'eduPersonUniqueId']),
  agreedAt: new Date('2026-10-05T08:12:00Z'),
}
const closedDown: VisitedService = {
  id: 'forum.agh.edu.pl',
  name: { pl: 'forum.agh.edu.pl', en: 'forum.agh.edu.pl' },
  owner: undefined,
  lastVisit: new Date('2026-10-02T09:30:00Z'),
  learns: [],
  agreedAt: undefined,
}
const alicja: Account = {
  person: {
    id: asPersonId('alicja'),
    usosId: '9900001',
    givenNames: 'Alicja',
    surname: 'Wrona',
    albumNumber: '402113',
    studentStatus: 2,
    phdStudentStatus: undefined,
    staffStatus: 0,
    connected: true,
    disabledAt: undefined,
    closedAt: undefined,
    proofKind: 'pesel',
    language: 'pl',
    roles: [],
    demo: true,
    assignedAddress: 'alicja.wrona@student.agh.edu.pl',
    otherAddresses: ['awrona@geol.agh.edu.pl'],
    hasPassword: true,
    connectedByDeskAt: undefined,
    assignedByDeskAt: undefined,
    resetHeldUntil: undefined,
    missingSince: undefined,
    validUntil: undefined,
    closedBecause: undefined,
  },
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
      status: 'cancelled',
      isPrimary: false,
    },
  ],
  passwordSetAt: new Date('2026-10-02T07:12:00Z'),
  sessions: [laptop, phone],
  endsElsewhere: true,
  activity: [
    { at: laptop.since, what: 'signed-in', times: 1, service: { pl: 'USOSweb', en: 'USOSweb' } },
    { at: new Date('2026-11-21T20:38:00Z'), what: 'refused-wrong-password', times: 2, service: undefined },
    { at: new Date('2026-10-05T09:30:00Z'), what: 'desk-assigned-address', times: 1, service: undefined },
    { at: new Date('2026-10-02T07:12:00Z'), what: 'password-set', times: 1, service: undefined },
    { at: new Date('2026-10-02T07:10:00Z'), what: 'link-requested', times: 1, service: undefined },
  ],
  factor: undefined,
  services: [usosweb, timetable, closedDown],
  heldUntil: undefined,
}
const teacher: Account = {
  ...alicja,
  person: {
    ...alicja.person,
    givenNames: '',
    surname: 'Suharto',
    albumNumber: undefined,
    studentStatus: undefined,
    staffStatus: 2,
    assignedAddress: 'suharto@agh.edu.pl',
    otherAddresses: [],
  },
  studies: [],
  sessions: [laptop],
  endsElsewhere: false,
  activity: [],
  factor: { since: new Date('2026-11-02T09:00:00Z'), codesLeft: 9 },
  services: [],
}
const asked: EndSessionPageProps = { name: 'Alicja Wrona', address: 'alicja.wrona@student.agh.edu.pl' }

export const examples: readonly Example[] = [
  { name: 'account', title: 'My account', render: () => <AccountPage account={alicja} /> },
  {
    name: 'account-teacher',
    title: 'My account: a teacher with one name',
    render: () => <AccountPage account={teacher} />,
  },
  {
    name: 'account-session-ended',
    title: 'My account: other sessions ended',
    render: () => <AccountPage account={teacher} done="others" />,
  },
  {
    name: 'account-language-chosen',
    title: 'My account: the language of messages saved, while a moved address is held',
    render: () => <AccountPage account={{ ...alicja, heldUntil: new Date('2026-11-23T13:07:00Z') }} done="language" />,
  },
  {
    name: 'account-consent-withdrawn',
    title: 'My account: a consent withdrawn',
    render: () => <AccountPage account={{ ...teacher, services: [usosweb] }} done="consent" />,
  },
  {
    name: 'account-activity',
    title: 'Everything that has happened to the account',
    render: () => <ActivityPage name="Alicja Wrona" activity={alicja.activity} />,
  },
  {
    name: 'account-activity-none',
    title: 'Nothing has happened to the account yet',
    render: () => <ActivityPage name="Suharto" activity={[]} />,
  },
  ...secondFactorExamples,
  { name: 'end-session', title: 'End one session', render: () => <EndSessionPage {...asked} session={phone} /> },
  {
    name: 'end-session-refused',
    title: 'End one session: wrong password',
    render: () => <EndSessionPage {...asked} session={phone} refusal="wrong" />,
  },
  { name: 'end-other-sessions', title: 'End all other sessions', render: () => <EndSessionPage {...asked} /> },
  {
    name: 'end-other-sessions-waiting',
    title: 'End all other sessions: too many wrong attempts',
    render: () => <EndSessionPage {...asked} waiting={{ retryAfterMs: 30_000 }} />,
  },
  {
    name: 'own-data',
    title: 'A copy of one’s own data: the password is asked for',
    render: () => <OwnDataPage name="Alicja Wrona" address="alicja.wrona@student.agh.edu.pl" />,
  },
  {
    name: 'own-data-wrong',
    title: 'A copy of one’s own data: a wrong password',
    render: () => <OwnDataPage name="Alicja Wrona" address="alicja.wrona@student.agh.edu.pl" refusal="wrong" />,
  },
  {
    name: 'own-data-too-often',
    title: 'A copy of one’s own data: too often for one day',
    render: () => (
      <OwnDataPage
        name="Alicja Wrona"
        address="alicja.wrona@student.agh.edu.pl"
        tooOften={{ retryAfterMs: 5 * 3_600_000 }}
      />
    ),
  },
]
