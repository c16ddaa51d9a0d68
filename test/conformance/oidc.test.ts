import { createHash } from 'node:crypto'
import { type IncomingHttpHeaders, request } from 'node:http'
import fc from 'fast-check'
import * as openid from 'openid-client'
import { beforeAll, describe, expect, test } from 'vitest'
import type { PersonId } from '../../src/database/index.ts'
import { setDisabled } from '../../src/people/index.ts'
import { type AttributeName, type Service, withdrawConsent } from '../../src/services/index.ts'
import { endSessionsOf } from '../../src/sessions/index.ts'
import { CALLBACK, client, comeBack, relyingParty, SECRET, send, walk } from '../relying-party.ts'
import { GOOD_PASSWORD, linkFor, setPassword } from '../reset-steps.ts'
import { fileOfServices, registered } from '../service.ts'
import { staff } from '../staff.ts'
import { type University, university } from '../university.ts'
import { Page, type Visitor } from '../visitor.ts'

const OTHER = 'https://wiki.example.edu/oauth'
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1'
const LAPTOP = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const TABLET = 'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Safari/537.36'
const offline = { scope: 'openid profile email offline_access', prompt: 'consent' }

const services = [
  client('library'),
  client('wiki', { redirectUris: [OTHER], idTokenAlgorithm: 'ES256', authentication: 'client_secret_post' }),
  client('cloud', { offlineAccess: true, introspection: true }),
  client('browser-app', { authentication: 'none' }),
  client('phone-app', {
    authentication: 'none',
    redirectUris: ['http://127.0.0.1/callback', 'edu.example.app:/callback'],
  }),
  client('asks', { offlineAccess: true }, { consent: true, description: { pl: 'Opis.', en: 'What it is for.' } }),
  client('sure', { offlineAccess: true }, { assurance: 'second-factor' }),
  client(
    'student-card',
    {},
    { attributes: ['eduPersonScopedAffiliation', 'schacPersonalUniqueCode', 'student_number', 'usos_id', 'mail'] },
  ),
  registered({ id: 'old', name: { pl: 'Stara', en: 'Old' }, urls: ['https://old.example.edu/'] }),
]

let here: University
beforeAll(async () => {
  // So many are refused here on purpose that the trail of one network would be full (decision 156).
  const settings = { CAMPUS_NETWORKS: '127.0.0.1,::1' }
  here = await university({ services, clock: 'real', settings })
})

const alice = () => here.person('alice')

/** The opaque id of one of the cast. */
async function idOf(key: string, at: University = here): Promise<PersonId> {
  const { db } = at.database
  const { person_id } = await db
    .selectFrom('addresses')
    .select('person_id')
    .where('address', '=', at.person(key).login)
    .executeTakeFirstOrThrow()
  return person_id
}

/** A browser in which somebody is signed in, by CAS. */
async function signedIn(person = alice(), at: University = here): Promise<Visitor> {
  const visitor = at.visitor()
  await visitor.submit(await visitor.open('/cas/login'), 'Sign in', { ID: person.login, Password: person.password })
  return visitor
}

/** A place whose operator keeps the services in a file, and rewrites it. */
async function withFileOfServices(...first: Service[]) {
  const { path, write } = fileOfServices(first)
  const place = await university({ settings: { SERVICES_FILE: path }, clock: 'real' })
  return {
    place,
    async register(...all: Service[]) {
      write(all)
      await place.refreshServices()
    },
  }
}

/** What the token endpoint answers, for requests that no careful client would send. */
async function post(
  path: string,
  body: Record<string, string>,
  headers: Record<string, string> = {},
  at = here.origin,
) {
  const answer = await fetch(`${at}/oidc${path}`, {
    method: 'POST',
    body: new URLSearchParams(body),
    headers: { ...headers },
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: text.startsWith('{') ? JSON.parse(text) : text }
}

const basic = (id: string, secret = SECRET) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})

/** A code of the library, ready to be exchanged by hand. */
async function codeFor(visitor: Visitor, id = 'library', parameters: Record<string, string> = {}, at = here) {
  const begun = await (await relyingParty(at, id, openid.None())).begin(parameters)
  const asked = await walk(visitor, begun.address)
  const back = (asked instanceof Page ? await send(visitor, asked, 'Agree and continue') : asked) as URL
  return {
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: begun.asked.redirect_uri,
    code_verifier: begun.verifier,
  }
}

describe('the metadata', () => {
  test('name every address below the issuer, PKCE by S256, two algorithms, and nothing that is off', async () => {
    const { configuration } = await relyingParty(here, 'library')
    const metadata = configuration.serverMetadata()
    expect(metadata.issuer).toBe(`${here.origin}/oidc`)
    for (const [name, address] of Object.entries(metadata)) {
      if (name.endsWith('_endpoint') || name === 'jwks_uri') expect(address).toMatch(`${here.origin}/oidc/`)
    }
    expect(metadata).toMatchObject({
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: expect.arrayContaining(['RS256', 'ES256']),
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
      authorization_response_iss_parameter_supported: true,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      request_uri_parameter_supported: false,
      ui_locales_supported: ['pl', 'en'],
    })
    expect(metadata.registration_endpoint ?? metadata.device_authorization_endpoint).toBeUndefined()
    expect(JSON.stringify(metadata)).not.toMatch(/implicit|password|plain|HS256|none"\]?,"?alg/)
  })

  test('of OAuth stand at the address of RFC 8414 too, and say the same', async () => {
    const at = async (path: string) => (await fetch(here.origin + path)).json()
    const known = await at('/oidc/.well-known/openid-configuration')
    expect(await at('/.well-known/oauth-authorization-server/oidc')).toEqual(known)
    expect(await at('/oidc/.well-known/oauth-authorization-server')).toEqual(known)
  })

  test('take no host from the request', async () => {
    const answer = await fetch(`${here.origin}/oidc/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    })
    expect(await answer.text()).not.toMatch(/evil|https:\/\/localhost/)
  })

  test('publish the keys of both algorithms, and nothing private of them', async () => {
    const { keys } = (await (await fetch(`${here.origin}/oidc/jwks`)).json()) as { keys: Record<string, string>[] }
    expect(keys.map(({ alg }) => alg).sort()).toEqual(['ES256', 'RS256'])
    for (const key of keys)
      expect(Object.keys(key).filter((name) => ['d', 'p', 'q', 'dp', 'dq', 'qi'].includes(name))).toEqual([])
  })
})

describe('the code flow', () => {
  test('signs a person in, and tells the service what it is registered for', async () => {
    const library = await relyingParty(here, 'library')
    const { tokens, back } = await library.signIn(here.visitor(), alice())
    expect(back.searchParams.get('iss')).toBe(`${here.origin}/oidc`)
    expect(tokens.claims()).toMatchObject({
      iss: `${here.origin}/oidc`,
      aud: 'library',
      acr: 'https://refeds.org/profile/sfa',
      amr: ['pwd'],
      auth_time: expect.any(Number),
    })
    expect(await library.userinfo(tokens)).toEqual({
      sub: await idOf('alice'),
      name: 'Alicja Wrona',
      given_name: 'Alicja',
      family_name: 'Wrona',
      email: 'alicja.wrona@student.agh.edu.pl',
      email_verified: true,
    })
  })

  test('knows whoever has signed in by CAS, and CAS knows whoever has signed in here', async () => {
    const library = await relyingParty(here, 'library')
    const byCas = await signedIn()
    const begun = await library.begin()
    await library.exchange(begun, await comeBack(byCas, begun.address))

    const byOidc = here.visitor()
    await library.signIn(byOidc, alice())
    const ticket = await byOidc.send('GET', `/cas/login?service=${encodeURIComponent('https://old.example.edu/')}`)
    expect(ticket.headers.get('location')).toMatch(/^https:\/\/old\.example\.edu\/\?ticket=ST-/)
  })

  test('signs by ES256 for the service that is registered for it', async () => {
    const wiki = await relyingParty(here, 'wiki', openid.ClientSecretPost(SECRET), {
      id_token_signed_response_alg: 'ES256',
    })
    const { tokens } = await wiki.signIn(await signedIn(), alice(), { redirect_uri: OTHER })
    expect(header(tokens.id_token)).toMatchObject({ alg: 'ES256' })
  })

  test('answers at the service by a form where it asks for that, on a page in the language of the person', async () => {
    const begun = await (await relyingParty(here, 'library')).begin({ response_mode: 'form_post' })
    const page = (await walk(await signedIn(), begun.address)) as Page
    const form = page.form('Continue')
    expect(form.getAttribute('action')).toBe(CALLBACK)
    expect(form.querySelectorAll('input').map((input) => input.getAttribute('name'))).toEqual(['code', 'state', 'iss'])
    expect([page.heading, page.headers.get('content-language')]).toEqual(['On your way to the service', 'en'])
    expect(page.document.querySelector('a[rel=alternate]')).toBeNull()
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'nonce-[^']+';.* form-action https:;/)
  })

  test('takes the request as a form as well', async () => {
    const begun = await (await relyingParty(here, 'library')).begin()
    const visitor = await signedIn()
    const first = await visitor.send('POST', '/oidc/auth', new URLSearchParams(begun.asked), {
      'sec-fetch-site': 'cross-site',
      origin: 'https://library.example.edu',
    })
    expect(first.status).toBe(303)
    const answer = await visitor.send('GET', `${first.headers.get('location')}&client_id=library&response_type=code`)
    expect(answer.headers.get('location')).toMatch(/^https:\/\/library\.example\.edu\/callback\?code=/)
  })

  test('drops scopes that hold nothing the service is registered for, without an error', async () => {
    const library = await relyingParty(here, 'library')
    const { tokens } = await library.signIn(await signedIn(), alice(), { scope: 'openid profile email eduperson usos' })
    expect(tokens.scope).toBe('openid profile email')
  })

  test('tells the standard names of eduPerson, SCHAC and USOS, and never a PESEL', async () => {
    const card = await relyingParty(here, 'student-card')
    const { tokens } = await card.signIn(await signedIn(), alice(), { scope: 'openid profile email eduperson usos' })
    const told = await card.userinfo(tokens)
    expect(told).toMatchObject({
      eduperson_scoped_affiliation: ['student@agh.edu.pl', 'member@agh.edu.pl'],
      schac_personal_unique_code: ['urn:schac:personalUniqueCode:int:esi:agh.edu.pl:402113'],
      student_number: '402113',
      email: alice().login,
    })
    expect(told.name).toBeUndefined()
    expect(JSON.stringify(told)).not.toContain(alice().pesel)
  })

  test('names a person by something that says nothing and never changes', async () => {
    const library = await relyingParty(here, 'library')
    const zofia = here.person('zofia')
    const first = await library.signIn(here.visitor(), zofia)
    const sub = first.tokens.claims()?.sub ?? ''
    expect([zofia.pesel, zofia.login, zofia.albumNumber].some((known) => sub.includes(known ?? '-'))).toBe(false)
    await here.database.db
      .updateTable('people')
      .set({ album_number: '999999' })
      .where('id', '=', await idOf('zofia'))
      .execute()
    const { tokens } = await library.signIn(here.visitor(), zofia)
    expect(tokens.claims()?.sub).toBe(sub)
  })

  test('of another service opens nothing: code and redirect address are bound to the one that asked', async () => {
    const visitor = await signedIn()
    const fields = await codeFor(visitor)
    expect(await post('/token', fields, basic('cloud'))).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    const again = await codeFor(visitor)
    const moved = { ...again, redirect_uri: `${CALLBACK}/` }
    expect(await post('/token', moved, basic('library'))).toMatchObject({ body: { error: 'invalid_grant' } })
  })

  test('refuses every other way to get a token', async () => {
    const begun = await (await relyingParty(here, 'library')).begin()
    for (const type of ['token', 'id_token', 'code token', 'none']) {
      const address = new URL(begun.address)
      address.searchParams.set('response_type', type)
      const back = await walk(await signedIn(), address)
      expect([type, back instanceof URL && /error=unsupported_response_type/.test(back.href)]).toEqual([type, true])
    }
    for (const grant_type of ['password', 'client_credentials', 'urn:ietf:params:oauth:grant-type:device_code']) {
      const { body } = await post('/token', { grant_type, username: 'a', password: 'b' }, basic('library'))
      expect(body.error).toBe('unsupported_grant_type')
    }
  })

  test('never fetches a request from an address, nor reads one from the service', async () => {
    for (const extra of [{ request_uri: 'http://127.0.0.1:9/request' }, { request: 'e30.e30.' }]) {
      const begun = await (await relyingParty(here, 'library')).begin(extra)
      const back = (await walk(await signedIn(), begun.address)) as URL
      expect(back.searchParams.get('error')).toMatch(/^(request|request_uri)_not_supported$|^invalid_request/)
    }
  })
})

describe('a redirect address', () => {
  test.each([
    `${CALLBACK}/`,
    `${CALLBACK}?x=1`,
    `${CALLBACK}/below`,
    `${CALLBACK}#part`,
    'https://LIBRARY.example.edu/callback',
    'https://library.example.edu:443/callback',
    'https://library.example.edu@evil.example/callback',
    'https://library.example.edu/%63allback',
    'https://library.example.edu/x/%2e%2e/callback',
    'https://library.example.edu/x/../callback',
    'http://library.example.edu/callback',
    '//library.example.edu/callback',
    'javascript:alert(1)',
    OTHER,
    '',
  ])('%s is another one: a page of ours, and no redirect', async (redirect_uri) => {
    const begun = await (await relyingParty(here, 'library')).begin({ redirect_uri })
    const page = await walk(await signedIn(), begun.address)
    expect(page).toBeInstanceOf(Page)
    expect(page).toMatchObject({ status: 400, title: expect.stringMatching(/^Error: You cannot be signed in/) })
    expect((page as Page).html).not.toMatch(/href="https?:\/\/(?!localhost|(www\.)?agh|\w+\.agh)/)
  })

  test('of an application on a telephone or computer is one of its registered ones, at whatever port of the machine', async () => {
    const app = await relyingParty(here, 'phone-app', openid.None())
    const to = async (redirect_uri: string) => {
      const begun = await app.begin({ redirect_uri })
      const page = await walk(await signedIn(), begun.address)
      if (page instanceof URL) throw new Error('An application nobody can vouch for is asked about.')
      return page.status === 200 ? ((await send(await signedIn(), page, 'Agree and continue')) as unknown) : page.status
    }
    expect(await to('http://127.0.0.1/elsewhere')).toBe(400)
    expect(await to('http://localhost/callback')).toBe(400)
    expect(await to('edu.example.other:/callback')).toBe(400)

    const visitor = await signedIn()
    for (const redirect_uri of ['http://127.0.0.1:51234/callback', 'edu.example.app:/callback']) {
      const begun = await app.begin({ redirect_uri })
      const page = (await walk(visitor, begun.address)) as Page
      const back = (await send(visitor, page, 'Agree and continue')) as URL
      expect(back.href).toMatch(redirect_uri)
      await app.exchange(begun, back)
    }
  })

  test('of an application with a scheme of its own is registered as an operator writes it', async () => {
    const redirectUris = ['edu.example.app:/callback']
    const app = client('phone-app', {
      authentication: 'none',
      redirectUris,
      postLogoutRedirectUris: ['edu.example.app:/bye'],
    })
    const { place } = await withFileOfServices(app)
    const party = await relyingParty(place, 'phone-app', openid.None())
    const begun = await party.begin({ redirect_uri: 'edu.example.app:/callback' })
    const visitor = await signedIn(place.person('alice'), place)
    const back = (await send(visitor, (await walk(visitor, begun.address)) as Page, 'Agree and continue')) as URL
    expect(back.href).toMatch(/^edu\.example\.app:\/callback\?code=/)
    const tokens = await party.exchange(begun, back)
    const out = openid.buildEndSessionUrl(party.configuration, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'edu.example.app:/bye',
    })
    expect(String(await walk(visitor, out))).toBe('edu.example.app:/bye')
  })

  test('of a service that nobody knows is never followed', async () => {
    const begun = await (await relyingParty(here, 'library')).begin({ client_id: 'nobody' })
    const address = new URL(begun.address)
    address.searchParams.set('client_id', 'nobody')
    const page = (await walk(await signedIn(), address)) as Page
    expect(page.status).toBe(400)
    expect(page.text).toContain('invalid_client')
    const polish = here.visitor({ 'accept-language': 'pl' })
    expect(((await walk(polish, address)) as Page).heading).toBe('Nie można zalogować do tej usługi')
  })
})

test('whatever is asked leads to a registered address or to a page of ours', async () => {
  const visitor = await signedIn()
  const begun = await (await relyingParty(here, 'library')).begin()
  const pieces = fc.constantFrom(
    CALLBACK,
    OTHER,
    'https://evil.example/',
    'https:',
    '//',
    '@',
    '#',
    '%0d%0a',
    '\\',
    ' ',
    'code',
    'token',
    'none',
    'login',
    'openid',
    'form_post',
    'library',
    'wiki',
    '-1',
    '{"',
    'ł',
    '\u0000',
  )
  const names = fc.constantFrom(
    ...Object.keys(begun.asked),
    ...['client_id', 'response_type', 'response_mode', 'prompt', 'max_age', 'claims', 'request_uri', 'id_token_hint'],
    ...['acr_values', 'ui_locales', 'registration', 'resource', 'post_logout_redirect_uri'],
  )
  const changes = fc.array(fc.tuple(names, fc.array(pieces, { maxLength: 4 })), { minLength: 1, maxLength: 4 })
  const allowed = /^(https:\/\/library\.example\.edu\/callback|https:\/\/wiki\.example\.edu\/oauth)([?#]|$)/
  await fc.assert(
    fc.asyncProperty(changes, async (changed) => {
      const address = new URL(begun.address)
      for (const [name, parts] of changed) address.searchParams.set(name, parts.join(''))
      const answer = await visitor.send('GET', address)
      await answer.body?.cancel()
      expect(answer.status).toBeLessThan(500)
      const to = answer.headers.get('location')
      if (to !== null && !to.startsWith(`${here.origin}/oidc/`) && !to.startsWith('/oidc/')) expect(to).toMatch(allowed)
    }),
    { numRuns: 500 },
  )
})

describe('PKCE', () => {
  test.each([
    ['no challenge', { code_challenge: '', code_challenge_method: '' }],
    ['plain', { code_challenge_method: 'plain' }],
    ['a challenge without a method', { code_challenge_method: '' }],
  ])('%s is refused at the authorization endpoint', async (_, more) => {
    const begun = await (await relyingParty(here, 'library')).begin()
    const address = new URL(begun.address)
    for (const [name, value] of Object.entries(more)) {
      if (value === '') address.searchParams.delete(name)
      else address.searchParams.set(name, value)
    }
    const back = (await walk(await signedIn(), address)) as URL
    expect(back.searchParams.get('error')).toBe('invalid_request')
    expect(back.searchParams.get('code')).toBeNull()
  })

  test('a missing or wrong verifier is refused at the token endpoint, for services with a secret too', async () => {
    const visitor = await signedIn()
    const { code_verifier, ...without } = await codeFor(visitor)
    expect(code_verifier.length).toBeGreaterThan(40)
    expect(await post('/token', without, basic('library'))).toMatchObject({ body: { error: 'invalid_grant' } })
    const other = { ...(await codeFor(visitor)), code_verifier: 'a'.repeat(43) }
    expect(await post('/token', other, basic('library'))).toMatchObject({ body: { error: 'invalid_grant' } })
  })
})

describe('whoever connects a service', () => {
  test('finds in the log which fault a code of the standard stands for, and no token or code', async () => {
    const visitor = await signedIn()
    const { code_verifier, ...without } = await codeFor(visitor)
    const wrong = { ...(await codeFor(visitor)), code_verifier: 'a'.repeat(43) }
    const elsewhere = { ...(await codeFor(visitor)), redirect_uri: `${CALLBACK}/` }
    const unknown = { ...elsewhere, code: 'c'.repeat(43) }
    for (const fields of [without, wrong, elsewhere, unknown]) await post('/token', fields, basic('library'))
    await post('/token', unknown, basic('library', 'w'.repeat(43)))
    const lines = here
      .logText()
      .split('\n')
      .filter((line) => line.includes('"OpenID Connect refused"'))
    const told = lines.map((line) => JSON.parse(line)).slice(-5)
    expect(told.map(({ service, code, because }) => [service, code, because])).toEqual([
      ['library', 'invalid_grant', 'code_verifier must be provided'],
      ['library', 'invalid_grant', 'code_verifier does not match code_challenge'],
      ['library', 'invalid_grant', 'authorization code redirect_uri mismatch'],
      ['library', 'invalid_grant', 'authorization code not found'],
      ['library', 'invalid_client', 'invalid secret provided'],
    ])
    for (const { reference } of told) expect(reference).toMatch(/^\w{4}-\w{4}$/)
    for (const secret of [without.code, wrong.code, elsewhere.code, unknown.code, code_verifier, 'w'.repeat(43)])
      expect(here.logText()).not.toContain(secret)
  })

  test('reads on the page of the refusal, and in the log, what is wrong with the request', async () => {
    const { address } = await (await relyingParty(here, 'library')).begin({ redirect_uri: `${CALLBACK}/` })
    const page = (await walk(here.visitor({ accept: 'text/html', 'accept-language': 'en' }), address)) as Page
    expect(page.heading).toBe('You cannot be signed in to this service')
    expect(page.text).toContain('redirect_uri did not match any of the client')
    expect(here.logText()).toMatch(/"code":"invalid_redirect_uri","because":"redirect_uri did not match/)
  })
})

describe('prompt, max_age and hints', () => {
  test('prompt=none without a session says login_required, and shows no page', async () => {
    const begun = await (await relyingParty(here, 'library')).begin({ prompt: 'none' })
    const back = (await walk(here.visitor(), begun.address)) as URL
    expect([back.searchParams.get('error'), back.searchParams.get('state')]).toEqual(['login_required', begun.state])
  })

  test('prompt=login wants the password though somebody is signed in, and opens another session', async () => {
    const library = await relyingParty(here, 'library')
    const visitor = await signedIn()
    const before = visitor.cookies.get('__Host-TGC')
    const begun = await library.begin({ prompt: 'login' })
    const page = (await walk(visitor, begun.address)) as Page
    expect(page.text).toContain('This service asks you to type your password again.')
    const back = (await send(visitor, page, 'Sign in', { ID: alice().login, Password: alice().password })) as URL
    await library.exchange(begun, back)
    expect(visitor.cookies.get('__Host-TGC')).not.toBe(before)
  })

  test('max_age=0 wants the password, a generous one does not, and auth_time tells the truth', async () => {
    const library = await relyingParty(here, 'library')
    const visitor = await signedIn()
    await here.database.db
      .updateTable('sessions')
      .set({ created_at: new Date(Date.now() - 600_000) })
      .where('person_id', '=', await idOf('alice'))
      .where('ended_at', 'is', null)
      .execute()
    const lenient = await library.begin({ max_age: '900' })
    const tokens = await library.exchange(lenient, await comeBack(visitor, lenient.address))
    const age = Date.now() / 1000 - Number(tokens.claims()?.auth_time)
    expect(age).toBeGreaterThan(599)

    const strict = await library.begin({ max_age: '0' })
    expect(await walk(visitor, strict.address)).toBeInstanceOf(Page)
    const fresh = await library.exchange(strict, await comeBack(visitor, strict.address, alice()))
    expect(Date.now() / 1000 - Number(fresh.claims()?.auth_time)).toBeLessThan(60)
  })

  test('login_hint fills in the ID, and ui_locales chooses the language', async () => {
    const library = await relyingParty(here, 'library')
    const begun = await library.begin({ login_hint: 'somebody@agh.edu.pl', ui_locales: 'de pl-PL en' })
    const page = (await walk(here.visitor({}), begun.address)) as Page
    expect(page.heading).toBe('Zaloguj się')
    expect(page.document.getElementById('username')?.getAttribute('value')).toBe('somebody@agh.edu.pl')
  })

  test('a wrong password is answered on the same page, and the right one goes on', async () => {
    const library = await relyingParty(here, 'library')
    const visitor = here.visitor()
    const begun = await library.begin()
    const page = (await walk(visitor, begun.address)) as Page
    const refused = (await send(visitor, page, 'Sign in', { ID: alice().login, Password: 'wrong' })) as Page
    expect([refused.status, refused.address.pathname]).toEqual([422, page.address.pathname])
    const back = (await send(visitor, refused, 'Sign in', { ID: alice().login, Password: alice().password })) as URL
    await library.exchange(begun, back)
  })

  test('a sign-in that is over, or begun in another browser, leads nowhere', async () => {
    const begun = await (await relyingParty(here, 'library')).begin()
    const visitor = here.visitor()
    const page = (await walk(visitor, begun.address)) as Page
    const elsewhere = (await walk(here.visitor(), page.address)) as Page
    expect([elsewhere.status, elsewhere.heading]).toEqual([410, 'This sign-in is no longer open'])
    const resumed = await here.visitor().send('GET', page.address.pathname.replace('sign-in', 'auth'))
    expect(resumed.status).toBe(400)
  })

  test('whoever has to set another password first gets no code, neither with nor without a page', async () => {
    const tymon = here.person('tymon')
    const library = await relyingParty(here, 'library')
    await here.database.db
      .updateTable('credentials')
      .set({ must_change: true })
      .where('person_id', '=', await idOf('tymon'))
      .execute()
    const visitor = here.visitor()
    const begun = await library.begin()
    const page = (await walk(visitor, begun.address)) as Page
    const next = (await send(visitor, page, 'Sign in', { ID: tymon.login, Password: tymon.password })) as Page
    expect(next.address.pathname).toBe('/password-change')
    const silent = (await walk(visitor, (await library.begin({ prompt: 'none' })).address)) as URL
    expect(silent.searchParams.get('error')).toBe('login_required')
    expect(((await walk(visitor, (await library.begin()).address)) as Page).address.pathname).toBe('/password-change')
  })
})

describe('a code', () => {
  test('is spent once: the second time it opens nothing, and what the first time gave is dead', async () => {
    const visitor = await signedIn()
    const fields = await codeFor(visitor, 'cloud', offline)
    const first = await post('/token', fields, basic('cloud'))
    expect(first.status).toBe(200)
    expect(await post('/token', fields, basic('cloud'))).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    const refresh = { grant_type: 'refresh_token', refresh_token: first.body.refresh_token }
    expect(await post('/token', refresh, basic('cloud'))).toMatchObject({ body: { error: 'invalid_grant' } })
    const userinfo = await fetch(`${here.origin}/oidc/userinfo`, {
      headers: { authorization: `Bearer ${first.body.access_token}` },
    })
    expect(userinfo.status).toBe(401)
    const [event] = await here.database.db
      .selectFrom('audit_events')
      .select(['person_id', 'details'])
      .where('event', '=', 'oidc-token-replayed')
      .execute()
    expect(event).toMatchObject({ person_id: await idOf('alice'), details: { service: 'cloud' } })
  })

  test('tried ten times at once over two nodes is spent once, and what it gave is dead afterwards', async () => {
    const two = await university({ services, nodes: 2, clock: 'real' })
    const cloud = await relyingParty(two, 'cloud')
    for (let round = 0; round < 5; round++) {
      const visitor = await signedIn(two.person('alice'), two)
      const begun = await cloud.begin(offline)
      const asked = await walk(visitor, begun.address)
      const back = (asked instanceof Page ? await send(visitor, asked, 'Agree and continue') : asked) as URL
      const fields = {
        grant_type: 'authorization_code',
        code: back.searchParams.get('code') ?? '',
        redirect_uri: CALLBACK,
        code_verifier: begun.verifier,
      }
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) => post('/token', fields, basic('cloud'), two.origins[index % 2])),
      )
      const good = answers.filter(({ status }) => status === 200)
      expect(good).toHaveLength(1)
      expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(9)
      const refresh = { grant_type: 'refresh_token', refresh_token: good[0]?.body.refresh_token }
      expect(await post('/token', refresh, basic('cloud'), two.origins[1])).toMatchObject({
        body: { error: 'invalid_grant' },
      })
    }
  })

  test('lives for a minute', async () => {
    const place = await university({ services })
    const library = await relyingParty(place, 'library')
    const begun = await library.begin()
    const back = await comeBack(place.visitor(), begun.address, place.person('alice'))
    place.clock.advance({ seconds: 61 })
    await expect(library.exchange(begun, back)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  test('of a session that has ended opens nothing, for later use neither', async () => {
    const visitor = await signedIn()
    const fields = await codeFor(visitor, 'cloud', offline)
    await visitor.open('/cas/logout')
    expect(await post('/token', fields, basic('cloud'))).toMatchObject({ body: { error: 'invalid_grant' } })
  })

  test('and two tabs that begin at the same moment both get in', async () => {
    const library = await relyingParty(here, 'library')
    const visitor = await signedIn()
    const begun = await Promise.all([library.begin(), library.begin()])
    const backs = await Promise.all(begun.map(({ address }) => comeBack(visitor.sameBrowser(), address)))
    const tokens = await Promise.all(begun.map((one, index) => library.exchange(one, backs[index] as URL)))
    for (const one of tokens) expect((await library.userinfo(one)).sub).toBe(await idOf('alice'))
  })
})

describe('a client', () => {
  test('proves itself by its secret, of which only the digest is kept', async () => {
    const visitor = await signedIn()
    const fields = await codeFor(visitor)
    for (const secret of ['wrong', services[0]?.client?.secretDigest ?? '']) {
      expect(await post('/token', fields, basic('library', secret))).toMatchObject({
        status: 401,
        body: { error: 'invalid_client' },
      })
    }
    expect(await post('/token', { ...fields, client_id: 'library' })).toMatchObject({ status: 401 })
    expect(await post('/token', { ...fields, client_id: 'library', client_secret: SECRET })).toMatchObject({
      status: 200,
    })
    const refused = await here.database.db
      .selectFrom('audit_events')
      .select('details')
      .where('event', '=', 'oidc-client-refused')
      .execute()
    expect(refused[0]?.details).toEqual({ service: 'library' })
  })

  test('without a server of its own proves nothing but the verifier, and its browser may ask from its own origin alone', async () => {
    const app = await relyingParty(here, 'browser-app', openid.None())
    const { tokens, begun } = await app.signIn(await signedIn(), alice())
    const ask = (origin: string) =>
      fetch(`${here.origin}/oidc/userinfo`, { headers: { origin, authorization: `Bearer ${tokens.access_token}` } })
    const own = await ask('https://library.example.edu')
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, 'https://library.example.edu'])
    const preflight = await fetch(`${here.origin}/oidc/token`, {
      method: 'OPTIONS',
      headers: { origin: 'https://library.example.edu', 'access-control-request-method': 'POST' },
    })
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'POST'])
    const foreign = await ask('https://evil.example')
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([400, null])
    const secretive = await post(
      '/token',
      { grant_type: 'authorization_code', code: 'x', redirect_uri: begun.asked.redirect_uri },
      { ...basic('library'), origin: 'https://library.example.edu' },
    )
    expect([secretive.status, secretive.headers.get('access-control-allow-origin')]).toEqual([400, null])
    const page = await fetch(begun.address, { headers: { origin: 'https://evil.example' }, redirect: 'manual' })
    expect(page.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('proves itself by a key of its own, with each assertion once', async () => {
    const curve = { name: 'ECDSA', namedCurve: 'P-256' }
    const { privateKey, publicKey } = await crypto.subtle.generateKey(curve, true, ['sign', 'verify'])
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
    const jwk = { kty, crv, x, y, kid: 'one', alg: 'ES256', use: 'sig' }
    const place = await university({
      services: [client('signed', { authentication: 'private_key_jwt', jwks: { keys: [jwk] } })],
      clock: 'real',
    })
    const signed = await relyingParty(place, 'signed', openid.PrivateKeyJwt({ key: privateKey, kid: 'one' }))
    const sent: URLSearchParams[] = []
    signed.configuration[openid.customFetch] = (url, options) => {
      if (options.body instanceof URLSearchParams) sent.push(options.body)
      return fetch(url, options as RequestInit)
    }
    await signed.signIn(place.visitor(), place.person('alice'))
    const assertion = sent.at(-1)?.get('client_assertion') ?? ''
    expect(assertion).not.toBe('')
    const again = await Promise.all(
      ['introspect', 'revoke'].map((path) =>
        post(
          `/${path}`,
          {
            token: 'x',
            client_assertion: assertion,
            client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          },
          {},
          place.origin,
        ),
      ),
    )
    expect(again.map(({ status }) => status)).toEqual([401, 401])
  })

  test('that is registered, changed or removed is so at once', async () => {
    const { place, register } = await withFileOfServices()
    const visitor = await signedIn(place.person('alice'), place)
    const begun = await (await relyingParty(place, 'archive')).begin()
    const page = { status: 400, heading: 'You cannot be signed in to this service' }
    expect(await walk(visitor, begun.address)).toMatchObject(page)
    await register(client('archive'))
    expect(await walk(visitor, begun.address)).toBeInstanceOf(URL)
    await register(client('archive', { redirectUris: ['https://moved.example.edu/'] }))
    expect(await walk(visitor, begun.address)).toMatchObject(page)
    await register(client('archive'))
    const fields = await codeFor(visitor, 'archive', {}, place)
    await register()
    expect(await walk(visitor, begun.address)).toMatchObject(page)
    expect(await post('/token', fields, basic('archive'), place.origin)).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    })
  })

  test('may push its request beforehand, and use it once', async () => {
    const library = await relyingParty(here, 'library')
    const begun = await library.begin()
    const address = await openid.buildAuthorizationUrlWithPAR(library.configuration, begun.asked)
    expect(address.search).not.toContain('challenge')
    const visitor = await signedIn()
    await library.exchange(begun, await comeBack(visitor, address))
    expect(await walk(visitor, address)).toMatchObject({ status: 400 })
    expect(await post('/par', begun.asked, basic('library', 'wrong'))).toMatchObject({ status: 401 })
  })
})

describe('a refresh token', () => {
  const withoutPrompt = { scope: 'openid email offline_access' }

  test('comes for a service that is registered for it and asks, also without a question, since many never ask for one', async () => {
    const cloud = await relyingParty(here, 'cloud')
    const { tokens } = await cloud.signIn(here.visitor(), alice(), withoutPrompt)
    const renewed = await openid.refreshTokenGrant(cloud.configuration, tokens.refresh_token ?? '')
    expect(renewed.refresh_token).toBeDefined()
    expect(renewed.scope?.split(' ').sort()).toEqual(['email', 'offline_access', 'openid'])
    const visitor = await signedIn()
    const silent = await cloud.signIn(visitor, alice(), { ...withoutPrompt, prompt: 'none' })
    expect(silent.tokens.refresh_token).toBeDefined()

    const begun = await cloud.begin(withoutPrompt)
    const pushed = await openid.buildAuthorizationUrlWithPAR(cloud.configuration, begun.asked)
    expect((await cloud.exchange(begun, await comeBack(visitor, pushed))).refresh_token).toBeDefined()
    const plain = await cloud.begin()
    const without = await openid.buildAuthorizationUrlWithPAR(cloud.configuration, plain.asked)
    expect((await cloud.exchange(plain, await comeBack(visitor, without))).refresh_token).toBeUndefined()

    const library = await relyingParty(here, 'library')
    expect((await library.signIn(visitor, alice(), withoutPrompt)).tokens.refresh_token).toBeUndefined()
  })

  test('comes once the person has agreed to it, where the operator wants that, and not by an agreement to less', async () => {
    const place = await university({ services, clock: 'real' })
    const asks = await relyingParty(place, 'asks')
    const visitor = await signedIn(place.person('alice'), place)
    const online = (await walk(visitor, (await asks.begin({ scope: 'openid email' })).address)) as Page
    expect(online.text).not.toContain('also after you have logged out')
    expect(await send(visitor, online, 'Agree and continue')).toBeInstanceOf(URL)

    const silent = (await walk(visitor, (await asks.begin({ ...withoutPrompt, prompt: 'none' })).address)) as URL
    expect(silent.searchParams.get('error')).toBe('consent_required')
    const begun = await asks.begin(withoutPrompt)
    const page = (await walk(visitor, begun.address)) as Page
    expect(page.text).toContain('also after you have logged out')
    const tokens = await asks.exchange(begun, (await send(visitor, page, 'Agree and continue')) as URL)
    expect(tokens.refresh_token).toBeDefined()
    const again = await asks.signIn(visitor, place.person('alice'), withoutPrompt)
    expect(again.tokens.refresh_token).toBeDefined()
  })

  test('asked for with a question comes after the person has agreed, for a service that is registered for it', async () => {
    const cloud = await relyingParty(here, 'cloud')
    const visitor = await signedIn()
    const begun = await cloud.begin(offline)
    const page = (await walk(visitor, begun.address)) as Page
    expect(page.text).toContain('also after you have logged out')
    const tokens = await cloud.exchange(begun, (await send(visitor, page, 'Agree and continue')) as URL)
    expect(tokens.refresh_token).toBeDefined()
    const { tokens: others } = await cloud.signIn(visitor, alice())
    expect(others.refresh_token).toBeUndefined()
    const library = await relyingParty(here, 'library')
    const asked = await library.begin(offline)
    const agreed = (await send(visitor, (await walk(visitor, asked.address)) as Page, 'Agree and continue')) as URL
    expect((await library.exchange(asked, agreed)).refresh_token).toBeUndefined()
  })

  test('is another one each time, and an old one ends them all', async () => {
    const cloud = await relyingParty(here, 'cloud')
    const first = await offlineTokens(cloud)
    const second = await openid.refreshTokenGrant(cloud.configuration, first.refresh_token ?? '')
    const third = await openid.refreshTokenGrant(cloud.configuration, second.refresh_token ?? '')
    expect(new Set([first, second, third].map(({ refresh_token }) => refresh_token)).size).toBe(3)
    for (const { refresh_token } of [first, third, second]) {
      await expect(openid.refreshTokenGrant(cloud.configuration, refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
      })
    }
    await expect(cloud.userinfo(third)).rejects.toMatchObject({ status: 401 })
  })

  test('used ten times at once over two nodes gives one answer, and the family is dead afterwards', async () => {
    const two = await university({ services, nodes: 2, clock: 'real' })
    const cloud = await relyingParty(two, 'cloud')
    const { refresh_token = '' } = await offlineTokens(cloud, two.visitor(), two.person('alice'))
    const fields = { grant_type: 'refresh_token', refresh_token }
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => post('/token', fields, basic('cloud'), two.origins[index % 2])),
    )
    const good = answers.filter(({ status }) => status === 200)
    expect(good).toHaveLength(1)
    const next = { ...fields, refresh_token: good[0]?.body.refresh_token }
    expect(await post('/token', next, basic('cloud'), two.origins[0])).toMatchObject({
      body: { error: 'invalid_grant' },
    })
  })

  test('outlives a sign-out, but no password reset', async () => {
    const place = await university({ services })
    const person = place.person('alice')
    const cloud = await relyingParty(place, 'cloud')
    const visitor = place.visitor()
    const tokens = await offlineTokens(cloud, visitor, person)
    await visitor.open('/cas/logout')
    const next = await openid.refreshTokenGrant(cloud.configuration, tokens.refresh_token ?? '')
    await setPassword(place, await linkFor(place, person.login), { pesel: person.pesel, password: GOOD_PASSWORD })
    await expect(openid.refreshTokenGrant(cloud.configuration, next.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    await expect(cloud.userinfo(next)).rejects.toMatchObject({ status: 401 })
  })

  test('of a device whose session the owner or the desk ends is worth nothing, and that of another device goes on', async () => {
    const place = await university({ services })
    const { login, password } = place.person('alice')
    const cloud = await relyingParty(place, 'cloud')
    const of = (browser: string) =>
      place.visitor({ accept: 'text/html', 'accept-language': 'en', 'user-agent': browser })
    const lost = await offlineTokens(cloud, of(PHONE), place.person('alice'))
    const stolen = await offlineTokens(cloud, of(LAPTOP), place.person('alice'))
    const kept = await offlineTokens(cloud, of(TABLET), place.person('alice'))

    const owner = place.visitor({ accept: 'text/html', 'accept-language': 'en' })
    await owner.submit(await owner.open('/cas/login'), 'Sign in', { ID: login, Password: password })
    const account = await owner.open('/account')
    const phone = account.document
      .querySelectorAll('#sessions ~ .rows a')
      .find((one) => one.textContent.includes('Safari, iOS'))
    const sure = await owner.open(phone?.getAttribute('href') ?? '')
    await owner.submit(sure, 'End the session', { Password: password })
    const { visitor: desk } = await staff(place, 'desk')
    const page = await desk.open(`/desk/people/${await idOf('alice', place)}`)
    await desk.submit(page, 'End one session', { 'Firefox, Linux': 'chosen', Reason: 'A stolen laptop' })

    for (const { refresh_token = '' } of [lost, stolen])
      await expect(openid.refreshTokenGrant(cloud.configuration, refresh_token)).rejects.toMatchObject({
        error: 'invalid_grant',
      })
    expect(await openid.refreshTokenGrant(cloud.configuration, kept.refresh_token ?? '')).toHaveProperty('access_token')
  })

  test('of a session that is over can still be ended by the desk, and by its owner from another one', async () => {
    const place = await university({ services })
    const { login, password } = place.person('alice')
    const cloud = await relyingParty(place, 'cloud')
    const refused = { error: 'invalid_grant' }
    const leave = async () => {
      const visitor = place.visitor({ accept: 'text/html', 'accept-language': 'en' })
      const tokens = await offlineTokens(cloud, visitor, place.person('alice'))
      await visitor.open('/cas/logout')
      return tokens.refresh_token ?? ''
    }
    const first = await leave()
    const { visitor: desk } = await staff(place, 'desk')
    const page = await desk.open(`/desk/people/${await idOf('alice', place)}`)
    await desk.submit(page, 'End sessions and links', { Reason: 'A stolen laptop' })
    await expect(openid.refreshTokenGrant(cloud.configuration, first)).rejects.toMatchObject(refused)

    const second = await leave()
    const owner = place.visitor({ accept: 'text/html', 'accept-language': 'en' })
    await owner.submit(await owner.open('/cas/login'), 'Sign in', { ID: login, Password: password })
    const sure = await owner.open((await owner.open('/account')).link('Sign out on all other devices'))
    const done = await owner.submit(sure, 'Sign out on all other devices', { Password: password })
    expect(done.document.querySelector('a[href="/account/sessions/others/end"]')).toBeNull()
    await expect(openid.refreshTokenGrant(cloud.configuration, second)).rejects.toMatchObject(refused)
  })

  test('ends fourteen days after its last use, and thirty days after the first of its family', async () => {
    const place = await university({ services })
    const cloud = await relyingParty(place, 'cloud')
    const unused = await offlineTokens(cloud, place.visitor(), place.person('alice'))
    const used = await offlineTokens(cloud, place.visitor(), place.person('zofia'))
    place.clock.advance({ days: 13 })
    const second = await openid.refreshTokenGrant(cloud.configuration, used.refresh_token ?? '')
    place.clock.advance({ days: 2 })
    await expect(openid.refreshTokenGrant(cloud.configuration, unused.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    const third = await openid.refreshTokenGrant(cloud.configuration, second.refresh_token ?? '')
    place.clock.advance({ days: 13 })
    const fourth = await openid.refreshTokenGrant(cloud.configuration, third.refresh_token ?? '')
    place.clock.advance({ days: 4 })
    await expect(openid.refreshTokenGrant(cloud.configuration, fourth.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })

  test('and everything else of a disabled person is worth nothing at once', async () => {
    const cloud = await relyingParty(here, 'cloud')
    const mike = here.person('mike')
    const tokens = await offlineTokens(cloud, here.visitor(), mike)
    const id = await idOf('mike')
    const now = new Date()
    await here.database.db.transaction().execute((trx) => setDisabled(trx, id, now))
    await expect(cloud.userinfo(tokens)).rejects.toMatchObject({ status: 401 })
    expect(await openid.tokenIntrospection(cloud.configuration, tokens.access_token)).toMatchObject({ active: false })
    await expect(openid.refreshTokenGrant(cloud.configuration, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    await here.database.db.transaction().execute((trx) => endSessionsOf(trx, id, 'disabled', now))
    await here.database.db.transaction().execute((trx) => setDisabled(trx, id, undefined))
    await expect(openid.refreshTokenGrant(cloud.configuration, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })
})

describe('an access token', () => {
  test('ends with the session in which it was given', async () => {
    const library = await relyingParty(here, 'library')
    const visitor = here.visitor()
    const { tokens } = await library.signIn(visitor, alice())
    await library.userinfo(tokens)
    await visitor.open('/cas/logout')
    await expect(library.userinfo(tokens)).rejects.toMatchObject({ status: 401 })
  })

  test('goes on when the same person types the password again in between', async () => {
    const library = await relyingParty(here, 'library')
    const visitor = here.visitor()
    const { tokens } = await library.signIn(visitor, alice())
    await library.signIn(visitor, alice(), { prompt: 'login' })
    await library.userinfo(tokens)
  })

  test('is explained to a resource server that is registered for it, and to no other', async () => {
    const library = await relyingParty(here, 'library')
    const { tokens } = await library.signIn(await signedIn(), alice())
    const cloud = await relyingParty(here, 'cloud')
    expect(await openid.tokenIntrospection(cloud.configuration, tokens.access_token)).toMatchObject({
      active: true,
      client_id: 'library',
      sub: await idOf('alice'),
    })
    const wiki = await relyingParty(here, 'wiki', openid.ClientSecretPost(SECRET))
    expect(await openid.tokenIntrospection(wiki.configuration, tokens.access_token)).toEqual({ active: false })
    expect(await post('/introspect', { token: tokens.access_token })).toMatchObject({ status: 400 })
  })

  test('is given back by its own client, and by no other', async () => {
    const library = await relyingParty(here, 'library')
    const { tokens } = await library.signIn(await signedIn(), alice())
    expect(await post('/revoke', { token: tokens.access_token }, basic('cloud'))).toMatchObject({ status: 400 })
    await library.userinfo(tokens)
    await openid.tokenRevocation(library.configuration, tokens.access_token)
    await expect(library.userinfo(tokens)).rejects.toMatchObject({ status: 401 })
    await openid.tokenRevocation(library.configuration, 'unknown')
  })

  test('must come in the header or the form, never in the address', async () => {
    const library = await relyingParty(here, 'library')
    const { tokens } = await library.signIn(await signedIn(), alice())
    const inAddress = await fetch(`${here.origin}/oidc/userinfo?access_token=${tokens.access_token}`)
    expect(inAddress.status).toBe(400)
    expect(await post('/userinfo', { access_token: tokens.access_token })).toMatchObject({ status: 200 })
    expect((await fetch(`${here.origin}/oidc/userinfo`)).headers.get('www-authenticate')).toMatch(/^Bearer /)
  })
})

describe('consent', () => {
  test('is asked for where the operator wants it, in words, once, and again when the service wants more', async () => {
    const place = await university({ services, clock: 'real' })
    const asks = await relyingParty(place, 'asks')
    const visitor = await signedIn(place.person('alice'), place)
    const begun = await asks.begin({ scope: 'openid email' })
    const silent = (await walk(visitor, (await asks.begin({ prompt: 'none' })).address)) as URL
    expect(silent.searchParams.get('error')).toBe('consent_required')

    const page = (await walk(visitor, begun.address)) as Page
    expect(page.heading).toBe('What Service asks will learn about you')
    expect(page.text).toMatch(/What it is for\.[\s\S]*your university e-mail address/)
    expect(page.text).not.toContain('surname')
    const declined = (await send(visitor, page, 'Do not agree')) as URL
    expect(declined.searchParams.get('error')).toBe('access_denied')

    const again = await asks.begin({ scope: 'openid email' })
    const agreed = (await send(visitor, (await walk(visitor, again.address)) as Page, 'Agree and continue')) as URL
    await asks.exchange(again, agreed)
    const later = await asks.begin({ scope: 'openid email', prompt: 'none' })
    await asks.exchange(later, await comeBack(visitor, later.address))
    const more = (await walk(visitor, (await asks.begin({ scope: 'openid email profile' })).address)) as Page
    expect(more.text).toMatch(/your university e-mail address[\s\S]*your given names[\s\S]*your surname/)
  })

  test('counts for the list that was read: a longer one is shown again', async () => {
    const registration = client('asks', {}, { consent: true })
    const learning = (...attributes: AttributeName[]) => ({
      ...registration,
      attributes: [...registration.attributes, ...attributes],
    })
    const { place, register } = await withFileOfServices(registration)
    const asks = await relyingParty(place, 'asks')
    const visitor = await signedIn(place.person('alice'), place)
    const page = (await walk(visitor, (await asks.begin()).address)) as Page
    await register(learning('eduPersonPrincipalName', 'usos_id'))
    expect(await send(visitor, page, 'Agree and continue')).toBeInstanceOf(URL)
    const more = (await walk(visitor, (await asks.begin({ scope: 'openid usos' })).address)) as Page
    await register(learning('student_number', 'usos_id'))
    const again = (await send(visitor, more, 'Agree and continue')) as Page
    expect(again.text).toContain('your album number')
    expect(await send(visitor, again, 'Agree and continue')).toBeInstanceOf(URL)
  })

  test('holds for what was agreed alone: a service that is registered for more meanwhile learns no more by its token', async () => {
    const wants = (...attributes: AttributeName[]) => client('asks', {}, { consent: true, attributes })
    const { place, register } = await withFileOfServices(wants('displayName'))
    const asks = await relyingParty(place, 'asks')
    const visitor = await signedIn(place.person('alice'), place)
    const begun = await asks.begin({ scope: 'openid profile' })
    const page = (await walk(visitor, begun.address)) as Page
    const { access_token, claims } = await asks.exchange(
      begun,
      (await send(visitor, page, 'Agree and continue')) as URL,
    )
    const learned = async () =>
      Object.keys(await openid.fetchUserInfo(asks.configuration, access_token, claims()?.sub ?? ''))
    expect(await learned()).toEqual(['sub', 'name'])
    await register(wants('displayName', 'givenName'))
    expect(await learned()).toEqual(['sub', 'name'])
  })

  test('may be withdrawn: the service asks again, and what it was granted for later is worth nothing', async () => {
    const place = await university({ services, clock: 'real' })
    const asks = await relyingParty(place, 'asks')
    const visitor = await signedIn(place.person('alice'), place)
    const begun = await asks.begin(offline)
    const back = (await send(visitor, (await walk(visitor, begun.address)) as Page, 'Agree and continue')) as URL
    const { refresh_token = '' } = await asks.exchange(begun, back)
    expect(await walk(visitor, (await asks.begin()).address)).toBeInstanceOf(URL)

    await withdrawConsent(place.database.db, await idOf('alice', place), 'asks')
    await expect(openid.refreshTokenGrant(asks.configuration, refresh_token)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    expect(await walk(visitor, (await asks.begin()).address)).toBeInstanceOf(Page)
  })
})

describe('a service that needs a second factor', () => {
  test('gets no code without one, and is told of it where one was proved', async () => {
    const place = await university({ services })
    const sure = await relyingParty(place, 'sure')
    const student = await signedIn(place.person('alice'), place)
    const page = (await walk(student, (await sure.begin()).address)) as Page
    expect(page.heading).toBe('This service asks for a second factor')
    expect(page.text).toContain('Your account has no second factor yet')
    const silent = (await walk(student, (await sure.begin({ prompt: 'none' })).address)) as URL
    expect(silent.searchParams.get('error')).toBe('interaction_required')

    const { visitor, app, person } = await staff(place, 'desk')
    const begun = await sure.begin()
    const tokens = await sure.exchange(begun, await comeBack(visitor, begun.address))
    const onTheWay = await signedIn(person, place)
    const waiting = await sure.begin()
    const asked = (await walk(onTheWay, waiting.address)) as Page
    place.clock.advance({ seconds: 30 })
    const challenge = await onTheWay.open(asked.link('Enter the code'))
    // Proved, the browser is led back to the service without another word.
    const back = (await send(onTheWay, challenge, 'Enter', {
      'Code from your app': app.code(place.clock.now()),
    })) as URL
    expect((await sure.exchange(waiting, back)).claims()?.acr).toBe('https://refeds.org/profile/mfa')
    expect(tokens.claims()).toMatchObject({ acr: 'https://refeds.org/profile/mfa', amr: ['pwd', 'otp', 'mfa'] })
  })

  test('gets refresh tokens that end with the session, and with the time that a factor serves (req 85)', async () => {
    const settings = { REMEMBER_ME_LIFETIME: '30d' }
    const place = await university({ services, settings })
    const sure = await relyingParty(place, 'sure')
    const { visitor, prove } = await staff(place, 'desk')
    await place.database.db.updateTable('sessions').set({ long_term: true }).execute()
    const offline = async () => {
      const begun = await sure.begin({ scope: 'openid offline_access' })
      return sure.exchange(begun, (await walk(visitor, begun.address)) as URL)
    }
    const refresh = ({ refresh_token }: { refresh_token?: string }) =>
      openid.refreshTokenGrant(sure.configuration, refresh_token ?? '')
    const worn = await refresh(await offline())
    place.clock.advance({ hours: 13 })
    // The session is remembered for weeks; what was proved in it is not.
    await expect(refresh(worn)).rejects.toMatchObject({ error: 'invalid_grant' })
    await prove()
    const left = await refresh(await offline())
    await visitor.open('/cas/logout')
    await expect(refresh(left)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  test('asks for it again after a day, also in a session that is remembered for weeks', async () => {
    const place = await university({ services, settings: { REMEMBER_ME_LIFETIME: '30d' } })
    const sure = await relyingParty(place, 'sure')
    const { visitor } = await staff(place, 'desk')
    await place.database.db.updateTable('sessions').set({ long_term: true }).execute()
    expect(await walk(visitor, (await sure.begin()).address)).toBeInstanceOf(URL)
    place.clock.advance({ hours: 25 })
    const page = (await walk(visitor, (await sure.begin()).address)) as Page
    expect(page.heading).toBe('This service asks for a second factor')
  })
})

test('the page of the second factor leads on to nobody who is not registered, nor anywhere else', async () => {
  const place = await university({ services })
  const { visitor, app } = await staff(place, 'desk')
  for (const strange of [
    { client: 'nobody', interaction: 'abc' },
    { client: 'old', interaction: 'abc' },
    { client: 'sure', interaction: '../../auth' },
    { client: 'sure', interaction: '/evil.example' },
    { interaction: 'abc' },
  ]) {
    place.clock.advance({ seconds: 30 })
    const query = new URLSearchParams(strange)
    const challenge = await visitor.open(`/account/second-factor?${query}`)
    const { action, body } = visitor.fill(challenge, 'Enter', { 'Code from your app': app.code(place.clock.now()) })
    for (const [name, value] of query) body.set(name, value)
    const answer = await visitor.send('POST', action, body)
    expect([strange, answer.headers.get('location')]).toEqual([strange, '/account'])
  }
})

describe('whoever wished to be asked before being signed in elsewhere', () => {
  const WARN = 'Warn me before signing me in to other sites'
  const wary = async () => {
    const visitor = here.visitor()
    const form = await visitor.open('/cas/login')
    await visitor.submit(form, 'Sign in', { ID: alice().login, Password: alice().password, [WARN]: 'true' })
    return visitor
  }

  test('is asked at a session that stands, each time, and the service gets its code by that press alone', async () => {
    const library = await relyingParty(here, 'library')
    const visitor = await wary()
    for (let visit = 0; visit < 2; visit++) {
      const begun = await library.begin()
      const page = (await walk(visitor, begun.address)) as Page
      expect(page.heading).toBe('Go on to Service library?')
      await library.exchange(begun, (await send(visitor, page, 'Continue')) as URL)
    }
    const page = (await walk(visitor, (await library.begin()).address)) as Page
    const { action, body } = visitor.fill(page, 'Continue')
    visitor.cookies.delete('__Host-TGC')
    expect((await visitor.request('POST', action, body)).status).toBe(410)
  })

  test('is not signed in by prompt=none, which says that somebody has to be asked', async () => {
    const library = await relyingParty(here, 'library')
    const silent = (await walk(await wary(), (await library.begin({ prompt: 'none' })).address)) as URL
    expect(silent.searchParams.get('error')).toBe('interaction_required')
  })

  test('is not asked after typing the password for that very service, nor on top of a consent', async () => {
    const place = await university({ services, clock: 'real' })
    const { login: ID, password: Password } = place.person('alice')
    const visitor = place.visitor()
    const library = await relyingParty(place, 'library')
    const form = (await walk(visitor, (await library.begin()).address)) as Page
    expect(await send(visitor, form, 'Sign in', { ID, Password, [WARN]: 'true' })).toBeInstanceOf(URL)
    const asks = await relyingParty(place, 'asks')
    const consent = (await walk(visitor, (await asks.begin()).address)) as Page
    expect(consent.heading).toBe('What Service asks will learn about you')
    expect(await send(visitor, consent, 'Agree and continue')).toBeInstanceOf(URL)
    expect(await walk(visitor, (await asks.begin()).address)).toMatchObject({ heading: 'Go on to Service asks?' })
  })

  test('is asked although the password was typed meanwhile in another tab, for something else', async () => {
    const library = await relyingParty(here, 'library')
    const visitor = here.visitor()
    const form = (await walk(visitor, (await library.begin()).address)) as Page
    await visitor.submit(await visitor.open('/cas/login'), 'Sign in', {
      ID: alice().login,
      Password: alice().password,
      [WARN]: 'true',
    })
    expect(await walk(visitor, form.address)).toMatchObject({ heading: 'Go on to Service library?' })
  })
})

describe('what is kept', () => {
  test('holds no code, token, verifier or secret in the clear, and neither does the log', async () => {
    const cloud = await relyingParty(here, 'cloud')
    const visitor = here.visitor()
    const begun = await cloud.begin(offline)
    const page = (await walk(visitor, begun.address)) as Page
    const consent = (await send(visitor, page, 'Sign in', { ID: alice().login, Password: alice().password })) as Page
    const back = (await send(visitor, consent, 'Agree and continue')) as URL
    const code = back.searchParams.get('code') ?? ''
    const before = await everything()
    expect(before).not.toContain(code)
    const tokens = await cloud.exchange(begun, back)
    const kept = (await everything()) + here.logText()
    expect(kept).toContain(createHash('sha256').update(code).digest('hex'))
    const secrets = [code, tokens.access_token, tokens.refresh_token, tokens.id_token, begun.verifier, SECRET]
    for (const secret of [...secrets, alice().password, visitor.cookies.get('__Host-TGC')]) {
      expect(secret && kept.includes(secret)).toBe(false)
    }
  })
})

describe('the addresses', () => {
  test('answer by the frame of every other page: headers, methods, types, hosts', async () => {
    const token = await fetch(`${here.origin}/oidc/token`)
    expect([token.status, token.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
    const json = await fetch(`${here.origin}/oidc/token`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    expect(json.status).toBe(415)
    const page = await fetch(`${here.origin}/oidc/auth?client_id=nobody`, { headers: { accept: 'text/html' } })
    expect(page.headers.get('strict-transport-security')).toMatch(/max-age/)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('set-cookie') ?? '').not.toContain('_session')
    expect((await fetch(`${here.origin}/oidc/nothing`)).status).toBe(404)
  })
})

test('behind a proxy, addresses and cookies are those of the public origin', async () => {
  const place = await university({
    services,
    settings: { PUBLIC_ORIGIN: 'https://login.example.edu' },
  })
  const ask = (path: string) =>
    new Promise<{ headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
      const headers = { host: 'login.example.edu', accept: 'text/html' }
      const sent = request(new URL(path, place.origins[0]), { headers }, (answer) => {
        let body = ''
        answer.on('data', (part) => {
          body += part
        })
        answer.on('end', () => resolve({ headers: answer.headers, body }))
      })
      sent.on('error', reject).end()
    })
  const metadata = JSON.parse((await ask('/oidc/.well-known/openid-configuration')).body)
  expect(metadata).toMatchObject({
    issuer: 'https://login.example.edu/oidc',
    token_endpoint: 'https://login.example.edu/oidc/token',
  })
  const asked = new URLSearchParams({
    client_id: 'library',
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
  })
  const { headers } = await ask(`/oidc/auth?${asked}`)
  expect(headers.location).toMatch(/^\/oidc\/sign-in\//)
  const cookies = headers['set-cookie'] ?? []
  expect(cookies).toHaveLength(4)
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Secure-oidc-(sign-in|resume)(\.sig)?=/)
    expect(cookie).toMatch(/; path=\/oidc\/(sign-in|auth)\//i)
    for (const attribute of [/; secure/i, /; httponly/i, /; samesite=lax/i]) expect(cookie).toMatch(attribute)
  }
})

async function offlineTokens(
  cloud: Awaited<ReturnType<typeof relyingParty>>,
  visitor = here.visitor(),
  person = alice(),
) {
  const begun = await cloud.begin(offline)
  const page = (await walk(visitor, begun.address)) as Page
  const consent = (await send(visitor, page, 'Sign in', { ID: person.login, Password: person.password })) as Page
  return cloud.exchange(begun, (await send(visitor, consent, 'Agree and continue')) as URL)
}

async function everything() {
  const { db } = here.database
  const rows = await Promise.all([
    db.selectFrom('oidc_passing').selectAll().execute(),
    db.selectFrom('oidc_tokens').selectAll().execute(),
    db.selectFrom('oidc_grants').selectAll().execute(),
    db.selectFrom('audit_events').selectAll().execute(),
    db.selectFrom('oidc_keys').select(['id', 'algorithm']).execute(),
  ])
  return JSON.stringify(rows, (_, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('hex') : value,
  )
}

function header(jwt: string | undefined) {
  return JSON.parse(Buffer.from(jwt?.split('.')[0] ?? '', 'base64url').toString())
}
