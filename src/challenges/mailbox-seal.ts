import { asPersonId, type PersonId } from '../database/index.ts'
import { type Keyring, openText, sealText } from '../world/index.ts'

const LIFETIME = 7 * 86_400_000

/** Somebody who reads a mailbox of this person. */
export interface MailboxReader {
  readonly person: PersonId
  /** Canonical: the mailbox that the letter went to. */
  readonly address: string
}

/**
 * What a letter to a mailbox carries in its link, so that whoever comes by it has proved to read that mailbox. It is
 * sealed, because no address stands in a URL (decision 061). It opens no account and may be used again and again.
 */
export function sealMailbox(keys: Keyring, { person, address }: MailboxReader, now: Date): string {
  return sealText(keys, 'mailbox', JSON.stringify([person, address, now.getTime() + LIFETIME]))
}

/** Who reads which mailbox, when the seal is ours and not older than a week. */
export function readMailboxSeal(keys: Keyring, text: string, now: Date): MailboxReader | undefined {
  if (!/^[\w-]{40,640}$/.test(text)) return undefined
  const content = openText(keys, 'mailbox', text)
  if (content === undefined) return undefined
  const [person, address, until] = JSON.parse(content)
  return now.getTime() < until ? { person: asPersonId(person), address } : undefined
}
