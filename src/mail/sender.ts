import { canonicalAddress } from '../people/index.ts'
import { BadMailSettings } from './bad-mail-settings.ts'

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

/** The one whom letters are from; a fault of settings where it cannot be read. */
export function senderOf(text: string): Sender {
  const sender = parseSender(text)
  if (!sender)
    throw new BadMailSettings('The sender of letters (MAIL_FROM or mail.from) must be an address or Name <address>.')
  return sender
}
