import { readFileSync } from 'node:fs'
import { readWitness, sayBreak } from '../audit/chain/index.ts'
import { checkBackup, type Restored, restoreBackup } from '../backup/index.ts'
import { makeDataFolder, openKeys, readSettings } from '../config/index.ts'
import { findRunningEmbeddedPostgres } from '../database/embedded/index.ts'
import { asPersonId, type PersonId } from '../database/index.ts'
import { migrateJobs } from '../jobs/index.ts'
import { realWorld } from '../world/index.ts'
import { noSuchAction, readArguments } from './arguments.ts'
import { identitiesOf } from './backup.ts'
import { Refused, withLine } from './open.ts'

export const help = `npm run furta -- restore FILE --identity KEYFILE   puts a backup into an empty database
      --replace        into one that is not empty: what is there now is then gone
      --erased FILE    erases these people again: one number a line, or lines of \`audit export --format jsonl\`
      --keys-lost      although APP_SECRET or PESEL_KEY of the backup are lost for good

The program must not be running. Everybody has to sign in again, links and codes of before are void, and no letter of before
leaves. If anything is wrong, nothing is changed. More: docs/operating/backup.md`

/** `npm run furta -- restore …` */
export async function run(args: readonly string[]): Promise<void> {
  const { positionals, values } = read(args)
  const [file, ...more] = positionals
  if (file === undefined)
    throw new Refused(`The file is missing: npm run furta -- restore FILE --identity KEYFILE\n\n${help}`)
  if (more.length > 0) throw noSuchAction('restore FILE', more[0], help)
  const settings = readSettings()
  const { DATABASE_URL, DATA_DIR } = settings
  if (DATABASE_URL === undefined && findRunningEmbeddedPostgres(DATA_DIR) !== undefined)
    throw new Refused('The program is running: stop it, then restore. Nothing was changed.')
  const source = { file, identities: await identitiesOf(values.identity), keysLost: values['keys-lost'] }
  const erased = values.erased === undefined ? [] : erasedIn(values.erased)
  const keys = openKeys(settings, realWorld.random)
  const checked = await checkBackup(keys, source)
  if (DATABASE_URL === undefined) makeDataFolder(settings)
  await withLine('furta restore', async (line, _, url) => {
    // The tables of the queue stand apart; making them changes nothing else.
    await migrateJobs(url)
    const parts = { line, keys, world: realWorld }
    say(await restoreBackup(parts, source, checked, { replace: values.replace, erased }), DATA_DIR)
  })
}

function say({ head, rows, settled, erased, notErased, trail }: Restored, dataDir: string) {
  console.log(`Backup ${head.backup} of ${head.made} is restored: ${rows} rows.
Ended or void since: ${settled.sessions} sessions, ${settled.links} links and codes; ${settled.letters} letters that had not left were withdrawn.
Erased again, as they had been erased since: ${erased.length}.`)
  if (notErased.length > 0) console.log(`NOT erased, look at them by hand (person erase): ${notErased.join(', ')}`)
  if (trail.broken === 0) console.log(`The audit trail of the backup is whole: ${trail.events} sealed events.`)
  else
    console.log(`The audit trail of the backup is NOT whole. The first break: ${trail.breaks.map(sayBreak)[0] ?? ''}`)
  console.log(`
Now, before the program is started:
- What happened after ${head.made} is lost, passwords set since among it. Whoever was erased, disabled or merged since, and keys and tokens
  taken away since, have come back, as far as nothing above says otherwise: docs/operating/backup.md has the list to go through.`)
  const seen = readWitness(dataDir)
  if (seen && BigInt(seen.position) > BigInt(trail.position))
    console.log(
      `- This node has seen the audit trail up to seal ${seen.position}, and the backup ends at ${trail.position}: events were lost. Until you run
  npm run furta -- audit restart --reason "Backup ${head.backup} was restored"
  nothing is sealed, and each verification says so.`,
    )
}

/** Numbers of people, from a list or from an extract of the trail, of which only erasures count. */
function erasedIn(file: string): PersonId[] {
  const lines = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  return lines.flatMap((line) => {
    if (!line.startsWith('{')) return [asPersonId(line.trim())]
    const { event, person } = JSON.parse(line) as { event?: unknown; person?: unknown }
    return event === 'person-erased' && typeof person === 'string' ? [asPersonId(person)] : []
  })
}

function read(args: readonly string[]) {
  return readArguments(args, help, {
    allowPositionals: true,
    options: {
      identity: { type: 'string' },
      replace: { type: 'boolean', default: false },
      erased: { type: 'string' },
      'keys-lost': { type: 'boolean', default: false },
    },
  })
}
