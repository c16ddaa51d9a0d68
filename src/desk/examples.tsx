import type { Example } from '../web/index.ts'
import { exampleStaff } from './example-staff.ts'
import { refusedPage } from './pages/refused.tsx'

/** Pages of the door itself; each room has its own. */
export const doorExamples: readonly Example[] = [
  {
    name: 'refused',
    title: 'The role does not allow this',
    render: () => refusedPage(exampleStaff('registration-desk').person),
  },
  { name: 'closed', title: 'Somebody without a role', render: () => refusedPage(exampleStaff().person) },
]
