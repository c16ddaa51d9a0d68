import { asPersonId } from '../../database/index.ts'
import { mergedRecord } from '../../people/index.ts'
import type { Example } from '../../web/index.ts'
import { examplePerson, exampleStaff } from '../example-staff.ts'
import { FindOtherPage } from './pages/find.tsx'
import { MergePage } from './pages/merge.tsx'
import { PreviewPage } from './pages/preview.tsx'
import type { MergeView, Preview, Side } from './tasks.ts'

const staff = exampleStaff('administrator')
const study = (programme: string, pl: string, en: string) => ({
  programme,
  name: { pl, en },
  faculty: 'WI',
  status: 'active' as const,
  isPrimary: true,
})
const kept: Side = {
  person: examplePerson({ id: 'alicja', connected: true, hasPassword: true, otherAddresses: ['awrona@agh.edu.pl'] }),
  studies: [study('INF-1S', 'Informatyka', 'Computer Science')],
  sessions: 1,
  cases: 0,
  consents: 2,
  factor: false,
}
const gone: Side = {
  person: examplePerson({
    id: 'alicja-2',
    usosId: '9900412',
    givenNames: 'Alicja Maria',
    albumNumber: undefined,
    studentStatus: undefined,
    staffStatus: 1,
    connected: true,
    hasPassword: true,
    proofKind: 'pesel',
    assignedAddress: 'alicja.wrona@agh.edu.pl',
  }),
  studies: [],
  sessions: 2,
  cases: 1,
  consents: 0,
  factor: true,
}
const preview: Preview = { kept, gone, merged: mergedRecord(kept, gone), obstacle: undefined }
const twice: Side = { ...gone, person: { ...gone.person, roles: ['help-desk'], hasPassword: false } }
const blocked: Preview = {
  kept: { ...kept, person: { ...kept.person, hasPassword: false, proofKind: 'none' } },
  gone: twice,
  merged: mergedRecord({ ...kept, person: { ...kept.person, hasPassword: false, proofKind: 'none' } }, twice),
  obstacle: 'other-has-role',
}
const view: MergeView = {
  merge: {
    id: 'example',
    kept: kept.person.id,
    gone: gone.person.id,
    mergedAt: new Date('2026-11-22T13:07:00Z'),
    by: 'maria',
    reason: 'Dziekanat potwierdził, że to jedna osoba',
    undoUntil: new Date('2026-12-22T13:07:00Z'),
    undoneAt: undefined,
    before: undefined,
  },
  kept: kept.person,
  gone: { ...gone.person, id: asPersonId('alicja-2'), usosId: undefined, closedBecause: 'merged' },
  by: staff.person,
  canUndo: true,
}
const undone: MergeView = {
  ...view,
  merge: { ...view.merge, undoneAt: new Date('2026-11-23T08:00:00Z') },
  canUndo: false,
}

export const mergeExamples: readonly Example[] = [
  {
    name: 'merge-find',
    title: 'Merging: which is the other record',
    render: () => <FindOtherPage staff={staff} person={kept.person} />,
  },
  {
    name: 'merge-find-nobody',
    title: 'Merging: no such record',
    render: () => <FindOtherPage staff={staff} person={kept.person} typed="9900999" fault="nobody" />,
  },
  {
    name: 'merge-find-pesel',
    title: 'Merging: a PESEL finds nobody',
    render: () => <FindOtherPage staff={staff} person={kept.person} fault="nationalId" />,
  },
  {
    name: 'merge-find-id',
    title: 'Merging: a USOS id that nobody has here',
    render: () => (
      <FindOtherPage staff={staff} person={kept.person} typed="9900999" fault="nobody" unknownId="9900999" />
    ),
  },
  {
    name: 'merge-ids',
    title: 'Merging: ids that lead here, and one without a reason',
    render: () => (
      <FindOtherPage
        staff={staff}
        person={kept.person}
        ids={[
          { usosId: '9900412', ofMerge: true },
          { usosId: '9900999', ofMerge: false },
        ]}
        refused={{ usosId: '9900999', because: 'missing', reason: '' }}
      />
    ),
  },
  {
    name: 'merge-preview',
    title: 'Both records side by side',
    render: () => <PreviewPage staff={staff} preview={preview} />,
  },
  {
    name: 'merge-preview-refused',
    title: 'Both records: a PESEL in the reason',
    render: () => (
      <PreviewPage staff={staff} preview={preview} refused={{ because: 'national-id', reason: '44051401359' }} />
    ),
  },
  {
    name: 'merge-preview-late',
    title: 'Both records: one has changed meanwhile',
    render: () => <PreviewPage staff={staff} preview={preview} notPossible />,
  },
  {
    name: 'merge-preview-blocked',
    title: 'Both records: the other has a role',
    render: () => <PreviewPage staff={staff} preview={blocked} />,
  },
  { name: 'merge', title: 'A merge, which can be undone', render: () => <MergePage staff={staff} view={view} /> },
  {
    name: 'merge-refused',
    title: 'A merge: undoing it needs a reason',
    render: () => <MergePage staff={staff} view={view} refused={{ because: 'missing', reason: '' }} />,
  },
  {
    name: 'merge-over',
    title: 'A merge: the time to undo is over',
    render: () => <MergePage staff={staff} view={{ ...view, canUndo: false }} notPossible />,
  },
  {
    name: 'merge-undone',
    title: 'A merge that was undone, and what stays',
    render: () => <MergePage staff={staff} view={undone} stays={['addresses', 'password']} />,
  },
]
