import * as openid from 'openid-client'
import { expect, test } from 'vitest'
import { login, signedIn } from '../../test/cas.ts'
import { CALLBACK, client, relyingParty, walk } from '../../test/relying-party.ts'
import { registered } from '../../test/service.ts'
import { university } from '../../test/university.ts'
import type { Page, Visitor } from '../../test/visitor.ts'
import { asSessionId } from '../database/index.ts'
import { ticketShares } from './ticket-share.ts'

const service = 'https://library.example.edu/start'
const timetable = 'https://timetable.example.edu/'
const name = { pl: 'Biblioteka', en: 'Library' }
const HERE = {
  services: [
    registered({ id: 'shelves', name, urls: ['https://library.example.edu/'] }),
    client('timetable', {}, { urls: [timetable] }),
  ],
  settings: { TICKETS_PER_SERVICE: '20' },
}
const TOO_OFTEN = 'Too many redirects to this service'

const ticketsOf = async (visitor: Visitor, times: number, at = service) => {
  const answers = await Promise.all(Array.from({ length: times }, () => login(visitor, { service: at })))
  return answers.filter(({ headers }) => headers.get('location')?.includes('ticket=')).length
}

test('a session has its share of tickets and no more, however many are asked for at once; another one has its own', async () => {
  const place = await university(HERE)
  const { db } = place.database
  const visitor = await signedIn(place)
  const events = () => db.selectFrom('audit_events').selectAll().where('event', '=', 'service-ticket-issued').execute()
  expect(await ticketsOf(visitor, 40)).toBe(20)
  expect(await events()).toHaveLength(20)

  const page = await visitor.open(`/cas/login?${new URLSearchParams({ service })}`)
  expect([page.status, page.heading]).toEqual([429, TOO_OFTEN])
  expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(500)
  expect(page.link('Open the page again').search).toContain('service=')
  expect(await ticketsOf(await signedIn(place), 1)).toBe(1)
  place.clock.advance({ minutes: 11 })
  expect(await ticketsOf(visitor, 40)).toBe(20)
})

test('a page that sends a browser to one service over and over shuts its person out of that service alone', async () => {
  const place = await university(HERE)
  const party = await relyingParty(place, 'timetable')
  const visitor = await signedIn(place)
  expect(await ticketsOf(visitor, 30)).toBe(20)
  const gateway = await login(visitor, { service: timetable, gateway: 'true' })
  expect(gateway.headers.get('location')).toContain('ticket=')
  expect(await ticketsOf(visitor, 5, timetable)).toBe(5)
  const silent = (await walk(visitor, (await party.begin({ prompt: 'none' })).address)) as URL
  expect(silent.searchParams.has('code')).toBe(true)
})

test('who waits reads that the browser came for one service too often, and nothing of passwords or attempts', async () => {
  const place = await university(HERE)
  const visitor = await signedIn(place)
  await ticketsOf(visitor, 20)
  const answer = async (language: string) => {
    const page = await visitor.open(`/cas/login?${new URLSearchParams({ service, locale: language })}`)
    expect(page.status).toBe(429)
    return page.text
  }
  const english = await answer('en')
  expect(english).toContain('In a short while your browser has been sent here very many times for the same service.')
  expect(english).toContain('Nothing is wrong with your account.')
  expect(english).not.toMatch(/attempts|keep accounts safe/)
  const polish = await answer('pl')
  expect(polish).toContain(
    'W krótkim czasie Twoja przeglądarka trafiła tu bardzo wiele razy w drodze do tej samej usługi.',
  )
  expect(polish).toContain('Z Twoim kontem wszystko jest w porządku.')
  expect(polish).not.toMatch(/prób\b|Dla bezpieczeństwa/)
})

test('past its share a gateway goes back without a ticket, and is asked nothing', async () => {
  const place = await university(HERE)
  const visitor = await signedIn(place)
  await ticketsOf(visitor, 20)
  const answer = await login(visitor, { service, gateway: 'true' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, service])
})

test('it is one share for both protocols, and a silent request past it hears that somebody has to sign in', async () => {
  const place = await university(HERE)
  const party = await relyingParty(place, 'timetable')
  const visitor = await signedIn(place)
  await ticketsOf(visitor, 19, timetable)
  const silent = async () => (await walk(visitor, (await party.begin({ prompt: 'none' })).address)) as URL
  expect((await silent()).searchParams.has('code')).toBe(true)
  const refused = await silent()
  expect([refused.href.startsWith(CALLBACK), refused.searchParams.get('error')]).toEqual([true, 'login_required'])
  const page = (await walk(visitor, (await party.begin()).address)) as Page
  expect([page.status, page.heading]).toEqual([429, TOO_OFTEN])
  expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(500)
})

test('a silent request that was pushed beforehand hears the same, and one that may ask is shown the page', async () => {
  const place = await university(HERE)
  const party = await relyingParty(place, 'timetable')
  const visitor = await signedIn(place)
  await ticketsOf(visitor, 20, timetable)
  const pushed = async (parameters: Record<string, string> = {}) =>
    walk(visitor, await openid.buildAuthorizationUrlWithPAR(party.configuration, (await party.begin(parameters)).asked))
  const back = await pushed({ prompt: 'none' })
  expect(back).toBeInstanceOf(URL)
  expect((back as URL).searchParams.get('error')).toBe('login_required')
  expect(await pushed()).toMatchObject({ status: 429, heading: TOO_OFTEN })
})

test('a request that is no service’s, or not as it is registered, takes nothing of the share', async () => {
  const place = await university(HERE)
  const party = await relyingParty(place, 'timetable')
  const visitor = await signedIn(place)
  for (const wrong of [{ client_id: 'nobody' }, { redirect_uri: 'https://elsewhere.example.edu/' }, { scope: 'mail' }])
    for (let time = 0; time < 7; time++) await walk(visitor, (await party.begin(wrong)).address)
  expect(await ticketsOf(visitor, 30, timetable)).toBe(20)
})

test('a second node gives a tenth of it beside, and counts the rest with the first', async () => {
  const place = await university({ ...HERE, nodes: 2 })
  const first = await signedIn(place)
  const second = place.visitor(undefined, 1)
  for (const [cookie, value] of first.cookies) second.cookies.set(cookie, value)
  expect(await ticketsOf(first, 15)).toBe(15)
  expect(await ticketsOf(second, 15)).toBe(7)
  expect(await ticketsOf(first, 15)).toBe(0)
})

test('on a morning of more sessions than a node remembers only those that began first begin anew', async () => {
  const { settings, keys, database, clock } = await university(HERE)
  const take = ticketShares({ settings, keys, database, world: { clock } })
  const granted = async (session: string, times: number) => {
    let given = 0
    for (let time = 0; time < times; time++) given += (await take(asSessionId(session), 'shelves')).granted ? 1 : 0
    return given
  }
  expect(await granted('first', 30)).toBe(20)
  for (let other = 0; other < 19_998; other++) await granted(`other ${other}`, 1)
  expect(await granted('last', 30)).toBe(20)
  await granted('one more', 1)
  expect(await granted('last', 10)).toBe(0)
  expect(await granted('first', 10)).toBe(2)
})
