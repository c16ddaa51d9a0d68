import { asCodeId, type CodeId } from '../database/index.ts'
import { type Keyring, sameDigest } from '../world/index.ts'

/**
 * What a browser holds between the page where the code is typed and the page where the password is: that it typed the
 * right one. The code itself is kept nowhere, and whether it is still open the database says at every step.
 */
export function sealCode(keys: Keyring, id: CodeId): string {
  return keys.mac('one-time-code', id).toString('base64url')
}

/** The code that this browser has proved; undefined when it has proved none of that name. */
export function provenCode(keys: Keyring, id: string, seal: string | undefined): CodeId | undefined {
  if (seal === undefined || !/^[A-Za-z0-9]{12}$/.test(id)) return undefined
  const code = asCodeId(id)
  return sameDigest(Buffer.from(sealCode(keys, code)), Buffer.from(seal)) ? code : undefined
}
