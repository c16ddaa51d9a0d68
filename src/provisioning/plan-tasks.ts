import type { Institution, Settings } from '../config/index.ts'
import { asPersonId, type Db, type ImportRunId, type PersonId, type UsosPullId } from '../database/index.ts'
import { findErased } from '../people/index.ts'
import type { Keyring, RootKeyring, World } from '../world/index.ts'
import { type ChangedField, planPerson } from './account.ts'
import { type CsvColumn, type CsvEncoding, type CsvRow, readFeed } from './csv/index.ts'
import { type FeedFacts, mergeRows, withAddition } from './feed.ts'
import {
  conflictKinds,
  type FeedFault,
  type Finding,
  Findings,
  type FoundOfAKind,
  noteKinds,
  warningKinds,
} from './findings.ts'
import { isStoredAnswer, openProofs, peselMark } from './proofs.ts'
import { brakeFor, type Example, type ImportSummary } from './report.ts'
import type { Progress } from './runs/store.ts'
import {
  analyseProofs,
  analyseTables,
  type Clash,
  countByField,
  countChanges,
  findAddressesTwice,
  findAlbumNumbersTwice,
  findExamples,
  findIds,
  findPeopleAtTheDesk,
  findPeselsTaken,
  findPeselsTwice,
  findStoredPesels,
  findUsosIds,
  type KnownId,
  nextPairs,
  refuseRowsOf,
  refuseTakenClaims,
  type StagedChange,
  type StagedRow,
  stageChanges,
  stageMissing,
  stageRows,
} from './staging/store.ts'

/** Small enough that a page that comes in between waits for a blink only. */
const AT_ONCE = 250

interface ReadParts {
  readonly world: World
  readonly institution: Pick<Institution, 'mailDomains' | 'timeZone'>
  readonly peselKeys: RootKeyring
}

export interface ReadRows {
  readonly encoding: string
  readonly ignoredColumns: readonly string[]
  readonly absentColumns: readonly CsvColumn[]
  readonly rows: number
  /** Rows that name nobody. */
  readonly nobodys: number
  readonly findings: Findings
}

/** The first pass: understands every row, turns its PESEL into a digest, and stages it. */
export async function readRows(
  parts: ReadParts,
  db: Db,
  {
    run,
    source,
    encoding,
    now,
    tell,
  }: {
    run: ImportRunId
    source: AsyncIterable<Buffer | string>
    encoding: CsvEncoding | undefined
    now: Date
    tell: (progress: Progress) => Promise<void>
  },
): Promise<ReadRows | { faults: readonly FeedFault[] }> {
  const findings = new Findings()
  const faults: FeedFault[] = []
  const people = new Map<string, KnownId>()
  let header: Pick<ReadRows, 'encoding' | 'ignoredColumns' | 'absentColumns'> | undefined
  let rows = 0
  let nobodys = 0
  let batch: CsvRow[] = []
  let staging = Promise.resolve()
  await analyseProofs(db)
  const proofs = await openProofs(db, parts.peselKeys)

  for await (const item of readFeed(source, { ...parts.institution, now, encoding })) {
    switch (item.kind) {
      case 'fault':
        faults.push(item.fault)
        break
      case 'header':
        header = { encoding: item.encoding, ignoredColumns: item.ignored, absentColumns: item.absent }
        await tell({ phase: 'reading', rowsExpected: item.rows })
        break
      case 'row':
        rows += 1
        if (item.usosId === undefined) nobodys += 1
        for (const { kind, column } of [...item.conflicts, ...item.warnings])
          findings.add({ kind, rows: [item.row], column })
        batch.push(item)
        if (batch.length === AT_ONCE) await stageBatch()
    }
  }
  await stageBatch()
  await staging
  if (faults.length > 0) return { faults }
  if (!header) return { faults: [{ kind: 'empty' }] }
  await tell({ phase: 'comparing', rowsRead: rows })
  return { ...header, rows, nobodys, findings }

  /** The next rows are understood while PostgreSQL takes these. */
  async function stageBatch() {
    const full = batch
    batch = []
    await staging
    if (faults.length > 0) return
    staging = stage(full, rows)
    // It is awaited with the next batch; until then nobody hears of a failure.
    staging.catch(() => {})
  }

  async function stage(some: readonly CsvRow[], rowsRead: number) {
    const named = some.filter(({ usosId }) => usosId !== undefined)
    const unseen = named.flatMap(({ usosId }) => (usosId === undefined || people.has(usosId) ? [] : [usosId]))
    for (const [usosId, known] of await findIds(db, unseen)) people.set(usosId, known)
    // Whoever has had the number all along is not asked about: of a night's feed that is nearly everybody.
    const stored = await findStoredPesels(
      db,
      named.map((row) => ownerOf(row).person),
    )
    const taken = await proofs.holders(
      db,
      named.map(({ answer, ...row }) => {
        const { person } = ownerOf({ answer, ...row })
        const proof = stored.get(person) ?? null
        const had = isStoredAnswer(proofs.of(answer, person), { proofKind: 'pesel', proof })
        return { person, answer: had ? undefined : answer }
      }),
    )
    await stageRows(
      db,
      run,
      named.map((row, index) => stagedRow(row, taken[index] ?? [])),
    )
    await tell({ phase: 'reading', rowsRead })
  }

  function ownerOf({ usosId = '' }: CsvRow): KnownId {
    const owner = people.get(usosId) ?? { person: asPersonId(parts.world.random.token(20)), usosId }
    people.set(usosId, owner)
    return owner
  }

  function stagedRow(read: CsvRow, proofTakenBy: readonly PersonId[]): StagedRow {
    const { row, facts, answer, conflicts } = read
    const { person, usosId } = ownerOf(read)
    const staged: FeedFacts = { ...facts, proof: proofs.of(answer, person) }
    return {
      row,
      usosId,
      merged: usosId !== read.usosId,
      person,
      proofTakenBy,
      refused: conflicts.length > 0,
      albumNumber: facts.albumNumber ?? null,
      addresses: [facts.email, ...(facts.otherEmails ?? [])].filter((address) => typeof address === 'string'),
      peselMark: answer?.kind === 'pesel' ? peselMark(parts.peselKeys, run, answer.text) : null,
      facts: staged,
    }
  }
}

/** The second pass: each person of the file beside the registry, and those who are in no row. */
export async function comparePeople(
  { keys }: { readonly keys: Keyring },
  db: Db,
  {
    run,
    now,
    full,
    by,
    mayMiss,
    findings,
    tell,
  }: {
    run: ImportRunId
    now: Date
    full: boolean
    by: PersonId | 'operator' | 'usos-api'
    mayMiss: UsosPullId | undefined
    findings: Findings
    tell: (progress: Progress) => Promise<void>
  },
): Promise<void> {
  await analyseTables(db)
  await refuseClashes('address-twice', 'email', await findAddressesTwice(db, run))
  await refuseClashes('album-number-twice', 'student_number', await findAlbumNumbersTwice(db, run))
  await refuseClashes('pesel-twice', 'pesel', await findPeselsTwice(db, run))
  await refusePeselsTaken()

  const atTheDesk = by === 'operator' || by === 'usos-api' ? new Set<PersonId>() : await findPeopleAtTheDesk(db, by)
  let compared = 0
  let coming = nextPairs(db, run, '', AT_ONCE)
  for (;;) {
    const pairs = await coming
    const last = pairs.at(-1)
    if (!last) break
    // PostgreSQL gathers the next people while these are judged.
    coming = nextPairs(db, run, last.usosId, AT_ONCE)
    coming.catch(() => {})
    const changes: StagedChange[] = []
    const leftOut: string[] = []
    for (const { usosId, person, refused, rows, current } of pairs) {
      if (refused) continue
      const merged = mergeRows(usosId, rows, { full })
      if (merged.kind === 'contradiction') {
        findings.add({ kind: 'contradiction', rows: merged.rows, column: columnOf[merged.column] })
        leftOut.push(usosId)
        continue
      }
      const row = rows[0]?.row ?? 0
      const said = merged.kind === 'addition' ? current && withAddition(current, merged) : merged.person
      if (!said) continue
      const change = planPerson(said, current, now)
      if (change.kind === 'mover' && atTheDesk.has(person)) {
        findings.add({ kind: 'works-at-desk', rows: rows.map(({ row: number }) => number).slice(0, 10) })
        leftOut.push(usosId)
        continue
      }
      if (change.kind !== 'joiner') {
        for (const kept of change.kept) findings.add({ kind: `desk-${kept}-kept`, rows: [row] })
      }
      if (change.kind !== 'unchanged') changes.push({ person, row, current, change })
    }
    const erased = await findErased(db, keys, changes.flatMap(claimsOf))
    for (const { row, column, usosId } of erased) {
      findings.add({ kind: 'erased', rows: [row], column })
      if (usosId !== null) leftOut.push(usosId)
    }
    const goingIn = changes.filter(({ change }) => !erased.some(({ usosId }) => usosId === change.next.usosId))
    await stageChanges(db, run, goingIn)
    await refuseRowsOf(db, run, leftOut)
    compared += pairs.length
    await tell({ phase: 'comparing', peopleCompared: compared })
  }
  for (const { what, row, holder, holderRow } of await refuseTakenClaims(db, run)) {
    findings.add({
      kind: `${what}-taken`,
      rows: holderRow === null ? [row] : [row, holderRow],
      column: what === 'address' ? 'email' : 'student_number',
      holder: holderRow === null ? (holder ?? undefined) : undefined,
    })
  }
  if (full) await stageMissing(db, run, atTheDesk, mayMiss)

  /** One human twice, or a typing error: whoever is here keeps the number, and somebody should look. */
  async function refusePeselsTaken() {
    const taken = await findPeselsTaken(db, run)
    for (const { row, holder, holderRow } of taken)
      findings.add({
        kind: 'pesel-taken',
        rows: holderRow === null ? [row] : [row, holderRow],
        column: 'pesel',
        holder,
      })
    await refuseRowsOf(
      db,
      run,
      taken.map(({ usosId }) => usosId),
    )
  }

  async function refuseClashes(kind: Finding['kind'], column: CsvColumn, clashes: readonly Clash[]) {
    for (const { rows } of clashes) findings.add({ kind, rows, column })
    await refuseRowsOf(db, run, [...new Set(clashes.flatMap(({ usosIds }) => usosIds))])
  }
}

/** What a change would give out: everything of a new person, and whatever addresses or album number somebody would have anew. */
function claimsOf({ row, current, change: { next } }: StagedChange) {
  const had = new Set([
    current?.assignedAddress,
    ...(current?.otherAddresses ?? []),
    current?.albumNumber,
    current?.usosId,
  ])
  return identifiersOf(next)
    .filter(({ value }) => !had.has(value))
    .map((one) => ({ ...one, row, usosId: next.usosId, column: columnOfIdentifier[one.kind] }))
}

const columnOfIdentifier = { address: 'email', 'usos-id': 'id', 'album-number': 'student_number' } as const

export function identifiersOf({
  usosId,
  albumNumber,
  assignedAddress,
  otherAddresses,
}: Pick<StagedChange['change']['next'], 'usosId' | 'albumNumber' | 'assignedAddress' | 'otherAddresses'>) {
  const addresses = [assignedAddress, ...otherAddresses].filter((one) => one !== null && one !== undefined)
  return [
    ...(usosId === null ? [] : [{ kind: 'usos-id' as const, value: usosId }]),
    ...(albumNumber === null || albumNumber === undefined
      ? []
      : [{ kind: 'album-number' as const, value: albumNumber }]),
    ...addresses.map((value) => ({ kind: 'address' as const, value })),
  ]
}

/** What people may look up in their file. */
const columnOf: Record<keyof FeedFacts, CsvColumn> = {
  givenNames: 'first_name',
  surname: 'last_name',
  albumNumber: 'student_number',
  studentStatus: 'student_status',
  phdStudentStatus: 'phd_student_status',
  staffStatus: 'staff_status',
  email: 'email',
  otherEmails: 'other_emails',
  studies: 'programme.id',
  connected: 'registration_connected',
  language: 'language',
  validUntil: 'valid_until',
  proof: 'pesel',
}

/** What the plan comes to, for people to read. */
export async function summarise(
  db: Db,
  {
    run,
    now,
    full,
    by,
    read,
    settings,
  }: {
    run: ImportRunId
    now: Date
    full: boolean
    by: PersonId | 'operator' | 'usos-api'
    read: ReadRows
    settings: Pick<Settings, 'REGISTRY_GRACE' | 'MOST_LEAVERS'>
  },
): Promise<{ summary: ImportSummary; staged: { stagedRows: number; stagedChanges: number } }> {
  const missingBefore = new Date(now.getTime() - settings.REGISTRY_GRACE)
  const { stagedRows, stagedChanges, people, refusedPeople, expected, ...counts } = await countChanges(db, run, {
    missingBefore,
    now,
    full,
  })
  const { joiners, movers, missing } = counts
  const found = (kinds: Parameters<Findings['of']>[0]) => {
    const all = read.findings.of(kinds)
    return by === 'usos-api' ? inPeople(db, run, all) : all
  }
  const summary: ImportSummary = {
    ...(by === 'usos-api' ? { source: 'usos-api' as const } : {}),
    encoding: read.encoding,
    ignoredColumns: read.ignoredColumns,
    absentColumns: read.absentColumns,
    counts: {
      ...counts,
      rows: read.rows,
      people,
      unchanged: people - joiners - movers - refusedPeople,
      leftOut: refusedPeople + read.nobodys,
    },
    changes: await countByField(db, run),
    conflicts: await found(conflictKinds),
    warnings: await found(warningKinds),
    notes: await found(noteKinds),
    examples: {
      joiners: await examples('joiner'),
      movers: await examples('mover'),
      missing: await examples('missing'),
      returned: await examples('returned'),
    },
    brake: brakeFor({ missing, of: expected, most: settings.MOST_LEAVERS }),
  }
  return { summary, staged: { stagedRows, stagedChanges } }

  async function examples(kind: 'joiner' | 'mover' | 'missing' | 'returned'): Promise<Example[]> {
    const rows = await findExamples(db, run, kind)
    return rows.map(({ row, usos_id, given_names, surname, changed }) => ({
      row: row === 0 || by === 'usos-api' ? undefined : row,
      usosId: usos_id,
      name: `${given_names} ${surname}`.trim(),
      changed: changed as ChangedField[],
    }))
  }
}

/** The same of people instead of rows: what was pulled has nothing that a spreadsheet would count. */
async function inPeople(db: Db, run: ImportRunId, found: readonly FoundOfAKind[]): Promise<FoundOfAKind[]> {
  const rows = found.flatMap(({ findings }) => findings.flatMap((finding) => finding.rows))
  const ids = await findUsosIds(db, run, rows)
  return found.map((kind) => ({
    ...kind,
    findings: kind.findings.map((finding) => ({
      ...finding,
      rows: [],
      people: [...new Set(finding.rows.flatMap((row) => ids.get(row) ?? []))],
    })),
  }))
}
