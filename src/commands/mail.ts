import { loadInstitution, readSettings } from '../config/index.ts'
import { parseSender, takeBounce } from '../mail/index.ts'
import { dkimRecord, makeDkimKey, realWorld, writeNewFile } from '../world/index.ts'
import { noSuchAction } from './arguments.ts'
import { Refused, withRegistry } from './open.ts'

export const help = `npm run furta -- mail dkim key.pem      makes a key that letters are signed with, and says what the DNS must hold
npm run furta -- mail bounce < message   reads one message that came back, from the pipe of a mail server

A bounce that is of no letter here is left alone. The command ends with 75 (try later) when the database is away.`

/** `mail dkim file`, `mail bounce < message`. */
export async function run(
  args: readonly string[],
  input: AsyncIterable<Buffer | string> = process.stdin,
): Promise<void> {
  const [what, file, ...rest] = args
  if (what === 'dkim' && file !== undefined && rest.length === 0) return makeKey(file)
  if (what === 'bounce' && file === undefined) return readBounce(input)
  if (what === 'dkim' && file === undefined)
    throw new Refused(`The file is missing: npm run furta -- mail dkim key.pem\n\n${help}`)
  if (what === 'dkim' || what === 'bounce') throw noSuchAction(`mail ${what}`, what === 'dkim' ? rest[0] : file, help)
  throw noSuchAction('mail', what, help)
}

function makeKey(file: string) {
  const settings = readSettings()
  const sender = parseSender(settings.MAIL_FROM ?? loadInstitution(settings.INSTITUTION_FILE).mailFrom)
  const domain = settings.DKIM_DOMAIN ?? sender?.address.replace(/^.*@/, '') ?? 'example.edu'
  const key = makeDkimKey()
  // Whoever reads it can sign for the university.
  writeNewFile(file, key)
  console.log(`${file} holds the new key. Let only the user that runs the server read it.

The DNS must hold, before the key is used:

${settings.DKIM_SELECTOR}._domainkey.${domain}. IN TXT ( ${inStrings(dkimRecord(key))} )

Then set DKIM_KEY_FILE=${file} and start again.`)
}

/** A string in a TXT record has at most 255 characters (RFC 1035, section 3.3.14). */
function inStrings(record: string): string {
  return (record.match(/.{1,250}/g) ?? []).map((part) => `"${part}"`).join(' ')
}

/** Longer than any report needs to be read. */
const LONGEST = 1024 * 1024
/** `EX_TEMPFAIL`: the mail server keeps the message and tries again. */
const TRY_LATER = 75

async function readBounce(input: AsyncIterable<Buffer | string>) {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of input) {
    // Read to its end, so that the mail server does not meet a closed pipe; kept only as far as it matters.
    if (length < LONGEST) parts.push(Buffer.from(part))
    length += part.length
  }
  try {
    const outcome = await withRegistry(({ db }, settings) =>
      takeBounce({ db, settings }, Buffer.concat(parts), realWorld.clock.now()),
    )
    console.log(sentences[outcome])
  } catch (reason) {
    console.error(reason instanceof Error ? reason.message : reason)
    process.exitCode = TRY_LATER
  }
}

const sentences = {
  noted: 'Noted at the letter.',
  unknown: 'A bounce, but of no letter here.',
  'no-bounce': 'This is no bounce.',
} as const
