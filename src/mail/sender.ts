import { canonicalAddress } from '../people/index.ts'

export interface Sender {
  readonly name: string
  readonly address: string
}

/** Reads `Name <address>` or an address alone. `undefined` when it is neither, or the name holds control characters. */
export function parseSender(text: string): Sender | undefined {
  const [, quoted, plain, inBrackets, alone] =
    /^\s*(?:(?:"([^"\\]*)"|([^"<>]*?))\s*<([^<>\s]+)>|([^<>\s]+))\s*$/u.exec(text) ?? []
  const address = canonicalAddress(inBrackets ?? alone ?? '')
  const name = (quoted ?? plain ?? '').trim()
  return address === undefined || /\p{Cc}/u.test(name) ? undefined : { name, address }
}
