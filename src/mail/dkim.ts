import type { Settings } from '../config/index.ts'
import { readDkimKey } from '../world/index.ts'
import { BadMailSettings } from './bad-mail-settings.ts'

/** As nodemailer takes it. */
export interface Signing {
  readonly domainName: string
  readonly keySelector: string
  readonly privateKey: string
  readonly headerFieldNames: string
}

/** What nobody on the way has a reason to change (RFC 6376 §5.4). */
const SIGNED = 'from:to:subject:date:message-id:auto-submitted:content-language:mime-version:content-type'

/** How letters are signed; undefined when the mail server does it. Throws `BadMailSettings` for a key nobody should trust. */
export function signingWith(
  { DKIM_KEY, DKIM_SELECTOR, DKIM_DOMAIN }: Pick<Settings, 'DKIM_KEY' | 'DKIM_SELECTOR' | 'DKIM_DOMAIN'>,
  senderAddress: string,
): Signing | undefined {
  if (DKIM_KEY === undefined) return undefined
  const key = readDkimKey(DKIM_KEY)
  switch (key.kind) {
    case 'unreadable':
      throw new BadMailSettings('DKIM_KEY must be a private key in PEM, best in the file that DKIM_KEY_FILE names.')
    case 'wrong-type':
      throw new BadMailSettings('DKIM_KEY must be an RSA key: other kinds are not checked by many servers yet.')
    case 'weak':
      throw new BadMailSettings(
        `DKIM_KEY has ${key.bits} bits; at least 2048 are needed. Make another one: npm run furta -- mail dkim.`,
      )
    case 'good':
      break
  }
  const domainName = DKIM_DOMAIN ?? senderAddress.slice(senderAddress.lastIndexOf('@') + 1)
  if (!isName(domainName)) throw new BadMailSettings('DKIM_DOMAIN must be a domain such as example.edu.')
  if (!isName(DKIM_SELECTOR)) throw new BadMailSettings('DKIM_SELECTOR must be a name such as furta or furta.2026.')
  return { domainName, keySelector: DKIM_SELECTOR, privateKey: key.pem, headerFieldNames: SIGNED }
}

function isName(text: string) {
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(text)
}
