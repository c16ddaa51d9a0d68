import { displayName } from '../../people/index.ts'
import { ChallengePage, EnrolPage, type Example, StartPage } from '../../web/index.ts'
import { exampleStaff } from '../example-staff.ts'
import { OwnCodesPage, RecoveryCodesPage } from './pages/codes.tsx'

const staff = exampleStaff('help-desk')
const at = { at: 'desk', name: displayName(staff.person) } as const
const start = { ...at, address: staff.person.assignedAddress }
const enrolment = {
  address:
    'otpauth://totp/AGH:maria.kos%40agh.edu.pl?issuer=AGH&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
  groups: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP',
}
const codes = ['29TD', '3KQF', '4XWM', '5PZC', '6HRB', '7NVA', '8GSJ', '9DTE', 'AC2Y', 'BF3Z'].map(
  (group) => `K7QF-${group}-M4XW-8PZC`,
)

export const secondFactorExamples: readonly Example[] = [
  { name: 'second-factor', title: 'Second factor', render: () => <ChallengePage {...at} /> },
  {
    name: 'second-factor-again',
    title: 'Second factor once more, for a form of weight',
    render: () => <ChallengePage {...at} back="/desk/roles" again waits="sealed" />,
  },
  {
    name: 'second-factor-unsent',
    title: 'Second factor once more, and the form is lost',
    render: () => <ChallengePage {...at} back="/desk/roles" again unsent />,
  },
  {
    name: 'second-factor-wrong',
    title: 'Second factor: wrong code',
    render: () => <ChallengePage {...at} refusal="wrong" />,
  },
  {
    name: 'second-factor-waiting',
    title: 'Second factor: too many wrong codes',
    render: () => <ChallengePage {...at} waiting={{ retryAfterMs: 900_000 }} />,
  },
  {
    name: 'second-factor-help',
    title: 'Second factor: only an administrator helps',
    render: () => <ChallengePage {...at} waiting={{ retryAfterMs: undefined }} />,
  },
  { name: 'enrol-start', title: 'Set up a second factor', render: () => <StartPage {...start} /> },
  {
    name: 'enrol-start-waiting',
    title: 'Set up a second factor: several codes sent already',
    render: () => <StartPage {...start} retryAfterMs={1_800_000} />,
  },
  {
    name: 'enrol-start-no-mailbox',
    title: 'Set up a second factor: no assigned address',
    render: () => <StartPage {...at} address={undefined} />,
  },
  { name: 'enrol', title: 'The secret for the app', render: () => <EnrolPage {...start} enrolment={enrolment} /> },
  {
    name: 'enrol-refused',
    title: 'The secret for the app: wrong codes',
    render: () => <EnrolPage {...start} enrolment={enrolment} faults={{ mailed: 'wrong', app: 'missing' }} />,
  },
  {
    name: 'recovery-codes',
    title: 'Ten recovery codes',
    render: () => <RecoveryCodesPage staff={staff} codes={codes} />,
  },
  { name: 'recovery-codes-left', title: 'How many are left', render: () => <OwnCodesPage staff={staff} left={3} /> },
]
