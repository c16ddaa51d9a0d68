import type { Logger } from 'pino'
import type { Institution, Settings } from '../../../config/index.ts'
import type { Database } from '../../../database/index.ts'
import type { ServiceList } from '../../../services/index.ts'
import type { Keyring, World } from '../../../world/index.ts'

export interface ProviderParts {
  readonly settings: Settings
  readonly institution: Institution
  readonly world: World
  readonly keys: Keyring
  readonly database: Database
  readonly services: ServiceList
  readonly origin: string
  readonly log: Logger
}
