import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import * as openid from 'openid-client'
import { describe, expect, test } from 'vitest'
import { readDefinition, type Service } from '../../src/services/index.ts'
import { endSessionsOf } from '../../src/sessions/index.ts'
import { ensureGrant } from '../../src/sso/oidc/adapter/index.ts'
import { ask, login, signedIn, ticketFor } from '../cas.ts'
import { client, comeBack, relyingParty, SECRET, send, walk } from '../relying-party.ts'
import { fileOfServices, registered } from '../service.ts'
import { enrol, staff } from '../staff.ts'
import { university } from '../university.ts'
import type { Page } from '../visitor.ts'

const basic = (id: string) => ({ authorization: `Basic ${Buffer.from(`${id}:${SECRET}`).toString('base64')}` })

async function post(at: string, path: string, body: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await fetch(`${at}/oidc${path}`, { method: 'POST', body: new URLSearchParams(body), headers })
  const text = await answer.text()
  return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text }
}

describe('second factor', () => {
  test('A26 · a second factor of last week opens nothing by OpenID Connect, as by CAS', async () => {
    const place = await university({
      services: [client('sure', {}, { assurance: 'second-factor' }), client('plain')],
      settings: { REMEMBER_ME_LIFETIME: '30d' },
    })
    const sure = await relyingParty(place, 'sure')
    const plain = await relyingParty(place, 'plain')
    const { login, password } = place.person('desk')
    const visitor = place.visitor()
    const page = await visitor.open('/cas/login')
    await visitor.submit(page, 'Sign in', {
      ID: login,
      Password: password,
      'Keep me signed in on this device (not on one that others use)': 'true',
    })
    await enrol(place, visitor, login)
    expect(await walk(visitor, (await sure.begin({ prompt: 'none' })).address)).toBeInstanceOf(URL)
    place.clock.advance({ hours: 24 * 7 })
    const back = (await walk(visitor, (await sure.begin({ prompt: 'none' })).address)) as URL
    expect(back.searchParams.get('error')).toBe('interaction_required')
    const asked = (await walk(visitor, (await sure.begin()).address)) as Page
    expect([asked.status, asked.heading]).toEqual([200, 'This service asks for a second factor'])
    const begun = await plain.begin()
    const tokens = await plain.exchange(begun, await comeBack(visitor, begun.address))
    expect(tokens.claims()?.acr).toBe('https://refeds.org/profile/sfa')
  })

  test('whoever signs in on the way, and proves the factor then, arrives', async () => {
    const place = await university({ services: [client('sure', {}, { assurance: 'second-factor' })] })
    const sure = await relyingParty(place, 'sure')
    const { app, person } = await staff(place, 'desk')
    const fresh = place.visitor()
    const begun = await sure.begin()
    const form = (await walk(fresh, begun.address)) as Page
    const asked = (await send(fresh, form, 'Sign in', { ID: person.login, Password: person.password })) as Page
    place.clock.advance({ seconds: 30 })
    const challenge = await fresh.open(asked.link('Enter the code'))
    const back = (await send(fresh, challenge, 'Enter', { 'Code from your app': app.code(place.clock.now()) })) as URL
    expect((await sure.exchange(begun, back)).claims()?.acr).toBe('https://refeds.org/profile/mfa')
  })
})

describe('warn', () => {
  test('whoever wishes to be asked before another service is told is asked by OpenID Connect too', async () => {
    const place = await university({ services: [client('library')] })
    const library = await relyingParty(place, 'library')
    const { login, password } = place.person('alice')
    const visitor = place.visitor()
    await visitor.submit(await visitor.open('/cas/login'), 'Sign in', {
      ID: login,
      Password: password,
      'Warn me before signing me in to other sites': 'true',
    })
    const arrived = await walk(visitor, (await library.begin()).address)
    expect((arrived as Page).heading).toBe('Go on to Service library?')
    expect(await send(visitor, arrived as Page, 'Continue')).toBeInstanceOf(URL)
    const silent = (await walk(visitor, (await library.begin({ prompt: 'none' })).address)) as URL
    expect(silent.searchParams.get('error')).toBe('interaction_required')
    // The password that was typed for it is an answer.
    const anew = (await walk(visitor, (await library.begin({ prompt: 'login' })).address)) as Page
    const wish = { ID: login, Password: password, 'Warn me before signing me in to other sites': 'true' }
    expect(await send(visitor, anew, 'Sign in', wish)).toBeInstanceOf(URL)
  })
})

describe('consent', () => {
  test('a service that was agreed to learns nothing more by tokens of before, when its registration grows', async () => {
    const asks = (attributes: Service['attributes']) =>
      client('asks', { offlineAccess: true }, { consent: true, attributes })
    const { path: file, write } = fileOfServices([asks(['displayName'])])
    const place = await university({ settings: { SERVICES_FILE: file } })
    const rp = await relyingParty(place, 'asks')
    const visitor = await signedIn(place)
    const begun = await rp.begin({ scope: 'openid profile offline_access', prompt: 'consent' })
    const page = (await walk(visitor, begun.address)) as Page
    const back = (await send(visitor, page, 'Agree and continue')) as URL
    const tokens = await rp.exchange(begun, back)
    write([asks(['displayName', 'sn', 'givenName'])])
    await place.refreshServices()
    const told = await openid.fetchUserInfo(rp.configuration, tokens.access_token, tokens.claims()?.sub ?? '')
    expect(told).not.toHaveProperty('family_name')
    const renewed = await openid.refreshTokenGrant(rp.configuration, tokens.refresh_token ?? '')
    const after = await openid.fetchUserInfo(rp.configuration, renewed.access_token, tokens.claims()?.sub ?? '')
    expect(after).not.toHaveProperty('family_name')
  })
})

describe('introspection', () => {
  test('a token of a client that is registered no more is told to be nothing', async () => {
    const [library, robot] = [client('library'), client('robot', { introspection: true, redirectUris: [] })]
    const { path: file, write } = fileOfServices([library, robot])
    const place = await university({ settings: { SERVICES_FILE: file } })
    const rp = await relyingParty(place, 'library')
    const { tokens } = await rp.signIn(place.visitor(), place.person('alice'))
    const look = () => post(place.origin, '/introspect', { token: tokens.access_token }, basic('robot'))
    expect(await look()).toMatchObject({ status: 200, body: { active: true } })
    write([robot])
    await place.refreshServices()
    expect(await look()).toMatchObject({ status: 200, body: { active: false } })
  })

  test('a token of a session that has run out is told to be nothing', async () => {
    const place = await university({
      services: [client('library')],
      settings: { SESSION_IDLE: '10m' },
    })
    const rp = await relyingParty(place, 'library')
    const { tokens } = await rp.signIn(place.visitor(), place.person('alice'))
    place.clock.advance({ minutes: 20 })
    const look = await post(place.origin, '/introspect', { token: tokens.access_token }, basic('library'))
    const info = await fetch(`${place.origin}/oidc/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })
    expect([info.status, look.body.active]).toEqual([401, false])
  })
})

describe('races', () => {
  test('A18 · nothing is granted in a session that is just being ended', async () => {
    const place = await university({ services: [client('library')] })
    await signedIn(place)
    const { db } = place.database
    const { id, person_id } = await db.selectFrom('sessions').select(['id', 'person_id']).executeTakeFirstOrThrow()
    const now = place.clock.now()
    let granting: Promise<unknown> | undefined
    await db.transaction().execute(async (trx) => {
      await endSessionsOf(trx, person_id, 'password-set', now)
      granting = ensureGrant(db, {
        id: 'late',
        session: id,
        client: 'library',
        person: person_id,
        sid: 'late',
        scopes: ['openid'],
        madeAt: now,
        expiresAt: new Date(now.getTime() + 3_600_000),
      })
      await new Promise((done) => setTimeout(done, 300))
    })
    expect(await granting).toBeUndefined()
    expect(await db.selectFrom('oidc_grants').selectAll().execute()).toEqual([])
  })
})

describe('floods', () => {
  test('the end of one session does not open hundreds of connections at once', async () => {
    let open = 0
    let most = 0
    const server = createServer((request, response) => {
      most = Math.max(most, ++open)
      request.resume()
      setTimeout(() => {
        open--
        response.end()
      }, 100)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const address = `http://localhost:${port}/app`
    const place = await university({
      settings: { TICKETS_PER_SERVICE: '300' },
      services: [registered({ id: 'app', urls: [address] })],
    })
    const visitor = await signedIn(place)
    for (let visit = 0; visit < 150; visit++) {
      const ticket = await ticketFor(visitor, address)
      await ask(place, 'serviceValidate', { service: address, ticket })
    }
    await visitor.send('GET', '/cas/logout')
    await place.tellServices()
    server.close()
    expect(most).toBeLessThanOrEqual(32)
  })

  test('A21 · a stranger’s request to authorize leaves no more than a few kilobytes behind', async () => {
    const place = await university({ services: [client('browser-app', { authentication: 'none' })] })
    const rp = await relyingParty(place, 'browser-app', openid.None())
    const { address, asked } = await rp.begin({ login_hint: 'x'.repeat(12_000) })
    await place.visitor().send('GET', address)
    await post(place.origin, '/par', {
      ...asked,
      response_type: 'code',
      client_id: 'browser-app',
      login_hint: 'y'.repeat(50_000),
    })
    const { rows } = await sql<{ size: number }>`select length(payload::text) as size from oidc_passing`.execute(
      place.database.db,
    )
    for (const { size } of rows) expect(size).toBeLessThan(17_000)
  })
})

describe('more of the same', () => {
  test('A16 · strangers begin only so many sign-ins from one place, and whoever is signed in goes on', async () => {
    const services = [client('library'), client('app', { authentication: 'none' })]
    const place = await university({ services })
    const rp = await relyingParty(place, 'library')
    const somebody = await signedIn(place)
    const begin = async () => (await place.visitor().send('GET', (await rp.begin()).address)).status
    const { db } = place.database
    const kept = () => db.selectFrom('oidc_passing').select('kind').where('kind', '=', 'Interaction').execute()
    expect([await begin(), await begin(), (await kept()).length]).toEqual([303, 303, 2])
    await db.updateTable('budgets').set({ spent: 3000 }).where('budget', '=', 'oidc-begun').execute()
    expect([await begin(), (await kept()).length]).toEqual([429, 2])
    const { asked } = await rp.begin()
    const push = (id: string, headers = {}) =>
      post(place.origin, '/par', { ...asked, response_type: 'code', client_id: id }, headers)
    expect([(await push('app')).status, (await push('library', basic('library'))).status]).toEqual([429, 201])
    expect(await walk(somebody, (await rp.begin()).address)).toBeInstanceOf(URL)
    place.clock.advance({ minutes: 10 })
    expect(await begin()).toBe(303)
  })

  test('A19 · dots before a semicolon, which some servers take for a way up, lead out of no service', async () => {
    const app = 'https://library.example.edu/app'
    const place = await university({ services: [registered({ id: 'library', urls: [app] })] })
    const visitor = await signedIn(place)
    for (const path of ['/..;/evil', '/a/..;x=1/..;/evil', '/.;/..;/evil']) {
      const answer = await login(visitor, { service: app + path })
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 403, null])
    }
    expect((await login(visitor, { service: `${app}/a;jsessionid=1` })).status).toBe(303)
  })
})

test.each(['portal', 'new', 'constructor'])('A14 · no service is called %s', (id) => {
  const { registeredIn: _, ...definition } = registered({ id, urls: ['https://library.example.edu/'] })
  expect(readDefinition(definition)).toHaveProperty('faults')
  expect(readDefinition({ ...definition, id: `${id}-of-the-library` })).toHaveProperty('definition')
})

describe('flags', () => {
  test('whoever has to set another password first is in no service by tokens of before (req 9)', async () => {
    const place = await university({ services: [client('cloud', { offlineAccess: true })] })
    const rp = await relyingParty(place, 'cloud')
    const visitor = await signedIn(place)
    const begun = await rp.begin({ scope: 'openid offline_access', prompt: 'consent' })
    const tokens = await rp.exchange(
      begun,
      (await send(visitor, (await walk(visitor, begun.address)) as Page, 'Agree and continue')) as URL,
    )
    await place.database.db.updateTable('credentials').set({ must_change: true }).execute()
    await expect(openid.refreshTokenGrant(rp.configuration, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    const look = await post(place.origin, '/introspect', { token: tokens.access_token }, basic('cloud'))
    expect(look.body.active).toBe(false)
  })
})
