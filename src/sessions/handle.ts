import type { SessionId } from '../database/index.ts'
import type { Keyring } from '../world/index.ts'

/** Names a session in addresses and forms; tells nobody its id (req 96). */
export function sessionHandle(keys: Keyring, session: SessionId): string {
  return keys.mac('session-handle', session).toString('hex').slice(0, 16)
}
