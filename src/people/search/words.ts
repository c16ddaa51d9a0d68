import { fold } from '../../language/index.ts'

/** Names and album number as the desk's search compares them: a-z and digits, one space between (req 122). */
export function searchWords(person: {
  readonly givenNames: string
  readonly surname: string
  readonly albumNumber: string | undefined
}): string {
  return wordsIn(`${person.givenNames} ${person.surname} ${person.albumNumber ?? ''}`).join(' ')
}

/** The words of what was typed or stored; whatever is neither a letter nor a digit parts them. */
export function wordsIn(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
}
