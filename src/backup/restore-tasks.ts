import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Verification, verifyTrail } from '../audit/chain/index.ts'
import { recordEvent } from '../audit/index.ts'
import type { Keys } from '../config/index.ts'
import { knownMigrations, type Line, migrateTo, migrateToLatest, type PersonId, type Trx } from '../database/index.ts'
import { forgetAllJobs } from '../jobs/index.ts'
import { findPerson } from '../people/index.ts'
import { confirmationOf, erasePersonWithin } from '../personal-data/index.ts'
import type { World } from '../world/index.ts'
import { readWhole } from './file-tasks.ts'
import { BadBackup, cutOff, type End, type Head, readSections, type Section } from './format.ts'
import {
  analyze,
  countPrograms,
  dropEverything,
  emptyTable,
  findFilledTable,
  listErasedSince,
  listTables,
  type Settled,
  setSequence,
  settleRestored,
  takeRolesAway,
  waitBriefly,
  writeRows,
} from './store.ts'
import { checkOf, sealOf } from './tasks.ts'

export interface Source {
  readonly file: string
  /** Secret keys of age; none for a backup that is not encrypted. */
  readonly identities: readonly string[]
  /** APP_SECRET or PESEL_KEY of the backup are lost for good. */
  readonly keysLost: boolean
}

/** Reads a backup to its end without touching anything: that it is whole, ours, and of keys and tables that this program knows. */
export async function checkBackup(
  keys: Keys,
  { file, identities, keysLost }: Source,
): Promise<{ head: Head; end: End }> {
  let head: Head | undefined
  let end: End | undefined
  for await (const section of readSections(readWhole(file, identities))) {
    if (section.kind === 'head') {
      head = section.head
      demandKnown(head)
      if (!keysLost) demandKeys(keys, head)
    }
    if (section.kind === 'end') end = section.end
  }
  if (!head || !end) throw cutOff()
  if (!keysLost && sealOf(keys, end) !== end.mac)
    throw new BadBackup(
      'This backup was not made by a program with your APP_SECRET, or was changed since. Nothing was changed.',
    )
  return { head, end }
}

function demandKnown({ migrations, made }: Head) {
  const unknown = migrations.filter((name) => !knownMigrations.includes(name))
  if (unknown.length > 0)
    throw new BadBackup(
      `The backup of ${made} was made by a newer program (${unknown.join(', ')}). Install that one, or a newer one, and restore with it. Nothing was changed.`,
    )
}

function demandKeys({ app, pesel }: Keys, { keys, made }: Head) {
  const wrong = [
    ...(checkOf(app) === keys.app ? [] : ['APP_SECRET']),
    ...([pesel, ...pesel.before].some((one) => checkOf(one) === keys.pesel) ? [] : ['PESEL_KEY']),
  ]
  if (wrong.length === 0) return
  throw new BadBackup(
    `${wrong.join(' and ')} ${wrong.length === 1 ? 'is' : 'are'} not the one of the backup of ${made}: with it nobody could answer the security question or use a second factor. Bring the right one back; a PESEL_KEY of before may also be named as PESEL_KEY_BEFORE. If it is lost for good: --keys-lost. Nothing was changed.`,
  )
}

export interface RestoreParts {
  readonly line: Line
  readonly keys: Keys
  readonly world: World
}

export interface Restored {
  readonly head: Head
  readonly rows: number
  readonly settled: Settled
  /** Those of the people to be erased that were in the backup, and those that could not be. */
  readonly erased: readonly PersonId[]
  readonly notErased: readonly PersonId[]
  /** Of the trail as it came out of the backup. */
  readonly trail: Verification
}

const LOOKS = 30

export type Checked = Awaited<ReturnType<typeof checkBackup>>

/**
 * Puts a backup that has been checked in the place of what is in the database, which must be empty unless it is to be replaced. All in one transaction: until
 * it ends, and if it fails, everything is as it was.
 */
export async function restoreBackup(
  { line, keys, world }: RestoreParts,
  source: Source,
  { head, end }: Checked,
  { replace, erased: toErase }: { replace: boolean; erased: readonly PersonId[] },
): Promise<Restored> {
  if (await staysInUse(line))
    throw new BadBackup(
      'The program is running on this database: stop it on every node, then restore. Nothing was changed.',
    )
  const made = new Date(head.made)
  const done = await line.db.transaction().execute(async (trx) => {
    const filled = await findFilledTable(trx)
    if (filled !== undefined && !replace)
      throw new BadBackup(
        `The database is not empty: there are rows in ${filled}. Restore into an empty one, or say --replace: what is there now is then gone. Nothing was changed.`,
      )
    // A clock of another node may be some minutes behind.
    const since = await listErasedSince(trx, new Date(made.getTime() - 5 * 60_000))
    await dropEverything(trx)
    await migrateTo(trx, head.migrations)
    await fill(line, trx, source, end)
    for (const [name, last] of Object.entries(head.sequences)) await setSequence(trx, name, last)
    await migrateToLatest(trx)
    const settled = await settleRestored(trx, world.clock.now())
    await forgetAllJobs(trx)
    const erasing = await eraseAgain({ keys, world }, trx, [...new Set([...since, ...toErase])], head)
    await recordEvent(trx, {
      at: world.clock.now(),
      event: 'backup-restored',
      outcome: 'success',
      actor: 'operator',
      reference: world.random.reference(),
      details: { backup: head.backup, made: head.made, ...settled, erased: erasing.erased.length },
    })
    return { settled, ...erasing }
  })
  await analyze(line.db)
  const rows = Object.values(end.rows).reduce((sum, count) => sum + count, 0)
  return { head, rows, ...done, trail: await verifyTrail({ db: line.db, keys: keys.app }) }
}

/** PostgreSQL knows a connection for a moment longer than the program that has ended it, on a busy machine for a second. */
async function staysInUse({ db }: Line): Promise<boolean> {
  for (let look = 0; look < LOOKS; look++) {
    if ((await countPrograms(db)) === 0) return false
    await waitBriefly(db)
  }
  return true
}

/** The file is read a second time: what is written is what was checked, or nothing. */
async function fill(line: Line, trx: Trx, { file, identities }: Source, checked: End) {
  const known = new Map((await listTables(trx)).map(({ name, columns }) => [name, columns]))
  const sections = readSections(readWhole(file, identities))
  try {
    for (let next = await sections.next(); !next.done; next = await sections.next()) {
      const section = next.value
      if (section.kind === 'end' && section.end.sha256 !== checked.sha256) throw cutOff()
      if (section.kind !== 'table') continue
      const { table } = section
      // Of a file whose seal nobody can check any more (`keysLost`) nothing but the tables of a backup is believed.
      const columns = known.get(table.name)
      if (!columns || !table.columns.every((one) => columns.includes(one))) throw cutOff()
      await emptyTable(trx, table.name)
      const { into, count } = writeRows(line, table)
      await pipeline(Readable.from(rowsOfOne(sections), { objectMode: false }), into)
      if (count() !== checked.rows[table.name]) throw cutOff()
    }
  } finally {
    await sections.return()
  }
}

/** Up to the end of the table at hand. */
async function* rowsOfOne(sections: AsyncGenerator<Section, void>) {
  for (let next = await sections.next(); !next.done && next.value.kind === 'rows'; next = await sections.next())
    yield next.value.rows
}

/** An instruction to erase somebody outlives a backup in which they still are (GDPR, Art. 17). */
async function eraseAgain(
  { keys, world }: Pick<RestoreParts, 'keys' | 'world'>,
  trx: Trx,
  people: readonly PersonId[],
  { backup }: Head,
) {
  const erased: PersonId[] = []
  const notErased: PersonId[] = []
  for (const id of people) {
    await takeRolesAway(trx, id)
    const person = await findPerson(trx, id)
    if (!person) continue
    const outcome = await erasePersonWithin({ world, keys: keys.app }, trx, {
      person: id,
      by: 'operator',
      reason: `erased before, and in the backup ${backup} still`,
      confirmed: confirmationOf(person),
    })
    if (outcome.kind === 'erased') erased.push(id)
    else notErased.push(id)
  }
  return { erased, notErased }
}
