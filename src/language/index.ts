export { chooseLanguage, languageNamed } from './choose.ts'
export { type Overrides, type Speaker, speaker, withHardSpaces } from './speak.ts'
export { allTexts, defineTexts, type InstitutionPlaceholder, type Language, languages, type Text } from './text.ts'
export { type WordsOfTime, wordsOfTime } from './time.ts'
