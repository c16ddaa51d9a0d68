import { execFileSync, spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { Browser } from './browser.ts'

/**
 * The program and its PostgreSQL on one core and the measuring client on another, where the machine can do so (`taskset`
 * of Linux); elsewhere they share what there is, and the report says so.
 */
export function shareOut(): { readonly place: { core?: number }; end(): void } {
  const cores = availableParallelism()
  if (cores < 2 || spawnSync('taskset', ['--version']).status !== 0) {
    console.log('  the cores cannot be shared out on this machine: program, PostgreSQL and client share them all')
    return { place: {}, end: () => {} }
  }
  stay('1')
  return { place: { core: 0 }, end: () => stay(`0-${cores - 1}`) }
}

/** All threads of this process on these cores. */
function stay(onCores: string) {
  execFileSync('taskset', ['-a', '-p', '-c', onCores, String(process.pid)], { stdio: 'ignore' })
}

/** Work done a second by so many at once, each over a connection of its own, and how long each piece took in milliseconds. */
export async function inFlight<Piece>(
  origin: string,
  atOnce: number,
  pieces: readonly Piece[],
  work: (browser: Browser, piece: Piece) => Promise<void>,
): Promise<{ rate: number; times: number[] }> {
  const left = pieces.values()
  const times: number[] = []
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const browser = new Browser(origin)
      for (const piece of left) {
        const started = performance.now()
        await work(browser, piece)
        times.push(performance.now() - started)
      }
      browser.close()
    }),
  )
  return { rate: pieces.length / ((performance.now() - begun) / 1000), times }
}
