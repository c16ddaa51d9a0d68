import { asPersonId } from '../../database/index.ts'
import type { Example } from '../../web/index.ts'
import { exampleStaff } from '../example-staff.ts'
import { PersonRolesPage } from './pages/person.tsx'
import { RolesPage } from './pages/roles.tsx'
import type { Colleague } from './role-change.ts'

const staff = exampleStaff('administrator')
const dorota: Colleague = {
  person: {
    ...exampleStaff('help-desk', 'auditor').person,
    id: asPersonId('dorota'),
    givenNames: 'Dorota',
    surname: 'Jarzębina',
    assignedAddress: 'dorota.jarzebina@agh.edu.pl',
  },
  hasFactor: true,
}
const rajmund: Colleague = {
  person: {
    ...dorota.person,
    id: asPersonId('rajmund'),
    givenNames: 'Rajmund',
    surname: 'Dziurawiec',
    roles: ['registration-desk'],
    assignedAddress: 'rajmund.dziurawiec@agh.edu.pl',
  },
  hasFactor: false,
}
const colleagues = [rajmund, dorota, { person: staff.person, hasFactor: true }]

export const rolesExamples: readonly Example[] = [
  { name: 'roles', title: 'Who works at the desk', render: () => <RolesPage staff={staff} colleagues={colleagues} /> },
  {
    name: 'roles-done',
    title: 'Who works at the desk: a role was given',
    render: () => <RolesPage staff={staff} colleagues={colleagues} done="granted" />,
  },
  {
    name: 'roles-unknown',
    title: 'Who works at the desk: an address that nobody has',
    render: () => <RolesPage staff={staff} colleagues={colleagues} unknown="nobody@agh.edu.pl" />,
  },
  {
    name: 'roles-person',
    title: 'The roles of one person',
    render: () => <PersonRolesPage staff={staff} colleague={dorota} />,
  },
  {
    name: 'roles-person-refused',
    title: 'The roles of one person: nothing chosen, a PESEL in the reason',
    render: () => (
      <PersonRolesPage
        staff={staff}
        colleague={dorota}
        faults={{ change: 'missing', reason: 'national-id' }}
        sent={{ change: '', reason: '44051401359' }}
      />
    ),
  },
  {
    name: 'roles-person-late',
    title: 'The roles of one person: it changed elsewhere',
    render: () => <PersonRolesPage staff={staff} colleague={dorota} notPossible />,
  },
  {
    name: 'roles-own',
    title: 'Nobody changes their own roles',
    render: () => <PersonRolesPage staff={staff} colleague={{ person: staff.person, hasFactor: true }} />,
  },
]
