import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinaries } from '../../src/database/embedded/binaries.ts'
import { openCluster } from '../../src/database/embedded/cluster.ts'
import { connectionUrl } from '../../src/database/embedded/launcher.ts'
import { settleOrphan } from '../../src/database/embedded/orphan.ts'
import { findPlace } from '../../src/database/embedded/place.ts'
import { type Postmaster, runPostmaster } from '../../src/database/embedded/postmaster.ts'
import { serverArguments } from '../../src/database/embedded/server-settings.ts'
import { whenDone } from '../when-done.ts'

export interface KillablePostgres {
  /** Through its own socket: how the checker looks in, past every fault of the network. */
  readonly url: string
  /** For a proxy in front of it. */
  readonly socket: string
  readonly password: string
  readonly pid: number
  /** kill -9 of the postmaster; its backends notice and end. Resolves when it has gone. */
  kill(): Promise<void>
  /** Starts it again and waits until it takes connections, recovery from its log included. */
  start(): Promise<void>
  /** Starts it if it has ended by itself. */
  ensure(): Promise<void>
}

/** A PostgreSQL that waits for its disk as in production, in a process of its own, which tests may kill and start again. */
export async function killablePostgres(
  folder = mkdtempSync(join(tmpdir(), 'furta-faults-')),
): Promise<KillablePostgres> {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o711)
  const place = findPlace(folder)
  const binaries = findBinaries(place.runner)
  const cluster = openCluster(place, binaries, false)
  const socketDir = mkdtempSync(join(tmpdir(), 'furta-faults-socket-'))
  if (place.runner) chownSync(socketDir, place.runner.uid, place.runner.gid)
  const service = {
    cluster: cluster.folder,
    socketDir,
    command: binaries.postgres,
    args: serverArguments(cluster.folder, socketDir, false),
  }
  let running: Postmaster
  let alive = false
  const start = async () => {
    await settleOrphan(cluster.folder, socketDir, () => {})
    const started = await runPostmaster(place, service)
    running = started
    alive = true
    void started.ended.then(() => {
      alive = running !== started
    })
  }
  const kill = async () => {
    if (!alive) return
    running.hold()
    process.kill(running.pid, 'SIGKILL')
    await running.ended
  }
  await start()
  whenDone(async () => {
    await kill().catch(() => {})
    await settleOrphan(cluster.folder, socketDir, () => {})
    for (const one of [folder, place.home, socketDir]) rmSync(one, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    url: connectionUrl(cluster, socketDir),
    socket: join(socketDir, '.s.PGSQL.5432'),
    password: cluster.password,
    get pid() {
      return running.pid
    },
    kill,
    start,
    async ensure() {
      if (!alive) await start()
    },
  }
}
