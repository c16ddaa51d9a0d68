import { expect, test } from 'vitest'
import { requestLink } from '../../test/reset-steps.ts'
import { registered } from '../../test/service.ts'
import { somebodyWaits } from '../../test/somebody-waits.ts'
import { type University, university } from '../../test/university.ts'
import type { Page } from '../../test/visitor.ts'
import { giveConsent, listConsents } from '../services/index.ts'
import { endSession } from '../sessions/index.ts'

const LAPTOP = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'

test('a student sees both fields of study under the one album number, and which address is assigned', async () => {
  const agh = await university()
  const { page } = await signedIn(agh)
  const alice = agh.person('alice')

  expect(page.heading).toBe('My account')
  expect(page.text).toContain(`You sign in with ${alice.login}`)
  expect(page.text).toContain('Album number 402113')
  expect(page.document.querySelectorAll('#studies ~ .rows li')).toHaveLength(2)
  expect(page.text).toContain('Links to set a password go here, and nowhere else.')
})

test('a field of study names its faculty, and the dean’s office that answers for it', async () => {
  const agh = await university()
  const { page } = await signedIn(agh)
  expect(page.text).toContain('Computer ScienceFaculty of Computer Science Active')
  expect(page.link('dean’s office of the Faculty of Computer Science').href).toBe('mailto:deans-office-wi@agh.edu.pl')
  expect(page.link('dean’s office of the Faculty of Mathematics').href).toBe('mailto:deans-office-wms@agh.edu.pl')
})

test('a teacher sees every address and only one of them assigned', async () => {
  const agh = await university()
  const { page } = await signedIn(agh, { key: 'bob' })
  expect(page.document.querySelectorAll('#addresses ~ .rows li').length).toBeGreaterThanOrEqual(3)
  expect(page.document.querySelectorAll('#addresses ~ .rows .tag')).toHaveLength(1)
  expect(page.text).toContain('academic staff')
})

test('a name with signs of HTML in it is shown as it is written', async () => {
  const agh = await university()
  const { page } = await signedIn(agh, { key: 'sean' })
  expect(page.status).toBe(200)
  expect(page.document.querySelector('.who')?.textContent).toContain(agh.person('sean').name)
})

test('each session is named by its browser, and this one is marked', async () => {
  const agh = await university()
  await signedIn(agh, { browser: PHONE })
  agh.clock.advance({ minutes: 5 })
  const { page } = await signedIn(agh, { browser: LAPTOP })
  const rows = page.document.querySelectorAll('#sessions ~ .rows li').map((row) => row.textContent)
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatch(/Firefox, Linux.*This device/)
  expect(rows[1]).toMatch(/Safari, iOS.*End/)
})

test('one other session ends after the password is typed again, and only that one', async () => {
  const agh = await university()
  const { visitor: phone } = await signedIn(agh, { browser: PHONE })
  const { visitor: laptop, page } = await signedIn(agh, { browser: LAPTOP })
  const { visitor: tablet } = await signedIn(agh, { browser: LAPTOP })
  const link = page.document.querySelectorAll('#sessions ~ .rows a')[0]?.getAttribute('href') ?? ''
  const ask = await laptop.open(link)
  expect(ask.heading).toBe('End the session Safari, iOS')

  const refused = await laptop.submit(ask, 'End the session', { Password: 'not-it' })
  expect(refused.status).toBe(422)
  expect(refused.summary).toContain('That is not your password. Type it again')
  expect((await phone.open('/account')).heading).toBe('My account')

  const done = await laptop.submit(refused, 'End the session', { Password: agh.person('alice').password })
  expectConfirmation(done, 'The session has been ended.')
  expect((await phone.open('/account')).field('Password')).toBeDefined()
  expect((await tablet.open('/account')).heading).toBe('My account')
})

test('another session that is logged out in the very moment is not said to have been ended from here', async () => {
  const agh = await university()
  const { db } = agh.database
  await signedIn(agh, { browser: PHONE })
  const { id } = await db.selectFrom('sessions').select('id').executeTakeFirstOrThrow()
  const { visitor, page } = await signedIn(agh, { browser: LAPTOP })
  const link = page.document.querySelectorAll('#sessions ~ .rows a')[0]?.getAttribute('href') ?? ''
  const ask = await visitor.open(link)

  const [late] = await db.transaction().execute(async (trx) => {
    await endSession(trx, id, 'signed-out', agh.clock.now())
    const done = visitor.submit(ask, 'End the session', { Password: agh.person('alice').password })
    await somebodyWaits(db)
    return [done]
  })
  const account = await late
  expect([account.heading, account.address.search]).toEqual(['My account', ''])
  expect(account.text).not.toContain('Another session ended')
})

test('all other sessions end at once, and this one stays', async () => {
  const agh = await university()
  const others = [await signedIn(agh), await signedIn(agh)]
  const { visitor, page } = await signedIn(agh)
  const ask = await visitor.open(page.link('Sign out on all other devices'))
  const done = await visitor.submit(ask, 'Sign out on all other devices', { Password: agh.person('alice').password })

  expectConfirmation(done, 'All other sessions have been ended.')
  expect(done.heading).toBe('My account')
  for (const other of others) expect((await other.visitor.open('/account')).field('Password')).toBeDefined()
})

test('a session of somebody else cannot be named', async () => {
  const agh = await university()
  const { visitor: bob } = await signedIn(agh, { key: 'bob' })
  await signedIn(agh, { browser: PHONE })
  const { page } = await signedIn(agh)
  const link = page.document.querySelectorAll('#sessions ~ .rows a')[0]?.getAttribute('href') ?? ''
  expect((await bob.open(link)).address.pathname).toBe('/account')
})

test('after ten wrong passwords even the right one waits', async () => {
  const agh = await university()
  await signedIn(agh)
  const { visitor } = await signedIn(agh)
  const end = async (password: string) =>
    visitor.submit(await visitor.open('/account/sessions/others/end'), 'Sign out on all other devices', {
      Password: password,
    })
  for (let time = 0; time < 10; time++) expect((await end('not-it')).status).toBe(422)
  const page = await end(agh.person('alice').password)
  expect(page.status).toBe(429)
  expect(page.summary).toContain('Try again in 1 minute')
})

test('recent activity is told in plain words, newest first', async () => {
  const agh = await university()
  const { login } = agh.person('alice')
  const stranger = agh.visitor()
  for (let time = 0; time < 2; time++) {
    await stranger.submit(await stranger.open('/cas/login'), 'Sign in', { ID: login, Password: 'not-it' })
  }
  agh.clock.advance({ minutes: 1 })
  const { visitor, page } = await signedIn(agh)
  const lines = page.document.querySelectorAll('.timeline li').map((line) => line.textContent)
  expect(lines[0]).toMatch(/Signed in$/)
  expect(lines[1]).toMatch(/Sign-in refused: wrong password \(2×\)$/)

  await visitor.open('/cas/logout')
  agh.clock.advance({ minutes: 1 })
  const portal = agh.visitor()
  const { password } = agh.person('alice')
  await portal.submit(await portal.open('/portal/log-in'), 'Sign in', { ID: login, Password: password })
  const after = (await portal.open('/account')).document
    .querySelectorAll('.timeline li')
    .map((line) => line.textContent)
  expect(after[0]).toMatch(/Signed in to USOSweb$/)
  expect(after[1]).toMatch(/Logged out$/)
})

test('the language of messages is chosen without typing the password again, and the next letter is in it', async () => {
  const agh = await university()
  const { visitor, page } = await signedIn(agh)
  const { login } = agh.person('alice')
  const chosen = await visitor.submit(page, 'Save', { English: 'en' })
  expectConfirmation(chosen, 'The language of messages has been saved.')
  expect(chosen.text).toContain('Language of messages chosen')
  await requestLink(agh.visitor(), login)
  expect((await agh.mailbox.letters(login)).at(-1)?.subject).toBe('Set your password')

  await visitor.submit(chosen, 'Save', { English: 'en' })
  const events = await agh.database.db
    .selectFrom('audit_events')
    .select('details')
    .where('event', '=', 'language-chosen')
    .execute()
  expect(events).toEqual([{ details: { language: 'en' } }])
})

test('no other language, and nobody who is not signed in, changes anything', async () => {
  const agh = await university()
  const { visitor, page } = await signedIn(agh)
  const german = visitor.fill(page, 'Save')
  german.body.set('letters', 'de')
  expect((await visitor.request('POST', german.action, german.body)).status).toBe(400)
  const stranger = agh.visitor()
  await stranger.open('/cas/login')
  const { action, body } = visitor.fill(page, 'Save', { English: 'en' })
  expect((await stranger.request('POST', action, body)).heading).not.toBe('My account')
  const { language } = await agh.database.db
    .selectFrom('people')
    .innerJoin('addresses', 'addresses.person_id', 'people.id')
    .select('language')
    .where('address', '=', agh.person('alice').login)
    .executeTakeFirstOrThrow()
  expect(language).toBe('pl')
})

test('all activity is a page of its own, beside the newest lines', async () => {
  const agh = await university()
  const stranger = agh.visitor()
  const { login } = agh.person('alice')
  for (let time = 0; time < 9; time++) {
    await signedIn(agh)
    await stranger.submit(await stranger.open('/cas/login'), 'Sign in', { ID: login, Password: 'not-it' })
    agh.clock.advance({ minutes: 1 })
  }
  const { visitor, page } = await signedIn(agh)
  expect(page.document.querySelectorAll('.timeline li')).toHaveLength(12)
  const all = await visitor.open(page.link('All activity'))
  expect(all.heading).toBe('All activity')
  expect(all.document.querySelectorAll('.timeline li')).toHaveLength(19)
  expect((await agh.visitor().open('/account/activity')).field('Password')).toBeDefined()
})

test('while a moved address is held the page says until when no link is sent', async () => {
  const agh = await university()
  const { visitor } = await signedIn(agh)
  await agh.database.db
    .updateTable('people')
    .set({ reset_held_until: new Date(agh.clock.now().getTime() + 3_600_000) })
    .execute()
  expect((await visitor.open('/account')).text).toContain('no link is sent before')
  agh.clock.advance({ minutes: 59 })
  await visitor.open('/account')
  agh.clock.advance({ minutes: 2 })
  expect((await visitor.open('/account')).text).not.toContain('no link is sent before')
})

test('the page says which services know what, and a consent is taken back', async () => {
  const timetable = registered({
    id: 'timetable',
    name: { pl: 'Plan zajęć', en: 'Timetable' },
    urls: ['https://timetable.agh.edu.pl/'],
    attributes: ['displayName', 'eduPersonScopedAffiliation'],
    consent: true,
  })
  const agh = await university({ services: [timetable] })
  const { visitor } = await signedIn(agh)
  const { db } = agh.database
  const { id: session, person_id: person } = await db
    .selectFrom('sessions')
    .select(['id', 'person_id'])
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  const visit = (ticket: string, protocol: 'cas' | 'oidc', service: string) =>
    db
      .insertInto('service_visits')
      .values({ ticket, session_id: session, service, protocol, visited_at: agh.clock.now(), told_at: null })
      .execute()
  await visit('ST-1', 'cas', 'https://timetable.agh.edu.pl/week/48?view=list')
  await visit('sid-1', 'oidc', 'gone-app')
  await giveConsent(db, {
    person,
    service: 'timetable',
    places: [],
    attributes: timetable.attributes,
    now: agh.clock.now(),
  })

  const page = await visitor.open('/account')
  const rows = page.document.querySelectorAll('#services ~ .rows li').map((row) => row.textContent)
  expect(rows).toHaveLength(2)
  expect(rows.find((row) => row.startsWith('Timetable'))).toMatch(
    /It is told: your university e-mail address, your name, whether you study or work at the university/,
  )
  expect(rows.find((row) => row.startsWith('gone-app'))).toContain('does not use our sign-in any more')
  expect(page.html).not.toContain('ST-1')

  const done = await visitor.submit(page, 'Withdraw the consent for Timetable')
  expectConfirmation(done, 'The consent has been withdrawn. The service will ask for it at the next sign-in.')
  expect(done.text).not.toContain('You agreed on')
  expect(await listConsents(db, person)).toEqual([])
  const events = await db
    .selectFrom('audit_events')
    .select(['details', 'person_id'])
    .where('event', '=', 'consent-withdrawn')
    .execute()
  expect(events).toEqual([{ details: { service: 'timetable' }, person_id: person }])
})

test('nobody takes back the consent of somebody else', async () => {
  const agh = await university()
  const { visitor } = await signedIn(agh)
  await signedIn(agh, { key: 'bob' })
  const { db } = agh.database
  const bob = await db
    .selectFrom('addresses')
    .select('person_id as id')
    .where('address', '=', agh.person('bob').login)
    .executeTakeFirstOrThrow()
  await giveConsent(db, { person: bob.id, service: 'library', places: [], attributes: ['sn'], now: agh.clock.now() })
  const page = await visitor.open('/account')
  const { body } = visitor.fill(page, 'Save', { English: 'en' })
  await visitor.request('POST', `${agh.origin}/account/services/library/consent/withdraw`, body)
  expect(await listConsents(db, bob.id)).toHaveLength(1)
})

test('nobody who is not signed in gets here, and signing in leads here', async () => {
  const agh = await university()
  const visitor = agh.visitor()
  const { login, password } = agh.person('alice')
  const page = await visitor.open('/account')
  expect(visitor.trail.at(-1)).toBe('GET /cas/login?next=account')
  expect((await visitor.submit(page, 'Sign in', { ID: login, Password: password })).heading).toBe('My account')
})

test('log out ends the sign-in', async () => {
  const agh = await university()
  const { visitor, page } = await signedIn(agh)
  await visitor.submit(page, 'log out')
  expect((await visitor.open('/account')).field('Password')).toBeDefined()
})

test('no address and no log line holds a session’s id', async () => {
  const agh = await university()
  await signedIn(agh)
  const { visitor, page } = await signedIn(agh)
  const sessions = await agh.database.db.selectFrom('sessions').select('id').execute()
  for (const { id } of sessions) {
    expect(page.html).not.toContain(id)
    expect(visitor.trail.join('\n')).not.toContain(id)
    expect(agh.logText()).not.toContain(id)
  }
})

async function signedIn(agh: University, { key = 'alice', browser = '' } = {}) {
  const { login, password } = agh.person(key)
  const visitor = agh.visitor({ 'accept-language': 'en', 'user-agent': browser })
  const page = await visitor.submit(await visitor.open('/account'), 'Sign in', { ID: login, Password: password })
  return { visitor, page }
}

/** What was done takes the focus and comes first in the title: whoever sees a part of the page, or only hears it, notices. */
function expectConfirmation(page: Page, sentence: string) {
  expect(page.document.querySelector('[autofocus]')?.textContent).toBe(sentence)
  expect(page.title).toContain(`${sentence} My account`)
}
