import { expect, test } from 'vitest'
import { login, signedIn } from '../../test/cas.ts'
import { client, relyingParty, walk } from '../../test/relying-party.ts'
import { registered } from '../../test/service.ts'
import { university } from '../../test/university.ts'
import type { Page, Visitor } from '../../test/visitor.ts'

const service = 'https://library.example.edu/start'
const name = { pl: 'Biblioteka', en: 'Library' }
const HERE = {
  services: [registered({ id: 'shelves', name, urls: ['https://library.example.edu/'] }), client('timetable')],
  settings: { TICKETS_PER_SESSION: '20' },
}

const ticketsOf = async (visitor: Visitor, times: number) => {
  const answers = await Promise.all(Array.from({ length: times }, () => login(visitor, { service })))
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
  expect([page.status, page.heading]).toEqual([429, 'Too many attempts'])
  expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(500)
  expect(page.link('Open the page again').search).toContain('service=')
  expect(await ticketsOf(await signedIn(place), 1)).toBe(1)
  place.clock.advance({ minutes: 11 })
  expect(await ticketsOf(visitor, 40)).toBe(20)
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
  await ticketsOf(visitor, 19)
  const silent = async () => (await walk(visitor, (await party.begin({ prompt: 'none' })).address)) as URL
  expect((await silent()).searchParams.has('code')).toBe(true)
  expect((await silent()).searchParams.get('error')).toBe('login_required')
  const page = (await walk(visitor, (await party.begin()).address)) as Page
  expect([page.status, page.heading]).toEqual([429, 'Too many attempts'])
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
