import type { Institution } from '../config/index.ts'
import type { Trx } from '../database/index.ts'
import { letterWords, postLetter, renderLetter } from '../mail/index.ts'
import type { Person } from '../people/index.ts'
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
