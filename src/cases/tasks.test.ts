import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { askedWhileAtWork } from '../../test/busy-connections.ts'
import { openTestDatabase } from '../../test/database.ts'
import { savePerson } from '../../test/person.ts'
import { findInRegistry, openOrJoinCase, settleCases } from './index.ts'

test('a case whose letter cannot be written keeps none of the others waiting, and the job hears of it', async () => {
  const { db } = await openTestDatabase()
  const noon = new Date('2026-11-22T12:00:00Z')
  for (const [minute, key] of ['ada', 'bea', 'cyd'].entries()) {
    const address = `${key}@student.agh.edu.pl`
    const person = await savePerson(db, noon, { id: key, assignedAddress: address })
    const now = new Date(noon.getTime() + minute * 60_000)
    const asked = {
      fieldOfStudy: 'Informatyka',
      albumNumber: '402113',
      hasRight: true,
      note: '',
      language: 'pl',
    } as const
    await db.transaction().execute((trx) => openOrJoinCase(trx, { kind: 'student', address, person, ...asked, now }))
  }
  const mailed: string[] = []
  const settling = settleCases(
    {
      sendLink: async (_, { person }) => {
        if (person.id === 'ada') throw new Error('no letter for Ada')
        mailed.push(person.id)
        return { kind: 'sent' }
      },
    },
    db,
    new Date(noon.getTime() + 3_600_000),
  )
  await expect(settling).rejects.toThrow('1 of 3 cases could not be settled')
  expect(mailed).toEqual(['bea', 'cyd'])
  const open = await db.selectFrom('cases').select('person_id').where('closed_at', 'is', null).execute()
  expect(open).toEqual([{ person_id: 'ada' }])
})

test('a transaction that breaks while the registry is searched is taken back with nothing else under way', async () => {
  const { db } = await openTestDatabase()
  const asked = askedWhileAtWork()
  const note = 'I am ada@agh.edu.pl, or bea@agh.edu.pl.'
  const broken = db.transaction().execute(async (trx) => {
    await expect(sql`select 1 / 0`.execute(trx)).rejects.toThrow('division by zero')
    await findInRegistry(trx, { address: 'cyd@agh.edu.pl', albumNumber: '402113', note })
  })
  await expect(broken).rejects.toThrow('current transaction is aborted')
  expect(asked).toEqual([])
})
