import type { Example } from '../web/index.ts'
import { exampleStaff } from './example-staff.ts'
import { refusedPage } from './pages/refused.tsx'
import { FormWaitsPage, SessionOverPage } from './pages/unsent-form.tsx'

const unsent = { action: '/desk/cases/R-2026-0001/question', fields: [['question', 'Which album number?']] } as const
const back = '/desk/cases/R-2026-0001'

/** Pages of the door itself; each room has its own. */
export const doorExamples: readonly Example[] = [
  {
    name: 'refused',
    title: 'The role does not allow this',
    render: () => refusedPage(exampleStaff('registration-desk').person),
  },
  {
    name: 'form-waits',
    title: 'A form that was turned away for the second factor waits',
    render: () => <FormWaitsPage person={exampleStaff('help-desk').person} form={unsent} back={back} />,
  },
  {
    name: 'session-over',
    title: 'The session ended before the form was sent',
    render: () => <SessionOverPage form={unsent} back={back} />,
  },
  {
    name: 'session-over-lost',
    title: 'The session ended, and what was typed is lost',
    render: () => <SessionOverPage form={undefined} back={back} />,
  },
  { name: 'closed', title: 'Somebody without a role', render: () => refusedPage(exampleStaff().person) },
]
