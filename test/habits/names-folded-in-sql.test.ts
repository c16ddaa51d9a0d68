import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { foldNames } from '../../src/database/migrations/2026-11-22-people-cases-desk.ts'
import { testDatabase } from '../database.ts'
import { savePerson } from '../person.ts'

test('whoever was in the registry before the desk had a search is found by the same words as newcomers', async () => {
  const db = await testDatabase()
  const names = [
    'Łucja Żak-Ćwik',
    'Zoë Müller',
    'Đorđe Straße',
    'Nguyễn Ứng',
    'Олена Коваль',
    'Seán O’Brien',
    'Ægir Þórsson',
  ]
  for (const [index, name] of names.entries()) {
    const [givenNames = '', surname = ''] = name.split(' ')
    await savePerson(db, new Date(0), { id: `${index}`, givenNames, surname, albumNumber: `40${index}` })
  }
  const words = () => db.selectFrom('people').select(['id', 'words']).orderBy('id').execute()
  const ofNewcomers = await words()
  await db.updateTable('people').set({ words: '' }).execute()
  await sql.raw(foldNames).execute(db)
  expect(await words()).toEqual(ofNewcomers)
})
