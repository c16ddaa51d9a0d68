import type { Example } from '../web/index.ts'
import { FrontPage } from './pages/front.tsx'
import { NotLetInPage } from './pages/not-let-in.tsx'
import { SignedInPage } from './pages/signed-in.tsx'
import type { PortalPerson } from './portal-person.ts'

const alicja: PortalPerson = {
  userName: 'alicja.wrona@student.agh.edu.pl',
  name: 'Alicja Wrona',
  firstName: 'Alicja',
  albumNumber: '402113',
}
const library = { name: { pl: 'Biblioteka', en: 'Library' }, address: 'https://library.example.edu/' }

export const examples: readonly Example[] = [
  { name: 'portal', title: 'Front page', render: () => <FrontPage /> },
  { name: 'portal-logged-out', title: 'Front page after log out', render: () => <FrontPage told="logged-out" /> },
  {
    name: 'portal-session-over',
    title: 'Front page after the session has run out',
    render: () => <FrontPage told="session-over" />,
  },
  {
    name: 'portal-signed-in',
    title: 'Signed in at the portal',
    render: () => <SignedInPage person={alicja} services={[library]} />,
  },
  {
    name: 'portal-one-name',
    title: 'Signed in: a person with one name and no album number',
    render: () => (
      <SignedInPage
        person={{ userName: 'suharto@agh.edu.pl', name: 'Suharto', firstName: 'Suharto', albumNumber: undefined }}
        services={[]}
      />
    ),
  },
  {
    name: 'portal-ticket-refused',
    title: 'A ticket that is no good',
    render: () => <NotLetInPage because="ticket-refused" />,
  },
  {
    name: 'portal-no-answer',
    title: 'The sign-in server does not answer',
    render: () => <NotLetInPage because="no-answer" />,
  },
  {
    name: 'portal-not-served',
    title: 'Signed in, but unknown to the portal',
    render: () => <NotLetInPage because="not-served" />,
  },
]
