import { existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Keyring, keyring, makeFolder, type Random, type RootKeyring, Secret } from '../world/index.ts'
import { makeDataFolder, unusable } from './data-folder.ts'
import { BadSettings, isProduction } from './read.ts'
import type { Settings } from './settings/index.ts'

/** The two roots from which every key is derived; neither is ever in the database (req 44). */
export interface Keys {
  /** Forms, throttling, device cookies. */
  readonly app: Keyring
  /** Seals the keys of the national-ID digests; with PESEL_KEY_BEFORE, while it is being changed. */
  readonly pesel: RootKeyring
}

/**
 * The keys of the settings, or in development those in the data folder, made at the first start. A key file that
 * others can read stops the start (req 124).
 */
export function openKeys(settings: Settings, random: Random): Keys {
  const before = settings.PESEL_KEY_BEFORE
  return {
    app: keyring(root('APP_SECRET')),
    pesel: keyring(root('PESEL_KEY'), before === undefined ? [] : [new Secret(before)]),
  }

  function root(name: 'APP_SECRET' | 'PESEL_KEY'): Secret {
    const given = settings[name]
    if (given !== undefined) return new Secret(given)
    if (isProduction(settings)) throw new BadSettings([`${name} is required in production.`])
    try {
      return new Secret(keptKey(settings.DATA_DIR, name, random))
    } catch (error) {
      throw error instanceof Error && 'code' in error ? unusable(settings.DATA_DIR, error) : error
    }
  }
}

function keptKey(dataDir: string, name: 'APP_SECRET' | 'PESEL_KEY', random: Random): string {
  const folder = join(dataDir, 'keys')
  const file = join(folder, `${name.toLowerCase().replace('_', '-')}.key`)
  if (!existsSync(file)) {
    makeDataFolder({ DATA_DIR: dataDir })
    // Others may pass through the data folder; into this one nobody goes.
    makeFolder(folder, 0o700)
    makeKey(file, random)
  }
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new BadSettings([
      `${name} cannot be used: others can read or write the file ${file}. Run \`chmod 600\` on it.`,
    ])
  }
  const key = readFileSync(file, 'utf8').trim()
  // A key that anybody can guess is worse than none: it would be used without a word.
  if (key.length < 32)
    throw new BadSettings([`${name} cannot be used: the file ${file} is damaged. Bring it back from a backup.`])
  return key
}

/** Under its name only when it is whole: a start that is killed in the middle, or a full disk, leaves no half a key. */
function makeKey(file: string, random: Random) {
  const unfinished = `${file}.${random.token(8)}`
  try {
    writeFileSync(unfinished, `${random.token(48)}\n`, { mode: 0o600, flag: 'wx', flush: true })
    linkSync(unfinished, file)
  } catch (error) {
    // Of two first starts at the same moment one makes the key, and both use it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(unfinished, { force: true })
  }
}
