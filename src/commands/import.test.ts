import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { csv } from '../../test/registry.ts'
import { openKeys, readSettings } from '../config/index.ts'
import { findProof, proofDigest, proofKeyring } from '../people/index.ts'
import { systemRandom } from '../world/index.ts'
import { run } from './import.ts'

const people = (count: number) =>
  csv(
    ...Array.from({ length: count }, (_, index) => ({
      id: `${index + 1}`,
      last_name: 'Łoś',
      pesel: index === 0 ? '44051401359' : '',
      email: `los${index}@student.agh.edu.pl`,
      student_status: 2,
    })),
  )

/** A registry that the command finds by its settings, and a folder for files. */
async function operator() {
  const { db, url } = await openTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'furta-import-'))
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('DATA_DIR', folder)
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  cleanUps.push(() => rmSync(folder, { recursive: true }))
  return {
    db,
    file(content: string | Buffer) {
      const path = join(folder, 'people.csv')
      writeFileSync(path, content)
      return path
    },
    printed: () => printed.splice(0).join('\n'),
    count: async () => (await db.selectFrom('people').select('id').execute()).length,
  }
}

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

describe('npm run furta -- import', () => {
  test('says what a file would change and changes nothing, then does it, and finds nothing more to do', async () => {
    const { file, printed, count } = await operator()
    const path = file(people(3))
    await run([path, '--dry-run'])
    expect(printed()).toMatch(/New people: 3\n {4}such as Łoś \(id 1, row 2\)[\s\S]*A dry run: nothing was changed/)
    expect(await count()).toBe(0)
    await run([path])
    expect(printed()).toMatch(/New people: 3[\s\S]*Done in/)
    expect(await count()).toBe(3)
    await run([path, '--full', '--polish'])
    expect(printed()).toMatch(/Bez zmian: 3[\s\S]*\nZrobione w\s[\d,]+\ss\.$/)
    await run([path, '--dry-run', '--polish'])
    expect(printed()).toMatch(/\nTo była próba: nic się nie zmieniło\.$/)
  })

  test('digests a PESEL under the key of the settings, so that the server knows the answer', async () => {
    const { file, db } = await operator()
    await run([file(people(1))])
    const [person] = await db.selectFrom('people').select('id').execute()
    if (!person) throw new Error('Nobody came.')
    const keys = openKeys(readSettings(), systemRandom).pesel
    expect(await findProof(db, person.id)).toMatchObject(
      proofDigest(proofKeyring(keys.root), person.id, 'pesel', '44051401359'),
    )
  })

  test('refuses a broken file in a sentence with its row, a file that is not there, and what it does not understand', async () => {
    const { file, count } = await operator()
    await expect(run([file('id,last_name\n1,"Łoś\n')])).rejects.toThrow(
      /Row 2: a quotation mark[\s\S]*Nothing was changed/,
    )
    await expect(run([file('id,last_name\n1\n'), '--polish'])).rejects.toThrow(/Wiersz 2 ma komórek: 1/)
    await expect(run([file('id,last_name\n1\n'), '--polish'])).rejects.toThrow(/\nNic się nie zmieniło\.$/)
    await expect(run(['nowhere.csv'])).rejects.toThrow('There is no file nowhere.csv.')
    await expect(run(['nowhere.csv', '--polish'])).rejects.toThrow('Nie ma pliku nowhere.csv.')
    await expect(run(['src'])).rejects.toThrow('src is a folder: name one file.')
    await expect(run([file(people(1)), '--everything'])).rejects.toThrow(/--full/)
    await expect(run([file(people(1)), '--encoding', 'latin2'])).rejects.toThrow('--encoding takes utf-8 or cp1250.')
    expect(await count()).toBe(0)
  })

  test('asks before half the university leaves', async () => {
    const { file, printed, db } = await operator()
    await run([file(people(4))])
    await expect(run([file(people(2)), '--full'])).rejects.toThrow(/looks cut off[\s\S]*--even-if-many-leave/)
    const missing = () => db.selectFrom('people').select('id').where('missing_since', 'is not', null).execute()
    expect(await missing()).toHaveLength(0)
    printed()
    await run([file(people(2)), '--full', '--dry-run'])
    expect(printed()).toContain('it goes in only when confirmed')
    await run([file(people(2)), '--full', '--even-if-many-leave', '--dry-run'])
    const foretold = printed()
    expect(foretold).toMatch(/lacks 50% of the people[^\n]* It may go in: that was confirmed\./)
    expect(foretold).not.toContain('only when confirmed')
    await run([file(people(2)), '--full', '--even-if-many-leave'])
    expect(printed()).toMatch(/Not in the full feed for the first time: 2/)
    expect(await missing()).toHaveLength(2)
  })
})
