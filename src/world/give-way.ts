import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { basename } from 'node:path'

/**
 * The calling thread goes behind everything else in its share of this machine, and takes the cores all the same whenever nobody else
 * wants them. On Linux this is a matter of the thread; elsewhere it would lower the whole program, so nothing is done. A core with
 * nothing but threads of the class `idle` (sched(7)) counts as free when PostgreSQL or the main thread wakes; Node cannot name that
 * class, `chrt` of util-linux can. Where that is missing or forbidden the lowest priority stands, which is half as good.
 */
export function giveWay() {
  if (process.platform !== 'linux') return
  setPriority(19)
  const self = '/proc/thread-self'
  if (existsSync(self)) chrt(['-p', '0', basename(readlinkSync(self))])
}

/** Whether threads of ours can be of the class `idle`; undefined on a system that has none. */
export function canGiveWay(): boolean | undefined {
  return process.platform === 'linux' ? chrt(['0', 'true']).status === 0 : undefined
}

const STAT = '/proc/self/stat'

const IDLE = 5

/** Whether all of this program is of the class `idle`, so that no thread of it gives way to another (decision 007). */
export function isAllIdle(): boolean {
  return ownPriority()?.policy === IDLE
}

/**
 * Class and priority of this process, as proc_pid_stat(5) has them: 0 and 0 are the usual ones. What it starts has the same, and so has each of
 * its threads. Undefined on a system without such a file.
 */
export function ownPriority(): { readonly policy: number; readonly nice: number } | undefined {
  if (!existsSync(STAT)) return undefined
  // From field 3 on, which follows the name: that may hold anything.
  const fields = readFileSync(STAT, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return { nice: Number(fields[19 - 3]), policy: Number(fields[41 - 3]) }
}

function chrt(idle: readonly string[]) {
  return spawnSync('chrt', ['-i', ...idle], { stdio: 'ignore', timeout: 2_000 })
}
