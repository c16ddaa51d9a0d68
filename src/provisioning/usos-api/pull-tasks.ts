import type { Institution, Settings } from '../../config/index.ts'
import { asPersonId, type Db, type PersonId, type UsosPullId } from '../../database/index.ts'
import type { RootKeyring, World } from '../../world/index.ts'
import type { CsvRow } from '../csv/index.ts'
import { openProofs, type Proofs, peselMark } from '../proofs.ts'
import { type Client, openClient } from './client.ts'
import { askedFields, canDoWithout, selector } from './fields.ts'
import { answer, type Page, programmesFrom, readProgrammes, staffFrom, studentsFrom, unitsBelow } from './lists.ts'
import { openCaller } from './outgoing.ts'
import { type Programme, programmesOf, rowsOf, userIn } from './person.ts'
import { PullStopped } from './problem.ts'
import {
  addEverybodyKnown,
  addItems,
  addPeople,
  addProgrammesOfRegistry,
  keepWhoMayHaveChanged,
  type Moved,
  movePull,
  nextItems,
  nextToAsk,
  type Position,
  type Pull,
  saveAnswers,
} from './store.ts'

export interface ReadingParts {
  readonly db: Db
  readonly world: World
  readonly settings: Settings
  readonly institution: Pick<Institution, 'mailDomains' | 'timeZone'>
  readonly peselKeys: RootKeyring
}

/** A lease outlives one question with all its tries. */
const LEASE = 15 * 60_000
const UNITS_AT_ONCE = 20
const PROGRAMMES_AT_ONCE = 20
/** An installation that takes fewer people in one question is asked for fewer. */
const PEOPLE_AT_ONCE = [100, 30, 10, 1]
const MOST_IN_THE_QUICK_LANE = 5_000
const MOST_REMEMBERED_PROGRAMMES = 5_000

/** The pull is somebody else's by now, or was stopped at the desk. */
export class NoLongerOurs extends Error {
  override readonly name = 'NoLongerOurs'
}

export const leaseFrom = (now: Date) => new Date(now.getTime() + LEASE)

/**
 * Reads a pull to its end, from where it is: every page of a list and every answer is kept before the next is asked for, so that a
 * restart loses one question. Never holds more than one answer. Throws what stops it, `PullStopped` where the source does.
 */
export async function readPull(
  parts: ReadingParts,
  pull: Pull,
  { holder, signal }: { holder: string; signal: AbortSignal },
): Promise<Pull> {
  const { world, settings } = parts
  const caller = openCaller(settings.USOS_API_CA_FILE)
  const reading = new Reading(parts, pull, holder, openClient({ ...connection(settings), caller, world, signal }))
  try {
    return await reading.toTheEnd()
  } finally {
    caller.close()
  }
}

/** Where the installation is, and by which keys it knows us. */
export function connection({
  USOS_API_URL,
  USOS_API_CONSUMER_KEY = '',
  USOS_API_CONSUMER_SECRET = '',
  USOS_API_TOKEN,
  USOS_API_TOKEN_SECRET,
}: Settings) {
  if (USOS_API_URL === undefined) throw new Error('Nobody is pulled without USOS_API_URL.')
  const keys = {
    consumerKey: USOS_API_CONSUMER_KEY,
    consumerSecret: USOS_API_CONSUMER_SECRET,
    token: USOS_API_TOKEN,
    tokenSecret: USOS_API_TOKEN_SECRET,
  }
  return { origin: USOS_API_URL, keys }
}

class Reading {
  readonly #parts: ReadingParts
  readonly #holder: string
  readonly #client: Client
  readonly #programmes = new Map<string, Programme>()
  #pull: Pull

  constructor(parts: ReadingParts, pull: Pull, holder: string, client: Client) {
    this.#parts = parts
    this.#pull = pull
    this.#holder = holder
    this.#client = client
  }

  async toTheEnd(): Promise<Pull> {
    for (;;) {
      switch (this.#pull.step) {
        case 'units':
          await this.#listUnits()
          break
        case 'staff':
          await this.#listPeople('unit', UNITS_AT_ONCE, staffFrom, 'programmes')
          break
        case 'programmes':
          await this.#listProgrammes()
          break
        case 'students':
          await this.#listPeople('programme', PROGRAMMES_AT_ONCE, studentsFrom, 'known')
          break
        case 'known':
          await this.#chooseWhomToAsk()
          break
        case 'people':
          await this.#askAboutPeople()
          break
        case 'plan':
        case 'done':
          return this.#pull
      }
    }
  }

  async #listUnits() {
    const units = await unitsBelow(this.#client, this.#parts.settings.USOS_API_UNIT ?? '')
    await addItems(this.#parts.db, this.#id, 'unit', units)
    await this.#move({ step: 'staff', position: {} })
  }

  async #listProgrammes() {
    const page = await programmesFrom(this.#client, this.#pull.position.start ?? 0)
    if (page) await addItems(this.#parts.db, this.#id, 'programme', page.ids)
    if (page?.next !== undefined) return this.#move({ position: { start: page.next } })
    await addProgrammesOfRegistry(this.#parts.db, this.#id)
    await this.#move({ step: 'students', position: {} })
  }

  /** One page of the people of some units or programmes. */
  async #listPeople(
    kind: 'unit' | 'programme',
    atOnce: number,
    pageFrom: (client: Client, items: readonly string[], start: number) => Promise<Page>,
    then: 'programmes' | 'known',
  ) {
    const { after, start = 0 } = this.#pull.position
    const items = await nextItems(this.#parts.db, this.#id, kind, { after, limit: atOnce })
    const last = items.at(-1)
    if (last === undefined) return this.#move({ step: then, position: {} })
    const page = await pageFrom(this.#client, items, start)
    const added = await addPeople(this.#parts.db, this.#id, page.ids)
    const position = page.next === undefined ? { after: last } : { after, start: page.next }
    await this.#move({ listed: this.#pull.listed + added, position })
  }

  async #chooseWhomToAsk() {
    const { db } = this.#parts
    const listed =
      this.#pull.kind === 'quick'
        ? await keepWhoMayHaveChanged(db, this.#id, MOST_IN_THE_QUICK_LANE)
        : this.#pull.listed + (await addEverybodyKnown(db, this.#id))
    await this.#move({ step: 'people', listed, position: {} })
  }

  /** The next hundred people. */
  async #askAboutPeople() {
    const { db, settings } = this.#parts
    const { after, atOnce = PEOPLE_AT_ONCE[0] ?? 1 } = this.#pull.position
    const people = await nextToAsk(db, this.#id, { after, limit: atOnce })
    const last = people.at(-1)?.usosId
    if (last === undefined) {
      // Whoever came by another way meanwhile is asked about too: nobody is missing without a question.
      const more = this.#pull.kind === 'sweep' ? await addEverybodyKnown(db, this.#id) : 0
      if (more === 0) return this.#move({ step: 'plan', position: {} })
      return this.#move({ listed: this.#pull.listed + more, position: { atOnce } })
    }
    const asked = askedFields({ pesel: settings.USOS_API_PESEL, without: this.#pull.without })
    const service = 'services/users/users'
    const form = { user_ids: people.map(({ usosId }) => usosId).join('|'), fields: selector(asked) }
    const reply = await this.#client.ask(service, form)
    if (reply.kind === 'refusal') {
      const fewer = PEOPLE_AT_ONCE.find((number) => number < atOnce)
      if (reply.name === 'user_ids' && fewer !== undefined) return this.#move({ position: { after, atOnce: fewer } })
      if (reply.what === 'field' && canDoWithout(reply.name) && !this.#pull.without.includes(reply.name))
        return this.#move({ without: [...this.#pull.without, reply.name] })
    }
    const told = answer(service, reply)
    if (typeof told !== 'object' || told === null || Array.isArray(told))
      throw new PullStopped({ kind: 'field-wrong', service, field: 'user_ids' })
    const users = new Map(
      people.map(({ usosId }) => {
        if (!Object.hasOwn(told, usosId)) throw new PullStopped({ kind: 'field-missing', service, field: 'user_ids' })
        const one = (told as Record<string, unknown>)[usosId]
        return [usosId, one === null ? undefined : userIn(one, usosId, asked)] as const
      }),
    )
    await this.#learnProgrammes(programmesOf([...users.values()].filter((user) => user !== undefined)))
    const rules = { asked, ...this.#parts.institution, now: this.#parts.world.clock.now() }
    // Opened anew for every hundred: a key may be made or taken away while a pull goes on.
    const proofs = await openProofs(db, this.#parts.peselKeys)
    const answers = people.map(({ usosId, listed, person }) => {
      const user = users.get(usosId)
      const nothing = { told: undefined, usosId, gone: !listed, person: null, rows: null, peselMark: null }
      return user ? this.#understood(usosId, person, rowsOf(user, this.#programmes, rules), proofs) : nothing
    })
    const taken = await proofs.holders(
      db,
      answers.map(({ person, told }) => ({ person: person ?? asPersonId(''), answer: told })),
    )
    await saveAnswers(
      db,
      this.#id,
      answers.map(({ told: _, ...one }, index) => ({ ...one, proofTakenBy: taken[index] ?? [] })),
    )
    await this.#move({ read: this.#pull.read + answers.length, position: { after: last, atOnce } })
  }

  async #learnProgrammes(ids: ReadonlySet<string>) {
    const unknown = [...ids].filter((id) => !this.#programmes.has(id))
    if (this.#programmes.size + unknown.length > MOST_REMEMBERED_PROGRAMMES) this.#programmes.clear()
    for (let at = 0; at < unknown.length; at += PROGRAMMES_AT_ONCE) {
      const some = unknown.slice(at, at + PROGRAMMES_AT_ONCE)
      for (const [id, programme] of await readProgrammes(this.#client, some)) this.#programmes.set(id, programme)
    }
  }

  /** From here on a PESEL is a digest (req 44). */
  #understood(usosId: string, known: PersonId | null, rows: readonly CsvRow[], proofs: Proofs) {
    const { world, peselKeys } = this.#parts
    const person = known ?? asPersonId(world.random.token(20))
    const pesel = rows.find(({ answer: told }) => told?.kind === 'pesel')?.answer
    return {
      told: pesel,
      usosId,
      gone: false,
      person,
      rows: rows.map(({ facts, answer: told, conflicts, warnings }) => ({
        facts: { ...facts, proof: proofs.of(told, person) },
        conflicts,
        warnings,
      })),
      peselMark: pesel?.kind === 'pesel' ? peselMark(peselKeys, this.#id, pesel.text) : null,
    }
  }

  get #id(): UsosPullId {
    return this.#pull.id
  }

  async #move(moved: Moved & { position?: Position }) {
    const { db, world } = this.#parts
    const now = world.clock.now()
    if (!(await movePull(db, this.#id, { ...moved, holder: this.#holder, now, until: leaseFrom(now) })))
      throw new NoLongerOurs()
    this.#pull = { ...this.#pull, ...moved }
  }
}
