import { recordEvent } from '../../audit/index.ts'
import type { Database, PersonId, Trx } from '../../database/index.ts'
import { displayName, findPerson, type Person } from '../../people/index.ts'
import {
  type Definition,
  endConsentsTo,
  faultsBeside,
  holdRegistry,
  listRegistered,
  matchService,
  newClientSecret,
  type Registered,
  readDefinition,
  type Service,
  type ServiceRegistry,
  saveRegistered,
} from '../../services/index.ts'
import type { Secret, World } from '../../world/index.ts'
import { type ReasonFault, readReason } from '../reason.ts'
import {
  changedFields,
  definitionIn,
  type FormFaults,
  faultsByField,
  type ServiceForm,
  wantsSecret,
} from './service-form.ts'
import { listRecentVisits, VISITS_LOOKED_AT } from './store.ts'

export interface ServicesRoomParts {
  readonly database: Database
  readonly world: World
  readonly registry: ServiceRegistry
}

/** The member of staff who acts, and where from. */
export interface Actor {
  readonly person: Pick<Person, 'id'>
  readonly source: string
  readonly reference: string
}

/** One line of the list. */
export interface ServiceLine {
  readonly service: Service
  readonly withdrawn: boolean
}

/** A service with what the desk knows of it. */
export interface ServiceView extends ServiceLine {
  /** Its entry at the desk; it counts for nothing while the file has the same id. */
  readonly entry: Entry | undefined
  readonly visits: {
    readonly count: number
    readonly last: Date | undefined
    /** A day had more visits, of all services, than are looked at: among so many newest ones these were counted. */
    readonly lookedAt: number | undefined
  }
}

export interface Entry {
  readonly version: number
  readonly changedAt: Date
  /** Empty for an account that is gone. */
  readonly changedBy: string
}

const LATELY_MS = 24 * 3_600_000

/** Every service there is, also those that were withdrawn at the desk. */
export async function listServices({ database, registry }: ServicesRoomParts): Promise<ServiceLine[]> {
  const rows = await listRegistered(database.db)
  const standing = beyondDesk(registry)
  const lines = [...standing.map(atWork), ...linesOf(rows, standing)]
  return lines.toSorted((one, other) => one.service.id.localeCompare(other.service.id, 'en'))
}

export async function findService(parts: ServicesRoomParts, id: string): Promise<ServiceView | undefined> {
  const { database, registry, world } = parts
  const rows = await listRegistered(database.db)
  const row = rows.find((one) => one.id === id)
  const standing = beyondDesk(registry)
  const line = [...standing.map(atWork), ...linesOf(rows, standing)].find(({ service }) => service.id === id)
  if (!line) return undefined
  const since = new Date(world.clock.now().getTime() - LATELY_MS)
  const [changer, visits] = await Promise.all([
    row && findPerson(database.db, row.changedBy),
    visitsOf(parts, line.service, since),
  ])
  const entry = row && {
    version: row.version,
    changedAt: row.changedAt,
    changedBy: changer ? displayName(changer) : '',
  }
  return { ...line, entry, visits }
}

/** What stands in the program and in the file: it goes before what the desk registers. */
function beyondDesk({ list }: ServiceRegistry) {
  return list().filter(({ registeredIn }) => registeredIn !== 'desk')
}

const atWork = (service: Service): ServiceLine => ({ service, withdrawn: false })

function linesOf(rows: readonly Registered[], standing: readonly Service[]): ServiceLine[] {
  return rows.flatMap(({ id, definition, withdrawnAt }) =>
    definition && !standing.some((one) => one.id === id)
      ? [{ service: { ...definition, registeredIn: 'desk' as const }, withdrawn: withdrawnAt !== undefined }]
      : [],
  )
}

async function visitsOf({ database, registry }: ServicesRoomParts, { id, urls }: Service, since: Date) {
  const origins = [...new Set(urls.map((url) => new URL(url).origin))]
  const { visits: found, whole } = await listRecentVisits(database.db, { id, origins }, since)
  const own = found.filter(
    ({ protocol, service }) => protocol === 'oidc' || matchService(registry.list(), service)?.id === id,
  )
  const last = own.map((one) => one.last).toSorted((one, other) => other.getTime() - one.getTime())[0]
  return {
    count: own.reduce((sum, { visits }) => sum + visits, 0),
    last,
    lookedAt: whole ? undefined : VISITS_LOOKED_AT,
  }
}

/** What a form is about: a new service, or one of the desk as it was when the form was opened. */
export type Edited = { id: string; version: number } | undefined

export type SaveOutcome =
  | { kind: 'saved'; id: string; secret: Secret | undefined }
  | { kind: 'refused'; faults: FormFaults }
  /** Somebody else was quicker: what is typed is kept, and the newest version is named. */
  | { kind: 'changed-meanwhile'; version: number; by: string }
  | { kind: 'not-there' }

/** Registers a service or changes one, with a reason. A client that proves itself by a secret gets one, shown once. */
export async function saveService(
  parts: ServicesRoomParts,
  actor: Actor,
  edited: Edited,
  form: ServiceForm,
): Promise<SaveOutcome> {
  const outcome = await parts.database.db.transaction().execute(async (trx): Promise<SaveOutcome> => {
    const rows = await holdRegistry(trx)
    const row = edited && rows.find(({ id }) => id === edited.id)
    if (edited && (!row?.definition || isBeyondDesk(parts.registry, edited.id))) return { kind: 'not-there' }
    if (edited && row && row.version !== edited.version) {
      const changer = await findPerson(trx, row.changedBy)
      return { kind: 'changed-meanwhile', version: row.version, by: changer ? displayName(changer) : '' }
    }

    const before = row?.definition
    const kept = wantsSecret(form) ? before?.client?.secretDigest : undefined
    const made = wantsSecret(form) && kept === undefined ? newClientSecret(parts.world.random) : undefined
    const id = edited?.id ?? form.id
    const read = readDefinition(definitionIn({ ...form, id }, kept ?? made?.digest))
    const reason = readReason(form.reason)
    const faults =
      'faults' in read ? read.faults : faultsBeside(read.definition, othersThan(edited?.id, rows, parts.registry))
    if ('faults' in read || faults.length > 0 || 'fault' in reason) {
      const why = 'fault' in reason ? reason.fault : undefined
      return { kind: 'refused', faults: { fields: faultsByField(faults, form), reason: why } }
    }

    const { definition } = read
    const changed = before && changedFields(before, definition).filter((name) => name !== 'client.secretDigest')
    // Saved as it was: nobody needs to hear of it.
    if (changed?.length === 0) return { kind: 'saved', id: definition.id, secret: undefined }
    await write(trx, parts, actor, definition, row?.withdrawnAt)
    const about = { service: definition.id, reason: reason.reason }
    if (changed) {
      await note(trx, parts, actor, 'service-changed', { ...about, changed: changed.join(', ') })
      if (made) await note(trx, parts, actor, 'service-secret-renewed', about)
    } else await note(trx, parts, actor, 'service-registered', about)
    return { kind: 'saved', id: definition.id, secret: made?.secret }
  })
  if (outcome.kind === 'saved') await parts.registry.refresh()
  return outcome
}

function isBeyondDesk(registry: ServiceRegistry, id: string) {
  return beyondDesk(registry).some((one) => one.id === id)
}

/** Also those that are withdrawn: whoever puts one into use again must not find its address taken. */
function othersThan(id: string | undefined, rows: readonly Registered[], registry: ServiceRegistry): Definition[] {
  const ofDesk = rows.flatMap(({ definition }) => (definition ? [definition] : []))
  return [...beyondDesk(registry), ...ofDesk].filter((one) => one.id !== id)
}

/** What may be done with a service of the desk besides changing it. */
export const serviceActs = ['secret', 'withdraw', 'restore'] as const
export type ServiceAct = (typeof serviceActs)[number]

/** What can be done with it as it is. */
export function actsFor({ service, withdrawn }: ServiceLine): ServiceAct[] {
  if (service.registeredIn !== 'desk') return []
  if (withdrawn) return ['restore']
  return service.client?.secretDigest === undefined ? ['withdraw'] : ['secret', 'withdraw']
}

export type DecisionOutcome =
  | { kind: 'done'; secret: Secret | undefined }
  | { kind: 'refused'; reason: ReasonFault }
  /** Somebody else was quicker, or it was never possible. */
  | { kind: 'not-possible' }

/** Takes a service out of use, puts it back, or gives its client another secret: the one of before opens nothing any more. */
export async function decideService(
  parts: ServicesRoomParts,
  actor: Actor,
  { id, version }: { id: string; version: number },
  act: ServiceAct,
  typed: string,
): Promise<DecisionOutcome> {
  const read = readReason(typed)
  if ('fault' in read) return { kind: 'refused', reason: read.fault }
  const outcome = await parts.database.db.transaction().execute(async (trx): Promise<DecisionOutcome> => {
    const rows = await holdRegistry(trx)
    const row = rows.find((one) => one.id === id)
    const line = linesOf(rows, beyondDesk(parts.registry)).find(({ service }) => service.id === id)
    if (!row?.definition || !line || row.version !== version || !actsFor(line).includes(act)) {
      return { kind: 'not-possible' }
    }
    const { definition } = row
    const about = { service: id, reason: read.reason }
    switch (act) {
      case 'secret': {
        const { secret, digest } = newClientSecret(parts.world.random)
        const client = definition.client && { ...definition.client, secretDigest: digest }
        await write(trx, parts, actor, { ...definition, ...(client && { client }) }, row.withdrawnAt)
        await note(trx, parts, actor, 'service-secret-renewed', about)
        return { kind: 'done', secret }
      }
      case 'withdraw':
        await write(trx, parts, actor, definition, parts.world.clock.now())
        await endConsentsTo(trx, id)
        await note(trx, parts, actor, 'service-withdrawn', about)
        return { kind: 'done', secret: undefined }
      case 'restore':
        await write(trx, parts, actor, definition, undefined)
        await note(trx, parts, actor, 'service-restored', about)
        return { kind: 'done', secret: undefined }
    }
  })
  if (outcome.kind === 'done') await parts.registry.refresh()
  return outcome
}

function write(
  trx: Trx,
  { world }: ServicesRoomParts,
  { person }: Actor,
  definition: Definition,
  withdrawnAt: Date | undefined,
): Promise<void> {
  const by: PersonId = person.id
  return saveRegistered(trx, { definition, withdrawnAt, by, now: world.clock.now() })
}

type ServiceEvent =
  | 'service-registered'
  | 'service-changed'
  | 'service-withdrawn'
  | 'service-restored'
  | 'service-secret-renewed'

async function note(
  trx: Trx,
  { world }: ServicesRoomParts,
  { person, source, reference }: Actor,
  event: ServiceEvent,
  details: Record<string, string>,
) {
  const common = { at: world.clock.now(), outcome: 'success', actor: person.id, source, reference } as const
  await recordEvent(trx, { ...common, event, details })
}
