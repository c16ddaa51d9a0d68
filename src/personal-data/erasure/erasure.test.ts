import { expect, test } from 'vitest'
import { openTestDatabase } from '../../../test/database.ts'
import { testKeys } from '../../../test/morning.ts'
import { savePerson } from '../../../test/person.ts'
import { assignAddress, findErased, holdErasures } from '../../people/index.ts'
import { HandSetClock, systemRandom } from '../../world/index.ts'
import { erasePerson } from '../index.ts'
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
