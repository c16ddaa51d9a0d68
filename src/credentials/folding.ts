/** The spelling in which a password is counted, judged and hashed (req 4): one accent, one code point. Nothing else changes. */
export function normalisePassword(typed: string): string {
  return typed.normalize('NFC')
}

/** Code points of the normal spelling: what a person would call characters (req 27). */
export function countCharacters(password: string): number {
  return [...password].length
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
