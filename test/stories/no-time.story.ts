import type { Page, Route } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Language } from '../../src/language/index.ts'
import { BEHIND_A_PROXY } from '../attacks/steps.ts'
import { ALL_TAKEN, crowdedGate } from '../crowded-gate.ts'
import { university } from '../university.ts'
import { typeSignIn } from './journeys.ts'
import { button, field, headingOf, press, says, stage } from './stage.ts'
import { words } from './words.ts'

const { person } = stage()
const { gate, crowd } = await crowdedGate()
const furta = await university({ hashGate: gate, settings: BEHIND_A_PROXY })
const alice = furta.person('alice')

test('at noon the form waits in the browser, says how long, and goes by itself: nothing is typed anew', async () => {
  const page = await person(furta.origin)
  await page.goto('/cas/login?next=account')
  const free = crowd(ALL_TAKEN)
  await field(page, 'ID').fill(alice.login)
  await field(page, 'Password').fill(alice.password)
  await button(page, 'Sign in').click()
  await says(page, 'You have a place in the line')
  expect(await field(page, 'Password').inputValue()).toBe(alice.password)
  // Whoever presses again meanwhile neither asks nor sends anything.
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await button(page, 'Sign in').click()
  expect(await page.evaluate(() => fetch('/').then(({ status }) => status))).toBe(200)
  expect(asked).toEqual([`${furta.origin}/`])
  // It can be stopped, and begun again.
  await button(page, 'Stop waiting').click()
  await page.getByText('You have a place in the line').waitFor({ state: 'detached' })
  await button(page, 'Sign in').click()
  await says(page, 'The form will be sent from here by itself')
  await free()
  await page.waitForURL(/\/account/)
})

test('a form that waits asks anew: nobody waits for as long as was said when there is time sooner', async () => {
  const page = await person(furta.origin)
  await page.clock.install()
  await page.goto('/cas/login?next=account')
  const free = crowd(ALL_TAKEN)
  // As somebody hears it who comes when the line is long; asked anew, a proxy answers in its own words.
  const answers = [
    lineOf(300),
    (route: Route) => route.fulfill({ contentType: 'text/html', body: '<h1>One moment</h1>' }),
  ]
  await page.route('**/turn', (route) => (answers.shift() ?? ((one) => one.continue()))(route))
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await field(page, 'ID').fill(alice.login)
  await field(page, 'Password').fill(alice.password)
  await button(page, 'Sign in').click()
  await says(page, 'You have a place in the line')
  // Whoever stops the wait and presses again hears from the page itself how long it still is.
  await button(page, 'Stop waiting').click()
  await page.clock.runFor(20_000)
  await button(page, 'Sign in').click()
  await says(page, 'The form will be sent from here by itself')
  expectAbout(280, await secondsTold(page))
  await says(page, 'by itself in about 5 min')
  expect(asked.filter((path) => path === '/turn')).toHaveLength(1)
  await page.clock.runFor(26_000)
  await expect.poll(() => answers.length).toBe(0)
  await page.clock.runFor(20_000)
  expect(await field(page, 'Password').inputValue()).toBe(alice.password)
  expectAbout(234, await secondsLeft(page))
  await says(page, 'about 4 min left')
  await free()
  await page.clock.runFor(25_000)
  await page.waitForURL(/\/account/)
})

test('whoever opens the page while others wait has a place from then on, and hears it before anything is typed', async () => {
  const page = await person(furta.origin)
  await page.clock.install()
  const free = crowd(ALL_TAKEN)
  await page.route('**/cas/login?*', lineOf(300))
  const asked: string[] = []
  await page.route('**/turn', (route) => {
    asked.push(route.request().url())
    return route.continue()
  })
  await page.goto('/cas/login?next=account')
  await says(page, 'You have had a place in the line since you opened this page')
  await page.clock.runFor(10_000)
  await says(page, 'your turn comes in about 5 min')
  await typeAndPress('en')
  await says(page, 'The form will be sent from here by itself')
  expectAbout(290, await secondsTold(page))
  // One notice is enough; whoever stops the wait has the line again.
  expect(await page.locator('[data-line]').isVisible()).toBe(false)
  await button(page, 'Stop waiting').click()
  await says(page, 'your turn comes in about 5 min')
  // In another language the page says it in its words; nothing was asked so far, and the tab keeps nothing.
  await page.goto('/cas/login?next=account&locale=pl')
  await typeAndPress('pl')
  await says(page, 'Masz miejsce w kolejce')
  expect(asked).toEqual([])
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  // Three quarters of a minute after it was told it is too old, and asked for.
  await free()
  await page.clock.runFor(46_000)
  await page.waitForURL(/\/account/)
  expect(asked).toHaveLength(1)

  /** The page stays. */
  async function typeAndPress(language: Language) {
    const { id, password, signIn } = words[language]
    await field(page, id).fill(alice.login)
    await field(page, password).fill(alice.password)
    await button(page, signIn).click()
  }
})

test('when its moment comes while somebody still types, the page says so, and the form goes at once', async () => {
  const page = await person(furta.origin)
  await page.clock.install()
  const free = crowd(ALL_TAKEN)
  await page.goto('/cas/login?next=account')
  await says(page, 'You have had a place in the line since you opened this page')
  await free()
  await page.clock.runFor(30_000)
  await says(page, 'It is your turn: you can send the form.')
  await typeSignIn(page, 'en', alice.login, alice.password)
  await page.waitForURL(/\/account/)
})

test('the form is sent when its moment comes, without another question; a machine that slept through it asks first', async () => {
  for (const slept of [false, true]) {
    // Nobody of the same address stands before: the moment holds.
    const page = await person(furta.origin, { from: slept ? '203.0.113.1' : '203.0.113.2' })
    await page.clock.install()
    const free = crowd(ALL_TAKEN)
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/turn')) asked.push(request.url())
    })
    await page.route('**/cas/login?*', lineOf(30))
    await page.goto('/cas/login?next=account')
    await field(page, 'ID').fill(alice.login)
    await field(page, 'Password').fill(alice.password)
    await button(page, 'Sign in').click()
    await says(page, 'The form will be sent from here by itself')
    await free()
    await page.clock.fastForward(slept ? 900_000 : 31_000)
    await page.waitForURL(/\/account/)
    expect(asked).toHaveLength(slept ? 1 : 0)
  }
})

/** The clock of the page goes on while the test acts. */
function expectAbout(seconds: number, shown: number) {
  expect(shown).toBeLessThanOrEqual(seconds)
  expect(shown).toBeGreaterThan(seconds - 10)
}

/** Of the notice beside the form; the words round it up to minutes. */
async function secondsTold(page: Page) {
  return Number(await page.locator('[role=status] [data-wait]').getAttribute('data-wait'))
}

async function secondsLeft(page: Page) {
  return page.locator('[role=status] progress').evaluate((bar: HTMLProgressElement) => bar.max - bar.value)
}

/** The page as the program answers it when the line is so long; the form, which goes to the same address, goes on to the program. */
const lineOf = (seconds: number) => async (route: Route) => {
  if (route.request().method() === 'POST') return route.continue()
  const answer = await route.fetch()
  const body = (await answer.text()).replaceAll(/(data-wait|<progress max)="\d+"/g, `$1="${seconds}"`)
  await route.fulfill({ response: answer, body })
}

test('the form is sent all the same where the answer about the line is not ours', async () => {
  const page = await person(furta.origin)
  await page.goto('/cas/login?next=account')
  await page.route('**/turn', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<h1>Welcome to our hotel</h1>' }),
  )
  await typeSignIn(page, 'en', alice.login, alice.password)
  await page.waitForURL(/\/account/)
})

test('without scripts the page goes back to the form by itself, with the ID in it', async () => {
  const page = await person(furta.origin, { scripts: false })
  await page.goto('/cas/login?next=account')
  const free = crowd(ALL_TAKEN)
  await typeSignIn(page, 'en', alice.login, alice.password)
  expect(await headingOf(page)).toBe('You have a place in the line')
  await free()
  await field(page, 'ID').waitFor()
  expect(await field(page, 'ID').inputValue()).toBe(alice.login)
  expect(await field(page, 'Password').inputValue()).toBe('')
  await field(page, 'Password').fill(alice.password)
  await press(page, 'Sign in')
  await page.waitForURL(/\/account/)
  expect(await button(page, 'log out').count()).toBeGreaterThan(0)
})
