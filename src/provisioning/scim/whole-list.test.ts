import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { openTestDatabase } from '../../../test/database.ts'
import { type IdentitySystem, identitySystem, newStudent, patch, withToken } from '../../../test/scim.ts'
import { university } from '../../../test/university.ts'
import { asPersonId } from '../../database/index.ts'
import { systemRandom } from '../../world/index.ts'
import { userColumns } from './search/store.ts'
import { keepPageEnds } from './tokens/store.ts'
import { peopleSearcher } from './whole-list.ts'

const furta = await university({ nodes: 2 })
const { db } = furta.database
const idm = await identitySystem(furta)
const other = await identitySystem(furta, { name: 'another' })
const elsewhere = withToken({ ...furta, origin: furta.origins[1] ?? '' }, idm.token)

const page = async (asked: IdentitySystem, startIndex: number, count: number) => {
  const { body } = await asked.ask('GET', `/Users?startIndex=${startIndex}&count=${count}`)
  const ids: string[] = (body.Resources ?? []).map(({ id }: { id: string }) => id)
  return { total: body.totalResults as number, ids }
}

/** Reads on as clients do: until there is nobody after the total that was told last. */
async function* reading(asked: IdentitySystem | (() => IdentitySystem), count = 20, ids: string[] = []) {
  for (let total = 1; ids.length < total; ) {
    const read = await page(typeof asked === 'function' ? asked() : asked, ids.length + 1, count)
    if (read.ids.length === 0 && read.total > ids.length)
      throw new Error('A client would ask for this page without end')
    total = read.total
    ids.push(...read.ids)
    yield
  }
}

/** What a reading lists, when something happens after its first page. */
async function readWhile(happens: () => Promise<unknown>, asked: IdentitySystem | (() => IdentitySystem) = idm) {
  const ids: string[] = []
  const pages = reading(asked, 20, ids)
  await pages.next()
  await happens()
  while (!(await pages.next()).done);
  return ids
}

// As a feed or the desk writes. Of all ids `!` is the first in order, and `~` the last.
const join = (id: string) =>
  db
    .insertInto('people')
    .values({
      ...{ id: asPersonId(id), usos_id: null, given_names: 'Ala', surname: 'Nowa', album_number: null },
      ...{ student_status: null, phd_student_status: null, staff_status: 1, connected: true, proof_kind: 'none' },
      ...{ disabled_at: null, closed_at: null, language: 'pl', roles: [], created_at: furta.clock.now() },
    })
    .execute()
const leave = (id: string) => db.deleteFrom('people').where('id', '=', asPersonId(id)).execute()
const everybody = async () => {
  const rows = await db.selectFrom('people').select('id').where('closed_because', 'is', null).orderBy('id').execute()
  return rows.map(({ id }) => id as string)
}
const IN_FRONT = ['!1', '!2', '!3']

let all: string[] = []
let more = 0
/** Fills pages of 20, with so many on the last one. */
async function fillPages(onTheLast: number) {
  all = await everybody()
  while (all.length % 20 !== onTheLast % 20) {
    await join(`more-${more++}`)
    all = await everybody()
  }
}

beforeEach(async () => {
  for (const id of [...IN_FRONT, '!0', '~1', '~2']) await leave(id)
  for (const id of IN_FRONT) await join(id)
  await fillPages(20)
  furta.clock.advance({ minutes: 30 })
})

test('whoever reads everybody page by page misses nobody and gets nobody twice, though others join in front of them', async () => {
  expect(await readWhile(() => join('!0'))).toEqual(all)
})

test('nor when others leave whom they have read, and there is one page fewer', async () => {
  await fillPages(1)
  expect(await readWhile(() => Promise.all(IN_FRONT.map(leave)))).toEqual(all)
})

test('whoever joins behind them is read too, and keeps nobody from being read', async () => {
  expect(await readWhile(() => Promise.all([join('~1'), join('~2')]))).toEqual([...all, '~1', '~2'])
})

test('a page may take minutes', async () => {
  const happens = async () => {
    await leave('!1')
    furta.clock.advance({ minutes: 9 })
  }
  expect(await readWhile(happens)).toEqual(all)
})

test('who reads may write in between', async () => {
  const happens = async () => {
    await Promise.all([leave('!1'), leave('!2')])
    // Nobody of the desk, whom no identity system changes.
    const somebody = `/Users/${all.find((id) => id.startsWith('more-'))}`
    const renamed = await idm.ask('PATCH', somebody, patch({ op: 'replace', path: 'name.familyName', value: 'Inna' }))
    expect(renamed.status).toBe(200)
    expect((await idm.ask('POST', '/Users', newStudent())).status).toBe(201)
  }
  const ids = await readWhile(happens)
  // The newcomer comes in front of them or behind.
  expect(ids.filter((id) => all.includes(id))).toEqual(all)
})

test('each page may be asked of another node', async () => {
  let asked = 0
  const inTurn = () => (asked++ % 2 === 0 ? idm : elsewhere)
  expect(await readWhile(() => Promise.all([leave('!1'), leave('!2')]), inTurn)).toEqual(all)
  // Nor does a node go by what it knows of a reading before: the first page is asked of the other one now.
  await join('!1')
  asked = 1
  expect(await readWhile(async () => {}, inTurn)).toEqual(await everybody())
})

test('an answer that was lost is asked for again', async () => {
  const happens = async () => {
    await page(idm, 21, 20)
    await leave('!1')
  }
  expect(await readWhile(happens)).toEqual(all)
})

test('two who read at once, each with a token or a size of pages of their own, do not disturb each other', async () => {
  const [one, two, three]: [string[], string[], string[]] = [[], [], []]
  const readings = [reading(idm, 20, one), reading(other, 20, two), reading(idm, 10, three)]
  await readings[0]?.next()
  const leavers = [...IN_FRONT]
  for (let going = true; going; ) {
    const id = leavers.shift()
    if (id) await leave(id)
    const turns = await Promise.all(readings.map((each) => each.next()))
    going = turns.some(({ done }) => !done)
  }
  expect(one).toEqual(all)
  expect(two).toEqual(all.filter((id) => id !== '!1'))
  expect(three).toEqual(all.filter((id) => id !== '!1'))
})

test('a smaller last page belongs to its reading, and leaves nothing for the next one', async () => {
  await join('~1')
  await fillPages(25)
  const readsWithASmallLastPage = async () => {
    const ids: string[] = []
    while (ids.length < all.length)
      ids.push(...(await page(idm, ids.length + 1, Math.min(20, all.length - ids.length))).ids)
    return ids
  }
  expect(await readsWithASmallLastPage()).toEqual(all)
  // As many as before, and others.
  await join('!0')
  await leave('~1')
  all = await everybody()
  expect(await readsWithASmallLastPage()).toEqual(all)
})

test('a page that was asked for twice, and answered late, does not lead back a reading that has gone on', async () => {
  await page(idm, 1, 20)
  await page(idm, 21, 20)
  const { page_ends } = await db
    .selectFrom('scim_tokens')
    .select('page_ends')
    .where('name', '=', 'midpoint')
    .executeTakeFirstOrThrow()
  furta.clock.advance({ seconds: 1 })
  await page(idm, 41, 20)
  const [late] = page_ends[20] ?? []
  await keepPageEnds(db, 'midpoint', { size: 20, ends: late ? [late] : [], since: 0 })
  await leave('!1')
  expect((await page(idm, 61, 20)).ids).toEqual(all.slice(60, 80))
})

test('pages that do not follow each other are found by their index', async () => {
  await page(idm, 1, 20)
  await join('!0')
  const now = await everybody()
  expect(await page(idm, 31, 20)).toEqual({ total: now.length, ids: now.slice(30, 50) })
  // So is one that was asked for long after.
  furta.clock.advance({ minutes: 11 })
  await leave('!0')
  expect(await page(idm, 51, 5)).toEqual({ total: all.length, ids: all.slice(50, 55) })
  expect(await page(idm, 1, 0)).toEqual({ total: all.length, ids: [] })
  // And nobody's place is kept any longer.
  const { page_ends } = await db
    .selectFrom('scim_tokens')
    .select('page_ends')
    .where('name', '=', 'midpoint')
    .executeTakeFirstOrThrow()
  expect(Object.keys(page_ends)).toEqual(['5'])
})

test('the first page, and the total alone, take no longer in a larger registry', async () => {
  const large = await openTestDatabase()
  await sql`insert into people (id, given_names, surname, staff_status, connected, proof_kind, language, created_at)
    select 'p' || n, 'Ada', 'Wrona', 0, true, 'none', 'pl', ${furta.clock.now()} from generate_series(1, 5000) n`.execute(
    large.db,
  )
  await sql`analyze people`.execute(large.db)
  for (const count of [20, 0]) {
    const read = await large.db.transaction().execute(async (trx) => {
      const world = { clock: furta.clock, random: systemRandom }
      const search = peopleSearcher({ database: { ...large, db: trx, quick: trx }, world }, userColumns('agh.edu.pl'))
      const asked = { filter: undefined, sortBy: undefined, descending: false, startIndex: 1, count }
      const { total, found } = await search('midpoint', asked, { gone: () => false })
      expect([total, found.length]).toEqual([5000, count])
      const { rows } = await sql<{ read: number }>`
        select (seq_tup_read + idx_tup_fetch)::int as read from pg_stat_xact_user_tables where relname = 'people'`.execute(
        trx,
      )
      return rows[0]?.read
    })
    expect(read).toBeLessThan(200)
  }
})
