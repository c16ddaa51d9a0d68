import { checkTrail, readWitness, restartChain, sayBreak, sealEvents, type Witness } from '../audit/chain/index.ts'
import { recordEvent } from '../audit/index.ts'
import { cefLine, jsonLine } from '../audit/lines/index.ts'
import { momentIn, streamEvents, type Wanted } from '../audit/search/index.ts'
import { openKeys, type Settings } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import { acceptAppSecret } from '../key-checks/index.ts'
import { realWorld } from '../world/index.ts'
import { noSuchAction, readArguments } from './arguments.ts'
import { Refused, withRegistry } from './open.ts'

export const help = `npm run furta -- audit verify                     goes through the whole audit trail and names what is not as it was written
npm run furta -- audit verify --seen N:DIGEST    the same, and seal N must be the one that you have noted
npm run -s furta -- audit export --format jsonl  the trail as JSON, one event a line; or --format cef
                   --since DAY --until DAY       of these days alone: 2026-11-23, or 2026-11-23T14:30, in UTC
npm run furta -- audit restart --reason TEXT     begins the chain anew: after another APP_SECRET, or a backup brought back

Works beside a running server. Exit code 1: the trail is not whole. More: docs/operating/audit.md`

/** `npm run furta -- audit …` */
export async function run(args: readonly string[]): Promise<void> {
  const [action, ...more] = args
  if (action === 'verify') return verify(options(more, ['seen']))
  if (action === 'export') return exportTrail(options(more, ['format', 'since', 'until']))
  if (action === 'restart') return restart(options(more, ['reason']))
  throw noSuchAction('audit', action, help)
}

async function verify({ seen }: Options<'seen'>) {
  await withRegistry(async (database, settings) => {
    const parts = chainParts(database, settings)
    const noted = seen === undefined ? undefined : notedSeal(seen)
    const begun = performance.now()
    const result = await checkTrail(parts, { dataDir: settings.DATA_DIR, by: 'operator', seen: noted })
    const { events, position, digest, sealedTo, unsealed, breaks, broken } = result
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    console.log(`${events} events compared in ${seconds} s, ${unsealed} written a moment ago are not sealed yet.`)
    if (broken === 0) {
      console.log(`The trail is whole${sealedTo ? `, sealed to ${sealedTo.toISOString()}` : ''}.`)
      if (digest) console.log(`To note down for next time: --seen ${position}:${digest}`)
      return
    }
    console.log(`The trail is NOT whole: broken in ${broken} place${broken === 1 ? '' : 's'}. The first:`)
    for (const one of breaks) console.log(sayBreak(one))
    if (broken > breaks.length) console.log(`… and ${broken - breaks.length} more.`)
    process.exitCode = 1
  })
}

async function exportTrail({ format = 'jsonl', since, until }: Options<'format' | 'since' | 'until'>) {
  if (format !== 'jsonl' && format !== 'cef') throw new Refused('--format is jsonl or cef.')
  const wanted: Wanted = { from: dayOf(since), to: dayOf(until) }
  const line = format === 'cef' ? cefLine : jsonLine
  await withRegistry(async ({ db }) => {
    // First: whoever stops reading has read something all the same.
    await recordEvent(db, {
      at: realWorld.clock.now(),
      event: 'audit-exported',
      outcome: 'success',
      actor: 'operator',
      reference: realWorld.random.reference(),
      details: { format, filter: [wanted.from ?? '', wanted.to ?? ''].join(' to ') },
    })
    for await (const events of streamEvents(db, wanted, { zone: 'UTC', order: 'oldest-first' })) {
      process.stdout.write(events.map((event) => `${line(event)}\n`).join(''))
    }
  })
}

async function restart({ reason }: Options<'reason'>) {
  if (reason === undefined || reason.trim() === '') throw new Refused('Say why: --reason "APP_SECRET was renewed"')
  await withRegistry(async (database, settings) => {
    const parts = chainParts(database, settings)
    const reference = realWorld.random.reference()
    const seen = readWitness(settings.DATA_DIR)?.position
    const position = await restartChain(parts, { seen, reason: reason.trim(), reference })
    // What the operator says by this: the APP_SECRET of now is the right one.
    await acceptAppSecret(parts.db, { app: parts.keys }, realWorld.clock.now())
    await sealEvents(parts)
    console.log(`The chain goes on after seal ${position}. What stood before is kept, and no longer vouched for.`)
  })
}

function chainParts({ db }: Database, settings: Settings) {
  return { db, keys: openKeys(settings, realWorld.random).app, world: realWorld }
}

function notedSeal(text: string): Witness {
  const [, position, digest] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(text) ?? []
  if (position === undefined || digest === undefined) throw new Refused('--seen is N:DIGEST, as verify has printed it.')
  return { position, digest, at: realWorld.clock.now() }
}

function dayOf(typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined
  const moment = momentIn(typed.replace(/Z$/, ''))
  if (moment === undefined) throw new Refused(`${typed} is no day: write 2026-11-23, or 2026-11-23T14:30, in UTC.`)
  return moment
}

type Options<Name extends string> = { readonly [Key in Name]?: string | undefined }

/** `--name value` pairs, and nothing else. */
function options<Name extends string>(args: readonly string[], names: readonly Name[]): Options<Name> {
  const known = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]))
  return readArguments(args, help, { options: known }).values as Options<Name>
}
