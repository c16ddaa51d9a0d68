import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Client } from '../../src/services/index.ts'
import { registered } from '../service.ts'
import { typeSignIn } from '../stories/journeys.ts'
import { says, stage } from '../stories/stage.ts'
import { university } from '../university.ts'
import type { Visitor } from '../visitor.ts'
import { openidApplication } from './openid-application.ts'
import { passportApplication } from './passport-application.ts'

// openid-client, as the npm registry gives it.

const { person } = stage()
const SECRET = 'only-the-timetable-knows-this-0123456789'

test('an application with openid-client signs Alicja in and learns her name, address and affiliation', async () => {
  const { furta, timetable } = await timetableAt()
  const alicja = furta.person('alice')
  const browser = await person(furta.origin, { alsoVisits: [timetable.origin] })
  await browser.goto(`${timetable.origin}/`)
  await says(browser, 'timetable')
  await typeSignIn(browser, 'en', alicja.login, alicja.password)

  await says(browser, `Hello, ${alicja.name}`)
  expect(browser.url()).toBe(`${timetable.origin}/`)
  await says(browser, `email: ${alicja.login}`)
  await says(browser, 'affiliation: student, member')
})

test.each(['RS256', 'ES256'] as const)('it may have its ID tokens signed with %s', async (idTokenAlgorithm) => {
  const { furta, timetable } = await timetableAt({ idTokenAlgorithm })
  expect((await signIn(furta, furta.visitor(), timetable.origin)).text).toContain('Hello, Alicja Wrona')
})

test('a name with Polish letters arrives whole', async () => {
  const { furta, timetable } = await timetableAt()
  const page = await signIn(furta, furta.visitor(), timetable.origin, 'zofia')
  expect(page.text).toContain('Hello, Zofia Łukasiewicz-Żak')
})

test.each([
  ['as soon as the operator has registered it for that', {}, []],
  ['after she has agreed to it, where it asks her', { prompt: 'consent' }, ['Agree and continue']],
])('it goes on with fresh tokens %s', async (_, asked, pressed) => {
  const { furta, timetable } = await timetableAt({ offlineAccess: true })
  await timetable.signsInAt(`${furta.origin}/oidc`, 'timetable', SECRET, asked)
  const alicja = furta.visitor()
  let page = await signIn(furta, alicja, timetable.origin)
  for (const button of pressed) page = await alicja.submit(page, button)
  for (let turn = 0; turn < 2; turn++) {
    page = await alicja.open(`${timetable.origin}/refresh`)
    expect(page.text).toContain('Hello, Alicja Wrona')
    expect(page.text).toContain('refreshed, with a new token')
  }
})

test('it signs her out everywhere, and she comes back to its own page', async () => {
  const { furta, timetable } = await timetableAt()
  const alicja = furta.visitor()
  await signIn(furta, alicja, timetable.origin)
  const page = await alicja.open(`${timetable.origin}/sign-out`)
  expect(page.address.href).toBe(`${timetable.origin}/bye`)
  expect((await alicja.open(`${timetable.origin}/`)).field('Password')).toBeDefined()
})

test('it is told when she signs out elsewhere, with a token that it can verify', async () => {
  const { furta, timetable } = await timetableAt()
  const alicja = furta.visitor()
  await signIn(furta, alicja, timetable.origin)
  await alicja.open('/cas/logout')
  await furta.tellServices()
  expect(timetable.ended).toHaveLength(1)
  expect((await alicja.open(`${timetable.origin}/public`)).text).toContain('Hello, stranger')
})

test('whoever signed in at an application of CAS is known to one of OpenID Connect, and signs out of both', async () => {
  const library = await passportApplication()
  const { furta, timetable } = await timetableAt({}, registered({ id: 'library', urls: [`${library.origin}/`] }))
  library.signsInAt(`${furta.origin}/cas`)
  const alicja = furta.visitor()
  await signIn(furta, alicja, library.origin)
  expect((await alicja.open(`${timetable.origin}/`)).text).toContain('Hello, Alicja Wrona')

  await alicja.open(`${timetable.origin}/sign-out`)
  await furta.tellServices()
  expect(library.ended).toHaveLength(1)
})

test('a client with a wrong secret learns nothing', async () => {
  const { furta, timetable } = await timetableAt()
  await timetable.signsInAt(`${furta.origin}/oidc`, 'timetable', 'not-the-secret')
  const page = await signIn(furta, furta.visitor(), timetable.origin)
  expect(page.status).toBe(500)
  expect(page.text).not.toContain('Alicja')
})

type Furta = Awaited<ReturnType<typeof university>>

/** A university whose timetable speaks OpenID Connect. In real time, which clients compare their tokens with. */
async function timetableAt(client: Partial<Client> = {}, ...others: ReturnType<typeof registered>[]) {
  const timetable = await openidApplication()
  const furta = await university({
    clock: 'real',
    services: [
      registered({
        id: 'timetable',
        attributes: ['displayName', 'mail', 'eduPersonAffiliation'],
        client: {
          redirectUris: [`${timetable.origin}/callback`],
          postLogoutRedirectUris: [`${timetable.origin}/bye`],
          backChannelLogoutUri: `${timetable.origin}/back-channel`,
          authentication: 'client_secret_basic',
          secretDigest: createHash('sha256').update(SECRET).digest('base64url'),
          offlineAccess: false,
          introspection: false,
          idTokenAlgorithm: 'RS256',
          ...client,
        },
      }),
      ...others,
    ],
  })
  await timetable.signsInAt(`${furta.origin}/oidc`, 'timetable', SECRET)
  return { furta, timetable }
}

async function signIn(furta: Furta, visitor: Visitor, application: string, who = 'alice') {
  const { login, password } = furta.person(who)
  return visitor.submit(await visitor.open(`${application}/`), 'Sign in', { ID: login, Password: password })
}
