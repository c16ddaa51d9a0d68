import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { makeFolder } from '../../world/index.ts'
import { DatabaseWillNotStart } from './will-not-start.ts'

/** The user PostgreSQL runs as, when that is not the user of the program. */
export interface Runner {
  uid: number
  gid: number
}

/** Where the server's files lie: `home` holds the cluster, its password, its socket and its log. */
export interface Place {
  home: string
  /** Undefined: PostgreSQL runs as the program does. */
  runner: Runner | undefined
}

/** Where files lie that the unprivileged user must reach and the checkout hides from it. */
export const SHARED_FOLDER = '/var/lib/furta'

// PostgreSQL refuses to run as root. This id is `nobody` on every Linux, so it needs no set-up.
const NOBODY: Runner = { uid: 65534, gid: 65534 }

/**
 * Finds or makes the server's folder, `postgres` inside `dataDir`. Started as root, the server runs as the owner of the
 * data (or as `nobody`); when that user cannot enter `dataDir`, the folder is made under `/var/lib/furta`, and the
 * file `postgres-is-at` in `dataDir` says where, so that every later start finds the same data.
 */
export function findPlace(dataDir: string): Place {
  const data = makeDataFolder(dataDir)
  const pointer = join(data, 'postgres-is-at')

  if (existsSync(pointer)) return ownedPlace(followPointer(pointer, data))
  const home = join(data, 'postgres')
  if (existsSync(home)) return ownedPlace(home)

  const runner = process.getuid?.() === 0 ? unprivilegedRunner(data) : undefined
  if (!runner || mayEnter(runner, data)) {
    mkdirSync(home, { mode: 0o700 })
    return give(home, runner)
  }
  return give(makeSharedHome(pointer, data), runner)
}

/** True when `runner` may pass through `folder` and everything above it. */
export function mayEnter(runner: Runner, folder: string): boolean {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const { uid, gid, mode } = statSync(at)
    const passage = uid === runner.uid ? 0o100 : gid === runner.gid ? 0o010 : 0o001
    if (!(mode & passage)) return false
    if (at === dirname(at)) return true
  }
}

function makeDataFolder(dataDir: string) {
  try {
    // As root the folder must let the unprivileged user pass through, though not look around.
    if (!existsSync(dataDir)) makeFolder(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700)
    return realpathSync(dataDir)
  } catch (cause) {
    throw new DatabaseWillNotStart(`The data folder ${resolve(dataDir)} cannot be made or read. ${String(cause)}`, {
      cause,
    })
  }
}

function ownedPlace(home: string): Place {
  const { uid, gid } = statSync(home)
  const me = process.getuid?.() ?? uid
  if (me !== 0 && me !== uid) {
    throw new DatabaseWillNotStart(
      `The database in ${home} belongs to user ${uid}, and this program runs as user ${me}. Start it as the same user as before, or give the folder to this user.`,
    )
  }
  if (me === 0 && uid === 0) return give(home, NOBODY)
  if (me === 0 && !mayEnter({ uid, gid }, home)) {
    throw new DatabaseWillNotStart(
      `PostgreSQL runs as user ${uid}, who may not enter ${home}. Let others pass through the folders above it (chmod o+x), or move the data.`,
    )
  }
  return { home, runner: me === 0 ? { uid, gid } : undefined }
}

function followPointer(pointer: string, data: string) {
  const home = readFileSync(pointer, 'utf8').trim()
  if (!existsSync(home)) {
    throw new DatabaseWillNotStart(
      `${pointer} says that the database lies in ${home}, which is not there. Bring that folder back, or remove the file to begin with an empty database.`,
    )
  }
  refuseCopy(home, data)
  return home
}

/** A copied checkout brings the pointer along: two programs would then write into one database. */
function refuseCopy(home: string, data: string) {
  const label = join(home, 'belongs-to')
  const before = existsSync(label) ? readFileSync(label, 'utf8').trim() : data
  if (before === data) return
  if (existsSync(join(before, 'postgres-is-at'))) {
    throw new DatabaseWillNotStart(
      `${data} is a copy of ${before}, and the database in ${home} belongs to the original. Remove ${data} to begin with an empty database.`,
    )
  }
  writeFileSync(label, `${data}\n`)
}

function unprivilegedRunner(data: string): Runner {
  const { uid, gid } = statSync(data)
  return uid === 0 ? NOBODY : { uid, gid }
}

function makeSharedHome(pointer: string, data: string) {
  try {
    mkdirSync(SHARED_FOLDER, { recursive: true, mode: 0o755 })
    const home = mkdtempSync(join(SHARED_FOLDER, 'data-'))
    writeFileSync(join(home, 'belongs-to'), `${data}\n`)
    writeFileSync(`${pointer}.new`, `${home}\n`)
    renameSync(`${pointer}.new`, pointer)
    return home
  } catch (cause) {
    throw new DatabaseWillNotStart(
      `PostgreSQL does not run as root, other users may not enter ${data}, and ${SHARED_FOLDER} cannot be written. Set DATA_DIR to a folder that other users may pass through. ${String(cause)}`,
      { cause },
    )
  }
}

function give(home: string, runner: Runner | undefined): Place {
  if (runner) chownSync(home, runner.uid, runner.gid)
  chmodSync(home, 0o700)
  return { home, runner }
}
