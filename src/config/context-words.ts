import { readFileSync, statSync } from 'node:fs'
import { BadSettings } from './read.ts'

/**
 * Words no password may be made of: the institution's own and those of the operator's file, one a line, `#` for remarks.
 * The file is read anew when it has changed, so a word counts without a restart (req 32).
 */
export function openContextWords(own: readonly string[], path: string | undefined): () => readonly string[] {
  if (path === undefined) return () => own
  let readAt = -1
  let words: readonly string[] = own
  const read = () => {
    const changedAt = statSync(path).mtimeMs
    if (changedAt !== readAt) {
      words = [...own, ...wordsIn(readFileSync(path, 'utf8'))]
      readAt = changedAt
    }
    return words
  }
  try {
    read()
  } catch {
    throw new BadSettings([`CONTEXT_WORDS_FILE cannot be read: ${path}.`])
  }
  return () => {
    try {
      return read()
    } catch {
      // Being edited at this moment: the words known so far stay in force.
      return words
    }
  }
}

function wordsIn(text: string) {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((word) => word !== '')
}
