import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Settings } from '../config/index.ts'
import { createHashGate } from '../credentials/index.ts'
import {
  countKinds,
  countTakenAway,
  dropOldHashes,
  type Intake,
  oldKinds,
  type RowFault,
  readList,
  secondsOfFirstSignIn,
  takeOldHashes,
} from '../credentials/old-hashes/index.ts'
import type { Database } from '../database/index.ts'
import { speaker } from '../language/index.ts'
import { realWorld } from '../world/index.ts'
import { noSuchAction } from './arguments.ts'
import { whyUnreadable } from './file-to-read.ts'
import { importTexts } from './import-texts.ts'
import { Refused, withRegistry } from './open.ts'

export const help = `npm run furta -- hashes                             how many passwords are kept in the hash of which system, since when, and what it costs
npm run furta -- hashes import list.csv --dry-run   only says whose password of the old system would be taken
npm run furta -- hashes import list.csv             takes them: people sign in with the password they have had
npm run furta -- hashes drop bcrypt --older-than 365 --for-good
                                                    forgets those of a kind that came longer ago, in days, and that nobody has used since

Works beside a running server. The list, and which hashes can be taken: docs/operating/old-passwords.md`

const SHOWN = 20
const say = speaker('en', {}, new Map())
const DAY_MS = 86_400_000

/** `npm run furta -- hashes …` */
export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = read(args)
  const [what, file, more] = positionals
  if (what === undefined) return withRegistry(({ db }, settings) => show(db, settings))
  if (what === 'drop') return drop(more === undefined ? file : undefined, values['older-than'], values['for-good'])
  if (what !== 'import') throw noSuchAction('hashes', what, help)
  if (file === undefined || more !== undefined) throw new Refused(`One file is needed.\n\n${help}`)
  const unreadable = whyUnreadable(file)
  if (unreadable) throw new Refused(say(importTexts[unreadable.kind], { file, code: unreadable.code }))
  await withRegistry(async (database, settings) => {
    const hashGate = await createHashGate({
      memory: settings.ARGON2_MEMORY,
      passes: settings.ARGON2_PASSES,
      atOnce: settings.HASHES_AT_ONCE,
      queue: 1000,
    })
    try {
      const dryRun = values['dry-run']
      const parts = { database, world: realWorld, hashGate }
      const intake = await takeOldHashes(parts, readList(createReadStream(file)), { dryRun })
      console.log(said(intake, dryRun).join('\n'))
      if (intake.faults.length > 0) process.exitCode = 1
    } finally {
      await hashGate.stop()
    }
  })
}

async function show(db: Database['db'], { ARGON2_MEMORY, ARGON2_PASSES }: Settings) {
  const kinds = await countKinds(db)
  const ours = { memory: ARGON2_MEMORY, passes: ARGON2_PASSES }
  const day = (moment: Date) => moment.toISOString().slice(0, 10)
  for (const one of kinds) {
    const { people, oldest, newest } = one
    const kind = one.cost === '' ? one.kind : `${one.kind} (${one.cost})`
    const costs = one.isOld
      ? `, a first sign-in takes about ${secondsOfFirstSignIn(one, ours).toFixed(2)} s of a core`
      : ''
    console.log(`${String(people).padStart(7)}  ${kind.padEnd(28)}  since ${day(oldest)} to ${day(newest)}${costs}`)
  }
  if (kinds.length === 0) console.log('Nobody has a password yet.')
}

async function drop(name: string | undefined, days: string | undefined, forGood: boolean) {
  const kind = oldKinds.find((one) => one === name)
  if (kind === undefined) throw new Refused(`One kind is needed: ${oldKinds.join(', ')}.\n\n${help}`)
  if (!/^\d{1,5}$/.test(days ?? '')) throw new Refused('--older-than takes a number of days. Nothing was changed.')
  if (!forGood)
    throw new Refused(
      'These passwords are then gone, and their owners need a link: say --for-good. `hashes` alone says how many there are. Nothing was changed.',
    )
  await withRegistry(async (database) => {
    const before = new Date(realWorld.clock.now().getTime() - Number(days) * DAY_MS)
    const dropped = await dropOldHashes({ database, world: realWorld }, { kind, before })
    console.log(
      `Forgotten: ${dropped}. Nobody had signed in with them; their owners set a password by a link, as after forgetting one.`,
    )
    const takenAway = await countTakenAway(database.db, kind)
    if (takenAway > 0)
      console.log(
        `Kept: ${takenAway} of this kind that were taken away here. They open nothing; they stay in the history of passwords, so that no list brings them back.`,
      )
  })
}

function said({ taken, kept, empty, faults }: Intake, dryRun: boolean): string[] {
  const people = [...taken.values()].reduce((sum, one) => sum + one, 0)
  return [
    `${dryRun ? 'Would be taken' : 'Taken'}: ${people}`,
    ...[...taken].map(([kind, count]) => `  ${kind}: ${count}`),
    `Have a password here, which stays: ${kept}`,
    ...(empty > 0 ? [`Rows without a hash: ${empty}`] : []),
    ...(faults.length > 0 ? [`Left out: ${faults.length}`] : []),
    ...faults.slice(0, SHOWN).map(({ row, fault }) => `  Row ${row}: ${faultSentences[fault]}`),
    ...(faults.length > SHOWN ? [`  and ${faults.length - SHOWN} more`] : []),
    ...(dryRun ? ['', 'A dry run: nothing was changed.'] : []),
  ]
}

const faultSentences: Readonly<Record<RowFault, string>> = {
  nobody: 'the registry does not know this person.',
  closed: 'the account is closed.',
  twice: 'the person stands in an earlier row already.',
  'unknown-kind': 'no kind of hash that is known here.',
  malformed: 'the hash is cut off or damaged.',
  'too-costly': 'comparing it would take longer than a second, or too much memory.',
  'too-weak':
    'an NT hash, DES crypt, plain MD5 or the password itself: whoever has seen the list knows the password. The person sets a new one by a link.',
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        'older-than': { type: 'string' },
        'for-good': { type: 'boolean', default: false },
      },
    })
  } catch (fault) {
    throw new Refused(`${fault instanceof Error ? fault.message : fault}\n\n${help}`)
  }
}
