import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findPlace, mayEnter } from './place.ts'
import { explain } from './will-not-start.ts'

let base: string

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'furta-place-')))
  chmodSync(base, 0o711)
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

test('the database lies in the data folder, in a folder of its own that nobody else may open', () => {
  expect(findPlace(join(base, 'data')).home).toBe(join(base, 'data', 'postgres'))
  expect(findPlace(join(base, 'data')).home).toBe(join(base, 'data', 'postgres'))
})

test('a user without rights may pass a folder that lets others through, and no other', () => {
  const stranger = { uid: 40_404, gid: 40_404 }
  mkdirSync(join(base, 'closed', 'inside'), { recursive: true })
  chmodSync(join(base, 'closed', 'inside'), 0o755)

  chmodSync(join(base, 'closed'), 0o700)
  expect(mayEnter(stranger, join(base, 'closed', 'inside'))).toBe(false)
  chmodSync(join(base, 'closed'), 0o711)
  expect(mayEnter(stranger, join(base, 'closed', 'inside'))).toBe(mayEnter(stranger, base))
})

describe('a database that lies outside the data folder', () => {
  let data: string
  let elsewhere: string

  beforeEach(() => {
    data = join(base, 'data')
    elsewhere = join(base, 'elsewhere')
    for (const folder of [data, elsewhere]) mkdirSync(folder)
    writeFileSync(join(data, 'postgres-is-at'), `${elsewhere}\n`)
    writeFileSync(join(elsewhere, 'belongs-to'), `${data}\n`)
  })

  test('is found again', () => {
    expect(findPlace(data).home).toBe(elsewhere)
  })

  test('goes along when the data folder is moved', () => {
    renameSync(data, join(base, 'moved'))

    expect(findPlace(join(base, 'moved')).home).toBe(elsewhere)
    expect(readFileSync(join(elsewhere, 'belongs-to'), 'utf8').trim()).toBe(join(base, 'moved'))
  })

  test('is not shared with a copy of the data folder', () => {
    mkdirSync(join(base, 'copy'))
    writeFileSync(join(base, 'copy', 'postgres-is-at'), `${elsewhere}\n`)

    expect(() => findPlace(join(base, 'copy'))).toThrow(/is a copy of/)
  })

  test('is not begun anew when it cannot be found', () => {
    rmSync(elsewhere, { recursive: true })

    expect(() => findPlace(data)).toThrow(/which is not there/)
    expect(existsSync(join(data, 'postgres'))).toBe(false)
  })
})

describe('the operator is told in a sentence', () => {
  test.each([
    ['could not write to file "pg_wal/1": No space left on device', /disk .* is full.*nothing that was saved is lost/],
    ['initdb: error: could not access directory: Permission denied', /must belong to the user it runs as/],
    ['could not open file: Read-only file system', /mounted read-only/],
    ['could not map anonymous shared memory: Cannot allocate memory', /not enough memory/],
    ['postgres: error while loading shared libraries: libxml2.so.2', /npm ci.*DATABASE_URL/],
    [
      'initdb: error: could not look up effective user ID 1234: user does not exist',
      /needs the user it runs as to have a name/,
    ],
    ['something never seen before', /would not start[\s\S]*something never seen before/],
  ])('%s', (complaint, sentence) => {
    expect(explain(complaint, '/data/postgres').message).toMatch(sentence)
  })
})
