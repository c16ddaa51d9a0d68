import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { whenDone } from '../../test/when-done.ts'
import { openLine } from './index.ts'

test('on the one connection of a backup a transaction that is taken back takes nothing with it that others ask for meanwhile', async () => {
  const { url } = await openTestDatabase()
  const line = await openLine(url, 'a test')
  whenDone(() => line.close())
  await sql`create temporary table kept (what text)`.execute(line.db)

  const takenBack = line.db.transaction().execute(async (trx) => {
    await sql`insert into kept values ('by the transaction')`.execute(trx)
    throw new Error('taken back')
  })
  const others = ['by one', 'by another'].map((what) => sql`insert into kept values (${what})`.execute(line.db))
  await expect(takenBack).rejects.toThrow('taken back')
  await Promise.all(others)
  const { rows } = await sql<{ what: string }>`select what from kept`.execute(line.db)
  expect(rows).toEqual([{ what: 'by one' }, { what: 'by another' }])
})
