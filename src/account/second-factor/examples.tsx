import { ChallengePage, EnrolPage, type Example, StartPage } from '../../web/index.ts'
import { FactorRemovedPage, OwnCodesPage, RecoveryCodesPage, RemoveFactorPage } from './pages/own-factor.tsx'

const address = 'alicja.wrona@student.agh.edu.pl'
const at = { at: 'account', name: 'Alicja Wrona', onward: { service: 'https://grades.example.edu/' } } as const
const enrolment = {
  address:
    'otpauth://totp/AGH:alicja.wrona%40student.agh.edu.pl?issuer=AGH&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
  groups: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP',
}
const codes = ['29TD', '3KQF', '4XWM', '5PZC', '6HRB', '7NVA', '8GSJ', '9DTE', 'AC2Y', 'BF3Z'].map(
  (group) => `K7QF-${group}-M4XW-8PZC`,
)
const owner = { name: 'Alicja Wrona', address }

export const secondFactorExamples: readonly Example[] = [
  { name: 'own-factor', title: 'Second factor on the way to a service', render: () => <ChallengePage {...at} /> },
  {
    name: 'own-factor-help',
    title: 'Second factor on the way to a service: only the help desk helps',
    render: () => <ChallengePage {...at} waiting={{ retryAfterMs: undefined }} />,
  },
  {
    name: 'own-factor-start',
    title: 'Set up a second factor of one’s own',
    render: () => <StartPage {...at} address={address} />,
  },
  {
    name: 'own-factor-start-held',
    title: 'Set up a second factor: the address was moved lately',
    render: () => <StartPage {...at} address={address} heldUntil={new Date('2026-11-26T09:00:00Z')} />,
  },
  {
    name: 'own-factor-enrol',
    title: 'The secret for the app of everybody',
    render: () => <EnrolPage {...at} address={address} enrolment={enrolment} />,
  },
  {
    name: 'own-factor-codes',
    title: 'Ten recovery codes, and the way on',
    render: () => <RecoveryCodesPage name={owner.name} codes={codes} onTo="/cas/login" />,
  },
  {
    name: 'own-factor-codes-left',
    title: 'How many codes are left, and new ones by password and code',
    render: () => <OwnCodesPage {...owner} left={9} all={10} />,
  },
  { name: 'own-factor-remove', title: 'Remove the second factor', render: () => <RemoveFactorPage {...owner} /> },
  {
    name: 'own-factor-remove-refused',
    title: 'Remove the second factor: wrong code',
    render: () => <RemoveFactorPage {...owner} faults={{ code: 'wrong' }} />,
  },
  {
    name: 'own-factor-remove-waiting',
    title: 'Remove the second factor: too many wrong passwords',
    render: () => <RemoveFactorPage {...owner} waiting={{ what: 'password', retryAfterMs: 30_000 }} />,
  },
  { name: 'own-factor-removed', title: 'The second factor has been removed', render: () => <FactorRemovedPage /> },
]
