import { fileURLToPath } from 'node:url'
import { BadMailSettings } from '../../bad-mail-settings.ts'
import { imapMailbox, parseImapUrl } from './imap.ts'
import type { BounceMailbox } from './mailbox.ts'
import { maildir } from './maildir.ts'

/** The mailbox that BOUNCES_URL names. Throws `BadMailSettings`, which does not repeat it: it holds a password. */
export function openBounceMailbox(text: string, timeout: number): BounceMailbox {
  try {
    const url = new URL(text)
    const imap = parseImapUrl(url)
    if (imap) return imapMailbox({ ...imap, timeout })
    if (url.protocol === 'maildir:' && url.hostname === '' && url.pathname.length > 1) {
      return maildir(fileURLToPath(`file://${url.pathname}`))
    }
  } catch {
    // Said below, without the text.
  }
  throw new BadMailSettings(
    'BOUNCES_URL must be imaps://user:password@host/INBOX, imap:// with STARTTLS, or maildir:///folder.',
  )
}
