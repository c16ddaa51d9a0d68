import * as openid from 'openid-client'
import { beforeAll, expect, test } from 'vitest'
import { CALLBACK, client, comeBack, relyingParty, send, walk } from '../relying-party.ts'
import { staff } from '../staff.ts'
import { type University, university } from '../university.ts'
import { Page, type Visitor } from '../visitor.ts'

const LOCAL = 'http://localhost:5173/callback'
const SEVERAL_FACTORS = 'https://refeds.org/profile/mfa'

const services = [client('library'), client('browser-app', { authentication: 'none', redirectUris: [CALLBACK, LOCAL] })]

let here: University
beforeAll(async () => {
  here = await university({ services })
})

async function signedIn(key: string): Promise<Visitor> {
  const visitor = here.visitor()
  const { login, password } = here.person(key)
  await visitor.submit(await visitor.open('/cas/login'), 'Sign in', { ID: login, Password: password })
  return visitor
}

const errorOf = (back: Page | URL) => (back instanceof URL ? back.searchParams.get('error') : `a page: ${back.heading}`)

test('acr_values ask for a second factor on the way, and the token says that it was proved', async () => {
  const library = await relyingParty(here, 'library')
  const { visitor, app, person } = await staff(here, 'desk')
  const proved = await library.begin({ acr_values: SEVERAL_FACTORS })
  expect((await library.exchange(proved, await comeBack(visitor, proved.address))).claims()?.acr).toBe(SEVERAL_FACTORS)

  const begun = await library.begin({ acr_values: `urn:of:somebody-else ${SEVERAL_FACTORS}` })
  const browser = here.visitor()
  const form = (await walk(browser, begun.address)) as Page
  const asked = (await send(browser, form, 'Sign in', { ID: person.login, Password: person.password })) as Page
  expect(asked.heading).toBe('This service asks for a second factor')
  here.clock.advance({ seconds: 30 })
  const challenge = await browser.open(asked.link('Enter the code'))
  const code = { 'Code from your app': app.code(here.clock.now()) }
  const back = (await send(browser, challenge, 'Enter', code)) as URL
  expect((await library.exchange(begun, back)).claims()).toMatchObject({
    acr: SEVERAL_FACTORS,
    amr: ['pwd', 'otp', 'mfa'],
  })
})

test('acr_values without a page are told that somebody has to be asked; one factor that comes first is enough', async () => {
  const library = await relyingParty(here, 'library')
  const visitor = await signedIn('alice')
  const silent = async (acr_values: string) =>
    errorOf(await walk(visitor, (await library.begin({ prompt: 'none', acr_values })).address))
  expect(await silent(SEVERAL_FACTORS)).toBe('interaction_required')
  expect(await silent(`https://refeds.org/profile/sfa ${SEVERAL_FACTORS}`)).toBeNull()
  expect(await silent('urn:of:somebody-else')).toBeNull()
})

test('an ID token as a hint names whom the answer is about: nobody else who signs in gets to the service', async () => {
  const library = await relyingParty(here, 'library')
  const { tokens } = await library.signIn(here.visitor(), here.person('alice'))
  const hint = { id_token_hint: tokens.id_token ?? '' }
  const signsInAfterHint = async (visitor: Visitor, key: string) => {
    const page = (await walk(visitor, (await library.begin(hint)).address)) as Page
    const { login, password } = here.person(key)
    return errorOf(await send(visitor, page, 'Sign in', { ID: login, Password: password }))
  }
  expect(await signsInAfterHint(here.visitor(), 'bob')).toBe('login_required')
  expect(await signsInAfterHint(await signedIn('bob'), 'bob')).toBe('login_required')
  expect(await signsInAfterHint(await signedIn('bob'), 'alice')).toBeNull()
  expect(errorOf(await walk(await signedIn('alice'), (await library.begin(hint)).address))).toBeNull()
})

test('prompt=select_account shows the sign-in page, where another account is chosen by signing in', async () => {
  const library = await relyingParty(here, 'library')
  const visitor = await signedIn('alice')
  const begun = await library.begin({ prompt: 'select_account' })
  const { login, password } = here.person('bob')
  const page = (await walk(visitor, begun.address)) as Page
  const back = (await send(visitor, page, 'Sign in', { ID: login, Password: password })) as URL
  const tokens = await library.exchange(begun, back)
  expect(await library.userinfo(tokens)).toMatchObject({ email: login })
})

test('an address of its developers does not make a web application one of the person’s own machine', async () => {
  const app = await relyingParty(here, 'browser-app', openid.None())
  const visitor = await signedIn('alice')
  const to = async (redirect_uri: string, more = {}) =>
    walk(visitor, (await app.begin({ redirect_uri, ...more })).address)
  expect(errorOf(await to(CALLBACK))).toBeNull()
  expect(errorOf(await to(CALLBACK, { prompt: 'none' }))).toBeNull()
  expect(await to(LOCAL)).toBeInstanceOf(Page)
  expect(errorOf(await to(LOCAL, { prompt: 'none' }))).toBe('interaction_required')
})
