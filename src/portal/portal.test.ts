import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { registered } from '../../test/service.ts'
import { type University, university } from '../../test/university.ts'
import type { Page, Visitor } from '../../test/visitor.ts'

test('a person logs in at the portal, which then names them and offers log out', async () => {
  const agh = await university()
  const visitor = agh.visitor()
  const front = await visitor.open('/')
  expect(front.text).toContain('You are not logged in')
  const page = await logIn(agh, visitor, await visitor.open(front.link('log in')))

  expect(page.status).toBe(200)
  expect(page.address.href).toBe(`${agh.origin}/`)
  expect(page.heading).toBe('Hello, Alicja')
  expect(page.text).toContain('Alicja Wrona')
  expect(page.text).toContain('Album number 402113')
  expect(page.form('log out')).toBeDefined()
})

test('log out ends the whole sign-in, and the page of before shows nobody', async () => {
  const agh = await university()
  const visitor = agh.visitor()
  const page = await logIn(agh, visitor)
  const after = await visitor.submit(page, 'log out')

  expect(after.text).not.toContain('Alicja')
  expect(after.text).toContain('You have been logged out')
  expect(after.link('log in')).toBeDefined()
  expect((await visitor.open('/')).text).toContain('You are not logged in')
  // Logging in again asks for the password: nothing of the sign-in is left.
  expect((await visitor.open('/portal/log-in')).field('Password')).toBeDefined()
})

test('leaving tells the browser to forget what it kept of the page', async () => {
  const agh = await university()
  const visitor = agh.visitor()
  const page = await logIn(agh, visitor)
  const form = page.form('log out').querySelector('input')?.getAttribute('value') ?? ''
  const answer = await visitor.send('POST', '/portal/log-out', new URLSearchParams({ form }))
  expect(answer.headers.get('clear-site-data')).toContain('cache')
  expect(answer.headers.get('location')).toBe(
    `/cas/logout?service=${encodeURIComponent(`${agh.origin}/portal/logged-out`)}`,
  )
  expect(page.headers.get('cache-control')).toContain('no-store')
})

test('the portal’s cookie is its own and says nothing', async () => {
  const agh = await university()
  const visitor = agh.visitor()
  await logIn(agh, visitor)
  expect(visitor.cookies.get('__Host-portal')).toMatch(/^[A-Za-z0-9]{24}$/)
  // Without the sign-in server's cookie the portal still knows the person.
  visitor.cookies.delete('__Host-TGC')
  expect((await visitor.open('/')).text).toContain('Alicja Wrona')
})

test('each log-in has a fresh cookie, and the one before is dead', async () => {
  const agh = await university()
  const visitor = agh.visitor()
  await logIn(agh, visitor)
  const copy = visitor.sameBrowser()
  await visitor.open('/portal/log-in')
  expect(visitor.cookies.get('__Host-portal')).not.toBe(copy.cookies.get('__Host-portal'))
  expect((await copy.open('/')).text).toContain('You are not logged in')
})

test('an hour without use ends it, and the page says so once', async () => {
  const agh = await university()
  const visitor = agh.visitor()
  await logIn(agh, visitor)
  agh.clock.advance({ minutes: 61 })
  expect((await visitor.open('/')).text).toContain('Your session has expired')
  expect((await visitor.open('/')).text).not.toContain('Your session has expired')
})

test('a ticket that is false, used or late is explained on a page that stands still', async () => {
  const agh = await university()
  const visitor = agh.visitor()
  await logIn(agh, visitor)
  const spent = visitor.trail.find((line) => /portal\/return\?.*ticket=/.test(line))?.split(' ')[1] ?? ''

  const stranger = agh.visitor()
  for (const address of [
    spent,
    '/portal/return?ticket=ST-never',
    '/portal/return?ticket=%3Cscript%3E',
    '/portal/return?ticket=',
  ]) {
    const page = await stranger.open(address)
    expect(page.status).toBe(403)
    expect(page.heading).toBe('Logging in to USOSweb did not work this time')
    expect(page.link('Try again').pathname).toBe('/portal/log-in')
    expect(stranger.cookies.has('__Host-portal')).toBe(false)
  }
})

test('loading the address with the ticket twice in one browser harms nobody', async () => {
  const agh = await university()
  const visitor = agh.visitor()
  await logIn(agh, visitor)
  const spent = visitor.trail.find((line) => /portal\/return\?.*ticket=/.test(line))?.split(' ')[1] ?? ''
  expect((await visitor.open(spent)).heading).toBe('Hello, Alicja')
})

test('when the sign-in server is away the portal says whose fault it is', async () => {
  const agh = await university({ settings: { PORTAL_CAS_ORIGIN: await closedOrigin() } })
  const page = await logIn(agh, agh.visitor())
  expect(page.status).toBe(503)
  expect(page.heading).toBe('The sign-in server does not answer')
  expect(page.text).toContain('The fault is ours')
})

test('a person the portal does not know is told why and whom to ask, and is not sent in a circle', async () => {
  const agh = await university()
  const { login } = agh.person('alice')
  await agh.database.db
    .updateTable('people')
    .set({ usos_id: null })
    .where('id', 'in', (query) => query.selectFrom('addresses').select('person_id').where('address', '=', login))
    .execute()
  const visitor = agh.visitor()
  const page = await logIn(agh, visitor)

  expect(page.status).toBe(403)
  expect(page.heading).toBe('USOSweb does not know you')
  expect(page.text).toContain('USOS help desk')
  const after = await visitor.submit(page, 'Log out')
  expect(after.status).toBe(200)
  expect((await visitor.open('/portal/log-in')).field('Password')).toBeDefined()
})

test('signing out at the sign-in server ends the portal’s session too', async () => {
  const agh = await university()
  const visitor = agh.visitor()
  await logIn(agh, visitor)
  await visitor.open('/cas/logout')
  await agh.tellServices()
  expect((await visitor.open('/')).text).toContain('You are not logged in')
})

test('a sign-out message without the ticket ends nothing and tells nothing', async () => {
  const agh = await university()
  const visitor = agh.visitor()
  await logIn(agh, visitor)
  const stranger = agh.visitor()
  for (const logoutRequest of [
    '',
    'x',
    '<samlp:LogoutRequest><samlp:SessionIndex>ST-guess</samlp:SessionIndex></samlp:LogoutRequest>',
  ]) {
    const answer = await stranger.send('POST', '/portal/return', new URLSearchParams({ logoutRequest }), {
      'sec-fetch-site': 'cross-site',
    })
    expect(answer.status).toBe(204)
  }
  const large = await stranger.send('POST', '/portal/return', new URLSearchParams({ logoutRequest: 'x'.repeat(9000) }))
  expect(large.status).toBe(400)
  expect((await visitor.open('/')).text).toContain('Alicja Wrona')
})

test('another site cannot log anybody out', async () => {
  const agh = await university()
  const visitor = agh.visitor()
  await logIn(agh, visitor)
  const answer = await visitor.send('POST', '/portal/log-out', new URLSearchParams(), {
    'sec-fetch-site': 'cross-site',
    origin: 'https://evil.example',
  })
  expect(answer.status).toBe(403)
  expect((await visitor.open('/')).text).toContain('Alicja Wrona')
})

test('asking for the head of the return address spends no ticket', async () => {
  const agh = await university()
  const answer = await agh.visitor().send('HEAD', '/portal/return?ticket=ST-abc')
  expect(answer.status).toBe(405)
})

test('a person with one name is greeted by it, and nothing is missing from the page', async () => {
  const agh = await university()
  const page = await logIn(agh, agh.visitor(), undefined, 'suryani')
  expect(page.status).toBe(200)
  expect(page.heading).toMatch(/^Hello, \S+$/)
})

test('the portal speaks Polish to who asks for it, on the way and back', async () => {
  const agh = await university()
  const visitor = agh.visitor({ 'accept-language': 'pl' })
  const page = await logIn(agh, visitor, await visitor.open((await visitor.open('/')).link('zaloguj się')))
  expect(page.heading).toBe('Dzień dobry, Alicja')
  expect(visitor.trail.some((line) => line.includes('/cas/login?service=') && line.includes('locale=pl'))).toBe(true)
})

test('the services one may go to stand on the page, the portal itself does not', async () => {
  const library = registered({
    id: 'library',
    name: { pl: 'Biblioteka', en: 'Library' },
    urls: ['https://library.example.edu/'],
  })
  const agh = await university({ services: [library] })
  const page = await logIn(agh, agh.visitor())
  expect(page.link('Library').href).toBe('https://library.example.edu/')
  expect(page.document.querySelectorAll('#services + ul li')).toHaveLength(1)
})

async function logIn(agh: University, visitor: Visitor, signIn?: Page, key = 'alice') {
  const page = signIn ?? (await visitor.open('/portal/log-in'))
  const { login, password } = agh.person(key)
  const [id, secret, button] = page.text.includes('Identyfikator')
    ? ['Identyfikator', 'Hasło', 'Zaloguj się']
    : ['ID', 'Password', 'Sign in']
  return visitor.submit(page, button ?? '', { [id ?? '']: login, [secret ?? '']: password })
}

/** Where nobody listens. */
async function closedOrigin() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}
