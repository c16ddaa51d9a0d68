import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { university } from '../university.ts'
import { openMailedLink } from './journeys.ts'
import { button, field, says, stage, wordsOf } from './stage.ts'
import { words } from './words.ts'

// What scripts add to the page of Fig. 4, on the real page: rules and meter that follow the typing, and a button that shows it.
const { person } = stage()
const furta = await university()

async function setPasswordPage(who: string, language: 'en' | 'pl' = 'en'): Promise<Page> {
  const page = await person(furta.origin, { language })
  await openMailedLink(page, furta, language, furta.person(who).login)
  return page
}

test.each(['en', 'pl'] as const)('rules and strength follow the typing, down to `strong` (%s)', async (language) => {
  const w = words[language]
  const page = await setPasswordPage(language === 'en' ? 'mike' : 'alice', language)
  const marks = () => page.locator('[data-rule]').evaluateAll((all) => all.map((one) => one.getAttribute('data-is')))
  // The page does not know the album number and other addresses, so it promises nothing about personal data (req 35).
  expect(await marks()).toEqual(['open', 'open', 'later', 'later'])
  await field(page, w.newPassword).pressSequentially('Kasztan')
  expect(await marks()).toEqual(['open', 'open', 'later', 'later'])
  await field(page, w.newPassword).pressSequentially('#77owy')
  expect(await marks()).toEqual(['met', 'met', 'later', 'later'])
  await says(page, w.strong)
  expect(await page.getAttribute('.steps', 'data-level')).toBe('strong')
  await field(page, w.newPassword).fill(language === 'en' ? 'Mike2026!x' : 'Wrona2026!x')
  await expect.poll(marks).toEqual(['met', 'met', 'open', 'later'])
})

test('the strength is announced once, politely, within a second of the last key, and the focus stays', async () => {
  const page = await setPasswordPage('zofia')
  const typed = field(page, words.en.newPassword)
  // The words come first, so that their way over the wire is not measured.
  await typed.fill('a')
  await says(page, 'Password strength: weak.')
  await typed.fill('')
  await page.evaluate(() => {
    const heard: { sentence: string; at: number }[] = []
    const status = document.querySelector('.strength [role=status]')
    const note = () => heard.push({ sentence: status?.textContent ?? '', at: performance.now() })
    if (status) new MutationObserver(note).observe(status, { childList: true, characterData: true, subtree: true })
    document.addEventListener('keyup', () => Object.assign(globalThis, { lastKey: performance.now() }))
    Object.assign(globalThis, { heard })
  })
  await typed.pressSequentially('Kasztan#77owy', { delay: 30 })
  await says(page, words.en.strong)
  const { heard, lastKey } = await page.evaluate(() => {
    const { heard, lastKey } = globalThis as unknown as { heard: { sentence: string; at: number }[]; lastKey: number }
    return { heard, lastKey }
  })
  expect(heard.map(({ sentence }) => sentence)).toEqual([words.en.strong])
  expect((heard[0]?.at ?? Number.POSITIVE_INFINITY) - lastKey).toBeLessThan(1_000)
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('new')
})

test('not one request leaves the page while thirty characters are typed', async () => {
  const page = await setPasswordPage('natalia')
  const typed = field(page, words.en.newPassword)
  await typed.fill('a')
  await says(page, 'Password strength: weak.')
  const requests: string[] = []
  page.context().on('request', (request) => requests.push(request.url()))
  await typed.fill('')
  await typed.pressSequentially('Zielony#kasztan-77-pod-mostem!', { delay: 5 })
  await field(page, words.en.repeat).pressSequentially('Zielony#kasztan-77-pod-mostem!', { delay: 5 })
  await says(page, words.en.strong)
  expect(requests).toEqual([])
})

test('each password has its own button that shows it, and sending hides both again', async () => {
  const page = await setPasswordPage('kinga')
  const types = () =>
    page.locator('#new, #repeat').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).type))
  const show = (which: string) => page.getByRole('button', { name: new RegExp(`${which}$`) })
  await field(page, words.en.newPassword).fill('Kasztan#77owy')
  await show('new password').first().click()
  expect(await types()).toEqual(['text', 'password'])
  expect(await button(page, 'Hide new password').getAttribute('aria-pressed')).toBeNull()
  await button(page, 'Show the repeated password').click()
  expect(await types()).toEqual(['text', 'text'])

  let sentAs: string[] = []
  await page.exposeFunction('sentAs', (types: string[]) => {
    sentAs = types
  })
  await page.evaluate(() => {
    const forms = [...document.forms].filter((form) => form.querySelector('#new'))
    for (const form of forms) {
      form.noValidate = true
      form.addEventListener('submit', (event) => {
        event.preventDefault()
        const fields = form.querySelectorAll<HTMLInputElement>('#new, #repeat')
        ;(globalThis as unknown as { sentAs(types: string[]): void }).sentAs([...fields].map(({ type }) => type))
      })
    }
  })
  await button(page, words.en.setPassword).click()
  await expect.poll(() => sentAs).toEqual(['password', 'password'])
})

test('pasting works in every field, and no field refuses a password manager', async () => {
  const page = await setPasswordPage('hubert')
  const cancelled = await page.locator('input:not([type=hidden])').evaluateAll((fields) =>
    fields
      .filter((field) => {
        const paste = new ClipboardEvent('paste', {
          bubbles: true,
          cancelable: true,
          clipboardData: new DataTransfer(),
        })
        return !field.dispatchEvent(paste)
      })
      .map(({ id }) => id),
  )
  expect(cancelled).toEqual([])
  await page.evaluate(() => document.querySelector<HTMLInputElement>('#new')?.focus())
  await page.keyboard.insertText('Kasztan#77owy')
  await says(page, words.en.strong)
  expect(await page.locator('input[type=password][autocomplete=off]').count()).toBe(0)
})

test('the meter is fetched on this page alone, and only when the form is already usable', async () => {
  const page = await person(furta.origin)
  const heavy: { name: string; when: string }[] = []
  page.on('request', async (request) => {
    const name = /(?:set-password|strength-worker|words)-[0-9a-f]+\.js/.exec(request.url())?.[0]
    if (name) heavy.push({ name, when: new URL(page.url()).pathname })
  })
  for (const path of [
    '/',
    '/cas/login',
    '/reset-password',
    '/reset-password/sent',
    '/help',
    '/not-recognized/student',
  ]) {
    await page.goto(path)
    await page.waitForLoadState('networkidle')
  }
  expect(heavy).toEqual([])

  await openMailedLink(page, furta, 'en', furta.person('iga').login)
  await says(page, words.en.newPassword)
  await expect.poll(() => heavy.length, { timeout: 10_000 }).toBe(3)
  const timing = await page.evaluate(() => {
    const usable = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming
    const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const ours = loaded.filter(({ name }) => /(?:set-password|strength-worker|words)-/.test(name))
    return {
      interactive: usable.domInteractive,
      begun: ours.filter(({ name }) => !name.includes('set-password')).map(({ startTime }) => startTime),
    }
  })
  expect(Math.min(...timing.begun)).toBeGreaterThanOrEqual(timing.interactive)
  expect(await wordsOf(page, 'form')).toContain(words.en.pesel)
})
