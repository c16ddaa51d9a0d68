import { existsSync, rmSync, statSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseWillNotStart } from './will-not-start.ts'

const PATIENCE_MS = 2_000

/**
 * Makes this process the only owner of the server in `home`. The kernel releases the lock when the process ends, also
 * by kill -9. On Linux it is a socket in the abstract namespace, which leaves no file behind that could outlive its owner.
 */
export async function takeOwnership(home: string): Promise<() => Promise<void>> {
  const { dev, ino } = statSync(home)
  const name = process.platform === 'linux' ? `\0furta-postgres-${dev}-${ino}` : join(home, 'owner')

  const server = await listenSoon(name)
  if (!server) throw alreadyRunning(home)
  server.unref()
  return () => new Promise((resolve) => server.close(() => resolve()))
}

/** An owner who was told to end (or was killed) a moment ago is waited for. */
async function listenSoon(name: string): Promise<Server | undefined> {
  for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
    try {
      return await listen(name)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      if (process.platform !== 'linux' && !(await answers(name))) rmSync(name)
      else await pause(50)
    }
  }
  return undefined
}

/** True when somebody listens on the socket `path`. */
export async function answers(path: string): Promise<boolean> {
  if (!path.startsWith('\0') && !existsSync(path)) return false
  return new Promise((resolve) => {
    const connection = connect(path)
    connection.once('connect', () => resolve(true)).once('error', () => resolve(false))
    connection.once('connect', () => connection.destroy())
  })
}

function listen(name: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((visitor) => visitor.destroy())
    server.once('error', reject).listen(name, () => resolve(server))
  })
}

function alreadyRunning(home: string) {
  return new DatabaseWillNotStart(
    `Another Furta is already running on the data in ${home}. Stop it first, or set DATA_DIR (and PORT) to run a second one beside it.`,
  )
}
