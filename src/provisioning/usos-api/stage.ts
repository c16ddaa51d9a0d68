import type { Db, UsosPullId } from '../../database/index.ts'
import { type CsvColumn, csvColumns } from '../csv/index.ts'
import type { FeedFacts } from '../feed.ts'
import { Findings } from '../findings.ts'
import type { ReadRows } from '../plan-tasks.ts'
import { type StagedRow, stageRows } from '../staging/store.ts'
import type { ReadInto } from '../tasks.ts'
import { nextPulled, type Pull, type PulledRow } from './store.ts'

const AT_ONCE = 250

/** Hands what a pull has read to the plan, as if it were the rows of a file: from here on the rule is the same. */
export function stagePull(pull: Pull): ReadInto {
  return async (db, { run, tell }) => {
    const findings = new Findings()
    await tell({ phase: 'reading', rowsExpected: pull.read })
    let rows = 0
    for await (const people of pulledPeople(db, pull.id)) {
      const staged: StagedRow[] = []
      for (const { usosId, person, known, rows: own, peselMark } of people) {
        const id = known ?? person
        if (id === null) continue
        // Bound to who they were when they were read (req 44): somebody may have brought them by another way since.
        const bound = id === person
        const all: readonly PulledRow[] = own ?? [{ facts: nothing, conflicts: [], warnings: [] }]
        for (const { facts, conflicts, warnings } of all) {
          rows += 1
          if (own === null) findings.add({ kind: 'not-told', rows: [rows] })
          for (const { kind, column } of [...conflicts, ...warnings]) findings.add({ kind, rows: [rows], column })
          staged.push({
            row: rows,
            usosId,
            merged: false,
            proofTakenBy: [],
            person: id,
            refused: own === null || conflicts.length > 0,
            albumNumber: facts.albumNumber ?? null,
            addresses: [facts.email, ...(facts.otherEmails ?? [])].filter((address) => typeof address === 'string'),
            peselMark,
            facts: bound ? facts : { ...facts, proof: undefined },
          })
        }
      }
      await stageRows(db, run, staged)
      await tell({ phase: 'reading', rowsRead: rows })
    }
    await tell({ phase: 'comparing', rowsRead: rows })
    return { ...heading(pull), rows, nobodys: 0, findings }
  }
}

async function* pulledPeople(db: Db, pull: UsosPullId) {
  let after = ''
  for (;;) {
    const people = await nextPulled(db, pull, after, AT_ONCE)
    const last = people.at(-1)
    if (!last) return
    yield people
    after = last.usosId
  }
}

function heading({ without }: Pull): Pick<ReadRows, 'encoding' | 'ignoredColumns' | 'absentColumns'> {
  const column = (field: string) => columnOf[field] ?? (field as CsvColumn)
  const absent = without.map(column).filter((name) => csvColumns.includes(name))
  return { encoding: 'json', ignoredColumns: [], absentColumns: absent }
}

const columnOf: Record<string, CsvColumn> = {
  student_programmes: 'programme.id',
  status: 'programme.status',
  is_primary: 'programme.is_primary',
}

const nothing: FeedFacts = {
  givenNames: undefined,
  surname: '',
  albumNumber: undefined,
  studentStatus: undefined,
  phdStudentStatus: undefined,
  staffStatus: undefined,
  email: undefined,
  otherEmails: undefined,
  studies: undefined,
  connected: undefined,
  language: undefined,
  validUntil: undefined,
  proof: undefined,
}
