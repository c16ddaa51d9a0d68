import { expect, test } from 'vitest'
import { ALL_TAKEN, crowdedGate } from '../crowded-gate.ts'
import { overrunJudge } from '../overrun-judge.ts'
import { client, relyingParty } from '../relying-party.ts'
import { fillSetPage, GOOD_PASSWORD, linkFor } from '../reset-steps.ts'
import { sharedJudge } from '../shared-threads.ts'
import { university } from '../university.ts'
import type { Page, Visitor } from '../visitor.ts'

const { gate, clock, crowd } = await crowdedGate()
const place = await university({ hashGate: gate, services: [client('timetable')] })
const alice = place.person('alice')

const typed = { ID: alice.login, Password: alice.password }
const count = async (table: 'spent_forms' | 'sign_in_failures' | 'sessions' | 'audit_events') => {
  const { n } = await place.database.db
    .selectFrom(table)
    .select((on) => on.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}
const TOO_EASY = 'Add another word'
const all = async () => [
  await count('spent_forms'),
  await count('sign_in_failures'),
  await count('sessions'),
  await count('audit_events'),
]
/** Where a browser without scripts goes by itself, and after how many seconds. */
const refresh = (page: Page) => {
  const [, seconds, address] =
    /<noscript><meta http-equiv="refresh" content="(\d+);url=([^"]+)"/.exec(page.html.replaceAll('&amp;', '&')) ?? []
  return { seconds: Number(seconds), address: address ?? '' }
}
const form = (visitor: Visitor) => visitor.open('/cas/login?next=account')
/** What a form says that is opened while others wait. */
const secondsTold = (page: Page) => Number(page.document.querySelector('[data-line]')?.getAttribute('data-wait'))

test('whom there is no time for is told when to come, has lost nothing, and gets in then (req 127)', async () => {
  const visitor = place.visitor()
  const before = await all()
  const opened = await form(visitor)
  const free = crowd(ALL_TAKEN)
  const answer = await visitor.submit(opened, 'Sign in', typed)

  expect(answer.status).toBe(503)
  expect(answer.heading).toBe('You have a place in the line')
  const { seconds, address } = refresh(answer)
  expect(Number(answer.headers.get('retry-after'))).toBe(seconds)
  expect(seconds).toBeGreaterThanOrEqual(2)
  expect(address).toBe('/cas/login?next=account&ticked=')
  expect(answer.html).not.toContain(alice.password)
  expect(await all()).toEqual(before)

  // Earlier than told: the same moment, which has come nearer, is said again, and not at once.
  clock.advance({ seconds: 1 })
  expect(clock.pauses).toEqual([])
  const early = await visitor.submit(opened, 'Sign in', typed)
  expect(refresh(early).seconds).toBe(seconds - 1)
  const held = clock.pauses.reduce((sum, pause) => sum + pause, 0)
  expect(held).toBeGreaterThan(1_000)
  expect(held).toBeLessThanOrEqual((seconds - 1) * 1_000)
  expect(await all()).toEqual(before)

  await free()
  const again = await visitor.open(address)
  expect(again.field('ID').getAttribute('value')).toBe(alice.login)
  expect(again.field('Password').getAttribute('value')).toBeUndefined()
  // The form of before is as good as a new one: it was not spent.
  expect((await visitor.submit(opened, 'Sign in', typed)).address.pathname).toBe('/account')
})

test('whoever opens the form while others wait has a place from then on, and the page says when its turn comes', async () => {
  const visitor = place.visitor()
  const free = crowd(ALL_TAKEN)
  const before = await all()
  const opened = await form(visitor)
  const seconds = secondsTold(opened)
  expect(seconds).toBeGreaterThanOrEqual(2)
  expect(opened.html).toContain('You have had a place in the line since you opened this page')
  // What the script shows once the button was pressed.
  expect(opened.document.querySelector('template')?.innerHTML).toContain('The form will be sent from here by itself')
  // Whoever loads the page again stands where they stood, somebody else behind them.
  clock.advance({ seconds: 1 })
  expect(secondsTold(await form(visitor))).toBe(seconds - 1)
  expect(secondsTold(await form(place.visitor()))).toBeGreaterThan(seconds - 1)
  // A press without a script that comes too early hears the moment again, after a while.
  clock.pauses.length = 0
  const early = await visitor.submit(opened, 'Sign in', typed)
  expect([early.status, refresh(early).seconds]).toEqual([503, seconds - 1])
  expect(clock.pauses).not.toEqual([])
  expect(await all()).toEqual(before)
  clock.advance({ seconds: seconds - 1 })
  await free()
  const due = await form(visitor)
  expect(secondsTold(due)).toBeNaN()
  expect((await visitor.submit(due, 'Sign in', typed)).address.pathname).toBe('/account')
})

test('on the way to a service of OpenID Connect the form has a place as well; whoever only asks for the headers has none', async () => {
  const party = await relyingParty(place, 'timetable')
  const free = crowd(ALL_TAKEN)
  const visitor = place.visitor()
  expect(secondsTold(await visitor.open((await party.begin()).address))).toBeGreaterThanOrEqual(2)
  expect(visitor.cookies.has('__Host-place')).toBe(true)
  const probe = place.visitor()
  await probe.send('HEAD', '/cas/login')
  expect(probe.cookies.has('__Host-place')).toBe(false)
  await free()
})

test('a connection that was closed is nobody: its password is not compared, and nothing is read or written for it', async () => {
  const free = crowd(ALL_TAKEN - 1)
  const visitor = place.visitor()
  const before = await all()
  const { action, body } = visitor.fill(await form(visitor), 'Sign in', typed)
  const giveUp = new AbortController()
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const gone = fetch(action, {
    method: 'POST',
    body,
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
    signal: giveUp.signal,
  })
  await expect.poll(() => gate.load.waiting).toBe(1)
  giveUp.abort()
  await expect(gone).rejects.toThrow()
  // Somebody else gets the place, as soon as the program has heard of it.
  const other = place.visitor()
  const otherForm = await form(other)
  await expect.poll(() => place.logText().includes('slow') || gate.load.waiting).toBeTruthy()
  await free()
  await expect.poll(() => gate.pending).toBe(0)
  expect(await all()).toEqual(before)
  expect((await other.submit(otherForm, 'Sign in', typed)).address.pathname).toBe('/account')
})

test('pressed twice is pressed once: one hash, one session, and both answers lead in', async () => {
  const free = crowd(ALL_TAKEN - 1)
  const visitor = place.visitor()
  const sessions = await count('sessions')
  const { action, body } = visitor.fill(await form(visitor), 'Sign in', typed)
  const both = [visitor.send('POST', action, body), visitor.send('POST', action, body)]
  await expect.poll(() => gate.load.waiting).toBe(1)
  await free()
  const answers = await Promise.all(both)
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  const cookies = answers.map((answer) => answer.headers.getSetCookie().find((line) => line.startsWith('__Host-TGC=')))
  expect(cookies[0]).toBe(cookies[1])
  expect(await count('sessions')).toBe(sessions + 1)
})

test('a browser that asks first keeps the form, is told when, and has the place when it comes', async () => {
  const visitor = place.visitor()
  const opened = await form(visitor)
  expect((await visitor.send('GET', '/turn')).status).toBe(204)
  const free = crowd(ALL_TAKEN)
  const wait = await visitor.send('GET', '/turn')
  expect(Number(wait.headers.get('retry-after'))).toBeGreaterThanOrEqual(2)
  expect(await wait.text()).toContain('The form will be sent from here by itself')
  await free()
  expect((await visitor.send('GET', '/turn')).status).toBe(204)
  expect((await visitor.submit(opened, 'Sign in', typed)).address.pathname).toBe('/account')
})

test('behind a mailed link no answer is counted and the link is not spent, and changing a password loses nothing either', async () => {
  const link = await linkFor(place, place.person('bob').login)
  const visitor = place.visitor()
  const page = await visitor.open(link)
  const signedIn = place.visitor()
  await signedIn.submit(await form(signedIn), 'Sign in', typed)
  const change = await signedIn.open('/password-change')

  const free = crowd(ALL_TAKEN)
  const refused = await fillSetPage(visitor, page, { pesel: place.person('bob').pesel, password: GOOD_PASSWORD })
  expect([refused.status, refused.heading]).toEqual([503, 'You have a place in the line'])
  expect(refresh(refused).address).toBe(page.address.pathname)
  // What the form itself tells costs no turn, and a password is judged only when its turn has come: nobody can keep the judge busy alone.
  const answer = { pesel: place.person('bob').pesel }
  const differing = await fillSetPage(visitor, page, { ...answer, password: 'Aa1!aaaa', repeat: GOOD_PASSWORD })
  expect([differing.status, differing.summary]).toEqual([422, expect.not.stringContaining(TOO_EASY)])
  expect((await fillSetPage(visitor, page, { ...answer, password: 'Aa1!aaaa' })).status).toBe(503)
  const before = await all()
  const wrong = { 'Current password:': 'x', 'New password:': GOOD_PASSWORD, 'Repeat new password:': GOOD_PASSWORD }
  expect((await signedIn.submit(change, 'Change password', wrong)).status).toBe(503)
  expect(await all()).toEqual(before)
  const missing = { ...wrong, 'Current password:': '' }
  expect((await signedIn.submit(change, 'Change password', missing)).status).toBe(422)
  await free()

  expect((await fillSetPage(visitor, page, { ...answer, password: 'Aa1!aaaa' })).summary).toContain(TOO_EASY)
  const set = await fillSetPage(visitor, page, { pesel: place.person('bob').pesel, password: GOOD_PASSWORD })
  expect(set.heading).toBe('Your password has been set')
})

test('whose password is not judged in time hears when to come, has lost nothing, and sets it then', async () => {
  const judge = overrunJudge()
  const slow = await university({ judgePassword: (...asked) => judge.now.judgePassword(...asked) })
  const { login, pesel, password } = slow.person('alice')
  const visitor = slow.visitor()
  const page = await visitor.open(await linkFor(slow, login))
  const signedIn = slow.visitor()
  await signedIn.submit(await form(signedIn), 'Sign in', { ID: login, Password: password })
  const change = await signedIn.open('/password-change')
  const counted = async () => {
    const { db } = slow.database
    const rows = await Promise.all([
      db.selectFrom('wrong_answers').select('id').execute(),
      db.selectFrom('sign_in_failures').select('account').execute(),
      db.selectFrom('mailed_links').select('id').where('closed_at', 'is not', null).execute(),
    ])
    return rows.map(({ length }) => length)
  }

  const refused = await fillSetPage(visitor, page, { pesel, password: GOOD_PASSWORD })
  expect([refused.status, refused.heading]).toEqual([503, 'You have a place in the line'])
  expect(refresh(refused)).toEqual({ seconds: 5, address: page.address.pathname })
  expect(refused.headers.get('retry-after')).toBe('5')
  const fields = {
    'Current password:': password,
    'New password:': GOOD_PASSWORD,
    'Repeat new password:': GOOD_PASSWORD,
  }
  expect((await signedIn.submit(change, 'Change password', fields)).status).toBe(503)
  expect(await counted()).toEqual([0, 0, 0])
  expect(slow.logText()).toContain('"because":"A password was not judged in time."')

  judge.now = sharedJudge()
  const again = await visitor.open(refresh(refused).address)
  const set = await fillSetPage(visitor, again, { pesel, password: GOOD_PASSWORD })
  expect(set.heading).toBe('Your password has been set')
})
