import { describe, expect, test } from 'vitest'
import { ask, login, signedIn, ticketFor } from '../../../test/cas.ts'
import { registered } from '../../../test/service.ts'
import { staff } from '../../../test/staff.ts'
import { type University, university } from '../../../test/university.ts'
import type { Page, Visitor } from '../../../test/visitor.ts'
import type { Service } from '../../services/index.ts'

const careful = registered({
  id: 'careful',
  name: { pl: 'Ostrożna', en: 'Careful' },
  urls: ['https://careful.example.edu/'],
  attributes: ['mail', 'student_number'],
  consent: true,
})
const grades = registered({
  id: 'grades',
  name: { pl: 'Oceny', en: 'Grades' },
  urls: ['https://grades.example.edu/'],
  assurance: 'second-factor',
})
const both = registered({ ...careful, id: 'both', urls: ['https://both.example.edu/'], assurance: 'second-factor' })
const service = 'https://careful.example.edu/start'
const library = registered({
  id: 'library',
  name: { pl: 'Biblioteka', en: 'Library' },
  urls: ['https://library.example.edu/'],
})
const LIBRARY = 'https://library.example.edu/'
const TGC = '__Host-TGC'
const WARN = 'Warn me before signing me in to other sites'
const HERE = { services: [careful, grades, both, library] }

/** Presses the button and says where the browser is sent by this very answer. */
async function press(visitor: Visitor, page: Page, button: string, values: Record<string, string> = {}) {
  const { action, body } = visitor.fill(page, button, values)
  const answer = await visitor.send('POST', action, body)
  return { answer, location: answer.headers.get('location') ?? '' }
}

const open = (visitor: Visitor, parameters: Record<string, string>) =>
  visitor.open(`/cas/login?${new URLSearchParams(parameters)}`)
const ticketIn = (location: string) => new URL(location).searchParams.get('ticket') ?? ''
const renewed = (place: University, address: string, location: string) =>
  ask(place, 'p3/serviceValidate', { service: address, ticket: ticketIn(location), renew: 'true' })
const whoIn = (page: Page) => page.document.querySelector('header .who')?.textContent
const consents = (place: University) => place.database.db.selectFrom('consents').selectAll().execute()
const events = async (place: University, event: string) =>
  place.database.db.selectFrom('audit_events').selectAll().where('event', '=', event).execute()

describe('a service with consent', () => {
  test('is told nothing before the person has read what it learns, and agreed; then it is not asked again', async () => {
    const place = await university(HERE)
    const visitor = await signedIn(place)
    const page = await open(visitor, { service })
    expect(page.heading).toBe('What Careful will learn about you')
    expect(page.document.querySelectorAll('main li').map((item) => item.textContent)).toEqual([
      'your university e-mail address',
      'your album number',
    ])
    expect(await consents(place)).toEqual([])
    expect(await place.database.db.selectFrom('service_tickets').selectAll().execute()).toEqual([])

    const { location } = await press(visitor, page, 'Agree and continue')
    expect(location).toMatch(/^https:\/\/careful\.example\.edu\/start\?ticket=ST-/)
    expect(await consents(place)).toMatchObject([{ service: 'careful', attributes: ['mail', 'student_number'] }])
    expect(await events(place, 'consent-given')).toMatchObject([
      { outcome: 'success', details: { service: 'careful', attributes: 'mail student_number' } },
    ])
    expect(await ticketFor(visitor, service)).toMatch(/^ST-/)
    expect(await ticketFor(await signedIn(place), service)).toMatch(/^ST-/)
  })

  test('asks after the password, whose ticket still counts as new, once', async () => {
    const place = await university(HERE)
    const { login: id, password } = place.person('alice')
    const visitor = place.visitor()
    const form = await open(visitor, { service, renew: 'true' })
    const page = await visitor.submit(form, 'Sign in', { ID: id, Password: password })
    expect(page.heading).toBe('What Careful will learn about you')
    const { location } = await press(visitor, page, 'Agree and continue')
    expect(await renewed(place, service, location)).toContain('<cas:isFromNewLogin>true</cas:isFromNewLogin>')
    // The password was typed for one ticket.
    expect((await open(visitor, { service, renew: 'true' })).heading).toBe('Sign in')
    const later = await ticketFor(visitor, service)
    expect(await ask(place, 'serviceValidate', { service, ticket: later, renew: 'true' })).toContain('INVALID_TICKET')
  })

  test('whose ticket waits too long, or for another address, needs the password again', async () => {
    const place = await university(HERE)
    const { login: id, password } = place.person('alice')
    const visitor = place.visitor()
    await visitor.submit(await open(visitor, { service, renew: 'true' }), 'Sign in', { ID: id, Password: password })
    expect((await open(visitor, { service: `${service}?other`, renew: 'true' })).heading).toBe('Sign in')
    expect((await open(visitor, { service, renew: 'true' })).heading).toBe('What Careful will learn about you')
    place.clock.advance({ minutes: 10 })
    expect((await open(visitor, { service, renew: 'true' })).heading).toBe('Sign in')
  })

  test('that wants to know more, or another list than was read, asks again', async () => {
    const list: Service[] = [careful]
    const place = await university({ ...HERE, services: list })
    const visitor = await signedIn(place)
    const page = await open(visitor, { service })
    const other = visitor.fill(page, 'Agree and continue')
    other.body.set('attributes', 'mail')
    const again = await visitor.request('POST', other.action, other.body)
    expect(again.heading).toBe('What Careful will learn about you')
    expect(await consents(place)).toEqual([])
    await press(visitor, page, 'Agree and continue')
    await place.database.db
      .updateTable('consents')
      .set({ attributes: ['mail'] })
      .execute()
    expect((await open(visitor, { service })).heading).toBe('What Careful will learn about you')
    await place.database.db
      .updateTable('consents')
      .set({ attributes: ['student_number', 'mail', 'sn'] })
      .execute()
    expect(await ticketFor(visitor, service)).toMatch(/^ST-/)
  })

  test('gets nothing by a form that another site sends, or one without a session', async () => {
    const place = await university(HERE)
    const visitor = await signedIn(place)
    const { action, body } = visitor.fill(await open(visitor, { service }), 'Agree and continue')
    const foreign = await visitor.send('POST', action, body, { 'sec-fetch-site': 'cross-site' })
    expect(foreign.status).toBe(403)
    visitor.cookies.delete(TGC)
    expect((await visitor.request('POST', action, body)).heading).toBe('Sign in')
    expect(await consents(place)).toEqual([])
  })

  test('does not wait for a wish to be asked on top', async () => {
    const place = await university(HERE)
    const { login: id, password } = place.person('alice')
    const visitor = place.visitor()
    await visitor.submit(await visitor.open('/cas/login'), 'Sign in', {
      ID: id,
      Password: password,
      [WARN]: 'true',
    })
    const { location } = await press(visitor, await open(visitor, { service }), 'Agree and continue')
    expect(location).toContain('ticket=ST-')
    expect((await open(visitor, { service })).heading).toBe('Go on to Careful?')
  })
})

describe('a service that wants a second factor', () => {
  const address = 'https://grades.example.edu/term?x=1'

  test('is closed to whoever has none, who may set one up on the way', async () => {
    const place = await university(HERE)
    const page = await open(await signedIn(place), { service: address })
    expect(page.heading).toBe('This service asks for a second factor')
    expect(page.html).not.toMatch(/\bST-[A-Za-z0-9]{26}\b/)
    expect(page.link('Set up a second factor').href).toBe(
      `${place.origin}/account/second-factor?${new URLSearchParams({ service: address })}`,
    )
  })

  test('opens once the factor is proved, which leads back to it with what it asked for', async () => {
    const place = await university(HERE)
    const { app, person } = await staff(place, 'desk')
    const visitor = place.visitor()
    const form = await open(visitor, { service: address, renew: 'true', method: 'POST' })
    const page = await visitor.submit(form, 'Sign in', { ID: person.login, Password: person.password })
    expect(page.heading).toBe('This service asks for a second factor')

    place.clock.advance({ seconds: 30 })
    const challenge = await visitor.open(page.link('Enter the code'))
    const wrong = await visitor.submit(challenge, 'Enter', { 'Code from your app': '000000' })
    expect(wrong.status).toBe(422)
    const handed = await visitor.submit(wrong, 'Enter', { 'Code from your app': app.code(place.clock.now()) })
    const posted = handed.form('Continue')
    expect(posted.getAttribute('action')).toBe(address)
    const ticket = posted.querySelector('[name=ticket]')?.getAttribute('value') ?? ''
    // The password was typed for this service: its ticket has only waited.
    expect(await ask(place, 'serviceValidate', { service: address, ticket, renew: 'true' })).toContain('<cas:user>')
    expect(await ticketFor(visitor, address)).toMatch(/^ST-/)

    place.clock.advance({ hours: 12 })
    expect((await open(visitor, { service: address })).heading).toBe('Sign in')
  })

  test('never sends anybody to an address that is not registered', async () => {
    const place = await university(HERE)
    const { app } = await staff(place, 'desk')
    const visitor = await signedIn(place, 'desk')
    place.clock.advance({ seconds: 30 })
    const query = new URLSearchParams({ service: 'https://evil.example/' })
    const challenge = await visitor.open(`/account/second-factor?${query}`)
    expect(challenge.document.querySelector('main')?.innerHTML).not.toContain('evil.example')
    expect(challenge.headers.get('content-security-policy')).not.toContain('evil.example')
    const { action, body } = visitor.fill(challenge, 'Enter', { 'Code from your app': app.code(place.clock.now()) })
    body.set('service', 'https://evil.example/')
    const answer = await visitor.send('POST', action, body)
    expect(answer.headers.get('location')).toBe('/account')
  })

  test('and consent asks for one after the other', async () => {
    const place = await university(HERE)
    const { visitor } = await staff(place, 'desk')
    const page = await open(visitor, { service: 'https://both.example.edu/' })
    expect(page.heading).toBe('What Careful will learn about you')
    const { location } = await press(visitor, page, 'Agree and continue')
    expect(location).toMatch(/^https:\/\/both\.example\.edu\/\?ticket=ST-/)
    const stranger = await open(await signedIn(place), { service: 'https://both.example.edu/' })
    expect(stranger.heading).toBe('This service asks for a second factor')
  })

  test('does not take a factor of yesterday, also in a session that is remembered', async () => {
    const place = await university({ ...HERE, settings: { REMEMBER_ME_LIFETIME: '30d' } })
    const { app, person } = await staff(place, 'desk')
    const visitor = place.visitor()
    const { action, body } = visitor.fill(await visitor.open('/cas/login'), 'Sign in', {
      ID: person.login,
      Password: person.password,
      'Keep me signed in on this device (not on one that others use)': 'true',
    })
    await visitor.send('POST', action, body)
    place.clock.advance({ seconds: 30 })
    const page = await open(visitor, { service: address })
    await press(visitor, await visitor.open(page.link('Enter the code')), 'Enter', {
      'Code from your app': app.code(place.clock.now()),
    })
    expect(await ticketFor(visitor, address)).toMatch(/^ST-/)
    place.clock.advance({ hours: 12 })
    expect((await open(visitor, { service: address })).heading).toBe('This service asks for a second factor')
  })
})

describe('a page that another person was shown, and that is pressed after somebody else has signed in', () => {
  /** Bob comes to the browser in which the page of Alice still stands; other links and cookies stay as they are. */
  async function thenBob(place: University, visitor: Visitor, wish: Record<string, string> = {}) {
    visitor.cookies.delete(TGC)
    const { login: id, password } = place.person('bob')
    await visitor.submit(await visitor.open('/cas/login'), 'Sign in', { ID: id, Password: password, ...wish })
  }

  test('tells a service nothing about that one, who is asked anew', async () => {
    const place = await university(HERE)
    const visitor = await signedIn(place)
    const ofAlice = await open(visitor, { service })
    await thenBob(place, visitor)
    const ofBob = await visitor.submit(ofAlice, 'Agree and continue')
    expect([ofBob.heading, whoIn(ofBob)]).toEqual([
      'What Careful will learn about you',
      expect.stringContaining(place.person('bob').name),
    ])
    expect(await consents(place)).toEqual([])
    expect(await place.database.db.selectFrom('service_tickets').selectAll().execute()).toEqual([])

    const { location } = await press(visitor, ofBob, 'Agree and continue')
    expect(await ask(place, 'p3/serviceValidate', { service, ticket: ticketIn(location) })).toContain(
      place.person('bob').login,
    )
    expect(await consents(place)).toHaveLength(1)
  })

  test('does not lead that one on who wishes to be asked', async () => {
    const place = await university(HERE)
    const visitor = place.visitor()
    const wish = { [WARN]: 'true' }
    const { login: id, password } = place.person('alice')
    await visitor.submit(await visitor.open('/cas/login'), 'Sign in', { ID: id, Password: password, ...wish })
    const ofAlice = await open(visitor, { service: LIBRARY })
    await thenBob(place, visitor, wish)
    const ofBob = await visitor.submit(ofAlice, 'Continue')
    expect([ofBob.heading, whoIn(ofBob)]).toEqual([
      'Go on to Library?',
      expect.stringContaining(place.person('bob').name),
    ])
    expect((await press(visitor, ofBob, 'Continue')).location).toContain('ticket=ST-')
  })

  test('counts for the same person in a new session', async () => {
    const place = await university(HERE)
    const visitor = await signedIn(place)
    const page = await open(visitor, { service })
    const { login: id, password } = place.person('alice')
    await visitor.submit(await visitor.open('/cas/login?renew=true'), 'Sign in', { ID: id, Password: password })
    expect((await press(visitor, page, 'Agree and continue')).location).toContain('ticket=ST-')
  })
})

test('the wish to be asked outlives the password being asked again', async () => {
  const place = await university(HERE)
  const { login: id, password } = place.person('alice')
  const visitor = place.visitor()
  await visitor.submit(await visitor.open('/cas/login'), 'Sign in', {
    ID: id,
    Password: password,
    [WARN]: 'true',
  })
  const form = await visitor.open('/cas/login?renew=true')
  expect(form.field(WARN).hasAttribute('checked')).toBe(true)
  await visitor.submit(form, 'Sign in', { Password: password })
  expect((await open(visitor, { service: 'https://library.example.edu/' })).heading).toBe('Go on to Library?')
})

test('the language of the address holds for this page and the next', async () => {
  const place = await university(HERE)
  const visitor = place.visitor({ 'accept-language': 'en' })
  expect((await open(visitor, { service, locale: 'pl' })).heading).toBe('Zaloguj się')
  expect((await visitor.open('/cas/login')).heading).toBe('Zaloguj się')
  expect((await visitor.open('/cas/logout?locale=en')).heading).toBe('You have been logged out')
  expect(
    (await login(place.visitor({ 'accept-language': 'en' }), { locale: 'de' })).headers.get('content-language'),
  ).toBe('en')
})
