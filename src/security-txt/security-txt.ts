import type { Settings } from '../config/index.ts'

type Contact = Pick<Settings, 'SECURITY_CONTACT' | 'SECURITY_POLICY' | 'SECURITY_EXPIRES'>

export const SECURITY_TXT = '/.well-known/security.txt'

const DAY = 86_400_000
/** RFC 9116 §2.5.5 recommends less than a year. */
const AHEAD = 182 * DAY

/** The file by RFC 9116; undefined where nobody is named who would read a report. */
export function securityTxt(settings: Contact, origin: string, now: Date): string | undefined {
  const { SECURITY_CONTACT: contacts, SECURITY_POLICY: policy } = settings
  if (contacts.length === 0) return undefined
  const lines = [
    // §2.5.3: in the order in which they should be tried.
    ...contacts.map((contact) => `Contact: ${contact}`),
    `Expires: ${expiry(settings, now).toISOString().replace('.000Z', 'Z')}`,
    'Preferred-Languages: pl, en',
    `Canonical: ${origin}${SECURITY_TXT}`,
    ...(policy === undefined ? [] : [`Policy: ${policy}`]),
  ]
  return `${lines.join('\n')}\n`
}

/** The same for a whole day, so that the file can be compared. */
function expiry({ SECURITY_EXPIRES }: Contact, now: Date): Date {
  return SECURITY_EXPIRES ?? new Date(Math.floor(now.getTime() / DAY) * DAY + AHEAD)
}

/** What an operator is told about it at the start; undefined where all is well. */
export function securityTxtWarning({ SECURITY_CONTACT, SECURITY_EXPIRES }: Contact, now: Date): string | undefined {
  if (SECURITY_CONTACT.length === 0 || SECURITY_EXPIRES === undefined) return undefined
  const left = SECURITY_EXPIRES.getTime() - now.getTime()
  if (left <= 0) return 'SECURITY_EXPIRES is over: /.well-known/security.txt says that it must not be relied on.'
  if (left <= 30 * DAY)
    return 'SECURITY_EXPIRES is less than thirty days away: look at /.well-known/security.txt and set another day.'
  if (left > 366 * DAY) return 'SECURITY_EXPIRES is more than a year away: RFC 9116 wants less.'
  return undefined
}
