/** What a reader would call the same letters: no case, no accents, no invisible characters (req 29). */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/[łđøħŧðþßæœıŋ]/g, (letter) => undecomposable[letter] ?? letter)
}

/** Letters that Unicode does not take apart: NFD leaves `ł` (U+0142) whole. */
const undecomposable: Record<string, string> = {
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ħ: 'h',
  ŧ: 't',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ŋ: 'n',
}
