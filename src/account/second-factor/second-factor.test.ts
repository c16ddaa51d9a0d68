import { describe, expect, test } from 'vitest'
import { signIn } from '../../../test/attacks/steps.ts'
import { ask, ticketFor } from '../../../test/cas.ts'
import { client, relyingParty, send, walk } from '../../../test/relying-party.ts'
import { registered } from '../../../test/service.ts'
import { App, mailedCode, secretOn, staff } from '../../../test/staff.ts'
import { type University, university } from '../../../test/university.ts'
import type { Page, Visitor } from '../../../test/visitor.ts'
import { findByAddress } from '../../people/index.ts'

const address = 'https://grades.example.edu/term?x=1'
const services = [
  registered({ id: 'grades', urls: ['https://grades.example.edu/'], assurance: 'second-factor' }),
  client('sure', {}, { assurance: 'second-factor' }),
]

const place = await university({ services })
const path = '/account/second-factor'

async function signedIn(key: string) {
  const { login, password } = place.person(key)
  const visitor = place.visitor()
  await signIn(visitor, login, password)
  return visitor
}

/** From the page that offers it to the ten codes. */
async function setUp(here: University, visitor: Visitor, start: Page, login: string) {
  const page = await visitor.submit(start, 'Send a code to my mailbox')
  const app = new App(secretOn(page))
  const done = await visitor.submit(page, 'Set up the second factor', {
    'Code from the letter': await mailedCode(here, login),
    'Code from your app': app.code(here.clock.now()),
  })
  const codes = done.document.querySelectorAll('ol code').map((code) => code.textContent.trim())
  expect(codes).toHaveLength(10)
  return { app, done, codes }
}

const events = async (login: string) => {
  const rows = await place.database.db
    .selectFrom('audit_events')
    .innerJoin('addresses', 'addresses.person_id', 'audit_events.person_id')
    .select(['event', 'outcome'])
    .where('address', '=', login)
    .orderBy('audit_events.id')
    .execute()
  return rows.map(({ event, outcome }) => `${event} ${outcome}`)
}

describe('at the door of a service that asks for a second factor', () => {
  test('a student sets one up on the way, and goes on to the service, by CAS', async () => {
    const { login } = place.person('alice')
    const visitor = await signedIn('alice')
    const door = await visitor.open(`/cas/login?${new URLSearchParams({ service: address })}`)
    const { done } = await setUp(place, visitor, await visitor.open(door.link('Set up a second factor')), login)
    const sent = await visitor.send('GET', done.link('Go on'))
    const back = new URL(sent.headers.get('location') ?? '')
    const ticket = back.searchParams.get('ticket') ?? ''
    expect(back.href).toBe(`${address}&ticket=${ticket}`)
    const answer = await ask(place, 'p3/serviceValidate', { service: address, ticket })
    expect(answer).toContain(`<cas:user>${login}`)
    expect(answer).toContain('<cas:authnContextClass>https://refeds.org/profile/mfa</cas:authnContextClass>')
    expect((await place.mailbox.letters(login)).map(({ subject }) => subject)).toContain(
      'Ustawiono drugi składnik logowania',
    )
    const account = await visitor.open('/account')
    expect(account.text).toContain('Recovery codes left: 10 of 10.')
    expect(account.text).toContain('Second factor set up')
  })

  test('a teacher sets one up in the middle of a sign-in by OpenID Connect, which tells it truly', async () => {
    const { login, password } = place.person('bob')
    const sure = await relyingParty(place, 'sure')
    const visitor = place.visitor()
    await signIn(visitor, login, password)
    const begun = await sure.begin()
    const door = (await walk(visitor, begun.address)) as Page
    const { done } = await setUp(place, visitor, await visitor.open(door.link('Set up a second factor')), login)
    const back = (await walk(visitor, new URL(done.link('Go on'), place.origin))) as URL
    expect((await sure.exchange(begun, back)).claims()).toMatchObject({
      acr: 'https://refeds.org/profile/mfa',
      amr: ['pwd', 'otp', 'mfa'],
    })
  })

  test('a recovery code goes on to the service as the app does, and the letter tells how many are left', async () => {
    const { login } = place.person('fiona')
    const first = await signedIn('fiona')
    const { codes } = await setUp(place, first, await first.open(path), login)
    const visitor = await signedIn('fiona')
    const door = await visitor.open(`/cas/login?${new URLSearchParams({ service: address })}`)
    const challenge = await visitor.open(door.link('Enter the code'))
    const arrived = await send(visitor, challenge, 'Enter', { 'Recovery code': codes[0] ?? '' })
    expect(String(arrived)).toMatch(/^https:\/\/grades\.example\.edu\/term\?x=1&ticket=ST-/)
    const fiona = (await findByAddress(place.database.db, login))?.person.id ?? null
    const proved = place.database.db.selectFrom('audit_events').select('details').where('person_id', '=', fiona)
    expect(await proved.where('event', '=', 'second-factor-proved').execute()).toEqual([
      { details: { by: 'recovery-code' } },
    ])
    expect((await place.mailbox.letters(login)).at(-1)?.text).toContain('9')
    // The code is spent, here as everywhere.
    const again = await signedIn('fiona')
    const refused = await again.submit(await again.open(path), 'Enter', { 'Recovery code': codes[0] ?? '' })
    expect(refused.status).toBe(422)
    expect((await again.open('/account/activity')).text).toContain('Wrong code of the second factor')
  })

  test('a telephone, which cannot scan its own screen, opens the secret in its app by a link', async () => {
    const visitor = await signedIn('suryani')
    const page = await visitor.open(`${path}/enrol/confirm`)
    const link = page.link('The app is on this device: open it there')
    expect([link.protocol, link.searchParams.get('secret')]).toEqual(['otpauth:', secretOn(page).replaceAll(' ', '')])
  })

  test('of thirty confirmations at once ten are looked at, code or no code, and the trail has no more of them', async () => {
    const { login } = place.person('suryani')
    const visitor = await signedIn('suryani')
    const page = await visitor.open(`${path}/enrol/confirm`)
    const app = new App(secretOn(page))
    const { action, body } = visitor.fill(page, 'Set up the second factor', {
      'Code from the letter': 'K7QF-29TD-M4XW',
      'Code from your app': app.code(place.clock.now()),
    })
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => visitor.sameBrowser().send('POST', action, body)),
    )
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(10)
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(20)
    expect(refused[0]?.headers.get('retry-after')).toBe('900')
    expect((await events(login)).filter((event) => event === 'second-factor-enrolled failure')).toHaveLength(10)

    const other = await signedIn('lucja')
    await setUp(place, other, await other.open(path), place.person('lucja').login)
    place.clock.advance({ minutes: 15 })
    await setUp(place, visitor, await visitor.open(path), login)
  })

  test('nobody without the mailbox, or signed out, sets up anything', async () => {
    const visitor = await signedIn('tom')
    const page = await visitor.submit(await visitor.open(path), 'Send a code to my mailbox')
    const app = new App(secretOn(page))
    const refused = await visitor.submit(page, 'Set up the second factor', {
      'Code from the letter': 'K7QF-29TD-M4XW',
      'Code from your app': app.code(place.clock.now()),
    })
    expect(refused.status).toBe(422)
    expect((await visitor.open('/account')).text).toContain('None is set up.')
    const nobody = place.visitor()
    for (const each of ['', '/enrol', '/enrol/confirm', '/recovery-codes', '/remove'])
      expect((await nobody.open(`${path}${each}`)).heading).toBe('Sign in')
  })
})

describe('the owner of a second factor', () => {
  test('makes new recovery codes, and takes the factor away, by password and code together (req 62)', async () => {
    const { login, password } = place.person('mike')
    const visitor = await signedIn('mike')
    const { app, codes } = await setUp(place, visitor, await visitor.open(path), login)
    const typed = (pass: string, code: string) => ({ Password: pass, 'Code from your app, or a recovery code': code })
    const renew = async (pass: string, code: string) =>
      visitor.submit(await visitor.open(`${path}/recovery-codes`), 'Make new codes', typed(pass, code))
    const wrong = await renew('not the password', codes[0] ?? '')
    expect([wrong.status, wrong.summary]).toEqual([422, expect.stringContaining('That is not your password')])
    expect((await renew(password, '000000')).summary).toContain('Wait for the next code')
    const renewed = await renew(password, codes[0] ?? '')
    const fresh = renewed.document.querySelectorAll('ol code').map((code) => code.textContent.trim())
    expect(fresh).toHaveLength(10)
    expect((await renew(password, codes[1] ?? '')).status).toBe(422)

    const elsewhere = await signedIn('mike')
    place.clock.advance({ seconds: 30 })
    const remove = async (pass: string, code: string) =>
      visitor.submit(await visitor.open(`${path}/remove`), 'Remove the second factor', typed(pass, code))
    expect((await remove('not the password', fresh[0] ?? '')).status).toBe(422)
    const removed = await remove(password, app.code(place.clock.now()))
    expect(removed.heading).toBe('The second factor has been removed')
    for (const each of [visitor, elsewhere]) expect((await each.open('/account')).heading).toBe('Sign in')
    expect((await place.mailbox.letters(login)).at(-1)?.subject).toBe('Your second factor was removed')
    expect(await events(login)).toEqual(
      expect.arrayContaining([
        'recovery-codes-renewed failure',
        'recovery-codes-renewed success',
        'second-factor-removed failure',
        'second-factor-removed success',
      ]),
    )
    // Another one, in another session, has another secret.
    const later = await signedIn('mike')
    const start = await later.open(path)
    expect(start.heading).toBe('Set up a second factor')
    const page = await later.submit(start, 'Send a code to my mailbox')
    expect(new App(secretOn(page)).code(place.clock.now())).not.toBe(app.code(place.clock.now()))
  })

  test('who has lost telephone and codes is helped by the desk, with a reason, and nobody helps themselves or higher ones', async () => {
    const { login } = place.person('zofia')
    const visitor = await signedIn('zofia')
    await setUp(place, visitor, await visitor.open(path), login)
    const desk = await staff(place, 'desk')
    const { person_id: id } = await place.database.db
      .selectFrom('addresses')
      .select('person_id')
      .where('address', '=', login)
      .executeTakeFirstOrThrow()
    const page = await desk.visitor.open(`/desk/people/${id}`)
    const done = await desk.visitor.submit(page, 'Remove the second factor', {
      Reason: 'Lost the telephone, showed the student card',
    })
    expect(done.text).toContain('The second factor has been removed, and the sessions have been ended.')
    expect((await visitor.open('/account')).heading).toBe('Sign in')
    expect((await place.mailbox.letters(login)).at(-1)?.subject).toBe('Usunięto drugi składnik logowania')
    const own = await place.database.db
      .selectFrom('addresses')
      .select('person_id')
      .where('address', '=', desk.person.login)
      .executeTakeFirstOrThrow()
    const form = page.document.querySelector('input[name="form"]')?.getAttribute('value') ?? ''
    const body = new URLSearchParams({ form, reason: 'I want another one, please' })
    const refused = await desk.visitor.send('POST', `/desk/people/${own.person_id}/remove-second-factor`, body)
    expect(refused.status).toBe(403)
  })
})

test('a session with a factor proved serves a ticket without another word', async () => {
  const { login } = place.person('alice')
  expect(await events(login)).toContain('second-factor-enrolled success')
  const visitor = await signedIn('alice')
  await expect(ticketFor(visitor, address)).rejects.toThrow('No ticket')
})
