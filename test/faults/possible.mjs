import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where Debian puts the programs of its PostgreSQL. */
export const DEBIAN_POSTGRES = ['17', '16', '15']
  .map((version) => `/usr/lib/postgresql/${version}/bin`)
  .find((folder) => existsSync(join(folder, 'pg_basebackup')))

/** The library of the package faketime, where Debian puts it. */
export const FAKETIME = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`)
  .find((file) => existsSync(file))

/** Faults that cannot be made on this machine, each with a sentence that says why and what would help. */
export function cannotBeMade() {
  return {
    ...(!mayMount() && {
      'disk full': 'No disk is filled: that takes a small file system, and only root may mount one.',
    }),
    ...(FAKETIME === undefined && {
      clocks: 'No clock jumps: faketime is not installed. On Debian: apt-get install faketime',
    }),
    ...(DEBIAN_POSTGRES === undefined && {
      standby: 'No standby is promoted: there is no PostgreSQL of Debian. apt-get install postgresql',
    }),
    ...(!lastReleaseIsInHistory() && {
      'two releases':
        'No two releases run side by side: that takes git, and the last one in the history of this clone. In a shallow one: git fetch --unshallow',
    }),
  }
}

function lastReleaseIsInHistory() {
  const released = JSON.parse(readFileSync('src/database/migrations/released.json', 'utf8'))
  const { commit } = Object.values(released).at(-1)
  return spawnSync('git', ['cat-file', '-e', `${commit}^{commit}`], { stdio: 'ignore' }).status === 0
}

function mayMount() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const place = mkdtempSync(join(tmpdir(), 'furta-faults-mount-'))
  try {
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place]).status !== 0) return false
    return spawnSync('umount', [place]).status === 0
  } finally {
    rmdirSync(place)
  }
}
