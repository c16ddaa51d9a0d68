import { Readable } from 'node:stream'
import { hash } from '@node-rs/argon2'
import { sql } from 'kysely'
import { asPersonId } from '../../src/database/index.ts'
import { SEND_LINK, sendHeldLink } from '../../src/password-reset/index.ts'
import { applyImport, planImport } from '../../src/provisioning/index.ts'
import { systemRandom } from '../../src/world/index.ts'
import { testKeys } from '../morning.ts'
import { type Letter, type University, university } from '../university.ts'
import { DeskStaff } from './desk-staff.ts'
import { Dice } from './dice.ts'
import { kinds, type Sufferer, sufferer } from './kinds.ts'
import { FollowingPerson } from './person.ts'
import { feedOf, human, studentMail } from './registry-rows.ts'

export interface KindResult {
  readonly kind: string
  readonly belongs: Sufferer['belongs']
  readonly people: number
  readonly signedIn: number
  /** Signed in, with at most one click at a desk. */
  readonly withOneClick: number
  readonly clicks: number
  readonly letters: number
}

export interface Simulation {
  readonly kinds: readonly KindResult[]
  /** Accounts to which the desk assigned the mailbox of somebody who must not get in: the question still stands before them. */
  readonly movedToStrangers: number
  /** The diaries of those who should have come in with one click and did not, and of those who came in and must not. */
  readonly surprises: readonly string[]
}

const TICK_MINUTES = 15
const WORKING_HOURS = 10
const DAYS = 4

/** Lets `people` people with a problem loose on the whole program for four days and three nights. */
export async function simulate({ people, seed }: { people: number; seed: number }): Promise<Simulation> {
  const dice = new Dice(seed)
  const place = await university({
    settings: {
      TRUSTED_PROXIES: '127.0.0.0/8,::1',
      ANSWER_FLOOR: '0ms',
      SESSION_IDLE: '24h',
      SESSION_LIFETIME: '24h',
      STAFF_IDLE: '1h',
      // A thousand in trouble on one day are ten times a bad day.
      NEGATIVE_ANSWERS_OVERALL: '2000',
    },
  })
  const crowd = gather(people, dice)
  const walkers = crowd.map((one, number) => {
    const start = dice.below((DAYS - 3) * WORKING_HOURS * 60 - 120)
    const source = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
    return { person: new FollowingPerson(place, one, source), start, clicks: 0, mail: [] as Post[] }
  })
  await bringFeed(place, crowd, 0)
  await prepareAccounts(place, crowd)
  const desks = {
    registration: await DeskStaff.comesToWork(place, 'registration'),
    usos: await DeskStaff.comesToWork(place, 'desk'),
    administrator: await DeskStaff.comesToWork(place, 'admin'),
  }
  const morning = place.clock.now().getTime()
  const postman = new Postman(place)

  for (let day = 0; day < DAYS; day++) {
    if (day > 0) {
      setClock(place, morning + (day * 24 - 6) * 3_600_000)
      await bringFeed(place, crowd, day)
      await place.settleCases()
      await postman.deliver(walkers)
      setClock(place, morning + day * 24 * 3_600_000)
    }
    for (let minute = 0; minute < WORKING_HOURS * 60; minute += TICK_MINUTES) {
      setClock(place, Math.max(place.clock.now().getTime(), morning + (day * 24 * 60 + minute) * 60_000))
      await runDueJobs(place)
      const since = day * WORKING_HOURS * 60 + minute
      const due = walkers.filter(({ person, start }) => !person.isDone && start <= since)
      await postman.deliver(walkers)
      const written = () => walkers.reduce((lines, { person }) => lines + person.diary.length, 0)
      const before = written()
      await inGroups(due, 8, ({ person, mail }) =>
        person.act(takeReadable(mail, person.letters === 0 ? person.sufferer.readsAfter : 0, place.clock.now())),
      )
      // Nobody came, nobody wrote: the desks have nothing new to look at.
      if (written() > before) await atTheDesks(place, desks, walkers)
    }
  }
  return { ...resultOf(walkers), movedToStrangers: await countMovedToStrangers(place, crowd) }
}

interface Walker {
  readonly person: FollowingPerson
  readonly start: number
  clicks: number
  /** Arrived, not read yet. */
  readonly mail: Post[]
}

interface Post {
  readonly letter: Letter
  readonly at: Date
}

function gather(people: number, dice: Dice): Sufferer[] {
  const inside = kinds.filter(({ belongs = 'in' }) => belongs === 'in')
  const total = inside.reduce((sum, { share }) => sum + share, 0)
  let number = 0
  const made = kinds.flatMap((kind) => {
    // Every kind is there, however few there are.
    const count = Math.max(1, Math.round((kind.share / total) * people))
    return Array.from({ length: count }, () => sufferer(kind, human(++number, dice), dice))
  })
  return dice.shuffled(made)
}

/** What the registry sends in a night. */
async function bringFeed(place: University, crowd: readonly Sufferer[], night: number) {
  const rows = crowd.flatMap((one) => one.rows.filter((each) => each.night === night).map(({ row }) => row))
  if (rows.length === 0) return
  const parts = { ...place, world: { clock: place.clock, random: systemRandom }, peselKeys: testKeys.pesel }
  const options = { full: false, by: 'operator', fileName: `night-${night}.csv` } as const
  const planned = await planImport(parts, Readable.from([feedOf(rows)]), options)
  if (planned.kind !== 'planned') throw new Error(`The feed was not understood: ${JSON.stringify(planned)}`)
  const applied = await applyImport(parts, planned.run, { by: 'operator', evenIfManyLeave: true })
  if (applied.kind !== 'applied') throw new Error(`The feed was refused: ${applied.because}`)
  place.clock.advance({ seconds: 1 })
}

/** Passwords that nobody remembers, and accounts that somebody disabled. */
async function prepareAccounts({ database: { db }, clock }: University, crowd: readonly Sufferer[]) {
  const ids = async (some: readonly Sufferer[]) => {
    const usosIds = some.map(({ rows }) => rows[0]?.row.id ?? '')
    const rows = await db
      .selectFrom('people')
      .select('id')
      .where('usos_id', 'in', ['', ...usosIds])
      .execute()
    return rows.map(({ id }) => id)
  }
  const now = clock.now()
  const forgottenHash = await hash('Dawno-zapomniane-1', { memoryCost: 1024, timeCost: 2, parallelism: 1 })
  const forgotten = (await ids(crowd.filter(({ hasPassword }) => hasPassword))).map((id) => ({
    person_id: asPersonId(id),
    password_hash: forgottenHash,
    set_at: now,
  }))
  if (forgotten.length > 0) await db.insertInto('credentials').values(forgotten).execute()
  const disabled = await ids(crowd.filter((one) => one.disabled))
  await db.updateTable('people').set({ disabled_at: now }).where('id', 'in', disabled).execute()
  // Letters in English, so that one set of words is looked for.
  await db.updateTable('people').set({ language: 'en' }).where('usos_id', 'like', '70%').execute()
}

/** Brings each letter that has arrived to whoever can open that mailbox. */
class Postman {
  readonly #place: University
  #position = '0'

  constructor(place: University) {
    this.#place = place
  }

  async deliver(walkers: readonly Walker[]) {
    const { database, mailbox, clock } = this.#place
    await mailbox.letters('nobody@agh.edu.pl')
    const fresh = await database.db
      .selectFrom('development_mailbox')
      .select(['position', 'recipient as to', 'subject', 'text', 'html'])
      .where('position', '>', this.#position)
      .orderBy('position')
      .execute()
    this.#position = fresh.at(-1)?.position ?? this.#position
    const readers = new Map(
      walkers.flatMap((one) => one.person.sufferer.opens.map((address) => [address, one] as const)),
    )
    for (const letter of fresh) readers.get(letter.to)?.mail.push({ letter, at: clock.now() })
  }
}

function takeReadable(mail: Post[], readsAfter: number, now: Date): Letter[] {
  const readable = mail.filter(({ at }) => now.getTime() - at.getTime() >= readsAfter * 60_000)
  for (const post of readable) mail.splice(mail.indexOf(post), 1)
  return readable.map(({ letter }) => letter)
}

/** Links that waited for the end of a hold: the job, by the hand-set clock. */
async function runDueJobs(place: University) {
  const { database, clock } = place
  const due = await sql<{ id: string; payload: unknown }>`
    select j.id, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = ${SEND_LINK} and j.run_at <= ${clock.now()}`.execute(database.db)
  for (const { id, payload } of due.rows) {
    await sql`delete from graphile_worker._private_jobs where id = ${id}`.execute(database.db)
    await sendHeldLink({ ...place, world: { clock, random: systemRandom } }, payload)
  }
}

async function atTheDesks(
  place: University,
  desks: Record<'registration' | 'usos' | 'administrator', DeskStaff>,
  walkers: readonly Walker[],
) {
  for (const number of [...(await desks.registration.workThroughQueue()), ...(await desks.usos.workThroughQueue())]) {
    const { address } = await place.database.db
      .selectFrom('cases')
      .select('address')
      .where('id', '=', number as never)
      .executeTakeFirstOrThrow()
    const walker = walkers.find(({ person }) => person.sufferer.mailbox === address)
    if (walker) walker.clicks += 1
  }
  for (const walker of walkers.filter(({ person }) => !person.isDone && person.wants)) {
    const { person } = walker
    const { sufferer: who } = person
    const whom = who.role === 'student' ? who.human.album : (who.rows[0]?.row.email ?? '')
    if (who.belongs === 'out') {
      // Whoever stands there without the right card is sent away.
      person.sentAway()
    } else if (person.wants === 'disabled') {
      walker.clicks += 1
      if (await desks.administrator.helpFirst(whom)) await person.tryAgain()
      else person.sentAway()
    } else {
      walker.clicks += 1
      const code = await desks.usos.giveCode(whom)
      if (code === undefined) person.sentAway()
      else await person.useCode(code)
    }
  }
}

async function countMovedToStrangers({ database: { db } }: University, crowd: readonly Sufferer[]): Promise<number> {
  const strangers = crowd.filter(
    ({ belongs, human: { login }, mailbox }) => belongs === 'out' && mailbox !== studentMail(login),
  )
  const rows = await db
    .selectFrom('addresses')
    .select('address')
    .where('assigned', '=', true)
    .where('address', 'in', ['', ...strangers.map(({ mailbox }) => mailbox ?? '')])
    .execute()
  return rows.length
}

function resultOf(walkers: readonly Walker[]): Omit<Simulation, 'movedToStrangers'> {
  const results = kinds.map(({ kind, belongs = 'in' }): KindResult => {
    const all = walkers.filter(({ person }) => person.sufferer.kind === kind)
    const signedIn = all.filter(({ person }) => person.standing === 'signed-in')
    return {
      kind,
      belongs,
      people: all.length,
      signedIn: signedIn.length,
      withOneClick: signedIn.filter(({ clicks }) => clicks <= 1).length,
      clicks: all.reduce((sum, { clicks }) => sum + clicks, 0),
      letters: all.reduce((sum, { person }) => sum + person.letters, 0),
    }
  })
  const surprising = walkers.filter(({ person, clicks }) => {
    const inside = person.standing === 'signed-in'
    return person.sufferer.belongs === 'in' ? !inside || clicks > 1 : inside
  })
  return {
    kinds: results,
    surprises: surprising.map(
      ({ person, clicks }) =>
        `${person.sufferer.kind} (${person.sufferer.mailbox}, ${clicks} clicks, ${person.standing}): ${person.diary.join(' · ')}`,
    ),
  }
}

function setClock({ clock }: University, to: number) {
  clock.advance({ milliseconds: to - clock.now().getTime() })
}

async function inGroups<Item>(items: readonly Item[], size: number, work: (item: Item) => Promise<void>) {
  const queue = [...items]
  await Promise.all(
    Array.from({ length: size }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
    }),
  )
}
