import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder and those above it that are missing, step by step: `mkdirSync` with `recursive` never ends where the system says
 * that nothing is there (ENOENT) although the folder above is, as in /proc.
 */
export function makeFolder(folder: string, mode: number): void {
  const missing: string[] = []
  for (let at = resolve(folder); !isThere(at); at = dirname(at)) missing.unshift(at)
  for (const one of missing) {
    try {
      mkdirSync(one, { mode })
    } catch (error) {
      // Somebody else makes it at the same moment.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** Throws where it may not be looked at. */
function isThere(path: string) {
  return path === dirname(path) || statSync(path, { throwIfNoEntry: false }) !== undefined
}
