import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { savePerson } from '../../test/person.ts'
import { asHelpRequestId, asPersonId, type CaseState, type Db } from '../database/index.ts'
import { HandSetClock, secretDigest } from '../world/index.ts'
import { type CaseChange, caseChanges, caseNumber, caseNumbersIn, readCaseToken } from './case.ts'
import {
  askBack,
  closeCase,
  countCases,
  findCase,
  findOpenCasesOf,
  listOpenCases,
  openOrJoinCase,
  type ProvedRequest,
  proveHelpRequest,
  reply,
  saveHelpRequest,
  takeCase,
} from './index.ts'

const clock = new HandSetClock('2026-11-22T12:00:00Z')
const now = clock.now()
const proved: ProvedRequest = {
  kind: 'student',
  address: 'alicja.wrona@student.agh.edu.pl',
  person: undefined,
  fieldOfStudy: 'Informatyka',
  albumNumber: '402113',
  hasRight: true,
  note: '',
  language: 'pl',
  now,
}
const desk = asPersonId('desk')
const inOne = <T>(db: Db, work: Parameters<ReturnType<Db['transaction']>['execute']>[0]) =>
  db.transaction().execute(work) as Promise<T>
const open = (db: Db, more: Partial<ProvedRequest> = {}) =>
  db.transaction().execute((trx) => openOrJoinCase(trx, { ...proved, ...more }))

test('of ten confirmations at the same moment one opens the case and nine join it', async () => {
  const { db } = await openTestDatabase()
  const answers = await Promise.all(Array.from({ length: 10 }, () => open(db)))
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  expect(answers.filter(({ joined }) => !joined)).toHaveLength(1)
  expect(await listOpenCases(db, { kinds: ['student', 'teacher'], limit: 10 })).toMatchObject([{ askedTimes: 10 }])
})

test('who asks again joins the open case with the newest facts, and opens another one only when it is closed', async () => {
  const { db } = await openTestDatabase()
  const { id } = await open(db, { note: 'first' })
  const later = new Date(now.getTime() + 60_000)
  expect(await open(db, { albumNumber: '402114', now: later })).toEqual({ id, joined: true })
  expect(await findCase(db, id)).toMatchObject({
    albumNumber: '402114',
    note: 'first',
    openedAt: now,
    lastAskedAt: later,
    askedTimes: 2,
  })
  expect((await open(db, { kind: 'teacher' })).joined).toBe(false)
  await inOne(db, (trx) => closeCase(trx, id, { by: 'system', answer: 'resolved-itself', reason: '', now }))
  expect((await open(db)).joined).toBe(false)
})

test('a case is quoted by the year and its number', () => {
  expect(caseNumber(7, now)).toBe('R-2026-0007')
  expect(caseNumber(12345, now)).toBe('R-2026-12345')
  expect(readCaseToken(`R-2026-0007.${'a'.repeat(24)}`)).toEqual({ id: 'R-2026-0007', secret: 'a'.repeat(24) })
  for (const wrong of ['R-2026-0007', `R-2026-0007.${'a'.repeat(23)}`, `r-2026-0007.${'a'.repeat(24)}`, ''])
    expect(readCaseToken(wrong)).toBeUndefined()
})

test('a case number is read as letters have it, as people say it, and by its last part', () => {
  for (const typed of ['R-2026-0007', ' r-2026-0007 ', 'r 2026 0007', 'R20260007', 'Sprawa R–2026–0007: pytanie'])
    expect(caseNumbersIn(typed, now), typed).toEqual(['R-2026-0007'])
  expect(caseNumbersIn('0007', now)).toEqual(['R-2026-0007', 'R-2025-0007', 'R-2024-0007', 'R-2023-0007'])
  for (const other of ['402113', '007', 'Anna 0007', 'Kacper-2026-0007', 'R-2026', 'r20260007@agh.edu.pl'])
    expect(caseNumbersIn(other, now), other).toEqual([])
})

describe('what may happen to a case', () => {
  /** Brings a case into a state. */
  const lead: Record<CaseState, readonly CaseChange[]> = {
    open: [],
    'asked-back': ['asked-back'],
    closed: ['answered'],
  }
  const happen: Record<CaseChange, (db: Db, id: Awaited<ReturnType<typeof open>>['id']) => Promise<boolean>> = {
    'asked-again': async (db, id) => (await open(db)).id === id,
    'asked-back': (db, id) =>
      inOne(db, (trx) => askBack(trx, id, { by: desk, text: 'Which year?', secretHash: secretDigest('x'), now })),
    replied: (db, id) => inOne(db, (trx) => reply(trx, id, { text: 'The third.', now })),
    answered: (db, id) =>
      inOne(db, (trx) => closeCase(trx, id, { by: desk, answer: 'declined', reason: 'No right.', now })),
    'resolved-itself': (db, id) =>
      inOne(db, (trx) => closeCase(trx, id, { by: 'system', answer: 'resolved-itself', reason: '', now })),
  }
  const every = (Object.keys(lead) as CaseState[]).flatMap((state) =>
    (Object.keys(caseChanges) as CaseChange[]).map((change) => ({ state, change })),
  )

  test('is what the rule says, in every state', async () => {
    const { db } = await openTestDatabase()
    for (const { state, change } of every) {
      const { id } = await open(db)
      for (const step of lead[state]) await happen[step](db, id)
      const next: CaseState | undefined = (caseChanges[change] as Partial<Record<CaseState, CaseState>>)[state]
      expect([state, change, await happen[change](db, id)]).toEqual([state, change, next !== undefined])
      expect([state, change, (await findCase(db, id))?.state]).toEqual([state, change, next ?? state])
      for (const left of await listOpenCases(db, { kinds: ['student'], limit: 9 })) await happen.answered(db, left.id)
    }
  })

  test('is what the diagram in the README shows', () => {
    const drawn = [
      ...readFileSync(new URL('README.md', import.meta.url), 'utf8').matchAll(/^ {2}(\w+) --> (\w+): ([a-z-]+)$/gm),
    ]
      .map(([, from = '', to = '', change = '']) => `${from.replace('_', '-')} ${change} ${to.replace('_', '-')}`)
      .filter((arrow) => !arrow.includes('unproved'))
    const ruled = Object.entries(caseChanges).flatMap(([change, moves]) =>
      Object.entries(moves).map(([from, to]) => `${from} ${change} ${to}`),
    )
    expect(drawn.sort()).toEqual(ruled.sort())
  })

  test('happens once, however many do it at the same moment', async () => {
    const { db } = await openTestDatabase()
    const { id } = await open(db)
    await happen['asked-back'](db, id)
    const replies = await Promise.all(Array.from({ length: 6 }, () => happen.replied(db, id)))
    expect(replies.filter(Boolean)).toHaveLength(1)
    const closings = await Promise.all(Array.from({ length: 6 }, () => happen.answered(db, id)))
    expect(closings.filter(Boolean)).toHaveLength(1)
    expect((await findCase(db, id))?.messages.map(({ author, text }) => `${author}: ${text}`)).toEqual([
      'desk: Which year?',
      'person: The third.',
    ])
  })
})

test('a case has one owner; who takes it over names the one before', async () => {
  const { db } = await openTestDatabase()
  const [ewa, jan] = [await savePerson(db, now, { id: 'ewa' }), await savePerson(db, now, { id: 'jan' })]
  const { id } = await open(db)
  const takes = await Promise.all([ewa, jan].map((staff) => inOne<boolean>(db, (trx) => takeCase(trx, id, staff, now))))
  expect(takes.filter(Boolean)).toHaveLength(1)
  const owner = (await findCase(db, id))?.owner
  const other = owner === ewa ? jan : ewa
  expect(await inOne(db, (trx) => takeCase(trx, id, other, now))).toBe(false)
  expect(await inOne(db, (trx) => takeCase(trx, id, other, now, owner))).toBe(true)
})

test('cases of a person are found by an address that the registry has learnt since', async () => {
  const { db } = await openTestDatabase()
  const { id } = await open(db)
  const person = await savePerson(db, now, { id: 'alicja', assignedAddress: proved.address })
  expect((await findOpenCasesOf(db, person)).map((one) => one.id)).toEqual([id])
})

test('the desk is told how many wait, since when, and how long the others have waited', async () => {
  const { db } = await openTestDatabase()
  expect(await countCases(db, now)).toEqual({ open: 0, oldest: undefined, answered: 0, medianWaitMs: undefined })
  const closedAfter = [10, 20, 90]
  for (const [at, minutes] of closedAfter.entries()) {
    const { id } = await open(db, { address: `a${at}@agh.edu.pl` })
    const end = new Date(now.getTime() + minutes * 60_000)
    await inOne(db, (trx) => closeCase(trx, id, { by: desk, answer: 'connected', reason: '', now: end }))
  }
  await open(db)
  expect(await countCases(db, now)).toEqual({ open: 1, oldest: now, answered: 3, medianWaitMs: 20 * 60_000 })
})

test('what the desk is told of today takes no longer after years of cases', async () => {
  const { db } = await openTestDatabase()
  await open(db)
  await sql`insert into cases
    select (jsonb_populate_record(row, jsonb_build_object('id', 'R-2020-' || n, 'state', 'closed', 'closed_by', 'system', 'answer', 'declined',
      'reason', '', 'closed_at', row.opened_at - n * interval '1 hour'))).* from cases row, generate_series(1000, 5999) n`.execute(
    db,
  )
  await sql`analyze cases`.execute(db)
  const read = await inOne<number>(db, async (trx) => {
    expect(await countCases(trx, now)).toMatchObject({ open: 1, answered: 0 })
    const { rows } = await sql<{ read: number }>`
      select (seq_tup_read + idx_tup_fetch)::int as read from pg_stat_xact_user_tables where relname = 'cases'`.execute(
      trx,
    )
    return rows[0]?.read
  })
  expect(read).toBeLessThan(50)
})

describe('a help request', () => {
  const request = {
    ...proved,
    id: asHelpRequestId('abcdefghijkl'),
    secretHash: secretDigest('secret'),
    createdAt: now,
    expiresAt: new Date(now.getTime() + 1000),
  }

  test('is proved once, by its own secret, in its time', async () => {
    const { db } = await openTestDatabase()
    await inOne(db, (trx) => saveHelpRequest(trx, request))
    const prove = (secret: string, at = now) =>
      inOne(db, (trx) => proveHelpRequest(trx, { id: request.id, secretHash: secretDigest(secret) }, at))
    expect(await prove('another')).toBeUndefined()
    expect(await prove('secret', request.expiresAt)).toBeUndefined()
    const proofs = await Promise.all(Array.from({ length: 8 }, () => prove('secret')))
    expect(proofs.filter((one) => one !== undefined)).toHaveLength(1)
  })
})
