import { expect, test } from 'vitest'
import { savePerson } from '../test/person.ts'
import { csv } from '../test/registry.ts'
import { identitySystem } from '../test/scim.ts'
import { university } from '../test/university.ts'
import type { PersonId } from './database/index.ts'
import { mergePeople, undoMerge } from './desk/merge/tasks.ts'
import { assignAddress, connectPerson, setDisabled, setLanguage } from './people/index.ts'
import { systemRandom } from './world/index.ts'

const furta = await university()
const { clock, database } = furta
const { db } = database
const idm = await identitySystem(furta)

test('an identity system that asks what has changed since a moment hears of whomever a feed, the desk or the person has changed', async () => {
  const [ada, twin] = [await joiner('ada'), await joiner('twin')]
  const inOne = db.transaction()
  const hold = () => ({ now: clock.now(), heldUntil: clock.now() })
  const merge = { kept: ada, gone: twin }

  await hears([ada], 'of a language', () => setLanguage(db, ada, 'en', clock.now()))
  await hears([ada], 'of a feed', () => furta.putFeed(csv({ id: 'ada', last_name: 'Kot', student_status: 2 })))
  await hears([ada], 'of a connection', () => inOne.execute((trx) => connectPerson(trx, ada, clock.now())))
  await hears([ada], 'of an address', () => inOne.execute((trx) => assignAddress(trx, ada, 'kot@agh.edu.pl', hold())))
  await hears([ada], 'of a disabled account', () => inOne.execute((trx) => setDisabled(trx, ada, clock.now())))
  await hears([ada], 'of an enabled one', () => inOne.execute((trx) => setDisabled(trx, ada, undefined, clock.now())))
  await hears([ada], 'of a merge', async () => mergePeople(parts, merge, await merging()))
  expect((await idm.ask('GET', `/Users/${twin}`)).status).toBe(404)
  await hears([ada, twin], 'of the undo of a merge', async () => undoMerge(parts, await onlyMerge(), await merging()))
  await db.updateTable('people').set({ valid_until: clock.now() }).where('id', '=', ada).execute()
  await hears([ada], 'of an account whose time is over', () => furta.suspendLeavers())
})

test('whoever is missing from a feed is shown as before, and under the version of before', async () => {
  const eve = await joiner('eve')
  const before = await read(eve)
  await db.updateTable('people').set({ missing_since: clock.now() }).where('id', '=', eve).execute()
  expect(await read(eve)).toEqual(before)
})

/** After the act, those whom it has changed are in the list, at that time and under another version. */
async function hears(people: readonly PersonId[], what: string, act: () => Promise<unknown>) {
  const before = await Promise.all(people.map(read))
  clock.advance({ minutes: 5 })
  const since = clock.now().toISOString()
  await act()
  const query = new URLSearchParams({ filter: `meta.lastModified ge "${since}"` })
  const { Resources = [] } = (await idm.ask('GET', `/Users?${query}`)).body
  for (const [index, person] of people.entries()) {
    const after = await read(person)
    expect(Resources, what).toContainEqual(after)
    expect(after.meta.lastModified, what).toBe(since)
    expect(after.meta.version, what).not.toBe(before[index].meta?.version)
  }
}

const read = async (person: PersonId) => (await idm.ask('GET', `/Users/${person}`)).body
const joiner = (id: string) =>
  savePerson(db, clock.now(), { id, usosId: id, otherAddresses: [`${id}@agh.edu.pl`], demo: true })

const parts = {
  settings: furta.settings,
  institution: furta.institution,
  database,
  world: { clock, random: systemRandom },
}
const onlyMerge = async () => (await db.selectFrom('merges').select('id').executeTakeFirstOrThrow()).id
const merging = async () => {
  const cast = db.selectFrom('development_cast').select('person_id as staff').where('key', '=', 'admin')
  const form = Buffer.from(systemRandom.token(16))
  return { ...(await cast.executeTakeFirstOrThrow()), reason: 'One human', form, source: '192.0.2.1', reference: 'x' }
}
