import { asImportRunId, asPersonId } from '../../database/index.ts'
import type { Example } from '../../web/index.ts'
import { exampleStaff } from '../example-staff.ts'
import type { ImportReport, ImportSummary } from './importer.ts'
import { ImportPage } from './pages/import.tsx'
import { RunPage } from './pages/run.tsx'
import type { PullView } from './puller.ts'

const staff = exampleStaff('administrator')
const at = (time: string) => new Date(`2026-11-23T${time}:00Z`)

const summary: ImportSummary = {
  encoding: 'utf-8',
  ignoredColumns: ['postal_address', ''],
  absentColumns: [],
  counts: {
    rows: 24_812,
    people: 24_107,
    joiners: 1_204,
    movers: 312,
    unchanged: 22_585,
    missing: 0,
    stillMissing: 0,
    suspended: 2,
    returned: 3,
    leftOut: 6,
  },
  changes: { name: 14, studies: 241, connection: 38, address: 5, proof: 19 },
  conflicts: [
    { kind: 'pesel-check-digit', count: 2, findings: [{ rows: [318] }, { rows: [12_044] }] },
    { kind: 'address-twice', count: 1, findings: [{ rows: [77, 19_002], column: 'email' }] },
    { kind: 'address-taken', count: 1, findings: [{ rows: [41], column: 'email', holder: '9900033' }] },
    { kind: 'bad-address', count: 250, findings: [{ rows: [5], column: 'other_emails' }] },
  ],
  warnings: [{ kind: 'foreign-domain', count: 1, findings: [{ rows: [902], column: 'email' }] }],
  notes: [{ kind: 'desk-connection-kept', count: 1, findings: [{ rows: [1_507] }] }],
  examples: {
    joiners: [{ row: 2, usosId: '9912001', name: 'Apolonia Rudzik', changed: [] }],
    movers: [{ row: 19, usosId: '9900001', name: 'Alicja Wrona', changed: ['studies', 'connection'] }],
    missing: [],
    returned: [{ row: 640, usosId: '9900032', name: undefined, changed: ['status'] }],
  },
  brake: { percent: 0, most: 10, holds: false },
}

const planned: ImportReport = {
  run: asImportRunId('2026nightly'),
  state: 'planned',
  phase: 'waiting',
  progress: { rowsExpected: 24_812, rowsRead: 24_812, peopleCompared: 24_107 },
  full: false,
  fileName: 'usos-2026-11-23.csv',
  by: asPersonId('maria'),
  startedAt: at('04:15'),
  finishedAt: undefined,
  summary,
  faults: [],
}
const fullFeed: ImportReport = {
  ...planned,
  full: true,
  summary: {
    ...summary,
    counts: { ...summary.counts, missing: 4_180, stillMissing: 12 },
    conflicts: [],
    brake: { percent: 17.3, most: 10, holds: true },
    examples: {
      ...summary.examples,
      missing: [{ row: undefined, usosId: '9900014', name: 'Feliks Paszkot', changed: [] }],
    },
  },
}
const reading: ImportReport = { ...planned, state: 'reading', phase: 'reading', summary: undefined }
const over = { phase: 'done', finishedAt: at('04:21'), by: 'operator' } as const
const unreadable: ImportReport = {
  ...planned,
  ...over,
  state: 'refused',
  summary: undefined,
  faults: [
    { kind: 'quotes', row: 118 },
    { kind: 'ragged', row: 204, cells: 19, expected: 22 },
    { kind: 'control-character', row: 3_051 },
  ],
}

const pulledPlan: ImportReport = {
  ...fullFeed,
  run: asImportRunId('pulled'),
  fileName: 'USOS API',
  by: 'usos-api',
  summary: {
    ...summary,
    source: 'usos-api',
    encoding: 'json',
    ignoredColumns: [],
    absentColumns: ['email'],
    counts: { ...summary.counts, missing: 4_180 },
    conflicts: [{ kind: 'pesel-check-digit', count: 1, findings: [{ rows: [], people: ['9912044'] }] }],
    warnings: [],
    notes: [],
    brake: { percent: 17.3, most: 10, holds: true },
  },
}
const pull: PullView = {
  id: 'a',
  kind: 'sweep',
  state: 'applied',
  step: 'done',
  after: undefined,
  listed: 24_812,
  read: 24_812,
  run: asImportRunId('pulled'),
  because: undefined,
  startedAt: at('03:15'),
  notBefore: undefined,
}
const down = {
  pl: 'USOS API nie odpowiada: nie ma z nim połączenia. Sprawdź USOS_API_URL i sieć.',
  en: 'The USOS API does not answer: there is no connection to it. Check USOS_API_URL and the network.',
}
const held = {
  pl: 'Plan czeka na decyzję: zmienia więcej osób, niż pozwala USOS_API_MOST_CHANGES.',
  en: 'The plan waits for somebody: it changes more people than USOS_API_MOST_CHANGES allows.',
}
const underWay: PullView = {
  ...pull,
  id: 'b',
  state: 'pulling',
  step: 'people',
  read: 9_500,
  after: '9912044',
  run: undefined,
}
const morePulls: readonly PullView[] = [
  { ...pull, id: 'c', state: 'waiting', because: held },
  { ...pull, id: 'd', kind: 'quick', state: 'unchanged', listed: 12, read: 12, run: undefined },
  { ...pull, id: 'e', state: 'failed', because: down, run: undefined },
  { ...pull, id: 'f', state: 'stopped', run: undefined },
  { ...pull, id: 'g', state: 'dropped' },
]

const who = 'Maria Kos'
const list = { staff, columns: ['id', 'first_name', 'last_name', 'student_number', 'email'], largest: 200 }
const runs = [
  { ...planned, who },
  { ...unreadable, ...over, run: asImportRunId('broken'), who: undefined },
  { ...planned, ...over, run: asImportRunId('applied'), state: 'applied', who: undefined },
  { ...planned, ...over, run: asImportRunId('cancelled'), state: 'cancelled', who: '' },
] as const
const run = { staff, who }

/** Every state of the import at the desk. */
export const importExamples: readonly Example[] = [
  { name: 'import', title: 'Imports: a new file', render: () => <ImportPage {...list} runs={runs} /> },
  { name: 'import-first', title: 'Imports: none yet', render: () => <ImportPage {...list} runs={[]} /> },
  {
    name: 'import-usos-api',
    title: 'Imports: people of the USOS API',
    render: () => <ImportPage {...list} runs={[{ ...pulledPlan, who: undefined }]} pulls={[pull, ...morePulls]} />,
  },
  {
    name: 'import-usos-api-first',
    title: 'Imports: nothing pulled from the USOS API yet',
    render: () => <ImportPage {...list} runs={[]} pulls={[]} />,
  },
  {
    name: 'import-usos-api-down',
    title: 'Imports: the USOS API does not answer, and is asked again later',
    render: () => (
      <ImportPage {...list} runs={[]} pulls={[{ ...underWay, because: down, notBefore: at('04:30') }]} pullRefused />
    ),
  },
  {
    name: 'import-pulled',
    title: 'An import: what a pull from the USOS API would change',
    render: () => <RunPage {...run} report={pulledPlan} who={undefined} />,
  },
  {
    name: 'import-incomplete',
    title: 'Imports: no file chosen',
    render: () => <ImportPage {...list} runs={[]} refused={{ because: 'incomplete', what: true, file: true }} />,
  },
  {
    name: 'import-unreadable',
    title: 'Imports: a file with faults',
    render: () => <ImportPage {...list} runs={runs} refused={{ because: 'faults', faults: unreadable.faults }} />,
  },
  {
    name: 'import-too-large',
    title: 'Imports: too large a file',
    render: () => <ImportPage {...list} runs={[]} refused={{ because: 'too-large' }} />,
  },
  {
    name: 'import-wrong-clock',
    title: 'An import: the clock of the server is wrong',
    render: () => <ImportPage {...list} runs={runs} refused={{ because: 'wrong-clock' }} />,
  },
  {
    name: 'import-busy',
    title: 'Imports: another one is under way',
    render: () => <ImportPage {...list} runs={runs} refused={{ because: 'busy' }} />,
  },
  {
    name: 'import-reading',
    title: 'An import: the file is being read',
    render: () => (
      <RunPage
        {...run}
        report={{ ...reading, progress: { ...reading.progress, rowsRead: 9_500, peopleCompared: 0 } }}
      />
    ),
  },
  {
    name: 'import-comparing',
    title: 'An import: compared with the registry',
    render: () => (
      <RunPage
        {...run}
        report={{ ...reading, phase: 'comparing', progress: { ...reading.progress, peopleCompared: 4_500 } }}
      />
    ),
  },
  {
    name: 'import-planned',
    title: 'An import: what would change',
    render: () => <RunPage {...run} report={planned} />,
  },
  {
    name: 'import-many-leave',
    title: 'An import: a full feed that looks cut off',
    render: () => <RunPage {...run} report={fullFeed} />,
  },
  {
    name: 'import-many-leave-unsure',
    title: 'An import: not confirmed, and no reason',
    render: () => <RunPage {...run} report={fullFeed} refused={{ because: 'form', reason: 'missing', unsure: true }} />,
  },
  {
    name: 'import-out-of-date',
    title: 'An import: the registry has changed meanwhile',
    render: () => <RunPage {...run} report={planned} refused={{ because: 'out-of-date' }} reason="Nightly" />,
  },
  {
    name: 'import-decided-wrong-clock',
    title: 'An import: decided while the clock of the server is wrong',
    render: () => <RunPage {...run} report={planned} refused={{ because: 'wrong-clock' }} reason="Nightly" />,
  },
  {
    name: 'import-applying',
    title: 'An import: going into the registry',
    render: () => <RunPage {...run} report={{ ...planned, phase: 'applying' }} />,
  },
  {
    name: 'import-applied',
    title: 'An import: in the registry',
    render: () => <RunPage {...run} report={{ ...planned, ...over, state: 'applied' }} who={undefined} />,
  },
  {
    name: 'import-refused',
    title: 'An import: the file could not be read',
    render: () => <RunPage {...run} report={unreadable} who={undefined} />,
  },
  {
    name: 'import-thrown-away',
    title: 'An import: thrown away',
    render: () => <RunPage {...run} report={{ ...planned, ...over, state: 'cancelled' }} />,
  },
  {
    name: 'import-superseded',
    title: 'An import: a newer file has taken its place',
    render: () => <RunPage {...run} report={{ ...planned, ...over, state: 'superseded' }} />,
  },
  {
    name: 'import-abandoned',
    title: 'An import: not finished',
    render: () => <RunPage {...run} report={{ ...reading, ...over, state: 'abandoned' }} />,
  },
]
