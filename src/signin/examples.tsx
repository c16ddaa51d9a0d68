import type { Example } from '../web/index.ts'
import { examples as between } from './between/examples.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { SignedInPage } from './pages/signed-in.tsx'
import { SignedOutPage } from './pages/signed-out.tsx'

export const examples: readonly Example[] = [
  {
    name: 'sign-in',
    title: 'Sign in, on the way to the portal',
    render: () => <SignInPage serviceName="USOSweb" carried={{}} />,
  },
  {
    name: 'sign-in-line',
    title: 'Opened while others wait',
    render: () => <SignInPage serviceName="USOSweb" carried={{}} seconds={40} inWords={'40\u00a0s'} />,
  },
  {
    name: 'sign-in-refused',
    title: 'Wrong ID or password',
    render: () => (
      <SignInPage serviceName="USOSweb" carried={{}} typed="alicja.wrona@student.agh.edu.pl" refusal="refused" />
    ),
  },
  {
    name: 'sign-in-form-used',
    title: 'A form sent twice',
    render: () => <SignInPage carried={{}} typed="alicja.wrona@student.agh.edu.pl" refusal="form-already-sent" />,
  },
  {
    name: 'sign-in-renew',
    title: 'The service wants the password again',
    render: () => (
      <SignInPage
        serviceName="USOSweb"
        renew
        carried={{}}
        signedInAs={{ name: 'Alicja Wrona', login: 'alicja.wrona@student.agh.edu.pl' }}
      />
    ),
  },
  {
    name: 'sign-in-remember-me',
    title: 'Where browsers may be remembered',
    render: () => <SignInPage serviceName="USOSweb" carried={{}} remembers />,
  },
  { name: 'signed-in', title: 'Signed in, no service on the way', render: () => <SignedInPage name="Alicja Wrona" /> },
  { name: 'signed-out', title: 'Logged out', render: () => <SignedOutPage /> },
  {
    name: 'signed-out-services',
    title: 'Logged out, services told',
    render: () => (
      <SignedOutPage
        told={[
          { pl: 'USOSweb', en: 'USOSweb' },
          { pl: 'Biblioteka', en: 'Library' },
        ]}
        left={[{ pl: 'Katalog czasopism', en: 'Catalogue of journals' }]}
      />
    ),
  },
  ...between,
]
