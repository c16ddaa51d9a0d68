import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { university } from '../university.ts'
import { openMailedLink } from './journeys.ts'
import { stage } from './stage.ts'

const { person } = stage()
const furta = await university()

/** Counts what really comes over the wire, headers included, of everything this page loads. */
async function weigh(page: Page) {
  const session = await page.context().newCDPSession(page)
  const addresses = new Map<string, string>()
  const loaded: { path: string; bytes: number }[] = []
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  session.on('Network.requestWillBeSent', ({ requestId, request }) => addresses.set(requestId, request.url))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    loaded.push({ path: new URL(addresses.get(requestId) ?? 'about:blank').pathname, bytes: encodedDataLength }),
  )
  return {
    loaded,
    bytes: (fits = (_: string) => true) =>
      loaded.filter(({ path }) => fits(path)).reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

test.each(['en', 'pl'] as const)(
  'the sign-in page with everything it loads weighs at most 20 kB over the wire (%s)',
  async (language) => {
    const page = await person(furta.origin, { language })
    const scale = await weigh(page)
    await page.goto(`/cas/login?service=${encodeURIComponent(`${furta.origin}/portal/ticket`)}`)
    await page.waitForLoadState('networkidle')
    // A browser without a window fetches no icon by itself; one with a window does.
    await page.evaluate(async () =>
      (await fetch(document.querySelector<HTMLLinkElement>('link[rel=icon]')?.href ?? '')).text(),
    )
    await expect.poll(() => scale.loaded.length, { message: 'page, style, icon, three scripts' }).toBe(6)
    expect(scale.bytes()).toBeLessThanOrEqual(20_000)
  },
)

test('without scripts the sign-in page loads none', async () => {
  const page = await person(furta.origin, { scripts: false })
  const scale = await weigh(page)
  await page.goto('/cas/login')
  await page.waitForLoadState('networkidle')
  expect(scale.loaded.map(({ path }) => path).filter((path) => path.endsWith('.js'))).toEqual([])
})

test('the strength meter weighs at most 300 kB over the wire', async () => {
  const page = await person(furta.origin)
  const scale = await weigh(page)
  await openMailedLink(page, furta, 'en', furta.person('alice').login)
  const heavy = (path: string) => /\/(set-password|strength-worker|words)-/.test(path)
  await page.focus('#new')
  await page.keyboard.type('Kasztan#77owy')
  await expect.poll(() => page.getAttribute('.steps', 'data-level'), { timeout: 15_000 }).toBe('strong')
  // The worker's own loads belong to another target, so its resources are weighed by the page's clock of performance.
  const parts = await page.evaluate(async () => {
    const worker = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .find((name) => name.includes('strength-worker-'))
    const source = worker === undefined ? '' : await (await fetch(worker)).text()
    const words = /words-[0-9a-f]+\.js/.exec(source)?.[0]
    return { worker, words: words === undefined || worker === undefined ? undefined : new URL(words, worker).href }
  })
  expect(parts.words).toBeDefined()
  for (const address of [parts.words, parts.worker])
    await page.evaluate((address) => fetch(address ?? '').then((answer) => answer.arrayBuffer()), address)
  await expect.poll(() => scale.loaded.some(({ path }) => path.includes('/words-'))).toBe(true)
  const total = new Map(scale.loaded.filter(({ path }) => heavy(path)).map(({ path, bytes }) => [path, bytes]))
  expect([...total.keys()].length).toBe(3)
  expect([...total.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(300_000)
})
