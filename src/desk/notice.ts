import type { Institution } from '../config/index.ts'
import type { Trx } from '../database/index.ts'
import { letterWords, postLetter, renderLetter } from '../mail/index.ts'
import { maskedAddress, type Person } from '../people/index.ts'
import { AddressMovedLetter } from './mails/address-moved.tsx'
import { NoticeLetter } from './people/mails/notice.tsx'

/** Tells the person what the desk has done, in the assigned mailbox; the reason is the desk's own and stays here. */
export async function postNotice(
  { institution }: { readonly institution: Institution },
  trx: Trx,
  person: Person,
  about: Parameters<typeof NoticeLetter>[0]['about'],
  now: Date,
): Promise<void> {
  if (person.assignedAddress === undefined) return
  const words = letterWords(institution, person.language)
  await postLetter(trx, {
    kind: `desk-${about}`,
    person: person.id,
    recipient: person.assignedAddress,
    language: person.language,
    content: renderLetter(NoticeLetter({ words, about, moment: now })),
    now,
  })
}

/** Tells both mailboxes that another address signs in, and until when no link is mailed (req 91). */
export async function postAddressMoved(
  { institution }: { readonly institution: Institution },
  trx: Trx,
  { id, language }: Pick<Person, 'id' | 'language'>,
  { address, before, heldUntil, now }: { address: string; before: string | undefined; heldUntil: Date; now: Date },
): Promise<void> {
  const about = {
    words: letterWords(institution, language),
    moment: now,
    shown: maskedAddress(address),
    heldUntil: heldUntil > now ? heldUntil : undefined,
  }
  const tell = (recipient: string, which: 'new' | 'former') =>
    postLetter(trx, {
      kind: `address-moved-${which}`,
      person: id,
      recipient,
      language,
      content: renderLetter(AddressMovedLetter({ ...about, which })),
      now,
    })
  await tell(address, 'new')
  if (before !== undefined) await tell(before, 'former')
}
