import type { Service } from '../../services/index.ts'
import type { Example } from '../../web/index.ts'
import { ConsentPage } from './pages/consent.tsx'
import { HandedOverPage } from './pages/handed-over.tsx'
import { PostBackPage } from './pages/post-back.tsx'
import { SecondFactorNeededPage } from './pages/second-factor-needed.tsx'
import { ServiceNotAuthorisedPage } from './pages/service-not-authorised.tsx'
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
const carried = { service: 'https://library.example.edu/app/' }

export const examples: readonly Example[] = [
  {
    name: 'service-not-authorised',
    title: 'A service that is not registered',
    render: () => <ServiceNotAuthorisedPage asked="https://unknown.example.edu/app" />,
  },
  {
    name: 'warn',
    title: 'Asked before another service is told',
    render: () => <WarnPage service={library} carried={carried} />,
  },
  {
    name: 'consent',
    title: 'What a service will learn',
    render: () => <ConsentPage service={library} carried={carried} />,
  },
  {
    name: 'second-factor-needed',
    title: 'A service asks for a second factor',
    render: () => <SecondFactorNeededPage service={library} prove={undefined} />,
  },
  {
    name: 'second-factor-prove',
    title: 'A service asks for a second factor that is set up',
    render: () => <SecondFactorNeededPage service={library} prove={carried} />,
  },
  {
    name: 'post-back',
    title: 'The ticket goes to the service by a form',
    render: () => (
      <PostBackPage
        name="Biblioteka"
        service="https://library.example.edu/app/"
        ticket="ST-ExampleOfATicket"
        atOnce={false}
      />
    ),
  },
  { name: 'handed-over', title: 'The ticket stands in headers', render: () => <HandedOverPage name="Biblioteka" /> },
]
