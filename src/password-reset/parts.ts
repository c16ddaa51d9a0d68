import type { Institution, Settings } from '../config/index.ts'
import type { HashGate, PasswordJudge } from '../credentials/index.ts'
import type { Database } from '../database/index.ts'
import type { Keyring, RootKeyring, World } from '../world/index.ts'

/** What this chapter needs from the program. */
export interface ResetParts {
  readonly settings: Settings
  readonly world: World
  /** Root APP_SECRET. */
  readonly keys: Keyring
  /** Root PESEL_KEY: opens the keys of the answers. */
  readonly peselKeys: RootKeyring
  readonly database: Database
  readonly institution: Institution
  /** The public origin: mailed links are built from it and from nothing else (req 17). */
  readonly origin: string
  readonly hashGate: HashGate
  readonly judgePassword: PasswordJudge['judgePassword']
  /** The operator's words no password may be made of, as they stand now (req 32). */
  readonly contextWords: () => readonly string[]
}

/** Who sent a request, for the trail and the letter. */
export interface Asker {
  readonly source: string
  /** In the words a person recognises, such as “Firefox, Linux”. */
  readonly browser: string
  readonly reference: string
}
