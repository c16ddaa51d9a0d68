import { coresToOpen, type HashCost } from '../credentials/index.ts'
import { type CountedKind, secondsOfFirstSignIn, secondsOfOld, secondsOfOurs } from '../credentials/old-hashes/index.ts'
import { knownMigrations } from '../database/index.ts'
import { broken, type Finding, fine, look, many } from './finding.ts'
import type { DatabaseFacts, WorkFacts } from './store.ts'

/** Four more connections of a node work in the background; see DATABASE_CONNECTIONS. */
const IN_THE_BACKGROUND = 4
const MOST_SKEW = 1_000

export function judgeDatabase(
  facts: DatabaseFacts,
  { connections, now }: { connections: number; now: Date },
): Finding[] {
  const { version, versionText, encoding, size } = facts
  const findings: Finding[] = []
  const needed = connections + IN_THE_BACKGROUND
  const places = facts.maxConnections - facts.reserved
  const say = (one: Finding) => void findings.push(one)
  if (version < 150000) say(broken('database', `PostgreSQL ${versionText} is too old.`, 'Use 15 or newer.'))
  if (encoding !== 'UTF8')
    say(
      broken(
        'database',
        `The database has the encoding ${encoding}.`,
        "Make a new one with ENCODING 'UTF8': names would not fit into this one.",
      ),
    )
  for (const [name, value] of [
    ['fsync', facts.fsync],
    ['full_page_writes', facts.fullPageWrites],
    ['synchronous_commit', facts.synchronousCommit],
  ] as const)
    if (value === 'off')
      say(
        broken(
          'database',
          `${name} is off: a power cut loses passwords that people were told are set.`,
          `Set ${name} = on.`,
        ),
      )
  if (facts.standby)
    say(
      broken(
        'database',
        'This server is a standby: nothing can be written.',
        'Let DATABASE_URL name the primary; with several hosts, target_session_attrs=read-write finds it.',
      ),
    )
  if (places < needed)
    say(
      broken(
        'database',
        `max_connections leaves ${places} places, and one node takes ${needed}.`,
        'Raise max_connections, or lower DATABASE_CONNECTIONS.',
      ),
    )
  else if (places < 2 * needed)
    say(
      look(
        'database',
        `max_connections leaves ${places} places: one node takes ${needed}, so a second one may find none.`,
        'Raise it before another node is started, or another program uses this server.',
      ),
    )
  if (!facts.mayCreate && !facts.standby)
    say(
      broken(
        'database',
        'The role may not make tables in its schema.',
        'GRANT CREATE ON SCHEMA public: an upgrade makes tables.',
      ),
    )
  if (facts.superuser)
    say(
      look(
        'database',
        'The role is a superuser: it could switch off what keeps the audit trail append-only.',
        'Use a role that owns this one database.',
      ),
    )
  if (facts.inTheClear)
    say(
      look(
        'database',
        'The connection goes over the network and is not encrypted.',
        'Add sslmode=verify-full to DATABASE_URL.',
      ),
    )
  for (const { name, state, lagSeconds } of facts.standbys) {
    if (state === 'streaming' && lagSeconds < 30) continue
    say(
      look(
        'standby',
        `${name} is ${state === 'streaming' ? `${Math.round(lagSeconds)} s behind` : state}.`,
        'What is not there yet is lost when it has to take over.',
      ),
    )
  }
  const away = Math.abs(facts.at.getTime() - now.getTime())
  if (away > MOST_SKEW)
    say(
      look(
        'clock',
        `The clocks of this node and of the database are ${(away / 1000).toFixed(1)} s apart.`,
        'Let both follow a time server: codes of the second factor and links go by the clock of the node.',
      ),
    )
  else say(fine('clock', 'This node and the database agree.'))
  if (findings.every(({ about }) => about !== 'database'))
    say(fine('database', `PostgreSQL ${versionText}, UTF8, durable, ${places} places; ${(size / 1e6).toFixed(0)} MB.`))
  return findings
}

export function judgeMigrations(applied: readonly string[] | undefined): Finding {
  if (!applied) return look('tables', 'There are no tables yet.', 'The first start makes them.')
  const unknown = applied.filter((name) => !knownMigrations.includes(name))
  if (unknown.length > 0)
    return look(
      'tables',
      `A newer program has been here: ${unknown.join(', ')}.`,
      'Bring this node to the same version.',
    )
  const pending = knownMigrations.filter((name) => !applied.includes(name))
  if (pending.length > 0)
    return look(
      'tables',
      `${many(pending.length, 'step')} to the tables of this program: ${pending.join(', ')}.`,
      'The next start makes them; take a backup before.',
    )
  return fine('tables', `All ${applied.length} steps are made.`)
}

const TEN_MINUTES = 600

export function judgeWork(facts: WorkFacts, { production }: { production: boolean }): Finding[] {
  const findings: Finding[] = []
  const tasks = facts.failingTasks.join(', ')
  if (facts.jobsGivenUp > 0)
    findings.push(
      look(
        'jobs',
        `${many(facts.jobsGivenUp, 'job')} failed for the last time (${tasks}).`,
        'The log says why. They are forgotten by themselves.',
      ),
    )
  else if (facts.jobsFailing > 0)
    findings.push(
      look('jobs', `${many(facts.jobsFailing, 'job')} failed and will be tried again (${tasks}).`, 'The log says why.'),
    )
  if (facts.lateSeconds > TEN_MINUTES)
    findings.push(
      broken(
        'jobs',
        `A job has waited for ${Math.round(facts.lateSeconds / 60)} minutes.`,
        'No program works on the queue: is one running?',
      ),
    )
  if (findings.length === 0) findings.push(fine('jobs', 'None fails, none waits.'))
  if (facts.oldestLetterSeconds > TEN_MINUTES)
    findings.push(
      broken(
        'letters',
        `${many(facts.lettersWaiting, 'letter')} cannot leave; the oldest waits for ${Math.round(facts.oldestLetterSeconds / 60)} minutes.`,
        'Look at the mail server, then at /desk/letters.',
      ),
    )
  else if (facts.lettersGivenUp > 0)
    findings.push(
      look(
        'letters',
        `${many(facts.lettersGivenUp, 'letter')} of the last day could not be delivered.`,
        'See /desk/letters.',
      ),
    )
  else findings.push(fine('letters', `${facts.lettersWaiting} on their way, none given up since yesterday.`))
  if (production && facts.inventedPeople > 0)
    findings.push(
      broken(
        'people',
        'The people of the demo university are in this database, and their passwords are published.',
        'Begin with another database.',
      ),
    )
  else if (facts.people > 0 && facts.administrators < 2)
    findings.push(
      look(
        'people',
        `${facts.people} people, ${many(facts.administrators, 'administrator')} of the desk.`,
        'Have two: npm run furta -- admin create.',
      ),
    )
  else
    findings.push(fine('people', `${facts.people} people, ${many(facts.administrators, 'administrator')} of the desk.`))
  if (facts.idleNode)
    findings.push(
      look(
        'scheduling class',
        'A node was started in the class “idle”, where no hash gives way to a page: on a busy morning tickets would end before they are validated.',
        'Start it in the usual class: without `chrt -i`, and without CPUSchedulingPolicy=idle in its unit.',
      ),
    )
  // In development it is the one person who tries it out.
  if (production && facts.requests >= 20 && facts.sources === 1)
    findings.push(
      look(
        'trusted proxies',
        `All ${facts.requests} requests of the last day came from ${facts.commonSource}: the address of the proxy, not of people.`,
        'Name it in TRUSTED_PROXIES, and let it send X-Forwarded-For: as it stands, one person who mistypes makes everybody wait.',
      ),
    )
  else if (facts.requests > 0)
    findings.push(
      fine(
        'trusted proxies',
        `${many(facts.requests, 'request')} of the last day came from ${many(facts.sources, 'address')}.`,
      ),
    )
  return findings
}

const A_YEAR = 365 * 86_400_000
/** So many cores more, and people would notice. */
const DEAR_FROM_CORES = 1

/** Nothing to say where no password came from another system. `ours`: what a new hash is made with. */
export function judgeOldPasswords(kinds: readonly CountedKind[], now: Date, ours: HashCost): Finding[] {
  const old = kinds.filter(({ isOld }) => isOld)
  const [first] = old.toSorted((one, other) => one.oldest.getTime() - other.oldest.getTime())
  if (!first) return []
  const ofKind = Map.groupBy(old, ({ kind }) => kind)
  const says = `${many(peopleOf(old), 'password')} of another system that nobody has signed in with yet (${[...ofKind].map(([kind, all]) => `${kind} ${peopleOf(all)}`).join(', ')}), the oldest since ${first.oldest.toISOString().slice(0, 10)}.`
  const todo =
    'Forget those that nobody will use any more: npm run furta -- hashes drop KIND --older-than 365 --for-good.'
  const isYoung = now.getTime() - first.oldest.getTime() < A_YEAR
  return [isYoung ? fine('old passwords', says) : look('old passwords', says, todo), ...judgeDearPasswords(old, ours)]
}

/** Whether the morning of registration would be longer for those who have not signed in since the migration. */
function judgeDearPasswords(old: readonly CountedKind[], ours: HashCost): Finding[] {
  const dear = old.filter((one) => secondsOfOld(one) > secondsOfOurs(ours))
  const people = peopleOf(dear)
  const seconds = dear.reduce((sum, one) => sum + one.people * secondsOfFirstSignIn(one, ours), 0) / people
  const cores = coresToOpen(people, seconds)
  if (people === 0 || cores < DEAR_FROM_CORES) return []
  return [
    look(
      'old passwords',
      `${people} of them cost more than a new one: the first sign-in takes about ${seconds.toFixed(2)} s of a core. If all of these people came first when registration opens, that minute would take ${many(Math.ceil(cores), 'core')} for them alone.`,
      'Get them in before: docs/operating/old-passwords.md, “Before the first morning”. npm run furta -- hashes tells how many are left.',
    ),
  ]
}

function peopleOf(kinds: readonly CountedKind[]) {
  return kinds.reduce((sum, { people }) => sum + people, 0)
}
