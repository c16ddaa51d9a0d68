import { expect, test } from 'vitest'
import { fillSetPage, GOOD_PASSWORD, linkAgain, linkFor, setPassword, signsIn } from '../../test/reset-steps.ts'
import { university } from '../../test/university.ts'
import type { Page } from '../../test/visitor.ts'

const SET = 'You are setting a new password'
const DONE = 'Your password has been set'
const WRONG = 'Type the answer again: it does not agree with the university’s records'

/** Another number that could be somebody's: the same day, the next ordinal that has a check digit of its own. */
const otherPesel = '44051401359'

test('every wrong answer gets one message, and the third burns the link', async () => {
  const uni = await university()
  const alice = uni.person('alice')
  const link = await linkFor(uni, alice.login)
  const first = await setPassword(uni, link, { pesel: otherPesel, password: GOOD_PASSWORD })
  const second = await setPassword(uni, link, { pesel: '20051111', password: GOOD_PASSWORD })
  expect(first.summary).toContain(WRONG)
  expect(second.text).toBe(first.text)
  const third = await setPassword(uni, link, { pesel: '02070803628', password: GOOD_PASSWORD })
  expect(third.status).toBe(410)
  expect(third.heading).toBe('Too many wrong answers')
  const right = await setPassword(uni, await linkAgain(uni, alice.login), {
    pesel: alice.pesel,
    password: GOOD_PASSWORD,
  })
  expect(right.heading).toBe(DONE)
})

test('after an answer that is not right it stays in sight what to type without a PESEL number', async () => {
  const uni = await university()
  const mai = uni.person('mai')
  const visitor = uni.visitor()
  const page = await visitor.open(await linkFor(uni, mai.login))
  const advice = (shown: Page) => shown.document.querySelector('form details')?.hasAttribute('open')
  expect(advice(page)).toBe(false)
  expect(advice(await fillSetPage(visitor, page, { pesel: '', password: GOOD_PASSWORD }))).toBe(false)
  const mistyped = await fillSetPage(visitor, page, { pesel: '31.02.2005', password: GOOD_PASSWORD })
  expect(advice(mistyped)).toBe(true)
  const wrong = await fillSetPage(visitor, page, { pesel: '2001-02-03', password: GOOD_PASSWORD })
  expect(wrong.summary).toContain(WRONG)
  expect(advice(wrong)).toBe(true)
})

test('whom no kind of number fits gets from the question to the page of the one-time code', async () => {
  const uni = await university()
  const visitor = uni.visitor()
  const page = await visitor.open(await linkFor(uni, uni.person('mai').login))
  expect(page.text).toContain('If nothing fits, get a one-time code from the USOS help desk.')
  const code = await visitor.open(page.link('I have a one-time code from the help desk'))
  expect(code.heading).toBe('Set a password with a one-time code')
})

test('five wrong answers through any links close it until the desk acts, even for the right one; signing in still works', async () => {
  const uni = await university()
  const alice = uni.person('alice')
  for (const answers of [3, 2]) {
    const link = await linkAgain(uni, alice.login)
    for (let count = 0; count < answers; count++)
      await setPassword(uni, link, { pesel: otherPesel, password: GOOD_PASSWORD })
  }
  const page = await uni.visitor().open(await linkAgain(uni, alice.login))
  expect(page.status).toBe(403)
  expect(page.heading).toBe('From here on only the USOS help desk can help you')
  // Said alike to those who have none yet.
  expect(page.text).toContain('If you have a password, it works as before.')
  expect(await signsIn(uni, alice.login, alice.password)).toBe(true)
  uni.clock.advance({ days: 31 })
  expect((await uni.visitor().open(await linkAgain(uni, alice.login))).heading).toBe(SET)
})

test('a page opened before the budget was spent does not help either', async () => {
  const uni = await university({ settings: { ANSWERS_PER_30_DAYS: '2' } })
  const alice = uni.person('alice')
  const visitor = uni.visitor()
  const page = await visitor.open(await linkFor(uni, alice.login))
  for (let count = 0; count < 2; count++)
    await fillSetPage(visitor, page, { pesel: otherPesel, password: GOOD_PASSWORD })
  const right = await fillSetPage(visitor, page, { pesel: alice.pesel, password: GOOD_PASSWORD })
  expect(right.status).toBe(403)
  expect(await signsIn(uni, alice.login, alice.password)).toBe(true)
})

test('typing errors cost nothing, up to twenty on a link', async () => {
  const uni = await university()
  const alice = uni.person('alice')
  const visitor = uni.visitor()
  const page = await visitor.open(await linkFor(uni, alice.login))
  for (const typo of ['44051401358', '00000000000', '1234', '４４０５１４０１３５９']) {
    const again = await fillSetPage(visitor, page, { pesel: typo, password: GOOD_PASSWORD })
    expect(again.summary, typo).toContain('Check the digits of the PESEL number')
  }
  expect(await uni.database.db.selectFrom('wrong_answers').selectAll().execute()).toEqual([])
  for (let count = 5; count <= 20; count++)
    await fillSetPage(visitor, page, { pesel: '44051401358', password: GOOD_PASSWORD })
  const last = await fillSetPage(visitor, page, { pesel: '44051401358', password: GOOD_PASSWORD })
  expect(last.heading).toBe('Too many wrong answers')
})

test('nobody without proof passes with nothing, null, zeros or a list', async () => {
  const uni = await university()
  const carol = uni.person('carol')
  const visitor = uni.visitor()
  const link = await linkFor(uni, carol.login)
  const page = await visitor.open(link)
  expect(page.status).toBe(403)
  expect(page.text).toContain('USOS help desk')
  const id = /set-password\/(\w+)\./.exec(link)?.[1] ?? ''
  const form =
    (await visitor.open('/reset-password')).form('Next').querySelector('input[name=form]')?.getAttribute('value') ?? ''
  const passwords = `form=${form}&link=${id}&new=${encodeURIComponent(GOOD_PASSWORD)}&repeat=${encodeURIComponent(GOOD_PASSWORD)}`
  for (const answer of [
    '',
    '&pesel=',
    '&pesel=null',
    '&pesel=undefined',
    '&pesel=00000000000',
    '&pesel=&pesel=',
    '&pesel[]=',
  ]) {
    const answered = await visitor.request('POST', `/set-password/${id}`, new URLSearchParams(passwords + answer))
    expect([400, 403], answer).toContain(answered.status)
  }
  expect(await signsIn(uni, carol.login, GOOD_PASSWORD)).toBe(false)
  expect(await signsIn(uni, carol.login, carol.password)).toBe(true)
})

test('the same page is shown whichever kind of number a person has', async () => {
  const uni = await university()
  const read = async (key: string) => {
    const { login, name } = uni.person(key)
    const page = await uni.visitor().open(await linkFor(uni, login))
    return page.text.replaceAll(login, '').replaceAll(name, '')
  }
  expect(await read('alice')).toBe(await read('mai'))
})

test('a proof under a retired key leads to the desk, not to a crash', async () => {
  const uni = await university()
  const alice = uni.person('alice')
  await uni.database.db.updateTable('identity_proofs').set({ key_id: 'retired' }).execute()
  expect((await uni.visitor().open(await linkFor(uni, alice.login))).status).toBe(403)
})

test('under the strict profile no question is put, and the link lives ten minutes', async () => {
  const uni = await university({ settings: { PASSWORD_PROFILE: 'strict' } })
  const alice = uni.person('alice')
  const visitor = uni.visitor()
  const page = await visitor.open(await linkFor(uni, alice.login))
  expect(page.html).not.toContain('PESEL number:')
  const long = 'orzech laskowy przy torach'
  const done = await visitor.submit(page, 'Set password', { 'New password:': long, 'Repeat new password:': long })
  expect(done.heading).toBe(DONE)
  const next = await linkAgain(uni, alice.login)
  uni.clock.advance({ minutes: 10 })
  expect((await uni.visitor().open(next)).heading).toBe('This link has expired')
})
