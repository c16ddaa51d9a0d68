import { describe, expect, test } from 'vitest'
import { codeFor, typeCode } from '../../test/code-steps.ts'
import { type University, university } from '../../test/university.ts'
import type { Page, Visitor } from '../../test/visitor.ts'
import { formFaults } from './password-change.ts'

const fresh = 'Bursztynowa-latarnia-88'

describe('changing the password while signed in', () => {
  test('whoever knows the current one sets a new one, and stays signed in here', async () => {
    const agh = await university()
    const alice = agh.person('alice')
    const { visitor } = await signedIn(agh)
    const page = await change(visitor, alice.password, fresh)

    expect(page.address.pathname).toBe('/password-change/done')
    expect(page.heading).toBe('Your password has been changed')
    expect((await visitor.open('/account')).heading).toBe('My account')
    expect((await signIn(agh, agh.visitor(), alice.login, alice.password)).text).toContain('Wrong ID or password')
    expect((await signIn(agh, agh.visitor(), alice.login, fresh)).text).toContain('Alicja Wrona')
  })

  test('the other sessions end, and a copy of this one’s earlier cookie opens nothing', async () => {
    const agh = await university()
    const { visitor: phone } = await signedIn(agh)
    const { visitor: laptop } = await signedIn(agh)
    const copy = laptop.sameBrowser()
    await change(laptop, agh.person('alice').password, fresh)

    expect((await phone.open('/account')).field('Password')).toBeDefined()
    expect((await copy.open('/account')).field('Password')).toBeDefined()
    expect((await laptop.open('/account')).heading).toBe('My account')
  })

  test('a notice goes to the assigned address, without a link and without a password', async () => {
    const agh = await university()
    const alice = agh.person('alice')
    const { visitor } = await signedIn(agh)
    await change(visitor, alice.password, fresh)
    const letters = await agh.mailbox.letters(alice.login)

    expect(letters).toHaveLength(1)
    expect(letters[0]?.subject).toBe('Twoje hasło do konta USOS AGH zostało zmienione')
    expect(letters[0]?.text).toContain('23 listopada 2026 r., 09:00')
    expect(letters[0]?.text).not.toMatch(/https?:/)
    expect(`${letters[0]?.text}${letters[0]?.html}`).not.toContain(fresh)
  })

  test('a mailed link that is still open dies', async () => {
    const agh = await university()
    const alice = agh.person('alice')
    const stranger = agh.visitor()
    await stranger.submit(await stranger.open('/reset-password'), 'Next', { 'E-mail address:': alice.login })
    const link = await agh.mailbox.linkFor(alice.login)
    const { visitor } = await signedIn(agh)
    await change(visitor, alice.password, fresh)

    expect((await stranger.open(link)).text).toContain('This link does not work any more')
  })

  test('a letter with such a link that has not left yet is taken back', async () => {
    const agh = await university()
    const alice = agh.person('alice')
    const stranger = agh.visitor()
    await stranger.submit(await stranger.open('/reset-password'), 'Next', { 'E-mail address:': alice.login })
    const { visitor } = await signedIn(agh)
    await change(visitor, alice.password, fresh)

    const letters = await agh.mailbox.letters(alice.login)
    expect(letters.map(({ subject }) => subject)).toEqual(['Twoje hasło do konta USOS AGH zostało zmienione'])
  })

  test('a one-time code of the desk dies, typed or not yet typed, and so does the page that it has opened', async () => {
    const agh = await university()
    const alice = agh.person('alice')
    const code = await codeFor(agh, 'alice')
    const thief = agh.visitor()
    const opened = await typeCode(thief, alice.login, code)
    expect(opened.heading).toBe('You are setting a new password')
    const { visitor } = await signedIn(agh)
    await change(visitor, alice.password, fresh)

    const late = { 'New password:': `${fresh}9`, 'Repeat new password:': `${fresh}9` }
    expect((await thief.submit(opened, 'Set password', late)).heading).toBe('This code does not work any more')
    expect((await thief.open(opened.address)).status).toBe(410)
    expect((await typeCode(agh.visitor(), alice.login, code)).summary).toContain('do not go together')
    expect((await signIn(agh, agh.visitor(), alice.login, fresh)).text).toContain('Alicja Wrona')
  })

  test('a wrong current password changes nothing, and the page says what to do', async () => {
    const agh = await university()
    const alice = agh.person('alice')
    const { visitor } = await signedIn(agh)
    const page = await change(visitor, 'not-it', fresh)

    expect(page.status).toBe(422)
    expect(page.title).toMatch(/^Error: /)
    expect(page.summary).toContain('That is not your current password. Type it again')
    expect(page.html).not.toContain(fresh)
    expect((await signIn(agh, agh.visitor(), alice.login, alice.password)).text).toContain('Alicja Wrona')
  })

  test('after ten wrong current passwords even the right one waits; the sign-in does not', async () => {
    const agh = await university()
    const alice = agh.person('alice')
    const { visitor } = await signedIn(agh)
    for (let time = 0; time < 10; time++) expect((await change(visitor, 'not-it', fresh)).status).toBe(422)
    const page = await change(visitor, alice.password, fresh)

    expect(page.status).toBe(429)
    expect(page.headers.get('retry-after')).toBe('30')
    expect(page.summary).toContain('Too many wrong attempts. Try again in 1 minute')
    expect((await signIn(agh, agh.visitor(), alice.login, alice.password)).text).toContain('Alicja Wrona')
    agh.clock.advance({ seconds: 30 })
    expect((await change(visitor, alice.password, fresh)).address.pathname).toBe('/password-change/done')
  })

  test('of twenty parallel changes one is done', async () => {
    const agh = await university()
    const alice = agh.person('alice')
    const { visitor } = await signedIn(agh)
    const page = await visitor.open('/password-change')
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, number) => send(visitor.sameBrowser(), page, alice.password, `${fresh}${number}`)),
    )
    expect(answers.filter(({ headers }) => headers.get('location') === '/password-change/done')).toHaveLength(1)
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect(await agh.mailbox.letters(alice.login)).toHaveLength(1)
  })

  test.each([
    ['abcdefgh', 'Add an upper case letter'],
    ['Wrona-na-dachu-4', 'Remove fragments of your personal data and your login'],
    ['x402113Yz!', 'Remove fragments of your personal data and your login'],
    ['Zaq12wsx', 'Choose something other than a well-known word'],
    ['A1b!', 'Use at least 8 characters'],
  ])('%s is refused by the same rules as behind a mailed link', async (password, advice) => {
    const agh = await university()
    const { visitor } = await signedIn(agh)
    const page = await change(visitor, agh.person('alice').password, password)
    expect(page.status).toBe(422)
    expect(page.summary).toContain(advice)
  })

  test('the current password and earlier ones may not come back', async () => {
    const agh = await university()
    const { visitor } = await signedIn(agh)
    const { password } = agh.person('alice')
    expect((await change(visitor, password, password)).summary).toContain(
      'Choose a password you have not used here before',
    )
    await change(visitor, password, fresh)
    const page = await change(visitor, fresh, password)
    expect(page.summary).toContain('Choose a password you have not used here before')
    expect(marks(page)).toEqual(['met', 'met', 'met', 'broken'])
  })

  test('a wrong current password leaves the marks of a good new one where they are', async () => {
    const agh = await university()
    const { visitor } = await signedIn(agh)
    expect(marks(await change(visitor, 'not-her-password', fresh))).toEqual(['met', 'met', 'met', 'later'])
  })

  test('nobody who is not signed in gets here, and signing in leads here', async () => {
    const agh = await university()
    const { login, password } = agh.person('alice')
    const visitor = agh.visitor()
    const page = await visitor.open('/.well-known/change-password')
    expect(visitor.trail).toEqual([
      'GET /.well-known/change-password',
      'GET /password-change',
      'GET /cas/login?next=password-change',
    ])
    const after = await visitor.submit(page, 'Sign in', { ID: login, Password: password })
    expect(after.heading).toBe('You are changing your password')
  })

  test('a session whose password must be changed is let in here and nowhere else, until it is changed', async () => {
    const agh = await university()
    const { login, password } = agh.person('alice')
    await agh.database.db.updateTable('credentials').set({ must_change: true }).execute()
    const visitor = agh.visitor()
    const page = await signIn(agh, visitor, login, password)
    expect(page.heading).toBe('You are changing your password')
    expect(page.text).toContain('Your current password is too weak, or other people may have learned it.')
    for (const address of [
      '/account',
      '/account/sessions/others/end',
      '/portal/log-in',
      '/password-change/done',
      '/desk',
      '/desk/second-factor',
    ]) {
      expect((await visitor.open(address)).address.pathname).toBe('/password-change')
    }
    await change(visitor, password, fresh)
    expect((await visitor.open('/account')).heading).toBe('My account')
  })

  test('what a password manager looks for is there', async () => {
    const agh = await university()
    const { page } = await signedIn(agh)
    const marks = (label: string) => page.field(label).getAttribute('autocomplete')
    expect(marks('Current password:')).toBe('current-password')
    expect(marks('New password:')).toBe('new-password')
    expect(marks('Repeat new password:')).toBe('new-password')
    expect(page.field('New password:').getAttribute('passwordrules')).toBe(
      'minlength: 8; required: lower; required: upper; required: digit, special;',
    )
    expect(page.document.querySelector('[autocomplete=username]')?.getAttribute('value')).toBe(
      agh.person('alice').login,
    )
  })

  test('the trail tells of the change and of a wrong current password, and holds neither', async () => {
    const agh = await university()
    const { visitor } = await signedIn(agh)
    await change(visitor, 'not-it-at-all', fresh)
    await change(visitor, agh.person('alice').password, fresh)
    const events = await agh.database.db
      .selectFrom('audit_events')
      .select(['outcome', 'details'])
      .where('event', '=', 'password-changed')
      .orderBy('id')
      .execute()
    expect(events.map(({ outcome }) => outcome)).toEqual(['failure', 'success'])
    expect(JSON.stringify(events) + agh.logText()).not.toMatch(/not-it-at-all|Bursztynowa/)
  })
})

test('an empty form is told field by field', () => {
  expect(formFaults({ current: '', password: '', repeat: '' })).toEqual({
    current: 'missing',
    password: 'missing',
    repeat: 'missing',
  })
  expect(formFaults({ current: 'a', password: 'b', repeat: 'c' })).toEqual({ repeat: 'differs' })
  expect(formFaults({ current: 'a', password: 'b', repeat: 'b' })).toEqual({})
})

async function signedIn(agh: University) {
  const { login, password } = agh.person('alice')
  const visitor = agh.visitor()
  const page = await visitor.open('/password-change')
  return { visitor, page: await visitor.submit(page, 'Sign in', { ID: login, Password: password }) }
}

async function signIn(_: University, visitor: Visitor, login: string, password: string) {
  return visitor.submit(await visitor.open('/cas/login'), 'Sign in', { ID: login, Password: password })
}

async function change(visitor: Visitor, current: string, password: string) {
  const page = await visitor.open('/password-change')
  return visitor.submit(page, 'Change password', {
    'Current password:': current,
    'New password:': password,
    'Repeat new password:': password,
  })
}

function send(visitor: Visitor, page: Page, current: string, password: string) {
  const form = page.form('Change password').querySelector('input[name=form]')?.getAttribute('value') ?? ''
  return visitor.send(
    'POST',
    '/password-change',
    new URLSearchParams({ form, current, new: password, repeat: password }),
  )
}

/** How the page marks its rules, from the first to the last. */
function marks(page: Page) {
  return [...page.document.querySelectorAll('[data-rule]')].map((rule) => rule.getAttribute('data-is'))
}
