import { usedBefore } from '../credentials/index.ts'
import type { Example } from '../web/index.ts'
import { ChangePasswordPage, type ChangePasswordPageProps } from './pages/change-password.tsx'
import { ChangedPage } from './pages/changed.tsx'

const alicja: ChangePasswordPageProps = {
  name: 'Alicja Wrona',
  address: 'alicja.wrona@student.agh.edu.pl',
  mustChange: false,
  context: {
    profile: 'manual',
    personal: {
      givenNames: ['Alicja'],
      surnames: ['Wrona'],
      login: 'alicja.wrona@student.agh.edu.pl',
      otherAddresses: [],
      albumNumber: '402113',
    },
    contextWords: [],
  },
}
const weak: ChangePasswordPageProps['refusal'] = {
  faults: { current: 'wrong', repeat: 'differs' },
  reasons: [{ id: 'digit-or-special-missing', rule: 'classes' }],
  rules: [
    { id: 'length', state: 'met' },
    { id: 'classes', state: 'broken' },
    { id: 'personal-data', state: 'met' },
    { id: 'history', state: 'later' },
  ],
}
const used: ChangePasswordPageProps['refusal'] = {
  faults: {},
  ...usedBefore([
    { id: 'length', state: 'met' },
    { id: 'classes', state: 'met' },
    { id: 'personal-data', state: 'met' },
    { id: 'history', state: 'later' },
  ]),
}

export const examples: readonly Example[] = [
  { name: 'password-change', title: 'Change password', render: () => <ChangePasswordPage {...alicja} /> },
  {
    name: 'password-change-refused',
    title: 'Change password: refused',
    render: () => <ChangePasswordPage {...alicja} refusal={weak} />,
  },
  {
    name: 'password-change-used-before',
    title: 'Change password: used before',
    render: () => <ChangePasswordPage {...alicja} refusal={used} />,
  },
  {
    name: 'password-change-waiting',
    title: 'Change password: too many wrong attempts',
    render: () => <ChangePasswordPage {...alicja} waiting={{ retryAfterMs: 60_000 }} />,
  },
  {
    name: 'password-change-must',
    title: 'Change password: it must be changed',
    render: () => <ChangePasswordPage {...alicja} mustChange />,
  },
  { name: 'password-changed', title: 'Password changed', render: () => <ChangedPage name="Alicja Wrona" /> },
]
