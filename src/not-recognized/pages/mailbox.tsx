import { DeskLink, usePage } from '../../web/index.ts'
import type { MailboxFault } from '../help-form.ts'
import { texts } from '../texts.ts'

/** Every domain, for the hint: a student’s mailbox is not where the staff have theirs, whatever the example says. */
export function useDomains() {
  const { institution } = usePage()
  return { domains: institution.mailDomains.join(', ') }
}

/** What to do about a mailbox that cannot be the one. */
export function useMailboxError(fault: MailboxFault | undefined): string | undefined {
  const { say } = usePage()
  switch (fault) {
    case undefined:
      return undefined
    case 'missing':
      return say(texts.mailboxMissing)
    case 'incomplete':
      return say(texts.mailboxIncomplete)
    case 'elsewhere':
      return say(texts.mailboxElsewhere)
  }
}

/** Under the field, so that the error stays short: who may have typed another address for want of one here. */
export function NoMailbox({ fault }: { fault: MailboxFault | undefined }) {
  const { say } = usePage()
  return fault === 'elsewhere' && <p class="small">{say.rich(texts.noMailbox, { it: <DeskLink desk="it" /> })}</p>
}
