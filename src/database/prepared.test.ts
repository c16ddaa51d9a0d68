import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { prepared } from './index.ts'

interface Asked {
  readonly name: string
  readonly row: { readonly count: number; readonly day: Date | null }
  readonly note?: string
}

test('a statement is put together once for each set of names, and every call is answered for its own values', async () => {
  const { db } = await openTestDatabase()
  let times = 0
  const ask = prepared<Asked, { name: string; count: number; day: Date | null; note: string }>((asked) => {
    times += 1
    const note = asked.note ? sql`${asked.note}::text` : sql`'none'`
    return sql`select ${asked.name}::text as name, ${asked.row.count}::int as count, ${asked.row.day}::timestamptz as day, ${note} as note`
  })
  const noon = new Date('2026-11-23T12:00:00Z')
  const first = { name: "it's $1", row: { count: 1, day: noon } }
  const second = { name: 'Żółć', row: { count: 2, day: null } }
  expect(await ask(db, first)).toEqual([{ name: "it's $1", count: 1, day: noon, note: 'none' }])
  expect(await ask(db, second)).toEqual([{ name: 'Żółć', count: 2, day: null, note: 'none' }])
  expect(await ask(db, { ...second, note: 'kept' })).toEqual([{ name: 'Żółć', count: 2, day: null, note: 'kept' }])
  expect(await ask(db, { ...first, note: '' })).toEqual([{ name: "it's $1", count: 1, day: noon, note: '' }])
  expect(times).toBe(2)
})
