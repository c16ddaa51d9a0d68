import { learnedWords } from '../../services/index.ts'
import type { Example } from '../../web/index.ts'
import { ConsentPage } from './pages/consent.tsx'
import { LogOutPage } from './pages/log-out.tsx'
import { RefusedPage } from './pages/refused.tsx'
import { SecondFactorPage } from './pages/second-factor.tsx'

const library = { pl: 'Biblioteka Główna', en: 'Main Library' }

export const examples: readonly Example[] = [
  {
    name: 'oidc-refused',
    title: 'A request of a service that is not right',
    render: () => <RefusedPage error="invalid_redirect_uri" service={library} />,
  },
  {
    name: 'oidc-unknown-client',
    title: 'A service that nobody knows',
    render: () => <RefusedPage error="invalid_client" service={undefined} />,
  },
  {
    name: 'oidc-expired',
    title: 'A sign-in that is no longer open',
    render: () => <RefusedPage error="" service={undefined} expired />,
  },
  {
    name: 'oidc-consent',
    title: 'A service asks for data',
    render: () => (
      <ConsentPage
        action="/oidc/sign-in/example/consent"
        service={library}
        description={{ pl: 'Katalog, wypożyczenia i czytelnie.', en: 'Catalogue, loans and reading rooms.' }}
        learns={learnedWords(['mail', 'displayName', 'student_number'])}
        attributes="mail displayName student_number"
        offline={false}
      />
    ),
  },
  {
    name: 'oidc-consent-offline',
    title: 'A service asks for data that it may also read later',
    render: () => (
      <ConsentPage
        action="/oidc/sign-in/example/consent"
        service={library}
        learns={learnedWords(['mail'])}
        attributes="mail"
        offline
      />
    ),
  },
  {
    name: 'oidc-second-factor',
    title: 'A service that needs a second factor',
    render: () => <SecondFactorPage service={library} goOn="/oidc/sign-in/example" />,
  },
  {
    name: 'oidc-log-out',
    title: 'A service asks to log the person out',
    render: () => <LogOutPage action="/oidc/logout/confirm" secret="example" service={library} />,
  },
  {
    name: 'oidc-log-out-unknown',
    title: 'Log out, asked by nobody in particular',
    render: () => <LogOutPage action="/oidc/logout/confirm" secret="example" service={undefined} />,
  },
]
