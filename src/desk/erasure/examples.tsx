import { asPersonId } from '../../database/index.ts'
import type { Example } from '../../web/index.ts'
import { examplePerson, exampleStaff } from '../example-staff.ts'
import { ErasePage } from './pages/erase.tsx'
import { ErasedPage } from './pages/erased.tsx'

const staff = exampleStaff('administrator')
const who = {
  person: examplePerson({ id: 'alicja' }),
  wanted: 'alicja.wrona@student.agh.edu.pl',
  mergedInto: undefined,
}
const colleague = {
  person: examplePerson({ id: 'dorota', surname: 'Jarzębina', roles: ['help-desk'] }),
  wanted: 'x',
  mergedInto: undefined,
}
const merged = { person: examplePerson({ id: 'ala' }), wanted: 'ala', mergedInto: asPersonId('alicja') }

export const erasureExamples: readonly Example[] = [
  {
    name: 'erase',
    title: 'Erasing a person: what goes, what stays',
    render: () => <ErasePage staff={staff} who={who} />,
  },
  {
    name: 'erase-refused',
    title: 'Erasing a person: another address was typed, and no reason',
    render: () => (
      <ErasePage
        staff={staff}
        who={who}
        faults={{ confirmed: 'wrong', reason: 'missing' }}
        sent={{ confirmed: 'alicja@agh.edu.pl', reason: '' }}
      />
    ),
  },
  {
    name: 'erase-busy',
    title: 'Erasing a person: while an import is written',
    render: () => (
      <ErasePage staff={staff} who={who} sent={{ confirmed: who.wanted, reason: 'Letter 17/2026' }} hindrance="busy" />
    ),
  },
  {
    name: 'erase-colleague',
    title: 'Erasing a person: somebody who works at the desk',
    render: () => <ErasePage staff={staff} who={colleague} />,
  },
  {
    name: 'erase-merged',
    title: 'Erasing a person: a record that was merged into another',
    render: () => <ErasePage staff={staff} who={merged} />,
  },
  {
    name: 'erased',
    title: 'The person has been erased',
    render: () => <ErasedPage staff={staff} pseudonym="h7Kq2mZp9Xw4Rt6Yb1Nc" />,
  },
]
