import { loadInstitution, publicOrigin } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import { canonicalAddress, findByAddress } from '../people/index.ts'
import {
  areDays,
  asCsv,
  asJson,
  type Culprit,
  findServiceEver,
  reachKeys,
  reportReach,
} from '../personal-data/index.ts'
import { openServices, portalService } from '../services/index.ts'
import { realWorld } from '../world/index.ts'
import { noSuchAction, readArguments } from './arguments.ts'
import { Refused, withRegistry } from './open.ts'

export const help = `npm run furta -- breach report --from 2026-11-01 --to 2026-11-08 WHAT [--json]
      whose data could be reached in these days, for a breach notice; CSV on the screen. WHAT is one of
        --session a.nowak@agh.edu.pl   a session, or the password, of one person
        --network 192.0.2.7            whatever sessions came from one network address
        --staff m.kos@agh.edu.pl       whom a member of staff has looked at and acted on
        --service library              who has visited a service
        --key app|pesel|signing        whom a key covers

The days are whole ones, the last one included. Works beside a running server. More: docs/operating/privacy.md`

/** `npm run furta -- breach …` */
export async function run(args: readonly string[]): Promise<void> {
  const [what, ...rest] = args
  if (what !== 'report') throw noSuchAction('breach', what, help)
  const { from = '', to = '', json, ...ways } = read(rest)
  const days = { from, to }
  if (!areDays(days))
    throw new Refused(`--from and --to take days such as 2026-11-01, the earlier one first.\n\n${help}`)
  await withRegistry(async (database, settings) => {
    const culprit = await culpritOf(database, ways)
    const institution = loadInstitution(settings.INSTITUTION_FILE)
    const quiet = { info() {}, warn() {}, error() {} }
    const registry = await openServices({
      db: database.db,
      clock: realWorld.clock,
      log: quiet,
      file: settings.SERVICES_FILE,
      program: [portalService(publicOrigin(settings), institution.system)],
      recordsChanges: false,
    })
    try {
      const parts = { database, institution, world: realWorld, services: registry.list }
      if (culprit.by === 'service' && !(await findServiceEver(parts, culprit.service)))
        throw new Refused(
          'There is no such service, neither in the file nor at the desk. One that was taken out of the file has to stand there while the list is made.',
        )
      const { reached, madeAt } = await reportReach(parts, { culprit, days }, { by: 'operator' })
      process.stdout.write(json ? asJson({ by: culprit.by, days, madeAt }, reached) : asCsv(reached))
      console.error(`${reached.length} people.`)
    } finally {
      registry.stop()
    }
  })
}

type Ways = Partial<Record<'session' | 'network' | 'staff' | 'service' | 'key', string>>

async function culpritOf(database: Database, ways: Ways): Promise<Culprit> {
  const given = Object.entries(ways).filter(([, value]) => value !== undefined)
  const [one] = given
  if (!one || given.length > 1)
    throw new Refused(`One of --session, --network, --staff, --service and --key.\n\n${help}`)
  const [by, value = ''] = one
  if (by === 'network') return { by, source: value }
  if (by === 'service') return { by, service: value }
  if (by === 'key') {
    const key = reachKeys.find((name) => name === value)
    if (!key) throw new Refused(`--key takes ${reachKeys.join(', ')}.`)
    return { by, key }
  }
  const address = canonicalAddress(value)
  const found = address === undefined ? undefined : await findByAddress(database.db, address)
  if (!found) throw new Refused('The registry does not know this address.')
  return { by: by === 'staff' ? 'staff' : 'session', person: found.person.id }
}

function read(args: readonly string[]) {
  const text = { type: 'string' } as const
  return readArguments(args, help, {
    options: {
      from: text,
      to: text,
      session: text,
      network: text,
      staff: text,
      service: text,
      key: text,
      json: { type: 'boolean', default: false },
    },
  }).values
}
