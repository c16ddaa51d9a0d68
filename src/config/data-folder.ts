import { accessSync, constants, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { makeFolder } from '../world/index.ts'
import { BadSettings } from './read.ts'
import type { Settings } from './settings/index.ts'

/** Makes the data folder where it is not there yet. Others may pass through: the embedded database's own user does, when root starts the program. */
export function makeDataFolder({ DATA_DIR }: Pick<Settings, 'DATA_DIR'>): void {
  try {
    makeFolder(DATA_DIR, 0o711)
  } catch (error) {
    throw unusable(DATA_DIR, error)
  }
}

/** Why this user may not enter a folder; nothing where it may, or where there is none. To `existsSync` what is closed is not there. */
export function whyClosed(folder: string): string | undefined {
  try {
    statSync(folder)
    accessSync(folder, constants.X_OK)
    return undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? undefined : code
  }
}

/** What of the data folder cannot be made or read, in a sentence. */
export function unusable(dataDir: string, error: unknown): BadSettings {
  const { code, path = resolve(dataDir) } = error as NodeJS.ErrnoException
  return new BadSettings([
    `DATA_DIR cannot be used: ${path} cannot be made or read (${code}). It has to be a folder of the user that runs the program.`,
  ])
}
