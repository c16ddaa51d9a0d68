import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Service } from '../../src/services/index.ts'
import { registered } from '../service.ts'
import { university } from '../university.ts'
import { typeSignIn } from './journeys.ts'
import { button, headingOf, press, says, stage, withAndWithoutScripts } from './stage.ts'

const { person } = stage()

/** A service of another origin, which notes what it is asked. */
async function service(more: Partial<Service> = {}) {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    if (!request.url?.startsWith('/favicon')) asked.push(`${request.method} ${request.url} ${body}`)
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><title>Library</title><link rel="icon" href="data:,"><h1>Library</h1>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const library = registered({
    id: 'library',
    name: { pl: 'Biblioteka', en: 'Library' },
    urls: [`${address}/`],
    attributes: ['mail', 'displayName'],
    singleLogout: false,
    ...more,
  })
  return { asked, address, library }
}

const way = (address: string, more: Record<string, string> = {}) =>
  `/cas/login?${new URLSearchParams({ service: `${address}/shelf?book=1`, ...more })}`

async function arrives(page: Page, address: string) {
  await page.waitForURL(`${address}/**`)
  expect(await headingOf(page)).toBe('Library')
}

describe.each(withAndWithoutScripts)('a service of another origin, %s', (_, scripts) => {
  test('that wants its ticket in a form gets it there, straight after the password and later', async () => {
    const { asked, address, library } = await service()
    const campus = await university({ services: [library] })
    const { login, password } = campus.person('alice')
    const page = await person(campus.origin, { scripts, alsoVisits: [address] })
    const goOn = async () => {
      // With scripts the form sends itself.
      if (!scripts) await button(page, 'Continue').click()
      await arrives(page, address)
    }
    await page.goto(way(address, { method: 'POST' }))
    await typeSignIn(page, 'en', login, password)
    await goOn()
    await page.goto(way(address, { method: 'POST' }), { waitUntil: 'commit' })
    await goOn()
    expect(asked).toEqual([
      expect.stringMatching(/^POST \/shelf\?book=1 ticket=ST-\w+$/),
      expect.stringMatching(/^POST \/shelf\?book=1 ticket=ST-\w+$/),
    ])
  })

  test('that asks for a consent is reached after it has been given', async () => {
    const { asked, address, library } = await service({ consent: true })
    const campus = await university({ services: [library] })
    const { login, password } = campus.person('alice')
    const page = await person(campus.origin, { scripts, alsoVisits: [address] })
    await page.goto(way(address))
    await typeSignIn(page, 'en', login, password)
    await says(page, 'What Library will learn about you')
    expect(asked).toEqual([])
    await press(page, 'Agree and continue')
    await arrives(page, address)
    expect(asked).toEqual([expect.stringMatching(/^GET \/shelf\?book=1&ticket=ST-\w+ $/)])
  })

  test('is told only when whoever wanted to be asked says so', async () => {
    const { asked, address, library } = await service()
    const campus = await university({ services: [library] })
    const { login, password } = campus.person('alice')
    const page = await person(campus.origin, { scripts, alsoVisits: [address] })
    await page.goto('/cas/login')
    await page.getByLabel('Warn me before signing me in to other sites').check()
    await typeSignIn(page, 'en', login, password)
    await says(page, 'You are signed in')
    await page.goto(way(address))
    await says(page, 'Go on to Library?')
    expect(asked).toEqual([])
    await press(page, 'Continue')
    await arrives(page, address)
  })
})
