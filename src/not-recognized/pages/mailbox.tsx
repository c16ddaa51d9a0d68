import { usePage } from '../../web/index.ts'
import type { MailboxFault } from '../help-form.ts'
import { texts } from '../texts.ts'

/** What to do about a mailbox that cannot be the one. */
export function useMailboxError(fault: MailboxFault | undefined): string | undefined {
  const { say, institution } = usePage()
  const domains = { domains: institution.mailDomains.join(', ') }
  switch (fault) {
    case undefined:
      return undefined
    case 'missing':
      return say(texts.mailboxMissing)
    case 'incomplete':
      return say(texts.mailboxIncomplete, domains)
    case 'elsewhere':
      return say(texts.mailboxElsewhere, domains)
  }
}
