import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { testKeys } from '../../test/morning.ts'
import { savePerson } from '../../test/person.ts'
import { registered } from '../../test/service.ts'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { forgetEventsBefore } from '../audit/chain/index.ts'
import type { Db } from '../database/index.ts'
import { type Clock, systemRandom } from '../world/index.ts'
import { type Definition, matchService, openServices, portalService, saveRegistered } from './index.ts'

const now = new Date('2026-11-28T08:00:00Z')
const portal = portalService('https://login.example.edu', { pl: 'USOSweb', en: 'USOSweb' })
const entry = (id: string, url = `https://${id}.example.edu/`) =>
  `  - { id: ${id}, name: { pl: ${id}, en: ${id} }, urls: ['${url}'] }\n`

/** A file and a database, and nodes that look when they are told to. */
async function registry() {
  const db = await testDatabase()
  const by = await savePerson(db, now, { id: 'adam', roles: ['administrator'] })
  const file = join(temporaryFolder('services'), 'services.yaml')
  const warnings: object[] = []
  let hour = 1_000_000
  return {
    db,
    file,
    warnings,
    write(...entries: string[]) {
      writeFileSync(file, `services:\n${entries.join('')}`)
      // As if some time had passed since the last change.
      utimesSync(file, ++hour, hour)
    },
    /** What the trail says of the file, without the fingerprints. */
    async recorded() {
      const rows = await db.selectFrom('audit_events').selectAll().orderBy('id').execute()
      return rows
        .filter(({ event }) => event === 'services-file-changed')
        .map(({ actor, details: { entries, ...named } }) => ({ actor, ...named }))
    },
    node: (more: { db?: Db; clock?: Clock; recordsChanges?: boolean } = {}) =>
      openServices({
        db,
        clock: { now: () => now, elapsed: () => now.getTime(), pause: async () => {}, every: () => () => {} },
        log: { warn: (about) => void warnings.push(about), info: () => {} },
        file,
        program: [portal],
        recordsChanges: true,
        ...more,
      }),
    register: (definition: Partial<Definition> & { id: string }, withdrawnAt?: Date) =>
      db.transaction().execute((trx) => {
        const { registeredIn, ...whole } = registered({
          urls: [`https://${definition.id}.example.edu/`],
          ...definition,
        })
        return saveRegistered(trx, { definition: whole, withdrawnAt, by, now })
      }),
  }
}

const ids = ({ list }: Awaited<ReturnType<typeof openServices>>) => list().map(({ id }) => id)

test('the file is read again when it has changed, and not before', async () => {
  const { write, node } = await registry()
  write(entry('library'))
  const one = await node()
  expect(ids(one)).toEqual(['portal', 'library'])
  const list = one.list()
  await one.refresh()
  expect(one.list()).toBe(list)

  write(entry('library'), entry('theses'))
  await one.refresh()
  expect(ids(one)).toEqual(['portal', 'library', 'theses'])
})

test('a broken new version keeps the services of before, is told once, and is forgotten when it is mended', async () => {
  const { write, node, warnings } = await registry()
  write(entry('library'))
  const one = await node()
  write(entry('library'), entry('theses', 'ftp://theses.example.edu/'))
  await one.refresh()
  await one.refresh()
  expect(ids(one)).toEqual(['portal', 'library'])
  expect(one.fileFaults()).toEqual([expect.stringMatching(/line 3: theses, urls no. 1: write a whole address/)])
  expect(warnings).toEqual([{ faults: one.fileFaults() }])

  write(entry('theses'))
  await one.refresh()
  expect(one.fileFaults()).toEqual([])
  expect(ids(one)).toEqual(['portal', 'theses'])
})

test('a file that an editor empties for a moment shuts nobody out', async () => {
  const { write, node, file } = await registry()
  write(entry('library'))
  const one = await node()
  writeFileSync(file, '')
  await one.refresh()
  write(entry('library'), entry('theses'))
  await one.refresh()
  expect(ids(one)).toEqual(['portal', 'library', 'theses'])
  writeFileSync(file, '')
  await one.refresh()
  expect(ids(one)).toEqual(['portal', 'library', 'theses'])
})

test('a file that is taken away holds no service; one that cannot be used does not let the program start', async () => {
  const { write, node, file } = await registry()
  write(entry('library'))
  const one = await node()
  rmSync(file)
  await one.refresh()
  // It may be on its way: an editor puts another one in its place.
  expect(ids(one)).toEqual(['portal', 'library'])
  await one.refresh()
  expect(ids(one)).toEqual(['portal'])
  write(entry('Library'))
  await expect(node()).rejects.toThrow(/line 2: Library, id: write a short name/)
})

test('what the desk registers is on every node after its next look, and a service that is withdrawn is gone there too', async () => {
  const { node, register } = await registry()
  const nodes = [await node(), await node()]
  const look = () => Promise.all(nodes.map((one) => one.refresh()))
  await register({ id: 'moodle', attributes: ['mail'] })
  await look()
  for (const one of nodes) {
    expect(matchService(one.list(), 'https://moodle.example.edu/login')).toMatchObject({
      id: 'moodle',
      attributes: ['mail'],
      registeredIn: 'desk',
    })
  }
  await register({ id: 'moodle', attributes: [] })
  await look()
  for (const one of nodes) expect(one.list()[1]?.attributes).toEqual([])
  await register({ id: 'moodle' }, now)
  await look()
  for (const one of nodes) expect(ids(one)).toEqual(['portal'])
})

test('of two entries with one id that of the file counts, until the file has it no more', async () => {
  const { write, node, register } = await registry()
  await register({ id: 'library', urls: ['https://desk.example.edu/'] })
  write(entry('library'))
  const one = await node()
  expect(one.list().slice(1)).toMatchObject([{ id: 'library', registeredIn: 'file' }])
  write()
  await one.refresh()
  expect(one.list().slice(1)).toMatchObject([{ id: 'library', registeredIn: 'desk' }])
})

test('an entry that this version cannot read is left out and told, and all others stay', async () => {
  const { db, node, register, warnings } = await registry()
  await register({ id: 'moodle' })
  await register({ id: 'wiki' })
  await db
    .updateTable('registered_services')
    .set({ definition: JSON.stringify({ id: 'wiki', colour: 'red' }), version: 2 })
    .where('id', '=', 'wiki')
    .execute()
  expect(ids(await node())).toEqual(['portal', 'moodle'])
  expect(warnings).toEqual([{ services: 'wiki' }])
})

test('every node looks every two seconds by itself, until it stops', async () => {
  const { node, register } = await registry()
  let work = () => {}
  const every: number[] = []
  let stopped = false
  const one = await node({
    clock: {
      now: () => now,
      elapsed: () => now.getTime(),
      pause: async () => {},
      every(milliseconds, look) {
        every.push(milliseconds)
        work = look
        return () => {
          stopped = true
        }
      },
    },
  })
  expect(every).toEqual([2000])
  await register({ id: 'moodle' })
  work()
  // Waits for the look that has begun.
  await one.refresh()
  expect(ids(one)).toEqual(['portal', 'moodle'])
  one.stop()
  expect(stopped).toBe(true)
})

test('a change of the file is one event of the operator, whichever nodes read it, and names what is new, other and gone', async () => {
  const { write, node, recorded } = await registry()
  write(entry('library'), entry('theses'), entry('wiki'))
  const nodes = await Promise.all([node(), node()])
  expect(await recorded()).toEqual([{ actor: 'operator', added: 'library, theses, wiki' }])

  write(entry('theses', 'https://elsewhere.example.edu/'), entry('moodle'), entry('wiki'))
  await Promise.all(nodes.map((one) => one.refresh()))
  await Promise.all(nodes.map((one) => one.refresh()))
  const change = { actor: 'operator', added: 'moodle', changed: 'theses', gone: 'library' }
  expect((await recorded()).slice(1)).toEqual([change])

  // Back to what it was before is a change as well; another order is none, nor a file that cannot be used.
  write(entry('library'), entry('theses'), entry('wiki'))
  await Promise.all(nodes.map((one) => one.refresh()))
  write(entry('wiki'), entry('library'), entry('theses'))
  await Promise.all(nodes.map((one) => one.refresh()))
  write(entry('Library'))
  await Promise.all(nodes.map((one) => one.refresh()))
  const back = { actor: 'operator', added: 'library', changed: 'theses', gone: 'moodle' }
  expect((await recorded()).slice(1)).toEqual([change, back])
})

test('a change made while no node ran is found at the start; a start with the same file, and a command, add nothing', async () => {
  const { write, node, file, recorded } = await registry()
  await node()
  expect(await recorded()).toEqual([])
  write(entry('library'))
  await node({ recordsChanges: false })
  expect(await recorded()).toEqual([])
  await node()
  await node()
  expect(await recorded()).toEqual([{ actor: 'operator', added: 'library' }])
  rmSync(file)
  await node()
  expect((await recorded()).slice(1)).toEqual([{ actor: 'operator', gone: 'library' }])
})

test('services that the trail has forgotten are not told as new, and a change goes on from them', async () => {
  const { db, write, node, recorded } = await registry()
  write(entry('library'))
  await node()
  const world = {
    clock: { now: () => now, elapsed: () => now.getTime(), pause: async () => {}, every: () => () => {} },
    random: systemRandom,
  }
  expect(await forgetEventsBefore({ db, keys: testKeys.app, world }, new Date(now.getTime() + 1))).toBe(1)
  await node()
  expect(await recorded()).toEqual([])
  write(entry('library'), entry('theses'))
  await node()
  expect(await recorded()).toEqual([{ actor: 'operator', added: 'theses' }])
})

test('a change that comes while the database is away is recorded once it is back', async () => {
  const { db, write, node, recorded } = await registry()
  let away = false
  const one = await node({
    db: new Proxy(db, {
      get(target, name) {
        if (away) throw new Error('the database is away')
        const found = Reflect.get(target, name)
        return typeof found === 'function' ? found.bind(target) : found
      },
    }),
  })
  away = true
  write(entry('library'))
  await expect(one.refresh()).rejects.toThrow('away')
  expect(ids(one)).toEqual(['portal', 'library'])
  away = false
  await one.refresh()
  expect(await recorded()).toEqual([{ actor: 'operator', added: 'library' }])
})
