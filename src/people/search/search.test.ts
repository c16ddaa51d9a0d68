import { beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase } from '../../../test/database.ts'
import { savePerson } from '../../../test/person.ts'
import type { Db } from '../../database/index.ts'
import { searchPeople } from './index.ts'

const noon = new Date('2026-11-30T12:00:00Z')

describe('of more people than can be shown', () => {
  let db: Db
  beforeAll(async () => {
    db = (await openTestDatabase()).db
    for (let number = 0; number < 9; number++)
      await savePerson(db, noon, {
        id: `a${number}`,
        givenNames: 'Maria',
        surname: 'Lisowska',
        assignedAddress: `lis.maria${9 - number}@agh.edu.pl`,
      })
    await savePerson(db, noon, { id: 'z', givenNames: 'Jan', surname: 'Lis', assignedAddress: 'jlis@agh.edu.pl' })
    await savePerson(db, noon, { id: 'y', surname: 'Kot', assignedAddress: 'lis.maria@agh.edu.pl' })
  })

  const shown = async (typed: string) => {
    const { people, more } = await searchPeople(db, { typed, limit: 3 })
    expect(more).toBe(true)
    return people.map(({ id }) => id)
  }

  test('those are shown whose names are the words that were typed, whoever else has longer ones', async () => {
    expect(await shown('lis')).toContain('z')
    expect(await shown('Lisow Mar')).toEqual(['a0', 'a1', 'a2'])
  })

  test('the one is shown whose address begins with what was typed, whoever else has its words in the name', async () => {
    expect(await shown('lis.maria@')).toContain('y')
  })

  test('the same are shown when some of them have been written anew, and lie elsewhere in the table', async () => {
    const before = await shown('maria')
    await db.updateTable('people').set({ language: 'en' }).where('id', 'in', before).execute()
    expect(await shown('maria')).toEqual(before)
  })
})
