import { z } from 'zod'
import { checkPesel, isUsosId } from '../../people/index.ts'
import type { Client, Reply } from './client.ts'
import type { Programme } from './person.ts'
import { PullStopped } from './problem.ts'

/** Of people in a list, and of programmes in a search, which gives no more. */
const PEOPLE_ON_A_PAGE = 100
const PROGRAMMES_ON_A_PAGE = 20

/** Every unit below one, and itself. */
export async function unitsBelow(client: Client, unit: string): Promise<string[]> {
  const service = 'services/fac/subfaculties_deep'
  const units = shaped(service, z.array(z.string()), answer(service, await client.ask(service, { fac_id: unit })))
  return [...new Set([unit, ...units])]
}

/** Programmes the installation finds when it is asked for nothing in particular; undefined when it does not answer such a question. */
export async function programmesFrom(client: Client, start: number): Promise<Page | undefined> {
  const service = 'services/progs/search'
  const reply = await client.ask(service, {
    lang: 'pl',
    query: '',
    fields: 'items[programme[id]]|next_page',
    num: String(PROGRAMMES_ON_A_PAGE),
    start: String(start),
  })
  if (reply.kind === 'refusal' && reply.what === 'parameter' && reply.name === 'query') return undefined
  const shape = z.object({
    items: z.array(z.object({ programme: z.object({ id: z.string() }) })),
    next_page: z.boolean(),
  })
  const { items, next_page } = shaped(service, shape, answer(service, reply))
  return pageOf(
    service,
    items.map(({ programme }) => programme.id),
    { start, goesOn: next_page },
  )
}

export interface Page {
  readonly ids: readonly string[]
  /** From where the next page starts; undefined at the end. */
  readonly next: number | undefined
}

/** Ids of the people who work in these units. */
export function staffFrom(client: Client, units: readonly string[], start: number): Promise<Page> {
  return peopleFrom(client, 'services/users/staff_index', { fac_ids: units.join('|') }, start)
}

/** Ids of the people who study these programmes. */
export function studentsFrom(client: Client, programmes: readonly string[], start: number): Promise<Page> {
  return peopleFrom(client, 'services/users/student_index', { programme_ids: programmes.join('|') }, start)
}

async function peopleFrom(client: Client, service: string, of: Record<string, string>, start: number): Promise<Page> {
  const page = { fields: 'users[id]|next_page', num: String(PEOPLE_ON_A_PAGE), start: String(start) }
  const shape = z.object({ users: z.array(z.object({ id: z.string() })), next_page: z.boolean() })
  const { users, next_page } = shaped(service, shape, answer(service, await client.ask(service, { ...of, ...page })))
  const ids = users.map(({ id }) => id)
  // It is stored and shown: what cannot be an id, or is a PESEL, does not come any further (req 47).
  if (ids.some((id) => !isUsosId(id) || checkPesel(id).ok))
    throw new PullStopped({ kind: 'field-wrong', service, field: 'id' })
  return pageOf(service, ids, { start, goesOn: next_page })
}

/** A list that says it goes on and gives nothing would be read for ever. */
function pageOf(service: string, ids: readonly string[], { start, goesOn }: { start: number; goesOn: boolean }): Page {
  if (!goesOn) return { ids, next: undefined }
  if (ids.length === 0) throw new PullStopped({ kind: 'field-wrong', service, field: 'next_page' })
  return { ids, next: start + ids.length }
}

const langDict = z.object({ pl: z.string().nullish(), en: z.string().nullish() }).nullish()
const programmeShape = z
  .object({ name: langDict, description: langDict, faculty: z.object({ id: z.string() }).nullish() })
  .nullable()

/** Names and faculties of programmes. Older installations call the name a description, and know no faculty of it. */
export async function readProgrammes(client: Client, ids: readonly string[]): Promise<Map<string, Programme>> {
  const service = 'services/progs/programmes'
  for (const fields of ['id|name|faculty[id]', 'id|name', 'id|description']) {
    const reply = await client.ask(service, { programme_ids: ids.join('|'), fields })
    if (reply.kind === 'refusal' && reply.what === 'field' && fields !== 'id|description') continue
    const read = shaped(service, z.record(z.string(), programmeShape), answer(service, reply))
    return new Map(
      Object.entries(read).map(([id, programme]) => {
        const name = programme?.name ?? programme?.description
        const [pl, en] = [name?.pl ?? '', name?.en ?? '']
        return [id, { pl, en, faculty: programme?.faculty?.id ?? '' }]
      }),
    )
  }
  throw new Error('One of the three ways was the last.')
}

/** The answer, where nothing in the question can be left out. */
export function answer(service: string, reply: Reply): unknown {
  if (reply.kind === 'answer') return reply.value
  if (reply.what === 'field') throw new PullStopped({ kind: 'field-refused', service, field: reply.name })
  throw new PullStopped({ kind: 'refused', service, code: reply.name })
}

function shaped<Shape>(service: string, shape: z.ZodType<Shape>, value: unknown): Shape {
  const read = shape.safeParse(value)
  if (read.success) return read.data
  const path = read.error.issues[0]?.path ?? []
  const field = path.findLast((part) => typeof part === 'string' && /^[a-z][a-z_]{0,39}$/.test(part))
  const kind = field !== undefined && isAbsent(value, path) ? 'field-missing' : 'field-wrong'
  throw new PullStopped({ kind, service, field: String(field ?? '–') })
}

function isAbsent(value: unknown, path: readonly PropertyKey[]) {
  let at = value
  for (const part of path)
    at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined
  return at === undefined
}
