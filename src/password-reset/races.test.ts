import { expect, test } from 'vitest'
import { fillSetPage, GOOD_PASSWORD, linkFor } from '../../test/reset-steps.ts'
import { university } from '../../test/university.ts'
import { peselCheckDigit } from '../people/index.ts'

const DONE = 'Your password has been set'

test('of twenty parallel posts on two nodes one sets the password, and one notice is mailed', async () => {
  const uni = await university({ nodes: 2, clock: 'real' })
  const alice = uni.person('alice')
  const link = new URL(await linkFor(uni, alice.login)).pathname
  const tabs = await Promise.all(
    Array.from({ length: 20 }, async (_, at) => {
      const visitor = uni.visitor(undefined, at % 2)
      return { visitor, page: await visitor.open(link) }
    }),
  )
  const answers = await Promise.all(
    tabs.map(({ visitor, page }, at) =>
      fillSetPage(visitor, page, { pesel: alice.pesel, password: `${GOOD_PASSWORD}${at}x` }),
    ),
  )
  expect(answers.filter(({ heading }) => heading === DONE)).toHaveLength(1)
  expect(answers.filter(({ heading }) => heading === 'This link has already been used')).toHaveLength(19)
  const notices = (await uni.mailbox.letters(alice.login)).filter(({ subject }) => subject.includes('Nowe hasło'))
  expect(notices).toHaveLength(1)
  expect(await uni.database.db.selectFrom('previous_passwords').selectAll().execute()).toHaveLength(1)
})

test('parallel wrong answers never get past the budget, and the right one among the late ones does not help', async () => {
  const uni = await university({ nodes: 2, clock: 'real' })
  const alice = uni.person('alice')
  const link = new URL(await linkFor(uni, alice.login)).pathname
  const tabs = await Promise.all(
    Array.from({ length: 16 }, async (_, at) => {
      const visitor = uni.visitor(undefined, at % 2)
      return { visitor, page: await visitor.open(link) }
    }),
  )
  const guess = (at: number) => {
    const ten = `050311${String(1000 + at)}`
    return ten + peselCheckDigit(ten)
  }
  await Promise.all(
    tabs
      .slice(0, 15)
      .map(({ visitor, page }, at) => fillSetPage(visitor, page, { pesel: guess(at), password: GOOD_PASSWORD })),
  )
  expect(await uni.database.db.selectFrom('wrong_answers').selectAll().execute()).toHaveLength(3)
  const { visitor, page } = tabs[15] ?? tabs[0] ?? expect.fail('no tab')
  const late = await fillSetPage(visitor, page, { pesel: alice.pesel, password: GOOD_PASSWORD })
  expect(late.heading).toBe('Too many wrong answers')
})

test('people who sign in while their password is being set neither wait for ever nor keep a session of the old password', async () => {
  const uni = await university({ clock: 'real' })
  const alice = uni.person('alice')
  const visitor = uni.visitor()
  const page = await visitor.open(await linkFor(uni, alice.login))
  const signIns = Array.from({ length: 8 }, async () => {
    const other = uni.visitor()
    return other.submit(await other.open('/portal/log-in'), 'Sign in', { ID: alice.login, Password: alice.password })
  })
  const done = fillSetPage(visitor, page, { pesel: alice.pesel, password: GOOD_PASSWORD })
  const answers = await Promise.all([...signIns, done])
  expect((await done).heading).toBe(DONE)
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  const alive = uni.database.db.selectFrom('sessions').selectAll().where('ended_at', 'is', null)
  expect(await alive.execute()).toEqual([])
})
