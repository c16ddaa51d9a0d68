import { countSignedIn, endEverySession, sessionLimits } from '../sessions/index.ts'
import { realWorld } from '../world/index.ts'
import { noSuchAction, readArguments } from './arguments.ts'
import { Refused, withRegistry } from './open.ts'

export const help = `npm run furta -- sessions end-all --reason "Break-in of 12 May"
      says how many people would be signed out, and changes nothing
npm run furta -- sessions end-all --reason "Break-in of 12 May" --for-good
      ends every session on all nodes, with its tickets and what clients of OpenID Connect were granted: everybody signs in
      again, and the services are told

Works beside a running server. When it is needed: docs/operating/keys.md`

/** `npm run furta -- sessions …` */
export async function run(args: readonly string[]): Promise<void> {
  const [what, ...rest] = args
  if (what !== 'end-all') throw noSuchAction('sessions', what, help)
  const { values } = readArguments(rest, help, {
    options: { reason: { type: 'string' }, 'for-good': { type: 'boolean', default: false } },
  })
  const reason = values.reason?.trim() ?? ''
  if (reason === '') throw new Refused(`--reason is needed: it stays in the audit trail.\n\n${help}`)
  await withRegistry(async ({ db }, settings) => {
    const parts = { db, world: realWorld, limits: sessionLimits(settings) }
    if (!values['for-good']) {
      const people = await countSignedIn(parts)
      return console.log(
        `${people === 1 ? '1 person' : `${people} people`} would be signed out. Nothing was changed: --for-good does it.`,
      )
    }
    const sessions = await endEverySession(parts, { reason })
    console.log(`Sessions that ended: ${sessions}. The services are told in the background.`)
  })
}
