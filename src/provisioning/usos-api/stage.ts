import type { Db, UsosPullId } from '../../database/index.ts'
import type { RootKeyring } from '../../world/index.ts'
import { type CsvColumn, csvColumns } from '../csv/index.ts'
import type { FeedFacts } from '../feed.ts'
import { Findings } from '../findings.ts'
import type { ReadRows } from '../plan-tasks.ts'
import { openProofs } from '../proofs.ts'
import { findIds, type StagedRow, stageRows } from '../staging/store.ts'
import type { ReadInto } from '../tasks.ts'
import { nextPulled, type Pull, type PulledRow } from './store.ts'

const AT_ONCE = 250

/** Hands what a pull has read to the plan, as if it were the rows of a file: from here on the rule is the same. */
export function stagePull({ peselKeys }: { readonly peselKeys: RootKeyring }, pull: Pull): ReadInto {
  return async (db, { run, tell }) => {
    const findings = new Findings()
    await tell({ phase: 'reading', rowsExpected: pull.read })
    let rows = 0
    const proofs = await openProofs(db, peselKeys)
    for await (const people of pulledPeople(db, pull.id)) {
      const staged: StagedRow[] = []
      // As the registry has them at this moment: two records may have become one since, or somebody has brought them.
      const owners = await findIds(
        db,
        people.map(({ usosId }) => usosId),
      )
      for (const { usosId: told, person: was, rows: own, peselMark, proofTakenBy } of people) {
        const { person, usosId } = owners.get(told) ?? { person: was, usosId: told }
        if (person === null) continue
        const proofOf = ({ proof }: FeedFacts) => {
          // Bound to who they were when they were read (req 44), under a key that there was.
          const holds = proof === undefined || proof.kind === 'none' || (person === was && proofs.knows(proof))
          return holds ? proof : undefined
        }
        const all: readonly PulledRow[] = own ?? [{ facts: nothing, conflicts: [], warnings: [] }]
        for (const { facts, conflicts, warnings } of all) {
          rows += 1
          if (own === null) findings.add({ kind: 'not-told', rows: [rows] })
          for (const { kind, column } of [...conflicts, ...warnings]) findings.add({ kind, rows: [rows], column })
          staged.push({
            row: rows,
            usosId,
            merged: usosId !== told,
            person,
            proofTakenBy: proofTakenBy.filter((holder) => holder !== person),
            refused: own === null || conflicts.length > 0,
            albumNumber: facts.albumNumber ?? null,
            addresses: [facts.email, ...(facts.otherEmails ?? [])].filter((address) => typeof address === 'string'),
            peselMark,
            facts: { ...facts, proof: proofOf(facts) },
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
