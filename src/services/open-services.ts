import type { Db } from '../database/index.ts'
import type { Clock } from '../world/index.ts'
import { type Entries, recordFileChange } from './file-changes/index.ts'
import { loadServices, stampOf } from './load.ts'
import { findRegistryVersion, listRegistered } from './registered/store.ts'
import type { Service, ServiceList } from './service.ts'

/** The operator's file cannot be used. Its message has every fault, a sentence each. */
class BadServices extends Error {
  override readonly name = 'BadServices'
}

/** The services of the program, of the operator's file and of the desk, as one list that follows every change. */
export interface ServiceRegistry {
  readonly list: ServiceList
  /** What is wrong with the file as it stands now; meanwhile the services of before stay. */
  readonly fileFaults: () => readonly string[]
  /** Looks whether anything has changed. It happens by itself every two seconds. */
  refresh(): Promise<void>
  stop(): void
}

interface Options {
  readonly db: Db
  readonly clock: Clock
  readonly log: { warn(about: object, message: string): void; info(message: string): void }
  /** `SERVICES_FILE` */
  readonly file: string
  /** What is registered without anybody's doing: the portal, first of all. */
  readonly program: readonly Service[]
  /** Whether the audit trail hears of a file that has changed. It does from the nodes: a command may look at another file. */
  readonly recordsChanges: boolean
}

const LOOK_EVERY_MS = 2_000

/**
 * Reads the registry, and from then on looks every two seconds whether the file has another date or size and whether the sum of
 * versions in the database has grown: one cheap statement. Throws `BadServices` where the program cannot start with the file.
 */
export async function openServices(options: Options): Promise<ServiceRegistry> {
  const { db, clock, log, file, program, recordsChanges } = options
  const watched = { stamp: '', vanished: false, fromFile: [] as readonly Service[], faults: [] as readonly string[] }
  const entries = { now: new Map() as Entries, recorded: !recordsChanges, isTold: false }
  const known = { version: -1, fromDesk: [] as readonly Service[], unreadable: '' }
  let services: readonly Service[] = program

  /** Whether the services of the file are others now. */
  function lookAtFile(): boolean {
    const stamp = stampOf(file)
    if (stamp === watched.stamp) {
      watched.vanished = false
      return false
    }
    // Editors empty a file, or put another in its place, before they are done: nobody is shut out for that moment.
    const vanished = stamp === 'nothing' && watched.stamp !== '' && !watched.vanished
    watched.vanished = vanished
    if (vanished) return false
    const loaded = loadServices(file, program)
    // Written to meanwhile: what was read may be half of it.
    if (stampOf(file) !== stamp && watched.stamp !== '') return false
    watched.stamp = stamp
    if (loaded.kind === 'faulty') {
      watched.faults = loaded.faults
      return false
    }
    watched.faults = []
    watched.fromFile = loaded.kind === 'read' ? loaded.services : []
    entries.now = loaded.kind === 'read' ? loaded.entries : new Map()
    entries.recorded = !recordsChanges
    entries.isTold = false
    return true
  }

  /** Asked at every look until it is done: the database may be away just when the file changes. */
  async function recordFile() {
    if (entries.recorded) return
    try {
      await recordFileChange(db, entries.now, clock.now())
      entries.recorded = true
    } catch (error) {
      // Nobody waits for the trail to be signed in, and what the desk has withdrawn meanwhile counts all the same.
      if (!entries.isTold) log.warn({ err: error }, 'a change of the file of services is not in the trail yet')
      entries.isTold = true
    }
  }

  async function lookAtDesk(): Promise<boolean> {
    const version = await findRegistryVersion(db)
    if (version === known.version) return false
    const rows = await listRegistered(db)
    known.version = rows.reduce((sum, row) => sum + row.version, 0)
    known.fromDesk = rows.flatMap(({ definition, withdrawnAt }) =>
      definition && !withdrawnAt ? [{ ...definition, registeredIn: 'desk' as const }] : [],
    )
    const unreadable = rows.flatMap(({ id, definition }) => (definition ? [] : [id])).join(', ')
    if (unreadable !== '' && unreadable !== known.unreadable)
      log.warn({ services: unreadable }, 'services registered at the desk cannot be read by this version')
    known.unreadable = unreadable
    return true
  }

  /** One list for as long as nothing changes: whoever prepares something for a list keeps it by its identity. */
  function assemble() {
    const ids = new Set([...program, ...watched.fromFile].map(({ id }) => id))
    services = [...program, ...watched.fromFile, ...known.fromDesk.filter(({ id }) => !ids.has(id))]
  }

  async function look() {
    const before = watched.stamp
    const fileChanged = lookAtFile()
    if (watched.stamp !== before) {
      if (watched.faults.length > 0)
        log.warn(
          { faults: watched.faults },
          'the file of services has changed and cannot be used: the services stay as they were',
        )
      else log.info('the file of services has been read again')
    }
    if (fileChanged) assemble()
    if (await lookAtDesk()) assemble()
    await recordFile()
  }

  // One at a time: a slow answer of the database must not be overtaken by an older one.
  let looking: Promise<void> = Promise.resolve()
  function refresh() {
    looking = looking.then(look, look)
    return looking
  }

  let waiting = false
  let lost = false
  async function lookByItself() {
    if (waiting) return
    waiting = true
    try {
      await refresh()
      lost = false
    } catch (error) {
      if (!lost) log.warn({ err: error }, 'the services registered at the desk cannot be read: they stay as they were')
      lost = true
    } finally {
      waiting = false
    }
  }

  lookAtFile()
  if (watched.faults.length > 0) throw new BadServices(watched.faults.join('\n'))
  await lookAtDesk()
  assemble()
  await recordFile()
  const stop = clock.every(LOOK_EVERY_MS, () => void lookByItself())
  return { list: () => services, fileFaults: () => watched.faults, refresh, stop }
}
