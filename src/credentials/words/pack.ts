/** Writes each word as the length of what it shares with the one before (a capital letter) and the rest. Words hold no capitals. */
export function packWords(words: readonly string[]): string {
  let before = ''
  return words
    .map((word) => {
      let shared = 0
      while (shared < word.length && shared < 25 && word[shared] === before[shared]) shared += 1
      before = word
      return String.fromCharCode(65 + shared) + word.slice(shared)
    })
    .join('')
}

export function unpackWords(packed: string): string[] {
  let word = ''
  return Array.from(packed.matchAll(/([A-Z])([^A-Z]*)/g), ([, shared = 'A', rest = '']) => {
    word = word.slice(0, shared.charCodeAt(0) - 65) + rest
    return word
  })
}
