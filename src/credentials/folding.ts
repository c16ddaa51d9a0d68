/** The spelling in which a password is counted, judged and hashed (req 4): one accent, one code point. Nothing else changes. */
export function normalisePassword(typed: string): string {
  return typed.normalize('NFC')
}

/** Code points of the normal spelling: what a person would call characters (req 27). */
export function countCharacters(password: string): number {
  return [...password].length
}

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

/**
 * The folded text as it stands and with the usual letter swaps undone (`w0jc1ech`), character for character,
 * so that positions agree. `1` and `!` stand for `i` in one reading and for `l` in the other.
 */
export function readings(folded: string): string[] {
  if (!/[013456789@$!|+]/.test(folded)) return [folded]
  const undo = (one: string) =>
    folded.replace(/[013456789@$!|+]/g, (sign) => (sign === '1' || sign === '!' ? one : (swaps[sign] ?? sign)))
  return [folded, undo('i'), undo('l')]
}

const swaps: Record<string, string> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '|': 'l',
  '+': 't',
}

/** Characters from last to first. */
export function reversed(text: string): string {
  return [...text].reverse().join('')
}
