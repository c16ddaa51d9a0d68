import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** What PostgreSQL writes about itself into `postmaster.pid` (first line the process, eighth its state). */
export interface PostmasterFile {
  pid: number
  ready: boolean
}

export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined
  } catch {
    return undefined
  }
}

export function isAlive(pid: number) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** True when process `pid` really is a PostgreSQL serving `cluster`, and not a stranger who got the same number. */
export function serves(pid: number, cluster: string) {
  const [program = '', ...rest] = commandOf(pid)
  return basename(program) === 'postgres' && (rest.includes(cluster) || workingFolderOf(pid) === cluster)
}

/**
 * Writes a process number that cannot exist over the one a stranger (or a zombie) has now. PostgreSQL then sees a stale
 * file, and still checks by the shared memory named in it that no backend of the dead server is left: removing the file would
 * take that check away.
 */
export function disownPostmasterFile(cluster: string) {
  const file = join(cluster, 'postmaster.pid')
  const [, ...rest] = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, ['2147483647', ...rest].join('\n'))
}

function commandOf(pid: number): string[] {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
      .stdout.trim()
      .split(' ')
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

function workingFolderOf(pid: number) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}
