import { openKeys } from '../config/index.ts'
import type { Db, Trx } from '../database/index.ts'
import { describePeselKeys, type PeselKeyLine, retirePeselKey, rotatePeselKey } from '../people/index.ts'
import { inImportTurn, waitsWithKey } from '../provisioning/index.ts'
import { describeKeys, type KeyLine, retireKey, rotateKeys } from '../sso/oidc/index.ts'
import { type RootKeyring, realWorld } from '../world/index.ts'
import { noSuchAction } from './arguments.ts'
import { Refused, withRegistry } from './open.ts'

export const help = `npm run furta -- keys list              the signing keys of OpenID Connect, and what each is for
npm run furta -- keys rotate            new keys: published now, used in 24 hours, when every client has had time to fetch them
npm run furta -- keys rotate --at-once  new keys, used from now on: when the present ones may have been seen by somebody
npm run furta -- keys retire ID         takes a key away at once: what it signed counts for nothing from now on

npm run furta -- keys status                   the keys of the answers to the security question, and how many stand under each
npm run furta -- keys rotate-pesel             a new one: makes all new answers from now on; those of before are renewed as people answer, and by imports
npm run furta -- keys rotate-pesel --lost      the same although PESEL_KEY is lost for good: who has an answer needs the help desk, until an import
npm run furta -- keys retire-pesel ID          takes a former one away, once no answer stands under it
npm run furta -- keys retire-pesel ID --to-desk   also while some do: those people need a code of the help desk, until an import

Works beside a running server, which sees it within half a minute, and keys of answers at once. More: docs/operating/keys.md`

/** What can be done with keys: each may have one option, and be about one key. */
interface Action {
  readonly option?: string
  readonly takesId?: true
  run(id: string, withOption: boolean): Promise<void>
}

const actions: Readonly<Record<string, Action>> = {
  list: { run: () => withKeys(async (parts) => print(await describeKeys(parts))) },
  rotate: {
    option: '--at-once',
    run: (_, atOnce) => withKeys(async (parts) => print(await rotateKeys(parts, { atOnce }))),
  },
  retire: { takesId: true, run: (id) => withKeys((parts) => retire(parts, id)) },
  status: { run: () => withPeselKeys(({ db, roots }) => printPesel(db, roots)) },
  'rotate-pesel': { option: '--lost', run: (_, lost) => withPeselKeys((parts) => rotatePesel(parts, lost)) },
  'retire-pesel': {
    option: '--to-desk',
    takesId: true,
    run: (id, toDesk) => withPeselKeys((parts) => retirePesel(parts, id, toDesk)),
  },
}

/** `npm run furta -- keys …` */
export async function run([name, ...more]: readonly string[]): Promise<void> {
  const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!action) throw noSuchAction('keys', name, help)
  const options = more.filter((one) => one.startsWith('-'))
  const [id, ...others] = more.filter((one) => !one.startsWith('-'))
  if (action.takesId && id === undefined)
    throw new Refused(`The ID is missing: npm run furta -- keys ${name} ID\n\n${help}`)
  const unasked = action.takesId ? others[0] : id
  const wrong = options.find((one) => one !== action.option) ?? options[1] ?? unasked
  if (wrong !== undefined) throw noSuchAction(`keys ${name}`, wrong, help)
  return action.run(id ?? '', options.length === 1)
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

interface PeselParts {
  readonly db: Db
  readonly roots: RootKeyring
}

function withPeselKeys(work: (parts: PeselParts) => Promise<void>) {
  return withRegistry((database, settings) =>
    work({ db: database.db, roots: openKeys(settings, realWorld.random).pesel }),
  )
}

async function rotatePesel({ db, roots }: PeselParts, lost: boolean) {
  const { random, clock } = realWorld
  const order = { random, lost, now: clock.now() }
  const outcome = await db.transaction().execute((trx) => rotatePeselKey(trx, roots, order))
  switch (outcome.kind) {
    case 'rotated':
      return printPesel(db, roots)
    case 'does-not-open':
      throw new Refused(
        'PESEL_KEY does not open the key in use. Bring the right one back, or name it as PESEL_KEY_BEFORE. If it is lost for good: --lost',
      )
  }
}

/** Not while an import reads or writes, nor while a plan waits: they bring answers under the key they began with. */
async function retirePesel({ db, roots }: PeselParts, id: string, toDesk: boolean) {
  const outcome = await inImportTurn(db, async (on) => {
    if (await waitsWithKey(on, id)) return { kind: 'import-waits' } as const
    return on.transaction().execute((trx: Trx) => retirePeselKey(trx, id, { toDesk, now: realWorld.clock.now() }))
  })
  switch (outcome?.kind) {
    case 'retired':
      if (outcome.toDesk > 0)
        console.log(
          `${people(outcome.toDesk)} ${outcome.toDesk === 1 ? 'needs' : 'need'} a code of the help desk, until an import has them again.`,
        )
      return printPesel(db, roots)
    case undefined:
      throw new Refused('An import is running. Try again in a moment.')
    case 'import-waits':
      throw new Refused('An import waits that was read under this key. Carry it out or drop it first.')
    case 'unknown':
      throw new Refused('There is no such key: npm run furta -- keys status')
    case 'in-use':
      throw new Refused('This key is in use. First make another: npm run furta -- keys rotate-pesel')
    case 'proofs-left':
      throw new Refused(
        `The answers of ${people(outcome.proofs)} stand under this key and would be lost. A full import renews them. To leave these people to the help desk all the same: --to-desk`,
      )
  }
}

const people = (count: number) => (count === 1 ? '1 person' : `${count} people`)

const peselWords = {
  'in-use': 'in use',
  verifying: 'only verifies',
  'does-not-open': 'does not open under this PESEL_KEY',
  unknown: 'is not here',
} as const satisfies Record<PeselKeyLine['state'], string>

async function printPesel(db: Db, roots: RootKeyring) {
  for (const { id, state, madeAt, proofs } of await describePeselKeys(db, roots)) {
    const since = madeAt && madeAt.getTime() > 0 ? ` since ${madeAt.toISOString()}` : ''
    console.log(`${id}  ${peselWords[state]}${since}; answers under it: ${proofs}`)
  }
}
