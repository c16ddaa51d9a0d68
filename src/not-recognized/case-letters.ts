import type { CaseLetters } from '../cases/index.ts'
import { LINK_SECRET_CHARACTERS } from '../challenges/index.ts'
import { letterWords, postLetter } from '../mail/index.ts'
import { deansOfficeOf } from '../people/index.ts'
import { secretDigest } from '../world/index.ts'
import { type HelpLetter, writeHelpLetter } from './mails/letters.tsx'
import type { HelpParts } from './parts.ts'

/** The letters about a case, for the desk: they lead to the pages of this chapter. */
export function createCaseLetters(parts: Pick<HelpParts, 'world' | 'institution' | 'origin'>): CaseLetters {
  const { world, institution, origin } = parts
  const post = (
    trx: Parameters<CaseLetters['declined']>[0],
    about: Parameters<CaseLetters['declined']>[1]['case'],
    letter: HelpLetter,
    now: Date,
  ) =>
    postLetter(trx, {
      kind: letter.kind,
      person: about.person,
      recipient: about.address,
      language: about.language,
      content: writeHelpLetter(letterWords(institution, about.language), letter),
      now,
    })
  return {
    async askedBack(trx, { case: about, question, now }) {
      const secret = world.random.token(LINK_SECRET_CHARACTERS)
      const url = `${origin}/not-recognized/case/${about.id}.${secret}`
      await post(trx, about, { kind: 'case-asked-back', about, question, url }, now)
      return { secretHash: secretDigest(secret) }
    },
    async declined(trx, { case: about, reason, faculty, now }) {
      const office = faculty === undefined ? undefined : deansOfficeOf(institution, faculty)
      await post(trx, about, { kind: 'case-declined', about, reason, office }, now)
    },
  }
}
