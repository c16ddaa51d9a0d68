import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Locator } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { registered } from '../service.ts'
import { university } from '../university.ts'
import { goToSignIn, signIn, typeSignIn } from './journeys.ts'
import { button, field, follow, headingOf, link, press, says, stage, withAndWithoutScripts, wordsOf } from './stage.ts'
import { words } from './words.ts'

const { person } = stage()
const furta = await university()

describe.each(withAndWithoutScripts)('signing in %s', (_, scripts) => {
  test.each(['en', 'pl'] as const)(
    'leads from the portal to the sign-in and back, and out again (%s)',
    async (language) => {
      const w = words[language]
      const alice = furta.person('alice')
      const page = await person(furta.origin, { language, scripts })

      await page.goto('/')
      const corner = await link(page, w.logIn).boundingBox()
      expect(corner?.x, 'right').toBeGreaterThan(640)
      expect(corner?.y, 'upper').toBeLessThan(100)
      await follow(page, w.logIn)
      await page.waitForURL(/\/cas\/login\?service=/)

      // Spaces around the ID are forgiven: many copy it from a message.
      await typeSignIn(page, language, ` ${alice.login} `, alice.password)
      await button(page, w.logOut).waitFor()
      expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/')
      expect(await wordsOf(page, 'header')).toContain('Alicja Wrona')

      await press(page, w.logOut)
      await says(page, language === 'en' ? 'You have been logged out' : 'Wylogowano')
      await page.goto('/')
      await link(page, w.logIn).waitFor()
    },
  )

  test('with a wrong password keeps the ID, empties the password and says one sentence for everybody', async () => {
    const page = await person(furta.origin, { scripts })
    const answers: string[] = []
    for (const id of [furta.person('alice').login, 'daniel.puszczyk@student.agh.edu.pl']) {
      await goToSignIn(page, 'en')
      await typeSignIn(page, 'en', id, 'Wrong-password-1')
      await says(page, words.en.wrong)
      expect(await field(page, 'ID').inputValue()).toBe(id)
      expect(await field(page, 'Password').inputValue()).toBe('')
      expect(await page.title()).toMatch(/^Error: /)
      answers.push(await wordsOf(page))
    }
    expect(answers[0]).toBe(answers[1])
  })

  test('and out again leaves nothing personal behind the Back button', async () => {
    const fiona = furta.person('fiona')
    const page = await person(furta.origin, { scripts })
    await signIn(page, 'en', fiona)
    await page.goto('/account')
    expect(await wordsOf(page)).toContain('Fiona')
    await press(page, words.en.logOut)
    await says(page, 'You have been logged out')
    await furta.tellServices()
    for (let step = 0; step < 4; step += 1) {
      await page.goBack()
      expect(await wordsOf(page)).not.toContain('Fiona')
      expect(
        await page
          .locator('input[type=password]')
          .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value).join('')),
      ).toBe('')
    }
  })
})

test.each(withAndWithoutScripts)(
  'the ID typed at the sign-in is there at the request for a link %s: nothing is asked twice',
  async (_, scripts) => {
    const page = await person(furta.origin, { scripts })
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.postData() ?? ''))
    await goToSignIn(page, 'en')
    await field(page, 'ID').fill('alicja.wrona@student.agh.edu.pl')
    await field(page, 'Password').fill('Typed-all-the-same')
    await press(page, 'Reset password')
    await page.waitForURL(/\/reset-password$/)
    expect(await field(page, 'E-mail address:').inputValue()).toBe('alicja.wrona@student.agh.edu.pl')
    expect(sent.join().includes('Typed-all-the-same'), 'the password stays in a page with scripts').toBe(!scripts)
  },
)

test('a refusal moves the focus to its summary, and the summary leads to the fields', async () => {
  const page = await person(furta.origin)
  await goToSignIn(page, 'en')
  await typeSignIn(page, 'en', furta.person('alice').login, 'Wrong-password-1')
  await says(page, words.en.wrong)
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('summary')
  const summary = page.getByRole('alert')
  await summary.getByRole('link', { name: /^Password/ }).click()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('password')
  for (const id of ['username', 'password']) {
    expect(await page.getAttribute(`#${id}`, 'aria-invalid')).toBe('true')
    const described = (await page.getAttribute(`#${id}`, 'aria-describedby')) ?? ''
    const sentences = await Promise.all(described.split(' ').map((one) => wordsOf(page, `#${one}`)))
    expect(sentences.join(' ')).toMatch(/Error: /)
  }
})

test('another language keeps the ID that was typed, in no address, and neither the password nor anything in the tab', async () => {
  const page = await person(furta.origin)
  await goToSignIn(page, 'en')
  const { login } = furta.person('alice')
  await field(page, 'ID').fill(login)
  await field(page, 'Password').fill('Not-sent-1')
  await follow(page, 'Polski')
  await says(page, words.pl.signIn)
  expect(await field(page, 'Identyfikator').inputValue()).toBe(login)
  expect(await field(page, 'Hasło').inputValue()).toBe('')
  expect(page.url()).not.toContain('alicja')
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  await page.reload()
  expect(await field(page, 'Identyfikator').inputValue()).toBe('')
})

test('the language in a tab of its own leaves no typed ID behind in this one', async () => {
  const page = await person(furta.origin)
  await goToSignIn(page, 'en')
  await field(page, 'ID').fill(furta.person('alice').login)
  const ways: Parameters<Locator['click']>[0][] = [
    { modifiers: ['Control'] },
    { modifiers: ['Meta'] },
    { modifiers: ['Shift'] },
    { button: 'middle' },
  ]
  for (const how of ways) {
    await page.evaluate(() => window.addEventListener('click', (event) => event.preventDefault(), { once: true }))
    await link(page, 'Polski').click(how)
    expect(await page.evaluate(() => sessionStorage.length), JSON.stringify(how)).toBe(0)
  }
  // Nor where something else in the browser has taken the click.
  await page.evaluate(() => window.addEventListener('click', (event) => event.preventDefault(), { capture: true }))
  await link(page, 'Polski').click()
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
})

test('an ID that was kept for a page which never came is filled in for nobody later', async () => {
  const page = await person(furta.origin)
  await page.clock.install()
  await goToSignIn(page, 'en')
  await field(page, 'ID').fill(furta.person('alice').login)
  const inPolish = await link(page, 'Polski').evaluate((one) => (one as HTMLAnchorElement).href)
  // A server that says "nothing to show" leaves the browser where it is, as the button that stops a page does.
  await page.route(inPolish, (route) => route.fulfill({ status: 204 }), { times: 1 })
  const asked = page.waitForResponse(inPolish)
  await link(page, 'Polski').click()
  await asked
  expect(await page.evaluate(() => sessionStorage.length)).toBe(1)
  await page.clock.runFor(30_000)
  expect(await page.evaluate(() => sessionStorage.length), 'while the page is still there').toBe(0)
  for (const _ of ['stopped', 'clicked anew']) {
    await page.route(inPolish, (route) => route.fulfill({ status: 204 }), { times: 1 })
    const asked = page.waitForResponse(inPolish)
    await link(page, 'Polski').click()
    await asked
    await page.clock.runFor(20_000)
  }
  expect(await page.evaluate(() => sessionStorage.length), 'by the clock of the newest click').toBe(1)

  // Away before that, and somebody else opens that address in this tab.
  await page.route(inPolish, (route) => route.fulfill({ status: 204 }), { times: 1 })
  const askedAgain = page.waitForResponse(inPolish)
  await link(page, 'Polski').click()
  await askedAgain
  await page.goto('/privacy')
  await page.clock.fastForward(60_000)
  await page.goto(inPolish)
  expect(await field(page, 'Identyfikator').inputValue()).toBe('')
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
})

test('a signed-in browser keeps a session cookie and nothing in its storage', async () => {
  const page = await person(furta.origin)
  await signIn(page, 'en', furta.person('mike'))
  const cookies = await page.context().cookies()
  const session = cookies.find(({ name }) => name === '__Host-TGC')
  expect(session).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax', path: '/', expires: -1 })
  for (const cookie of cookies) {
    expect(cookie, cookie.name).toMatchObject({ secure: true, httpOnly: true, path: '/' })
    expect(cookie.name).toMatch(/^__Host-/)
    expect(decodeURIComponent(cookie.value)).not.toMatch(/mike\.okoro|399341/i)
  }
  expect(
    await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]),
  ).toEqual([0, 0, 0])
})

test('a sign-in on the way to a service of another origin arrives there with a ticket', async () => {
  const asked: string[] = []
  const service = createServer((request, response) => {
    if (!request.url?.startsWith('/favicon')) asked.push(request.url ?? '')
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><title>Library</title><link rel="icon" href="data:,"><h1>Library</h1>')
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void service.close())
  const address = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  const library = registered({
    id: 'library',
    name: { pl: 'Biblioteka', en: 'Library' },
    urls: [`${address}/`],
    attributes: ['mail'],
    singleLogout: false,
  })
  const campus = await university({ services: [library] })
  const alice = campus.person('alice')
  const page = await person(campus.origin, { alsoVisits: [address] })

  await page.goto(`/cas/login?service=${encodeURIComponent(`${address}/shelf?book=1`)}`)
  await says(page, 'to continue to Library')
  await typeSignIn(page, 'en', alice.login, 'Wrong-password-1')
  await says(page, words.en.wrong)
  await typeSignIn(page, 'en', alice.login, alice.password)
  await page.waitForURL(`${address}/**`)
  expect(await headingOf(page)).toBe('Library')
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatch(/^\/shelf\?book=1&ticket=ST-/)
})
