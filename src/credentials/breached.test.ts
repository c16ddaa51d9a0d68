import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBreachCorpus } from './breached.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'furta-breached-'))
})
afterAll(() => rm(folder, { recursive: true }))

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase()
const leaked = Array.from({ length: 500 }, (_, index) => `Leaked#${index}`).concat('Zażółć#77ow')

describe.each([
  ['with counts and Windows line ends', (hash: string, index: number) => `${hash}:${index ** 3 + 1}\r\n`],
  ['with plain line ends', (hash: string, index: number) => `${hash}:${index + 1}\n`],
  ['of hashes alone, in lower case', (hash: string) => `${hash.toLowerCase()}\n`],
])('a list %s', (name, line) => {
  test('finds every password that is on it, first and last line too, and no other', async () => {
    const path = join(folder, `${name.length}.txt`)
    await writeFile(path, leaked.map(sha1).sort().map(line).join(''))
    const corpus = openBreachCorpus(path)
    for (const password of leaked) expect(await corpus.has(password), password).toBe(true)
    for (let index = 0; index < 300; index += 1) expect(await corpus.has(`Fresh#${index}`)).toBe(false)
  })
})

test('a list of one line, without a line end, is a list', async () => {
  const path = join(folder, 'one.txt')
  await writeFile(path, `${sha1('Kasztan#77ow')}:3`)
  const corpus = openBreachCorpus(path)
  expect(await corpus.has('Kasztan#77ow')).toBe(true)
  expect(await corpus.has('Kasztan#78ow')).toBe(false)
})

test('a file that is no such list is named in an error before the first question', async () => {
  const path = join(folder, 'passwords.txt')
  await writeFile(path, 'password\n123456\n')
  expect(() => openBreachCorpus(path)).toThrow(/passwords\.txt is not a list of breached passwords/)
  // By their names the start knows the faults that are told in a sentence.
  for (const [wrong, code] of [
    [join(folder, 'nowhere.txt'), 'ENOENT'],
    [folder, 'EISDIR'],
  ] as const)
    expect(() => openBreachCorpus(wrong)).toThrow(
      expect.objectContaining({
        name: 'BadBreachList',
        message: `BREACHED_PASSWORDS_FILE cannot be used: ${wrong} cannot be read (${code}).`,
      }),
    )
})

test('a newer list in the place of the old one counts at once', async () => {
  const path = join(folder, 'newer.txt')
  await writeFile(path, `${sha1('Old#77ow')}:3\n`)
  const corpus = openBreachCorpus(path)
  expect(await corpus.has('New#77ow')).toBe(false)
  await writeFile(path, [sha1('Old#77ow'), sha1('New#77ow')].sort().join('\n'))
  expect(await corpus.has('New#77ow')).toBe(true)
})
