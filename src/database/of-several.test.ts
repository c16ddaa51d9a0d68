import { type RawBuilder, sql } from 'kysely'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { ofSeveral } from './index.ts'

const columns = { name: 'text', count: 'int', wait: 'float8', mark: 'bytea', day: 'timestamptz', row: 'json' } as const
const noon = new Date('2026-11-23T12:00:00.123Z')
const anna = { name: 'it\'s $1, "Żółć"', count: 1, wait: 0.5, mark: Buffer.from([0, 1, 255]), day: noon, row: null }
const nobody = { name: null, count: null, wait: null, mark: null, day: null, row: null }

test('everybody is answered for their own values, in the order of the questions, and who has no answer gets none', async () => {
  const { db } = await openTestDatabase()
  const ask = ofSeveral<typeof columns, typeof anna>(
    columns,
    (asked) => sql`
      with asked as (${asked})
      select place, name, count, wait, mark, day, row from asked where name is distinct from 'nobody' order by place desc`,
  )
  const answers = await ask(db, [anna, { ...nobody, name: 'nobody' }, nobody])
  expect(answers).toEqual([{ place: 0, ...anna }, undefined, { place: 2, ...nobody }])
})

test('a row for another table has its bytes, moments and lists as that table reads them', async () => {
  const { db } = await openTestDatabase()
  const ticket = {
    ticket_hash: Buffer.from('a ticket'),
    expires_at: noon,
    proxies: ['https://a/', 'https://b/'],
    service: null,
  }
  const ask = ofSeveral<typeof columns, typeof ticket>(
    columns,
    (asked) => sql`
      with asked as (${asked})
      select place, made.ticket_hash, made.expires_at, made.proxies, made.service
      from asked cross join lateral json_populate_record(null::service_tickets, asked.row) made`,
  )
  expect(await ask(db, [{ ...nobody, row: ticket }])).toEqual([{ place: 0, ...ticket }])
})

test('the text is put together once, however many it serves, and takes no values but those of the rows', async () => {
  const { db } = await openTestDatabase()
  let times = 0
  const build = (more: RawBuilder<unknown>) => (asked: RawBuilder<unknown>) => {
    times += 1
    return sql<{ place: number }>`select place from (${asked}) asked where ${more}`
  }
  const ask = ofSeveral(columns, build(sql`true`))
  for (const rows of [[anna], [anna, nobody, anna], []]) expect(await ask(db, rows)).toHaveLength(rows.length)
  expect(times).toBe(1)
  await expect(ofSeveral(columns, build(sql`${'a value'} = name`))(db, [anna])).rejects.toThrow('in their rows')
})
