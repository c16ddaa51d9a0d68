import { describe, expect, test } from 'vitest'
import { openTestDatabase } from '../../../test/database.ts'
import { testKeys } from '../../../test/morning.ts'
import { savePerson } from '../../../test/person.ts'
import { identitySystem, patch } from '../../../test/scim.ts'
import { somebodyWaits } from '../../../test/somebody-waits.ts'
import { staff } from '../../../test/staff.ts'
import { type University, university } from '../../../test/university.ts'
import { openOrJoinCase } from '../../cases/index.ts'
import type { PersonId } from '../../database/index.ts'
import { assignAddress, findByAddress, findErased, holdErasures } from '../../people/index.ts'
import { HandSetClock, systemRandom } from '../../world/index.ts'
import { erasePerson, erasePersonWithin } from '../index.ts'
import { withoutPerson } from './report.ts'

const noon = new Date('2026-11-28T12:00:00Z')

test('an address that is asked for in the moment of the erasure goes to nobody, or was gone before it', async () => {
  const database = await openTestDatabase()
  const { db } = database
  const parts = { database, keys: testKeys.app, world: { clock: new HandSetClock(noon), random: systemRandom } }
  for (const time of [1, 2, 3, 4, 5, 6]) {
    const address = `a${time}@agh.edu.pl`
    const alicja = await savePerson(db, noon, { id: `alicja${time}`, assignedAddress: address })
    const ewa = await savePerson(db, noon, { id: `ewa${time}` })
    const assign = db.transaction().execute(async (trx) => {
      await holdErasures(trx, 'shared')
      const erased = await findErased(trx, parts.keys, [{ kind: 'address', value: address }])
      return erased.length > 0
        ? 'erased'
        : (await assignAddress(trx, ewa, address, { now: noon, heldUntil: noon })).kind
    })
    const erase = erasePerson(parts, { person: alicja, by: 'operator', reason: 'x', confirmed: address })
    const [assigned, outcome] = await Promise.all([assign, erase])
    expect(outcome.kind).toBe('erased')
    expect(['erased', 'belongs-to-another']).toContain(assigned)
    expect(await db.selectFrom('addresses').select('address').where('address', '=', address).execute()).toEqual([])
  }
})

describe('whoever is erased while their address is moved is gone, and nobody waits in vain', () => {
  const other = 'bwarzecha@zarz.agh.edu.pl'
  const reason = 'The person asked for it'

  test.each(['the page of the person', 'a case', 'an identity system'] as const)('from %s', async (from) => {
    const agh = await university()
    const { db } = agh.database
    const bob = await findByAddress(db, agh.person('bob').login)
    if (!bob) throw new Error('Bob is not there')
    const { id, assignedAddress = '' } = bob.person
    const moves = { 'the page of the person': onThePage, 'a case': inACase, 'an identity system': byScim }
    const move = await moves[from](agh, id)

    const outcome = await db.transaction().execute(async (trx) => {
      await holdErasures(trx, 'alone')
      const moving = move()
      await somebodyWaits(db)
      const parts = { keys: testKeys.app, world: { clock: agh.clock, random: systemRandom } }
      const erasing = { person: id, by: 'operator', reason, confirmed: assignedAddress } as const
      return { erasure: (await erasePersonWithin(parts, trx, erasing)).kind, moving: [moving] }
    })
    expect(outcome.erasure).toBe('erased')
    expect(await Promise.all(outcome.moving)).toEqual([404])
    expect(await db.selectFrom('addresses').select('address').where('address', '=', other).execute()).toEqual([])
  })

  async function onThePage(agh: University, id: PersonId) {
    const { visitor } = await staff(agh, 'desk')
    const path = `/desk/people/${id}`
    const form = { [other]: other, Reason: reason }
    const { body } = visitor.fill(await visitor.open(path), 'Assign another address', form)
    return async () => (await visitor.send('POST', `${path}/assign-address`, body)).status
  }

  async function inACase(agh: University, id: PersonId) {
    const asked = { address: other, fieldOfStudy: '', albumNumber: '', hasRight: true, note: 'I have another address' }
    const about = { language: 'pl', person: id, now: agh.clock.now(), kind: 'teacher' } as const
    await agh.database.db.transaction().execute((trx) => openOrJoinCase(trx, { ...asked, ...about }))
    const { visitor } = await staff(agh, 'desk')
    const page = await visitor.open('/desk/cases/R-2026-0001')
    return async () =>
      (await visitor.submit(page, 'Assign the proved address and send the link', { Reason: reason })).status
  }

  async function byScim(agh: University, id: PersonId) {
    const idm = await identitySystem(agh)
    const moved = patch({ op: 'replace', path: 'userName', value: other })
    return async () => (await idm.ask('PATCH', `/Users/${id}`, moved)).status
  }
})

test('the report of an import forgets one person, and keeps the others', () => {
  const report = {
    summary: {
      examples: {
        movers: [
          { usosId: '1', name: 'A', row: 2 },
          { usosId: '2', name: 'B', row: 3 },
        ],
      },
      conflicts: [
        {
          kind: 'address-taken',
          count: 2,
          findings: [
            { rows: [4], holder: '1' },
            { rows: [5], holder: '2' },
          ],
        },
      ],
    },
  }
  expect(withoutPerson(report, '1')).toEqual({
    summary: {
      examples: { movers: [{ usosId: '2', name: 'B', row: 3 }] },
      conflicts: [{ kind: 'address-taken', count: 2, findings: [{ rows: [4] }, { rows: [5], holder: '2' }] }],
    },
  })
})
