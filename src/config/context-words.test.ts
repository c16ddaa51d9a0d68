import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openContextWords } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'furta-words-'))
afterAll(() => rmSync(folder, { recursive: true }))

let writtenAt = 1_700_000_000
/** Each time a second later, as a hand does it. */
function write(path: string, text: string) {
  writtenAt += 1
  writeFileSync(path, text)
  utimesSync(path, writtenAt, writtenAt)
}

test('a word that the operator adds counts without a restart, and one taken out counts no more (req 32)', () => {
  const path = join(folder, 'words')
  write(path, '# ours\nGramofon\n\n  Adapter # old\n')
  const words = openContextWords(['Kopernik'], path)
  expect(words()).toEqual(['Kopernik', 'Gramofon', 'Adapter'])
  write(path, 'Adapter\nPatefon\n')
  expect(words()).toEqual(['Kopernik', 'Adapter', 'Patefon'])
})

test('while the file is away the words known so far stay in force', () => {
  const path = join(folder, 'moved')
  write(path, 'Gramofon\n')
  const words = openContextWords([], path)
  rmSync(path)
  expect(words()).toEqual(['Gramofon'])
  write(path, 'Patefon\n')
  expect(words()).toEqual(['Patefon'])
})

test('a file that is not there stops the start in a sentence', () => {
  expect(() => openContextWords([], join(folder, 'nothing'))).toThrow('CONTEXT_WORDS_FILE cannot be read')
})
