import type { Keys } from '../config/index.ts'
import { type Db, missingMigrations } from '../database/index.ts'
import { misfitKeys } from '../key-checks/index.ts'
import type { Clock } from '../world/index.ts'
import { faultSentence, type ReadinessFault, SILENT_LOOKS } from './readiness.ts'
import { listMarks } from './store.ts'

interface ReadinessParts {
  readonly db: Db
  readonly keys: Keys
  readonly clock: Clock
  /** A digest of the settings that all nodes have in common; with it the node looks whether they have. */
  readonly mark?: string | undefined
  readonly log: Record<'warn' | 'error' | 'info', (about: object, message: string) => void>
}

/** What a probe is told, and what it was found from. A probe itself asks nobody. */
export interface Readiness {
  readonly ready: boolean
  readonly draining: boolean
  readonly faults: readonly ReadinessFault[]
  /** From now on not ready, whatever is found. */
  drain(): void
  /** Looks now. It happens by itself every two seconds. */
  look(): Promise<void>
  stop(): void
}

const LOOK_EVERY_MS = 2_000
/** Looks between two at the settings of the others: half a minute. */
const COMPARE_EVERY = 15

/** Looks every two seconds whether people may be sent to this node. */
export function watchReadiness({ db, keys, clock, log, mark }: ReadinessParts): Readiness {
  let faults: readonly ReadinessFault[] = ['no-answer']
  let silent = SILENT_LOOKS
  let draining = false
  let looks = 0
  let alike = true
  let looking: Promise<void> | undefined

  async function ask() {
    try {
      const missing = await missingMigrations(db)
      // Without its tables nothing more can be asked.
      const found: ReadinessFault[] = missing.length > 0 ? ['older-database'] : await misfitKeys(db, keys)
      silent = 0
      note(found)
      if (found.length === 0 && looks++ % COMPARE_EVERY === 0) await compare()
    } catch (error) {
      unanswered(error)
    }
  }

  /** No reason to send nobody here: while settings are rolled out, some node is always the first. */
  async function compare() {
    if (mark === undefined) return
    const before = alike
    alike = (await listMarks(db)).every((one) => one === mark)
    if (before && !alike)
      log.warn(
        {},
        'Another node over this database has other settings. Limits and lifetimes are those of whichever node is asked.',
      )
    if (!before && alike) log.info({}, 'all nodes have the same settings again')
  }

  function unanswered(error?: unknown) {
    silent += 1
    if (silent >= SILENT_LOOKS) note(['no-answer'], error)
  }

  function note(found: readonly ReadinessFault[], error?: unknown) {
    const before = faults
    faults = found
    if (found.join() === before.join()) return
    for (const fault of found) {
      const about = error === undefined ? { fault } : { fault, err: error }
      log.error(about, `This node is not ready. ${faultSentence(fault)}`)
    }
    if (found.length === 0) log.info({}, 'this node is ready')
  }

  function look() {
    // One at a time. An answer that takes longer than from one look to the next counts as none.
    if (looking) unanswered()
    looking ??= ask().finally(() => {
      looking = undefined
    })
    return looking
  }

  const stop = clock.every(LOOK_EVERY_MS, () => void look())
  return {
    get ready() {
      return faults.length === 0 && !draining
    },
    get draining() {
      return draining
    },
    get faults() {
      return faults
    },
    drain() {
      draining = true
    },
    look,
    stop,
  }
}
