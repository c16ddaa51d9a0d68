import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, expect, onTestFinished } from 'vitest'
import type { Language } from '../../src/language/index.ts'
import { launchBrowser } from '../browser.ts'
import { markWhatItUses, watchForSecrets } from '../markers.ts'

/** How a person comes: language, scripts, screen and colours. */
export interface Visit {
  language?: Language
  scripts?: boolean
  screen?: keyof typeof screens
  colours?: 'light' | 'dark' | 'forced'
  /** Other origins that this story goes to on purpose. */
  alsoVisits?: readonly string[]
  /** Takes the certificate of a server of the test, which nobody has signed. */
  anyCertificate?: boolean
  /** The browser's address, for stories that need a network of their own. */
  from?: string
}

export const screens = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
  smallest: { width: 320, height: 640 },
}

/** With and without JavaScript: `describe.each(withAndWithoutScripts)('… %s', (_, scripts) => …)`. */
export const withAndWithoutScripts = [
  ['with scripts', true],
  ['without scripts', false],
] as const

let launched: Promise<Browser> | undefined

/** One browser for all files of a worker: it remembers nobody, and starting it takes a second. It ends with the process. */
async function sharedBrowser(): Promise<Browser> {
  if (!(await launched)?.isConnected()) launched = launchBrowser()
  return launched as Promise<Browser>
}

/**
 * The browser of the stories. Everybody who comes has a profile of their own. Whatever secrets they use are looked for in the
 * database, log and letters of each university when its story is over (`test/markers.ts`).
 */
export function stage() {
  let browser: Browser | undefined
  watchForSecrets()
  beforeAll(async () => {
    browser = await sharedBrowser()
  })

  return {
    /** A person with a fresh browser profile at `origin`. The test fails when one of their pages broke a rule of every page. */
    async person(origin: string, visit: Visit = {}): Promise<Page> {
      if (!browser) throw new Error('The browser is started before the tests, not before the file')
      const context = await browser.newContext(profile(origin, visit))
      context.setDefaultTimeout(15_000)
      markWhatItUses(context)
      const broken = watch(context, [origin, ...(visit.alsoVisits ?? [])])
      onTestFinished(async () => {
        await context.close()
        expect(broken, 'console errors, violations of the policy, requests to strangers').toEqual([])
      })
      return context.newPage()
    },
  }
}

function profile(origin: string, visit: Visit) {
  const { language = 'en', scripts = true, screen = 'desktop', colours, anyCertificate = false, from } = visit
  return {
    baseURL: origin,
    locale: language === 'pl' ? 'pl-PL' : 'en-GB',
    javaScriptEnabled: scripts,
    viewport: screens[screen],
    timezoneId: 'Europe/Warsaw',
    colorScheme: colours === 'dark' ? 'dark' : 'light',
    forcedColors: colours === 'forced' ? 'active' : 'none',
    reducedMotion: 'reduce',
    ignoreHTTPSErrors: anyCertificate,
    ...(from !== undefined && { extraHTTPHeaders: { 'x-forwarded-for': from } }),
  } satisfies BrowserContextOptions
}

/** What no page may ever do: complain in the console, break its policy, throw, ask another origin for anything. */
function watch(context: BrowserContext, origins: readonly string[]): string[] {
  const broken: string[] = []
  context.on('console', (message) => {
    // A refusal is a page with a status of its own, which the browser reports as a failed load of that page.
    const refusal = /^Failed to load resource: the server responded with a status of (4\d\d|503)/.test(message.text())
    if (message.type() === 'error' && !refusal) broken.push(message.text())
  })
  context.on('weberror', (event) => broken.push(String(event.error())))
  context.on('request', (request) => {
    const address = request.url()
    const inside = /^(data|blob|about):/.test(address) || origins.some((origin) => new URL(address).origin === origin)
    if (!inside) broken.push(`asked ${address}`)
  })
  return broken
}

/** The words a person sees, white space folded, no-break spaces as plain ones, without word joiners. */
export async function wordsOf(page: Page, part = 'body'): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is seen is wanted, not what stands in the document.
  return plain(await page.locator(part).first().innerText())
}

export const headingOf = (page: Page) => wordsOf(page, 'h1')

export function plain(text: string): string {
  return text
    .replace(/[\s\u00a0]+/g, ' ')
    .replaceAll('\u2060', '')
    .trim()
}

/** The one button, link or field with exactly this name, no-break spaces as plain ones, with word joiners or without. */
export const button = (page: Page, name: string) => page.getByRole('button', { name: exactly(name) })
export const link = (page: Page, name: string) => page.getByRole('link', { name: exactly(name) })
export const field = (page: Page, label: string) => page.getByLabel(exactly(label)).and(page.locator('input'))

/** Presses a button that sends a form, and waits for the page that answers. */
export async function press(page: Page, name: string) {
  await Promise.all([page.waitForEvent('domcontentloaded'), button(page, name).click()])
}

/** Follows a link, and waits for the page it leads to. Links of one name on one page lead to one place. */
export async function follow(page: Page, name: string) {
  await Promise.all([page.waitForEvent('domcontentloaded'), link(page, name).first().click()])
}

function exactly(name: string) {
  const words = name
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(' ', '[\\s\\u00a0]+')
    .replaceAll('-', '-\\u2060?')
  return new RegExp(`^\\s*${words}\\s*$`)
}

/** Waits until the page says this: what a person would wait for. */
export async function says(page: Page, sentence: string) {
  await expect.poll(() => wordsOf(page), { timeout: 10_000, message: `the page says: ${sentence}` }).toContain(sentence)
}
