import type { LetterContent, LetterWords } from '../mail/index.ts'
import { writeLetter } from './mails/letters.tsx'

/** The notice of a new password once more, for the desk. Everything else that this chapter mails holds an address or a seal. */
export function writeNoticeAgain(
  kind: string,
  { words, moment }: { words: LetterWords; moment: Date },
): LetterContent | undefined {
  const by = kind === 'password-set' ? 'link' : kind === 'password-set-by-code' ? 'code' : undefined
  return by && writeLetter(words, { kind: 'password-set', by }, { now: moment, browser: '' })
}
