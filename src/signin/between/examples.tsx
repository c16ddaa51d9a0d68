import type { Service } from '../../services/index.ts'
import type { Example } from '../../web/index.ts'
import { ConsentPage } from './pages/consent.tsx'
import { SecondFactorNeededPage } from './pages/second-factor-needed.tsx'
import { WarnPage } from './pages/warn.tsx'

const library: Service = {
  id: 'library',
  name: { pl: 'Biblioteka', en: 'Library' },
  description: { pl: 'Katalog i wypożyczanie książek.', en: 'The catalogue, and borrowing of books.' },
  owner: { name: 'Biblioteka Główna', mail: 'biblioteka@agh.edu.pl' },
  urls: ['https://library.example.edu/app'],
  attributes: ['mail', 'displayName', 'student_number', 'eduPersonAffiliation'],
  singleLogout: true,
  proxyCallbacks: [],
  assurance: 'password',
  consent: true,
  registeredIn: 'file',
}
const name = 'Alicja Wrona'
const carried = { service: 'https://library.example.edu/app/' }

export const examples: readonly Example[] = [
  {
    name: 'warn',
    title: 'Asked before another service is told',
    render: () => <WarnPage name={name} service={library} action="/cas/login/continue" carried={carried} />,
  },
  {
    name: 'consent',
    title: 'What a service will learn',
    render: () => (
      <ConsentPage
        name={name}
        service={library}
        attributes={library.attributes}
        protocol="cas"
        action="/cas/login/consent"
        carried={carried}
      />
    ),
  },
  {
    name: 'consent-offline',
    title: 'What a service will learn, also later',
    render: () => (
      <ConsentPage
        name={name}
        service={library}
        attributes={['mail', 'displayName']}
        protocol="oidc"
        offline
        hearsRefusal
        action="/oidc/sign-in/example/consent"
        carried={{}}
      />
    ),
  },
  {
    name: 'second-factor-needed',
    title: 'A service asks for a second factor',
    render: () => <SecondFactorNeededPage name={name} service={library} onward={carried} hasFactor={false} />,
  },
  {
    name: 'second-factor-prove',
    title: 'A service asks for a second factor that is set up',
    render: () => <SecondFactorNeededPage name={name} service={library} onward={carried} hasFactor />,
  },
]
