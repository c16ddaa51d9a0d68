import { sql } from 'kysely'
import { expect } from 'vitest'
import { setPassword, signIn } from '../attacks/steps.ts'
import { comeBack, relyingParty } from '../relying-party.ts'
import type { Page, Visitor } from '../visitor.ts'
import { CLIENT, type Place, SERVICE } from './place.ts'

// What people do, with all that it promises. Whoever walks as a `wanderer` is at another node with each request.

export async function signInAndOut(place: Place, visitor: Visitor) {
  const { login, password } = place.person('alice')
  await signIn(visitor, login, password)
  expect((await visitor.open('/account')).status).toBe(200)
  const out = await visitor.submit(await visitor.open('/account'), 'log out')
  expect(out.status).toBe(200)
  expect((await visitor.open('/cas/login')).form('Sign in')).toBeTruthy()
}

export async function setPasswordByLink(place: Place, visitor: Visitor, key: string, password: string) {
  const { login, pesel } = place.person(key)
  await visitor.submit(await visitor.open('/reset-password'), 'Next', { 'E-mail address:': login })
  const page = await visitor.open(await place.linkFor(login))
  const done = await setPassword(visitor, page, { pesel: pesel ?? '', password })
  expect(done.status).toBe(200)
  await signIn(visitor, login, password)
  expect((await visitor.open('/account')).status).toBe(200)
}

export async function changePassword(visitor: Visitor, current: string, password: string) {
  const done = await visitor.submit(await visitor.open('/password-change'), 'Change password', {
    'Current password:': current,
    'New password:': password,
    'Repeat new password:': password,
  })
  expect(done.status).toBe(200)
  expect((await visitor.open('/account')).status).toBe(200)
}

export async function takeTicketToService(place: Place, visitor: Visitor) {
  const { login, password } = place.person('alice')
  await signIn(visitor, login, password)
  const issued = await visitor.send('GET', `/cas/login?service=${encodeURIComponent(SERVICE)}`)
  const ticket = new URL(issued.headers.get('location') ?? '').searchParams.get('ticket') ?? ''
  const validated = () =>
    place
      .visitor()
      .send('GET', `/cas/p3/serviceValidate?${new URLSearchParams({ service: SERVICE, ticket })}`)
      .then((answer) => answer.text())
  const answers = await Promise.all([validated(), validated(), validated(), validated(), validated(), validated()])
  expect(answers.filter((xml) => xml.includes('authenticationSuccess'))).toHaveLength(1)
  expect(answers.filter((xml) => xml.includes('INVALID_TICKET'))).toHaveLength(5)
  return ticket
}

/** Signed out where the ticket did not come from; three nodes look for what is to be done, and one of them does it. */
export async function signOutTellsServices(place: Place, visitor: Visitor) {
  const ticket = await takeTicketToService(place, visitor)
  const told = () => place.services.tellings.filter((telling) => telling.ticket === ticket).length
  expect(told()).toBe(0)
  await visitor.submit(await visitor.open('/account'), 'log out')
  await expect.poll(told).toBe(1)
  await nobodyIsToBeTold(place)
  expect(told()).toBe(1)
}

async function nobodyIsToBeTold({ database }: Place) {
  await expect
    .poll(async () => {
      const { rows } = await sql<{ waiting: number }>`
        select count(*)::int as waiting
        from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
        where task.identifier = 'tell-services'`.execute(database.db)
      return rows[0]?.waiting
    })
    .toBe(0)
}

export async function useOpenIdConnect(place: Place, visitor: Visitor) {
  const { login, password } = place.person('alice')
  const library = await relyingParty(place, CLIENT)
  const begun = await library.begin()
  const back = await comeBack(visitor, begun.address, { login, password })
  const tokens = await library.exchange(begun, back)
  expect((await library.userinfo(tokens)).email).toBe(login)
}

/** Of forty wrong passwords at once, ten are tried and counted, and the right one has to wait. */
export async function guessPasswords(place: Place, key: string) {
  const { login, password } = place.person(key)
  const visitors = Array.from({ length: 40 }, () => place.visitor())
  const pages = await Promise.all(visitors.map((visitor) => visitor.open('/cas/login')))
  const guess = (visitor: Visitor, page: Page) =>
    visitor.submit(page, 'Sign in', { ID: login, Password: 'Zgaduj-zgadula-99' })
  await Promise.all(pages.map((page, index) => guess(visitors[index] ?? place.visitor(), page)))
  const lane = await place.database.db
    .selectFrom('sign_in_lanes')
    .selectAll()
    .where('lane', '=', await idOf(place, key))
    .executeTakeFirst()
  expect(lane?.failures).toBe(10)
  const refused = place.visitor()
  await signIn(refused, login, password)
  expect((await refused.open('/cas/login')).form('Sign in')).toBeTruthy()
}

/** Of thirty requests for a link at once, one letter leaves. */
export async function askForManyLinks(place: Place, key: string) {
  const { login } = place.person(key)
  const visitors = Array.from({ length: 30 }, () => place.visitor())
  await Promise.all(
    visitors.map(async (visitor) =>
      visitor.submit(await visitor.open('/reset-password'), 'Next', { 'E-mail address:': login }),
    ),
  )
  await place.linkFor(login)
  await noLetterWaits(place)
  expect(place.mail.letters.filter(({ to }) => to.includes(login))).toHaveLength(1)
}

/** By the balancer, which asks any node; some at once and more often than there are nodes, so that each is asked first. */
export async function findStyles({ nodes, origin }: Place) {
  let knownToSome = 0
  for (const node of nodes) {
    const html = await (await fetch(`${node.origin}/cas/login`)).text()
    const assets = [...new Set(html.match(/\/assets\/[\w.-]+/g))]
    expect(assets.length).toBeGreaterThan(1)
    for (const asset of assets) {
      const statuses = (origins: readonly string[]) =>
        Promise.all(origins.map((one) => fetch(one + asset).then(({ status }) => status)))
      if ((await statuses(nodes.map((each) => each.origin))).includes(404)) knownToSome += 1
      const asked = Array<string>(12).fill(origin)
      expect([node.name, asset, await statuses(asked)]).toEqual([node.name, asset, asked.map(() => 200)])
    }
  }
  // Else nothing was tried.
  expect(knownToSome).toBeGreaterThan(0)
}

export async function noLetterWaits({ database }: Place) {
  await expect
    .poll(async () => {
      const row = await database.db
        .selectFrom('letters')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('state', 'in', ['queued', 'sending'])
        .executeTakeFirst()
      return row?.count
    })
    .toBe('0')
}

export async function idOf({ database }: Place, key: string) {
  const row = await database.db
    .selectFrom('development_cast')
    .select('person_id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return row.person_id
}
