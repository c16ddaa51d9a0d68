import { type LetterContent, type LetterWords, renderLetter } from '../mail/index.ts'
import { PasswordChangedLetter } from './mails/password-changed.tsx'

/** The notice of this chapter once more, for the desk: when it was is known, from which browser is not. */
export function writeNoticeAgain(
  kind: string,
  { words, moment }: { words: LetterWords; moment: Date },
): LetterContent | undefined {
  return kind === 'password-changed' ? renderLetter(PasswordChangedLetter({ words, moment, browser: '' })) : undefined
}
