import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Service } from '../../src/services/index.ts'
import { client } from '../relying-party.ts'
import { registered } from '../service.ts'
import { staff } from '../staff.ts'
import { type University, university } from '../university.ts'
import { typeSignIn } from './journeys.ts'
import { button, field, follow, press, says, stage, withAndWithoutScripts } from './stage.ts'

// A service that is registered at one origin and lives at another: its callback leads on (decision 264). The browser holds redirects
// after a form to the policy of the page with the form.
const { person } = stage()

describe.each(withAndWithoutScripts)('a service whose callback leads on to another origin, %s', (_, scripts) => {
  describe.each(['CAS', 'OpenID Connect'] as const)('by %s', (protocol) => {
    test('is reached straight after the password, and Back does not lead to the page in between', async () => {
      const { furta, way, arrivesAt, received, arrived } = await place(protocol)
      const page = await person(furta.origin, { scripts, alsoVisits: arrivesAt })
      await page.goto(way('plain'))
      const { length } = await historyOf(page)
      await signInAs(page, furta)
      await arrived(page)
      expect(received()).toHaveLength(1)
      // The page in between has left no entry of its own.
      expect((await historyOf(page)).length).toBe(length + 1)
    })

    test('is reached after the consent and the warning', async () => {
      const { furta, way, arrivesAt, arrived } = await place(protocol)
      const page = await person(furta.origin, { scripts, alsoVisits: arrivesAt })
      await page.goto('/cas/login')
      await page.getByLabel('Warn me before signing me in to other sites').check()
      await signInAs(page, furta)
      await says(page, 'You are signed in')
      await page.goto(way('plain'))
      await press(page, 'Continue')
      await arrived(page)
      await page.goto(way('asks'))
      await press(page, 'Agree and continue')
      await arrived(page)
    })

    test('is reached after a second factor', async () => {
      const { furta, way, arrivesAt, arrived } = await place(protocol)
      const { app, person: clerk } = await staff(furta, 'desk')
      furta.clock.advance({ seconds: 30 })
      const page = await person(furta.origin, { scripts, alsoVisits: arrivesAt })
      await page.goto(way('sure'))
      await typeSignIn(page, 'en', clerk.login, clerk.password)
      await follow(page, 'Enter the code')
      await field(page, 'Code from your app').fill(app.code(furta.clock.now()))
      await press(page, 'Enter')
      await arrived(page)
    })

    test('is reached when it wants its answer in a form', async () => {
      const { furta, way, arrivesAt, received, arrived } = await place(protocol)
      const page = await person(furta.origin, { scripts, alsoVisits: arrivesAt })
      await page.goto(way('plain', protocol === 'CAS' ? { method: 'POST' } : { response_mode: 'form_post' }))
      await signInAs(page, furta)
      // With scripts the form sends itself.
      if (!scripts) await button(page, 'Continue').click()
      await arrived(page)
      expect(received()).toEqual([expect.stringMatching(/^POST .*(ticket=ST-|code=)/)])
    })
  })

  test('hears that its person does not agree', async () => {
    const { furta, way, arrivesAt, received, arrived } = await place('OpenID Connect')
    const page = await person(furta.origin, { scripts, alsoVisits: arrivesAt })
    await page.goto(way('asks'))
    await signInAs(page, furta)
    await press(page, 'Do not agree')
    await arrived(page)
    expect(received()).toEqual([expect.stringContaining('error=access_denied')])
  })

  test.each(['Log out', 'Stay signed in'])(
    'is gone back to when it asks for a sign-out and hears “%s”',
    async (answer) => {
      const { furta, way, arrivesAt, leaving, arrived } = await place('OpenID Connect')
      const page = await person(furta.origin, { scripts, alsoVisits: arrivesAt })
      await page.goto(way('plain'))
      await signInAs(page, furta)
      await arrived(page)
      await page.goto(leaving)
      await press(page, answer)
      await arrived(page)
    },
  )
})

async function place(protocol: 'CAS' | 'OpenID Connect') {
  const asked: string[] = []
  const application = await listening(() => undefined)
  const callback = await listening((request) => {
    asked.push(request)
    return `${application}/home`
  })
  const kinds: readonly (readonly [string, Partial<Service>])[] = [
    ['plain', {}],
    ['asks', { consent: true, attributes: ['mail'] }],
    ['sure', { assurance: 'second-factor' }],
  ]
  const addresses = { redirectUris: [`${callback}/back`], postLogoutRedirectUris: [`${callback}/bye`] }
  const furta = await university({
    services: kinds.map(([id, more]) =>
      protocol === 'CAS' ? registered({ id, urls: [`${callback}/${id}/`], ...more }) : client(id, addresses, more),
    ),
  })
  return {
    furta,
    arrivesAt: [callback, application],
    received: () => asked,
    leaving: `/oidc/logout?${new URLSearchParams({ client_id: 'plain', post_logout_redirect_uri: `${callback}/bye` })}`,
    way: (id: string, more: Record<string, string> = {}) =>
      protocol === 'CAS'
        ? `/cas/login?${new URLSearchParams({ service: `${callback}/${id}/?book=1`, ...more })}`
        : `/oidc/auth?${new URLSearchParams({ ...request(id, `${callback}/back`), ...more })}`,
    async arrived(page: Page) {
      await page.waitForURL(`${application}/home`)
      await says(page, 'Home')
    },
  }
}

/** A request whose code nobody exchanges. */
function request(id: string, redirectUri: string) {
  return {
    client_id: id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid email',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    state: 'begun',
  }
}

/** A server of its own origin: leads on to where `onward` says, or is at home. */
async function listening(onward: (request: string) => string | undefined) {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const to = onward(`${request.method} ${request.url} ${body}`)
    if (to !== undefined) return void response.writeHead(302, { location: to }).end()
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><html lang="en"><title>Home</title><link rel="icon" href="data:,"><h1>Home</h1>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function signInAs(page: Page, furta: University) {
  const { login, password } = furta.person('alice')
  return typeSignIn(page, 'en', login, password)
}

/** How far Back reaches. */
async function historyOf(page: Page) {
  const session = await page.context().newCDPSession(page)
  const { entries } = await session.send('Page.getNavigationHistory')
  await session.detach()
  return entries
}
