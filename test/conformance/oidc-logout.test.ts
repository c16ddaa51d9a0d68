import { createPublicKey, verify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as openid from 'openid-client'
import { describe, expect, onTestFinished, test } from 'vitest'
import { asPersonId } from '../../src/database/index.ts'
import { erasePerson } from '../../src/personal-data/index.ts'
import { clientTeller } from '../../src/sso/oidc/index.ts'
import { createLogger } from '../../src/web/index.ts'
import { systemRandom } from '../../src/world/index.ts'
import { listening, trustedCertificate } from '../cas.ts'
import { testKeys } from '../morning.ts'
import { client, comeBack, relyingParty, send, walk } from '../relying-party.ts'
import { GOOD_PASSWORD, linkFor, setPassword } from '../reset-steps.ts'
import { registered } from '../service.ts'
import { staff } from '../staff.ts'
import { type University, university } from '../university.ts'
import type { Page, Visitor } from '../visitor.ts'

const BYE = 'https://library.example.edu/bye'

/** A client that listens for logout tokens, and a CAS service beside it. */
async function place(answers: number[] = []) {
  const heard: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const { searchParams } = new URL(`http://here/?${body}`)
      heard.push(searchParams.get('logout_token') ?? searchParams.get('logoutRequest') ?? '')
      response.writeHead(answers.shift() ?? 200, { location: 'http://127.0.0.1:9/' }).end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const services = [
    client('library', { backChannelLogoutUri: `${origin}/back` }),
    client('wiki'),
    client('quiet', { backChannelLogoutUri: `${origin}/quiet` }, { singleLogout: false }),
    registered({ id: 'old', name: { pl: 'Stara', en: 'Old' }, urls: [`${origin}/cas`] }),
  ]
  const here = await university({ services })
  const visitor = here.visitor({ accept: 'text/html', 'accept-language': 'en' })
  const library = await relyingParty(here, 'library')
  const { tokens } = await library.signIn(visitor, here.person('alice'))
  return { here, visitor, library, tokens, heard, origin }
}

function logoutAddress(
  { library }: { library: Awaited<ReturnType<typeof relyingParty>> },
  parameters: Record<string, string>,
) {
  return openid.buildEndSessionUrl(library.configuration, parameters)
}

async function refusals({ database }: University) {
  const rows = await database.db
    .selectFrom('audit_events')
    .select('details')
    .where('event', '=', 'service-refused')
    .execute()
  return rows.map(({ details }) => details?.service)
}

/** Which services the log names, where they stand, and why they did not hear. */
function notTold({ logText }: University) {
  const lines = logText().split('\n')
  return lines
    .filter((line) => line.includes('"a service could not be told of a sign-out"'))
    .map((line) => JSON.parse(line))
    .map(({ service, host, because }) => [service, host, because])
}

async function isSignedIn(visitor: Visitor) {
  return (await visitor.open('/cas/login')).heading === 'You are signed in'
}

describe('a sign-out that a service asks for', () => {
  test('without an ID token is the person’s to decide: the request alone ends nothing', async () => {
    const { visitor, library, here } = await place()
    const page = (await walk(visitor, logoutAddress({ library }, { client_id: 'library' }))) as Page
    expect([page.status, page.heading]).toEqual([200, 'Log out?'])
    expect(page.text).toContain('Service library asks for it.')
    expect(await isSignedIn(visitor)).toBe(true)

    const gone = (await send(visitor, page, 'Log out')) as Page

    expect(gone.heading).toBe('You have been logged out')
    expect(gone.text).toMatch(/These services are being told\s*Service library/)
    expect(visitor.cookies.has('__Host-TGC')).toBe(false)
    const [session] = await here.database.db.selectFrom('sessions').select('ended_because').execute()
    expect(session?.ended_because).toBe('signed-out')
  })

  test('may be declined, and the person stays signed in', async () => {
    const { visitor, library } = await place()
    const asked = logoutAddress({ library }, { client_id: 'library', post_logout_redirect_uri: BYE, state: 'x y' })
    const back = await send(visitor, (await walk(visitor, asked)) as Page, 'Stay signed in')
    expect(String(back)).toBe(`${BYE}?state=x+y`)
    expect(await isSignedIn(visitor)).toBe(true)
  })

  test('counts from our page alone: its secret belongs to the session', async () => {
    const { visitor, library } = await place()
    await walk(visitor, logoutAddress({ library }, { client_id: 'library' }))
    const forged = await visitor.send('POST', '/oidc/logout/confirm', new URLSearchParams({ xsrf: 'x', logout: 'yes' }))
    expect(forged.headers.get('location')).toBe('/oidc/logout')
    expect(await isSignedIn(visitor)).toBe(true)
  })

  test('with an ID token of this very session is done at once, and leads back with the state', async () => {
    const { visitor, library, tokens } = await place()
    const asked = { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: BYE, state: 'abc' }
    expect(String(await walk(visitor, logoutAddress({ library }, asked)))).toBe(`${BYE}?state=abc`)
    expect(visitor.cookies.has('__Host-TGC')).toBe(false)
    expect(await isSignedIn(visitor)).toBe(false)
    await expect(library.userinfo(tokens)).rejects.toMatchObject({ status: 401 })
  })

  test('with an ID token of another session asks, and a forged one counts for nothing', async () => {
    const { here, visitor, library, tokens } = await place()
    const elsewhere = here.visitor()
    await library.signIn(elsewhere, here.person('zofia'))
    const page = (await walk(elsewhere, logoutAddress({ library }, { id_token_hint: tokens.id_token ?? '' }))) as Page
    expect(page.heading).toBe('Log out?')
    const [head, body] = (tokens.id_token ?? '').split('.')
    const forged = logoutAddress({ library }, { id_token_hint: `${head}.${body}.AAAA` })
    expect(await walk(visitor, forged)).toMatchObject({ status: 200, heading: 'Log out?' })
    expect(await isSignedIn(visitor)).toBe(true)
  })

  test('leads to registered addresses alone', async () => {
    const { here, visitor, library } = await place()
    for (const post_logout_redirect_uri of ['https://evil.example/', `${BYE}/`, `${BYE}?x=1`]) {
      const asked = logoutAddress({ library }, { client_id: 'library', post_logout_redirect_uri })
      expect(await walk(visitor, asked)).toMatchObject({ status: 200, heading: 'Log out?' })
    }
    expect(await refusals(here)).toEqual(['library', 'library', 'library'])
    const nobody = new URL(logoutAddress({ library }, { post_logout_redirect_uri: BYE }))
    nobody.searchParams.delete('client_id')
    expect(await walk(visitor, nobody)).toMatchObject({ status: 200, heading: 'Log out?' })
    expect(await isSignedIn(visitor)).toBe(true)
  })

  test('with a way back that is not right signs out all the same, and leads nowhere', async () => {
    const { here, visitor, library, tokens } = await place()
    const asked = { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: `${BYE}/`, state: 'abc' }
    expect(await walk(visitor, logoutAddress({ library }, asked))).toMatchObject({
      heading: 'You have been logged out',
    })
    expect(await isSignedIn(visitor)).toBe(false)
    expect(await refusals(here)).toEqual(['library'])
  })

  test('of a service that nobody knows is asked about, too', async () => {
    const { visitor, library } = await place()
    const asked = new URL(logoutAddress({ library }, {}))
    asked.searchParams.set('client_id', 'nobody')
    expect(await walk(visitor, asked)).toMatchObject({ status: 200, heading: 'Log out?' })
  })

  test('of somebody who is signed out already leads on, or says so', async () => {
    const { here, library } = await place()
    const visitor = here.visitor()
    const asked = { client_id: 'library', post_logout_redirect_uri: BYE, state: 'abc' }
    expect(String(await walk(visitor, logoutAddress({ library }, asked)))).toBe(`${BYE}?state=abc`)
    const page = (await walk(visitor, logoutAddress({ library }, { client_id: 'library' }))) as Page
    expect(page.heading).toBe('You have been logged out')
  })

  test('may come as a form', async () => {
    const { visitor, tokens } = await place()
    const first = await visitor.send(
      'POST',
      '/oidc/logout',
      new URLSearchParams({ id_token_hint: tokens.id_token ?? '' }),
    )
    expect(first.status).toBe(303)
    await visitor.follow(first, '/oidc/logout')
    expect(await isSignedIn(visitor)).toBe(false)
  })
})

describe('a session that has ended', () => {
  test('is told to every client by a signed token of its own type, and to CAS services by theirs', async () => {
    const { here, visitor, library, tokens, heard, origin } = await place()
    await (await relyingParty(here, 'quiet')).signIn(visitor, here.person('alice'))
    await validate(here, visitor, `${origin}/cas`)
    const asked = logoutAddress({ library }, { id_token_hint: tokens.id_token ?? '' })
    await walk(visitor, asked)
    await here.tellServices()
    expect(heard).toHaveLength(2)
    expect(heard.some((one) => one.includes('<samlp:LogoutRequest'))).toBe(true)

    const token = heard.find((one) => !one.startsWith('<')) ?? ''
    const [head = '', body = '', signature = ''] = token.split('.')
    const { typ, alg, kid } = read(head)
    expect([typ, alg]).toEqual(['logout+jwt', 'RS256'])
    const { keys } = await (await fetch(`${here.origin}/oidc/jwks`)).json()
    const key = createPublicKey({ key: keys.find((one: { kid: string }) => one.kid === kid), format: 'jwk' })
    expect(verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
    const claims = read(body)
    expect(claims).toMatchObject({
      iss: `${here.origin}/oidc`,
      aud: 'library',
      sub: tokens.claims()?.sub,
      sid: tokens.claims()?.sid,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    })
    expect(claims).toMatchObject({ jti: expect.any(String), iat: expect.any(Number), exp: expect.any(Number) })
    expect(claims).not.toHaveProperty('nonce')

    await here.tellServices()
    expect(heard).toHaveLength(2)
  })

  test.each([
    ['by CAS', async ({ visitor }: Placed) => void (await visitor.open('/cas/logout'))],
    [
      'by a password reset',
      async ({ here }: Placed) => {
        const { login, pesel } = here.person('alice')
        await setPassword(here, await linkFor(here, login), { pesel, password: GOOD_PASSWORD })
      },
    ],
    [
      'by the desk, which ends that session alone,',
      async ({ here, tokens }: Placed) => {
        const { visitor: desk } = await staff(here, 'desk')
        const page = await desk.open(`/desk/people/${tokens.claims()?.sub}`)
        const session = page.document.querySelector('input[name="session"]')?.getAttribute('value') ?? ''
        const { action, body } = desk.fill(page, 'End one session', { Reason: 'A lost telephone' })
        body.set('session', session)
        expect((await desk.send('POST', action, body)).status).toBe(303)
      },
    ],
    [
      'by the erasure of the person, of whom nothing else is left,',
      async ({ here, tokens }: Placed) => {
        const person = asPersonId(tokens.claims()?.sub ?? '')
        const parts = { database: here.database, keys: here.keys, world: { clock: here.clock, random: systemRandom } }
        const confirmed = here.person('alice').login
        expect(await erasePerson(parts, { person, by: 'operator', reason: 'x', confirmed })).toMatchObject({
          sessions: 1,
        })
      },
    ],
  ])('%s is told in the same way', async (_, end) => {
    const placed = await place()
    await end(placed)
    await placed.here.tellServices()
    expect(placed.heard).toHaveLength(1)
    await expect(placed.library.userinfo(placed.tokens)).rejects.toMatchObject({ status: 401 })
  })

  test('is told again to a client that fails, and a redirect is not followed', async () => {
    const { here, visitor, heard, origin } = await place([500, 302])
    await visitor.open('/cas/logout')
    await expect(here.tellServices()).rejects.toThrow('Clients that could not be told of a sign-out: 1 of 1.')
    await expect(here.tellServices()).rejects.toThrow('could not be told')
    await here.tellServices()
    expect(heard).toHaveLength(3)
    expect(notTold(here)).toEqual([
      ['library', new URL(origin).host, 'It answered 500.'],
      ['library', new URL(origin).host, 'It answered 302.'],
    ])
  })

  test('is told in production over https alone', async () => {
    const { here, visitor, heard } = await place()
    await visitor.open('/cas/logout')
    const tell = clientTeller({
      ...here,
      settings: { ...here.settings, NODE_ENV: 'production' },
      world: { clock: here.clock, random: systemRandom },
      keys: testKeys.app,
      services: () => here.services,
      log: createLogger({ LOG_LEVEL: 'silent' }),
    })
    const { id } = await here.database.db.selectFrom('sessions').select('id').executeTakeFirstOrThrow()
    await expect(tell({ session: id })).rejects.toThrow('Clients that could not be told of a sign-out: 1 of 1.')
    expect(heard).toEqual([])
  })

  test('is told over https to whom the authority of the operator vouches for, and to no address that is forbidden (req 77)', async () => {
    const { certificate, file } = trustedCertificate()
    const inside = await listening({ certificate })
    const settings = { CALLBACK_CA_FILE: file }
    const services = [
      client('library', { backChannelLogoutUri: `${inside.origin}/back` }),
      // It leads to this machine, and is not registered as doing so.
      client('hidden', { backChannelLogoutUri: `https://ip6-localhost:${inside.port}/back` }),
    ]
    const here = await university({ services, settings })
    const visitor = here.visitor()
    for (const id of ['library', 'hidden']) await (await relyingParty(here, id)).signIn(visitor, here.person('alice'))
    await visitor.open('/cas/logout')
    await expect(here.tellServices()).rejects.toThrow('Clients that could not be told of a sign-out: 1 of 2.')
    expect(inside.heard.map(({ address, body }) => [address.pathname, body.startsWith('logout_token=ey')])).toEqual([
      ['/back', true],
    ])
  })

  test('is nobody’s for a service that asks silently', async () => {
    const { visitor, library } = await place()
    await visitor.open('/cas/logout')
    const back = await comeBack(visitor, (await library.begin({ prompt: 'none' })).address)
    expect(back.searchParams.get('error')).toBe('login_required')
  })
})

type Placed = Awaited<ReturnType<typeof place>>

async function validate(here: University, visitor: Visitor, service: string) {
  const answer = await visitor.send('GET', `/cas/login?service=${encodeURIComponent(service)}`)
  const ticket = new URL(answer.headers.get('location') ?? '').searchParams.get('ticket') ?? ''
  await fetch(`${here.origin}/cas/serviceValidate?${new URLSearchParams({ service, ticket })}`)
}

function read(part: string) {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}
