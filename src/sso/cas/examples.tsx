import type { Example } from '../../web/index.ts'
import { HandedOverPage } from './pages/handed-over.tsx'
import { ServiceNotAuthorisedPage } from './pages/service-not-authorised.tsx'

export const examples: readonly Example[] = [
  {
    name: 'service-not-authorised',
    title: 'A service that is not registered',
    render: () => <ServiceNotAuthorisedPage asked="https://unknown.example.edu/app" />,
  },
  { name: 'handed-over', title: 'The ticket stands in headers', render: () => <HandedOverPage name="Biblioteka" /> },
]
