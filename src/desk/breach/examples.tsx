import type { Example } from '../../web/index.ts'
import { exampleStaff } from '../example-staff.ts'
import { BreachPage } from './pages/breach.tsx'

const staff = exampleStaff('auditor')
const sent = { what: 'session', which: 'nobody@agh.edu.pl', from: '2026-11-08', to: '2026-11-01', format: 'json' }

export const breachExamples: readonly Example[] = [
  { name: 'breach', title: 'Whom a breach may concern', render: () => <BreachPage staff={staff} /> },
  {
    name: 'breach-refused',
    title: 'Whom a breach may concern: an address that nobody has, and days in the wrong order',
    render: () => <BreachPage staff={staff} faults={{ which: 'unknown', days: 'bad' }} sent={sent} />,
  },
]
