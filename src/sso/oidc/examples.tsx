import type { Example } from '../../web/index.ts'
import { LogOutPage } from './pages/log-out.tsx'
import { RefusedPage } from './pages/refused.tsx'

const library = {
  name: { pl: 'Biblioteka Główna', en: 'Main Library' },
  owner: { name: 'Biblioteka Główna', mail: 'biblioteka@agh.edu.pl' },
}

export const examples: readonly Example[] = [
  {
    name: 'oidc-refused',
    title: 'A request of a service that is not right',
    render: () => (
      <RefusedPage
        error="invalid_redirect_uri"
        description="redirect_uri did not match any of the client's registered redirect_uris"
        service={library}
      />
    ),
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
    name: 'oidc-log-out',
    title: 'A service asks to log the person out',
    render: () => <LogOutPage action="/oidc/logout/confirm" secret="example" service={library.name} />,
  },
  {
    name: 'oidc-log-out-unknown',
    title: 'Log out, asked by nobody in particular',
    render: () => <LogOutPage action="/oidc/logout/confirm" secret="example" service={undefined} />,
  },
]
