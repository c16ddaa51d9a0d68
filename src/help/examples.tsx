import type { Example } from '../web/index.ts'
import { HelpPage } from './pages/help.tsx'

export const examples: readonly Example[] = [{ name: 'help', title: 'Help and contact', render: () => <HelpPage /> }]
