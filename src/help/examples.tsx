import type { Example } from '../web/index.ts'
import { HelpPage } from './pages/help.tsx'
import { NotKnownToServicePage } from './pages/not-known-to-a-service.tsx'

export const examples: readonly Example[] = [
  { name: 'help', title: 'Help and contact', render: () => <HelpPage /> },
  {
    name: 'not-known-to-a-service',
    title: 'Signed in, but the application does not know the person',
    render: () => <NotKnownToServicePage />,
  },
]
