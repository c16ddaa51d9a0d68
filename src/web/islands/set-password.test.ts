import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AssetManifest, buildAssets } from '../../../bin/build.mjs'
import { launchBrowser } from '../../../test/browser.ts'
import { openPasswordJudge } from '../../credentials/index.ts'
import type { PolicyContext } from '../../credentials/policy.ts'
import { islandTexts } from '../../credentials/sentences.ts'
import { speaker } from '../../language/index.ts'
import { tablePasswords } from './set-password/table-passwords.ts'

const context: PolicyContext = {
  profile: 'manual',
  personal: {
    givenNames: ['Zofia'],
    surnames: ['Łukasiewicz-Żak'],
    login: 'zlukasiewicz@student.agh.edu.pl',
    otherAddresses: [],
    albumNumber: '412345',
  },
  contextWords: ['Kopernik', 'AGH'],
}

let folder: string
let manifest: AssetManifest
let server: Server
let browser: Browser
let page: Page
let requests: { address: string; body: string | null }[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'furta-assets-'))
  manifest = await buildAssets(folder)
  server = createServer(async (request, response) => {
    const name = basename(request.url ?? '')
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; worker-src 'self'; form-action 'self'; connect-src 'self'",
    )
    if (name.endsWith('.js')) {
      response.setHeader('content-type', 'text/javascript').setHeader('content-encoding', 'br')
      response.end(await readFile(join(folder, `${name}.br`)))
    } else response.setHeader('content-type', 'text/html; charset=utf-8').end(formPage())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  server?.close()
  await rm(folder, { recursive: true })
})

beforeEach(async () => {
  page = await browser.newPage()
  requests = []
  page.on('request', (request) => requests.push({ address: request.url(), body: request.postData() }))
  await page.goto(address())
})
afterEach(() => page.close())

test('rules are ticked while typing, in shape and in words, and none is called broken', async () => {
  await page.fill('#new', 'Kasztanowy')
  expect(await rules()).toEqual({
    length: ['met', 'Met: '],
    classes: ['open', 'To do: '],
    'personal-data': ['met', 'Met: '],
    history: ['later', 'Checked later: '],
  })
  await page.fill('#new', 'zofi')
  expect(await rules()).toMatchObject({ length: ['open', 'To do: '], 'personal-data': ['open', 'To do: '] })
})

test('the meter follows the typing, and one sentence says the level and what is missing', async () => {
  await page.fill('#new', 'Kasztanowy')
  await expectMeter('medium', 'Password strength: medium. Still missing: a digit or a special character.')
  await page.fill('#new', 'Kasztan#77ow')
  await expectMeter('strong', 'Password strength: strong.')
  await page.fill('#new', 'Student2026!')
  await expectMeter(
    'weak',
    'Password strength: weak. Choose something other than a well-known word with a few characters added: those are guessed first.',
  )
  await page.fill('#new', '')
  await expectMeter(null, '')
})

test('a screen reader hears one sentence for a burst of keys', async () => {
  await page.focus('#new')
  await page.evaluate(() => {
    const heard: string[] = []
    const status = document.querySelector('[role=status]')
    if (status) new MutationObserver(() => heard.push(status.textContent ?? '')).observe(status, { childList: true })
    Object.assign(globalThis, { heard })
  })
  await page.type('#new', 'Kasztan#77ow', { delay: 40 })
  await expectMeter('strong', 'Password strength: strong.')
  expect(await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual([
    'Password strength: strong.',
  ])
})

test('a PESEL number typed in the same form counts as personal data at once', async () => {
  await page.fill('#new', 'Kasztan#3313ow')
  expect(await rules()).toMatchObject({ 'personal-data': ['met', 'Met: '] })
  await page.fill('#pesel', '033 131 2345 6')
  expect(await rules()).toMatchObject({ 'personal-data': ['open', 'To do: '] })
  await expectMeter('medium', 'Password strength: medium. Remove fragments of your personal data and your login.')
})

test('no key leaves the browser: nothing is fetched while typing but the meter itself', async () => {
  const secret = 'Tajemnica#77 pod kasztanem zielo'
  await page.type('#new', secret, { delay: 5 })
  await expectMeter('strong', 'Password strength: strong.')
  const own = new Set(Object.values(manifest).map(({ file }) => `${address()}assets/${file}`))
  expect(requests.filter((request) => !own.has(request.address) && request.address !== address())).toEqual([])
  for (let start = 0; start + 4 <= secret.length; start += 1) {
    const part = encodeURIComponent(secret.slice(start, start + 4))
    expect(requests.filter((request) => `${request.address} ${request.body ?? ''}`.includes(part))).toEqual([])
  }
})

test('each show button turns its own field, says so by its name alone, and submitting hides both again', async () => {
  const [first, second] = [page.locator('button[aria-controls=new]'), page.locator('button[aria-controls=repeat]')]
  await first.click()
  expect(await first.textContent()).toBe('Hide new password')
  expect(await first.getAttribute('aria-pressed')).toBeNull()
  expect(await page.getAttribute('#new', 'type')).toBe('text')
  expect(await page.getAttribute('#repeat', 'type')).toBe('password')
  await second.click()
  await page.evaluate(() => document.forms[0]?.addEventListener('submit', (event) => event.preventDefault()))
  await page.click('button:not([type])')
  expect(await page.getAttribute('#new', 'type')).toBe('password')
  expect(await page.getAttribute('#repeat', 'type')).toBe('password')
  expect(await first.textContent()).toBe('Show new password')
})

test('the whole meter costs less than 300 kB on the wire, and the show button less than 1 kB', () => {
  const cost = (name: string) => manifest[name]?.brotliBytes ?? Number.NaN
  expect(cost('set-password.js') + cost('strength-worker.js') + cost('words.js')).toBeLessThan(300_000)
  expect(cost('show-password.js')).toBeLessThan(1_000)
})

test('page and server agree on every password of the table', async () => {
  const judge = openPasswordJudge()
  const passwords = tablePasswords()
  expect(passwords.length).toBeGreaterThanOrEqual(200)
  const inBrowser = await page.evaluate(judgeInWorker, {
    worker: `/assets/${manifest['strength-worker.js']?.file}`,
    passwords,
    context,
  })
  const disagreements: string[] = []
  for (const [index, password] of passwords.entries()) {
    const judgement = await judge.judgePassword(password, context)
    const onServer = judgement.acceptable ? [] : judgement.reasons.map(({ id }) => id)
    const shown = inBrowser[index]
    if (
      JSON.stringify(shown?.reasons) !== JSON.stringify(onServer) ||
      (shown?.level === 'strong') !== judgement.acceptable
    ) {
      disagreements.push(`${password}: page ${JSON.stringify(shown)}, server ${JSON.stringify(onServer)}`)
    }
  }
  await judge.stop()
  expect(disagreements).toEqual([])
})

/** Runs in the page: asks the worker of the build, as the island does. */
async function judgeInWorker({
  worker,
  passwords,
  context,
}: {
  worker: string
  passwords: string[]
  context: PolicyContext
}) {
  const thread = new Worker(worker, { type: 'module' })
  const verdicts: { level: string; reasons: string[] }[] = []
  for (const [number, password] of passwords.entries()) {
    const answer = new Promise<MessageEvent>((resolve) => thread.addEventListener('message', resolve, { once: true }))
    thread.postMessage({ number, password, context })
    const { verdict } = (await answer).data
    verdicts.push({ level: verdict.level, reasons: verdict.reasons.map(({ id }: { id: string }) => id) })
  }
  thread.terminate()
  return verdicts
}

function address() {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

function rules() {
  return page.$$eval('[data-rule]', (items) =>
    Object.fromEntries(
      items.map((item) => [
        item.getAttribute('data-rule'),
        [item.getAttribute('data-is'), item.querySelector('.hidden')?.textContent],
      ]),
    ),
  )
}

async function expectMeter(level: string | null, sentence: string) {
  await expect.poll(() => page.textContent('.strength [role=status]'), { timeout: 10_000 }).toBe(sentence)
  expect(await page.getAttribute('.steps', 'data-level')).toBe(level)
}

function formPage() {
  const wiring = {
    field: 'new',
    rules: 'rules',
    worker: `/assets/${manifest['strength-worker.js']?.file}`,
    context,
    texts: islandTexts(context, speaker('en', {}, new Map())),
  }
  const rule = (id: string) => `<li data-rule="${id}" data-is="open"><span class="hidden">To do: </span>…</li>`
  const reveal = (
    id: string,
    name: string,
  ) => `<div class="reveal"><input id="${id}" type="password" autocomplete="new-password">
    <button type="button" aria-controls="${id}" data-show="Show" data-hide="Hide">Show<span class="hidden"> ${name} password</span></button></div>`
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Set a new password</title>
    <link rel="icon" href="data:,">
    <ul class="rules" id="rules">${['length', 'classes', 'personal-data', 'history'].map(rule).join('')}</ul>
    <form method="post" data-new-password="${JSON.stringify(wiring).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">
      <input id="pesel" data-personal>
      ${reveal('new', 'new')}
      <div class="strength"><span class="steps" aria-hidden="true"><i></i><i></i><i></i></span><p role="status"></p></div>
      ${reveal('repeat', 'repeated')}
      <button>Set password</button>
    </form>
    <script type="module" src="/assets/${manifest['show-password.js']?.file}"></script>
    <script type="module" src="/assets/${manifest['set-password.js']?.file}"></script></html>`
}
