import { openKeys } from '../config/index.ts'
import { describeKeys, type KeyLine, retireKey, rotateKeys } from '../sso/oidc/index.ts'
import { realWorld } from '../world/index.ts'
import { Refused, withRegistry } from './open.ts'

export const help = `npm run furta -- keys list              the signing keys of OpenID Connect, and what each is for
npm run furta -- keys rotate            new keys: published now, used in 24 hours, when every client has had time to fetch them
npm run furta -- keys rotate --at-once  new keys, used from now on: when the present ones may have been seen by somebody
npm run furta -- keys retire ID         takes a key away at once: what it signed counts for nothing from now on

Works beside a running server, which sees it within half a minute. More: docs/operating/keys.md`

/** `npm run furta -- keys …` */
export async function run(args: readonly string[]): Promise<void> {
  const [action, ...more] = args
  if (action === 'list' && more.length === 0) return withKeys(async (parts) => print(await describeKeys(parts)))
  if (action === 'rotate' && (more.length === 0 || (more.length === 1 && more[0] === '--at-once'))) {
    return withKeys(async (parts) => print(await rotateKeys(parts, { atOnce: more.length === 1 })))
  }
  if (action === 'retire' && more.length === 1) return withKeys((parts) => retire(parts, more[0] ?? ''))
  throw new Refused(help)
}

type Parts = Parameters<typeof rotateKeys>[0]

function withKeys(work: (parts: Parts) => Promise<void>) {
  return withRegistry((database, settings) =>
    work({ db: database.db, keys: openKeys(settings, realWorld.random).app, world: realWorld }),
  )
}

async function retire(parts: Parts, id: string) {
  const outcome = await retireKey(parts, id)
  switch (outcome.kind) {
    case 'retired':
      return print(await describeKeys(parts))
    case 'unknown':
      throw new Refused('There is no such key: npm run furta -- keys list')
    case 'still-signing':
      throw new Refused('This key signs now. First make others: npm run furta -- keys rotate --at-once')
  }
}

const words = {
  next: 'published, signs from',
  signing: 'signs since',
  verifying: 'only verifies; signed since',
  over: 'over; signed since',
} as const

function print(keys: readonly KeyLine[]) {
  if (keys.length === 0) return console.log('No signing keys yet: the server makes them when they are first needed.')
  for (const { id, algorithm, state, signsFrom } of keys) {
    console.log(`${id}  ${algorithm}  ${words[state]} ${signsFrom.toISOString()}`)
  }
}
