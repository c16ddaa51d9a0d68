import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { client, relyingParty } from '../relying-party.ts'
import { university } from '../university.ts'
import { typeSignIn } from './journeys.ts'
import { press, says, stage, withAndWithoutScripts } from './stage.ts'

const { person } = stage()

/** A service on another origin: says what it was sent. */
async function listeningService() {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(`<!doctype html><html lang="en"><title>Service</title><h1>Back at the service by ${request.method}</h1>
        <p id="sent">${`${new URL(request.url ?? '/', 'http://x').search}${body}`.replaceAll('<', '')}</p></html>`)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function place() {
  const origin = await listeningService()
  const callback = `${origin}/callback`
  const addresses = { redirectUris: [callback], postLogoutRedirectUris: [`${origin}/bye`] }
  const furta = await university({
    services: [client('asks', addresses, { consent: true }), client('plain', addresses)],
    clock: 'real',
  })
  return { furta, origin, callback }
}

describe.each(withAndWithoutScripts)('a service that speaks OpenID Connect %s', (_, scripts) => {
  test('signs a person in, who agrees first, and signs out of everything', async () => {
    const { furta, origin, callback } = await place()
    const page = await person(furta.origin, { scripts, alsoVisits: [origin] })
    const asks = await relyingParty(furta, 'asks')
    const begun = await asks.begin({ redirect_uri: callback })
    await page.goto(begun.address.href)
    const { login, password } = furta.person('alice')
    await typeSignIn(page, 'en', login, password)
    await says(page, 'What Service asks will learn about you')
    await press(page, 'Agree and continue')
    await says(page, 'Back at the service by GET')
    const tokens = await asks.exchange(begun, new URL(page.url()))
    expect(tokens.claims()?.sub).toBeDefined()

    await page.goto(`/oidc/logout?client_id=asks&post_logout_redirect_uri=${encodeURIComponent(`${origin}/bye`)}`)
    await press(page, 'Log out')
    await page.waitForURL(`${origin}/bye`)
    await page.goto('/oidc/logout')
    await says(page, 'You have been logged out')
  })

  test('is told only when whoever wanted to be asked says so', async () => {
    const { furta, origin, callback } = await place()
    const page = await person(furta.origin, { scripts, alsoVisits: [origin] })
    const { login, password } = furta.person('alice')
    await page.goto('/cas/login')
    await page.getByLabel('Warn me before signing me in to other sites').check()
    await typeSignIn(page, 'en', login, password)
    await says(page, 'You are signed in')
    const plain = await relyingParty(furta, 'plain')
    const begun = await plain.begin({ redirect_uri: callback })
    await page.goto(begun.address.href)
    await says(page, 'Go on to Service plain?')
    await press(page, 'Continue')
    await says(page, 'Back at the service by GET')
    await plain.exchange(begun, new URL(page.url()))
  })

  test('is refused on a page of ours when its address is not the registered one', async () => {
    const { furta } = await place()
    const page = await person(furta.origin, { scripts })
    const begun = await (await relyingParty(furta, 'plain')).begin({ redirect_uri: 'https://evil.example/' })
    await page.goto(begun.address.href)
    await says(page, 'You cannot be signed in to this service')
  })
})

test('a service may be answered by a form', async () => {
  const { furta, origin, callback } = await place()
  const page = await person(furta.origin, { alsoVisits: [origin] })
  const begun = await (await relyingParty(furta, 'plain')).begin({ redirect_uri: callback, response_mode: 'form_post' })
  await page.goto(begun.address.href)
  const { login, password } = furta.person('alice')
  await typeSignIn(page, 'en', login, password)
  await says(page, 'Back at the service by POST')
  expect(await page.locator('#sent').textContent()).toMatch(/^code=/)
})
