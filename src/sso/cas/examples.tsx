import type { Example } from '../../web/index.ts'
import { HandedOverPage } from './pages/handed-over.tsx'
import { PostBackPage } from './pages/post-back.tsx'
import { ServiceNotAuthorisedPage } from './pages/service-not-authorised.tsx'

export const examples: readonly Example[] = [
  {
    name: 'service-not-authorised',
    title: 'A service that is not registered',
    render: () => <ServiceNotAuthorisedPage asked="https://unknown.example.edu/app" />,
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
