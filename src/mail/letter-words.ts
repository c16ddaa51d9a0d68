import type { Institution } from '../config/index.ts'
import { type Language, type Speaker, speaker, type WordsOfTime, wordsOfTime } from '../language/index.ts'

/** What a letter is written with: the recipient's language and the institution's names. */
export interface LetterWords {
  readonly language: Language
  readonly say: Speaker
  readonly time: WordsOfTime
  readonly institution: Institution
}

export function letterWords(institution: Institution, language: Language): LetterWords {
  return {
    language,
    say: speaker(language, institution.words(language), institution.overrides),
    time: wordsOfTime(language, institution.timeZone),
    institution,
  }
}
