import type { Example } from '../web/index.ts'
import { StatementPage } from './pages/statement.tsx'

export const examples: readonly Example[] = [
  { name: 'statement', title: 'Accessibility statement', render: () => <StatementPage /> },
]
