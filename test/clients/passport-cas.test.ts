import { expect, test } from 'vitest'
import { registered } from '../service.ts'
import { typeSignIn } from '../stories/journeys.ts'
import { says, stage } from '../stories/stage.ts'
import { university } from '../university.ts'
import type { Visitor } from '../visitor.ts'
import { passportApplication } from './passport-application.ts'

// Passport with @coursetable/passport-cas, as the npm registry gives them.

const { person } = stage()

test('an application with the passport strategy for CAS signs Alicja in and learns her name', async () => {
  const { furta, library } = await libraryAt()
  const alicja = furta.person('alice')
  const browser = await person(furta.origin, { alsoVisits: [library.origin] })
  await browser.goto(`${library.origin}/shelf`)
  await says(browser, 'to continue to library')
  await typeSignIn(browser, 'en', alicja.login, alicja.password)

  await says(browser, `Hello, ${alicja.login}`)
  expect(browser.url()).toBe(`${library.origin}/shelf`)
  await says(browser, 'givenname: Alicja')
  await says(browser, 'sn: Wrona')
  await says(browser, 'isfromnewlogin: true')
})

test('a second application learns it from the first sign-in, without a page in between', async () => {
  const { furta, library, others } = await libraryAt(1)
  const alicja = furta.visitor()
  await signIn(furta, alicja, library.origin)
  const page = await alicja.open(`${others[0]?.origin}/`)
  expect(page.text).toContain('Hello, alicja.wrona@')
  expect(page.text).toContain('isfromnewlogin: false')
})

test('the application is told when she signs out, and knows her no more', async () => {
  const { furta, library, others } = await libraryAt(1)
  const alicja = furta.visitor()
  await signIn(furta, alicja, library.origin)
  await alicja.open(`${others[0]?.origin}/`)
  await alicja.open('/cas/logout')
  await furta.tellServices()

  for (const application of [library, ...others]) {
    expect(application.ended).toEqual([expect.stringMatching(/^ST-[A-Za-z0-9-]{22,29}$/)])
    expect((await alicja.open(`${application.origin}/public`)).text).toContain('Hello, stranger')
  }
  expect((await alicja.open(`${library.origin}/`)).field('Password')).toBeDefined()
})

test('an application that asks for her password again gets a ticket of that very moment', async () => {
  const { furta, library } = await libraryAt()
  const alicja = furta.visitor()
  await signIn(furta, alicja, library.origin)
  alicja.cookies.delete('app')
  // The strategy hands on what it was asked with.
  const form = await alicja.open(`${library.origin}/?renew=true`)
  expect(form.text).toContain('asks you to type your password again')
  expect((await submit(furta, alicja, form)).text).toContain('isfromnewlogin: true')
})

test('an application that only looks whether somebody is signed in is sent back without a page', async () => {
  const { furta, library } = await libraryAt()
  const alicja = furta.visitor()
  const answer = await alicja.send('GET', `${furta.origin}/cas/login?gateway=true&service=${library.origin}/public`)
  expect(answer.headers.get('location')).toBe(`${library.origin}/public`)
})

test('a ticket that somebody made up signs nobody in', async () => {
  const { furta, library } = await libraryAt()
  const page = await furta.visitor().open(`${library.origin}/?ticket=ST-aaaaaaaaaaaaaaaaaaaaaa`)
  expect(page.status).toBe(401)
  expect(page.text).toContain('INVALID_TICKET')
})

test.each(['CAS3.0', 'CAS3.0-with-saml'] as const)(
  'a name with Polish letters arrives whole over %s',
  async (version) => {
    const { furta, library } = await libraryAt(0, version)
    const page = await signIn(furta, furta.visitor(), library.origin, 'zofia')
    expect(page.text).toContain('sn: Łukasiewicz-Żak')
  },
)

test.each(['CAS1.0', 'CAS2.0', 'CAS2.0-with-saml', 'CAS3.0-with-saml'] as const)(
  'an old application that speaks %s is signed in as well',
  async (version) => {
    const { furta, library } = await libraryAt(0, version)
    const page = await signIn(furta, furta.visitor(), library.origin)
    expect(page.text).toContain('Hello, alicja.wrona@')
  },
)

/** A university with the library, and as many more applications as are wanted, each at an address of its own. */
async function libraryAt(more = 0, version?: Parameters<Application['signsInAt']>[1]) {
  const [library, ...others] = await Promise.all(Array.from({ length: more + 1 }, () => passportApplication()))
  if (!library) throw new Error('The library was not built')
  const furta = await university({
    services: [library, ...others].map(({ origin }, index) =>
      registered({
        id: index === 0 ? 'library' : `library-${index}`,
        urls: [`${origin}/`],
        attributes: ['mail', 'givenName', 'sn', 'eduPersonAffiliation'],
      }),
    ),
  })
  for (const application of [library, ...others]) application.signsInAt(`${furta.origin}/cas`, version)
  return { furta, library, others }
}

type Application = Awaited<ReturnType<typeof passportApplication>>
type Furta = Awaited<ReturnType<typeof university>>

async function signIn(furta: Furta, visitor: Visitor, application: string, who = 'alice') {
  return submit(furta, visitor, await visitor.open(`${application}/`), who)
}

function submit(furta: Furta, visitor: Visitor, form: Parameters<Visitor['submit']>[0], who = 'alice') {
  const { login, password } = furta.person(who)
  return visitor.submit(form, 'Sign in', { ID: login, Password: password })
}
