import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { savePerson } from '../../test/person.ts'
import { asLinkId, asPersonId, type Db } from '../database/index.ts'
import { lockPerson } from '../people/index.ts'
import { secretDigest } from '../world/index.ts'
import {
  closeLinksOf,
  countTypingError,
  countWrongAnswers,
  findLink,
  giveAnswerBack,
  openLink,
  spendAnswer,
  spendLink,
} from './store.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const later = (by: { days?: number; minutes?: number }) =>
  new Date(noon.getTime() + (by.days ?? 0) * 86_400_000 + (by.minutes ?? 0) * 60_000)
const alice = asPersonId('alice')
const limits = { perLink: 3, per30Days: 5, per365Days: 10, typingErrorsPerLink: 20 }
const first = asLinkId('firstlink000')
const second = asLinkId('secondlink00')

describe('links and answers in the database', () => {
  let db: Db

  beforeEach(async () => {
    db = await testDatabase()
    await savePerson(db, noon, { id: alice, proofKind: 'pesel' })
  })

  const open = (id = first, createdAt = noon) =>
    db.transaction().execute(async (trx) => {
      await lockPerson(trx, alice)
      await openLink(trx, {
        id,
        secretHash: secretDigest(`secret of ${id}`),
        person: alice,
        purpose: 'forgotten-password',
        address: 'alice@student.agh.edu.pl',
        createdAt,
        expiresAt: new Date(createdAt.getTime() + 3_600_000),
      })
    })

  const spend = (id = first, now = later({ minutes: 5 }), secret = `secret of ${id}`) =>
    db.transaction().execute((trx) => spendLink(trx, { id, secretHash: secretDigest(secret) }, now))

  const answerWrongly = (id = first, now = noon) =>
    db.transaction().execute(async (trx) => {
      await lockPerson(trx, alice)
      const link = await findLink(trx, id)
      if (!link) throw new Error('no such link')
      return spendAnswer(trx, link, limits, now)
    })

  test('a link is spent once, even when twenty browsers press at the same moment', async () => {
    await open()
    const spent = await Promise.all(Array.from({ length: 20 }, () => spend()))
    expect(spent.filter(Boolean)).toHaveLength(1)
    expect(await findLink(db, first)).toMatchObject({ closedBecause: 'password-set' })
  })

  test('an expired link, or another secret, spends nothing', async () => {
    await open()
    expect(await spend(first, later({ minutes: 60 }))).toBe(false)
    expect(await spend(first, later({ minutes: 5 }), 'a guess')).toBe(false)
    expect(await spend()).toBe(true)
  })

  test('a newer link supersedes the older one, even when two are asked for at the same moment', async () => {
    await open()
    await Promise.all([open(second, later({ minutes: 2 })), open(asLinkId('thirdlink000'), later({ minutes: 2 }))])
    expect(await findLink(db, first)).toMatchObject({ closedBecause: 'superseded' })
    const alive = await db.selectFrom('mailed_links').selectAll().where('closed_at', 'is', null).execute()
    expect(alive).toHaveLength(1)
  })

  test('every open link of a person can be closed at once', async () => {
    await open()
    await db.transaction().execute((trx) => closeLinksOf(trx, alice, 'account-changed', noon))
    expect(await findLink(db, first)).toMatchObject({ closedBecause: 'account-changed' })
    expect(await spend()).toBe(false)
  })

  test('the third wrong answer burns the link, and a new link does not refill the budget of the person', async () => {
    await open()
    expect((await answerWrongly()).burnt).toBe(false)
    expect((await answerWrongly()).burnt).toBe(false)
    expect((await answerWrongly()).burnt).toBe(true)
    expect(await findLink(db, first)).toMatchObject({ closedBecause: 'too-many-wrong-answers', wrongAnswers: 3 })

    await open(second, later({ minutes: 2 }))
    expect(await findLink(db, second)).toMatchObject({ wrongAnswers: 0 })
    expect(await countWrongAnswers(db, alice, later({ minutes: 3 }))).toEqual({ last30Days: 3, last365Days: 3 })
  })

  test('parallel wrong answers are all counted', async () => {
    await open()
    await Promise.all(Array.from({ length: 8 }, () => answerWrongly()))
    expect(await countWrongAnswers(db, alice, noon)).toEqual({ last30Days: 8, last365Days: 8 })
  })

  test('a right answer gives back what was spent before it was compared, even the last of a link', async () => {
    await open()
    await answerWrongly()
    await answerWrongly()
    await db.transaction().execute(async (trx) => {
      const link = await findLink(trx, first)
      if (!link) throw new Error('no such link')
      await giveAnswerBack(trx, await spendAnswer(trx, link, limits, noon))
    })
    expect(await findLink(db, first)).toMatchObject({ closedBecause: undefined, wrongAnswers: 2 })
    expect(await countWrongAnswers(db, alice, noon)).toEqual({ last30Days: 2, last365Days: 2 })
    expect(await spend()).toBe(true)
  })

  test('giving an answer back does not revive a link that was closed for another reason', async () => {
    await open()
    await db.transaction().execute(async (trx) => {
      const link = await findLink(trx, first)
      if (!link) throw new Error('no such link')
      await closeLinksOf(trx, alice, 'password-set', noon)
      await giveAnswerBack(trx, {
        ...(await spendAnswer(trx, { ...link, wrongAnswers: 2 }, limits, noon)),
        burnt: true,
      })
    })
    expect(await findLink(db, first)).toMatchObject({ closedBecause: 'password-set' })
  })

  test('answers stop counting after 30 days for the month and after 365 for the year, and forgiven ones at once', async () => {
    await open()
    await answerWrongly(first, noon)
    await answerWrongly(first, later({ days: 20 }))
    expect(await countWrongAnswers(db, alice, later({ days: 31 }))).toEqual({ last30Days: 1, last365Days: 2 })
    expect(await countWrongAnswers(db, alice, later({ days: 366 }))).toEqual({ last30Days: 0, last365Days: 1 })
    await db.updateTable('wrong_answers').set({ forgiven_at: noon }).execute()
    expect(await countWrongAnswers(db, alice, later({ days: 31 }))).toEqual({ last30Days: 0, last365Days: 0 })
  })

  test('a link bears twenty typing errors and burns with the next', async () => {
    await open()
    const mistype = () =>
      db.transaction().execute(async (trx) => {
        const link = await findLink(trx, first)
        if (!link) throw new Error('no such link')
        return (await countTypingError(trx, link, limits, noon)).burnt
      })
    for (let count = 1; count <= 20; count++) expect(await mistype()).toBe(false)
    expect(await mistype()).toBe(true)
    expect(await countWrongAnswers(db, alice, noon)).toEqual({ last30Days: 0, last365Days: 0 })
  })
})
