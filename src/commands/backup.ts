import { checkBackup, makeBackup, makeIdentity, readIdentities } from '../backup/index.ts'
import { openKeys, readSettings } from '../config/index.ts'
import { realWorld } from '../world/index.ts'
import { noSuchAction, readArguments } from './arguments.ts'
import { Refused, withLine } from './open.ts'

export const help = `npm run furta -- backup FILE                  everything as it stands at this moment, encrypted for BACKUP_RECIPIENTS
npm run furta -- backup FILE --plain          the same, not encrypted: for a disk that is encrypted itself
npm run furta -- backup key FILE              makes a pair of keys for it; the secret one belongs on no server
npm run furta -- backup check FILE --identity KEYFILE   reads a backup to its end: whether it is whole, and of these keys

Works beside a running server. APP_SECRET and PESEL_KEY are not in it: keep them elsewhere. More: docs/operating/backup.md`

/** `npm run furta -- backup …` */
export async function run(args: readonly string[]): Promise<void> {
  const { positionals, values } = read(args)
  const [first, file, ...more] = positionals
  if (first === undefined) throw new Refused(`The file is missing: npm run furta -- backup FILE\n\n${help}`)
  if (more.length > 0) throw noSuchAction('backup', more[0], help)
  // A forgotten FILE must not leave everybody's data in a file of that name.
  if (first === 'key') return makeKey(named(file, 'backup key FILE'))
  if (first === 'check') return check(named(file, 'backup check FILE --identity KEYFILE'), values.identity)
  if (file !== undefined) throw noSuchAction('backup', first, help)
  if (values.identity !== undefined) throw noSuchAction('backup FILE', '--identity', help)
  return make(first, values.plain)
}

function named(file: string | undefined, usage: string): string {
  if (file === undefined) throw new Refused(`The file is missing: npm run furta -- ${usage}`)
  return file
}

async function make(file: string, plain: boolean) {
  const { BACKUP_RECIPIENTS: recipients } = readSettings()
  if (recipients.length === 0 && !plain)
    throw new Refused(
      'A backup holds personal data, and BACKUP_RECIPIENTS names nobody to encrypt it for. `npm run furta -- backup key FILE` makes a key; --plain leaves it open.',
    )
  const began = performance.now()
  const { backup, rows, size } = await withLine('furta backup', (line, settings) =>
    makeBackup(
      { line, keys: openKeys(settings, realWorld.random), world: realWorld },
      { file, recipients: plain ? [] : recipients },
    ),
  )
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(
    `Backup ${backup} is in ${file}: ${rows} rows, ${(size / 1e6).toFixed(1)} MB, ${plain ? 'NOT encrypted' : 'encrypted'}, in ${seconds} s.
APP_SECRET and PESEL_KEY are not in it, and without them it is of little use: keep a copy of both in another place.`,
  )
}

async function makeKey(file: string) {
  const recipient = await makeIdentity(file)
  console.log(`${file} holds the secret key. It opens every backup: take it off this server, and keep two copies where the backups are not.

Then set on each node that makes backups:

BACKUP_RECIPIENTS=${recipient}`)
}

async function check(file: string, identity: string | undefined) {
  const keys = openKeys(readSettings(), realWorld.random)
  const { head, end } = await checkBackup(keys, { file, identities: await identitiesOf(identity), keysLost: false })
  const rows = Object.values(end.rows).reduce((sum, count) => sum + count, 0)
  console.log(
    `Backup ${head.backup} of ${head.made} is whole: ${rows} rows, ${end.rows.people ?? 0} people. APP_SECRET and PESEL_KEY are those of it.`,
  )
}

export async function identitiesOf(file: string | undefined): Promise<string[]> {
  return file === undefined ? [] : readIdentities(file)
}

function read(args: readonly string[]) {
  return readArguments(args, help, {
    allowPositionals: true,
    options: { plain: { type: 'boolean', default: false }, identity: { type: 'string' } },
  })
}
