import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { university } from '../university.ts'
import { accessibilityFaults } from './inspection.ts'
import { headingOf, plain, says, stage, withAndWithoutScripts, wordsOf } from './stage.ts'
import { words } from './words.ts'

// Every journey once with nothing but the keyboard (req 111), and each real page on the way looked at by axe.
const { person } = stage()
const furta = await university()

/** Presses Tab until what is focused has this name: a label, a link's or a button's words. */
async function tabTo(page: Page, name: string) {
  const seen: string[] = []
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab')
    const focused = plain(await page.evaluate(nameOfFocused))
    if (focused === name) return
    seen.push(focused)
  }
  throw new Error(`The Tab key never came to "${name}" on "${await page.title()}", but to: ${seen.join(' · ')}`)
}

/** Runs in the page. */
function nameOfFocused() {
  const focused = document.activeElement as HTMLInputElement | null
  const label = focused?.labels?.[0]
  return (label ?? focused)?.textContent ?? ''
}

async function type(page: Page, label: string, text: string) {
  await tabTo(page, label)
  await page.keyboard.type(text)
}

/** Enter on what is focused, and the page it leads to, looked at by axe. */
async function enter(page: Page, name?: string) {
  if (name !== undefined) await tabTo(page, name)
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')])
  await lookAt(page)
}

/** Axe is a script, so it looks only where scripts run: the pages are the same. */
async function lookAt(page: Page) {
  const runs = await page.evaluate(() => matchMedia('(scripting: enabled)').matches)
  if (runs) expect(await accessibilityFaults(page), page.url()).toEqual([])
}

describe.each(withAndWithoutScripts)('with the keyboard alone, %s', (_, scripts) => {
  test.each([
    ['en', scripts ? 'mike' : 'fiona'],
    ['pl', scripts ? 'eve' : 'wiktor'],
  ] as const)('a person gets a password, signs in, looks around, and logs out (%s, %s)', async (language, who) => {
    const w = words[language]
    const someone = furta.person(who)
    const page = await person(furta.origin, { language, scripts })
    await page.goto('/')
    await lookAt(page)
    await enter(page, w.logIn)
    await enter(page, w.resetPassword)
    await type(page, w.email, someone.login)
    await enter(page)
    await page.goto(await furta.mailbox.linkFor(someone.login))

    // First with a mistake: the focus comes to the summary, and from there to the field.
    await type(page, w.pesel, someone.pesel ?? '')
    await type(page, w.newPassword, 'Kasztanowy')
    await type(page, w.repeat, 'Kasztanowy')
    await enter(page)
    expect(await page.title()).toMatch(/^(Error|Błąd): /)
    await enterInPage(page, w.missingDigit)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('new')
    await page.keyboard.type('Kasztan#77owy')
    await type(page, w.repeat, 'Kasztan#77owy')
    await backTo(page, w.pesel)
    await page.keyboard.type(someone.pesel ?? '')
    await enter(page, w.setPassword)
    expect(await headingOf(page)).toBe(w.done)

    await enter(page, w.signIn)
    await type(page, w.id, someone.login)
    await type(page, w.password, 'Wrong-password-1')
    await enter(page)
    expect(await wordsOf(page, '.summary')).toContain(w.wrong)
    await type(page, w.password, 'Kasztan#77owy')
    await enter(page)
    await enter(page, language === 'en' ? 'My account' : 'Moje konto')
    await enter(page, w.logOut)
    await says(page, language === 'en' ? 'You have been logged out' : 'Wylogowano')
  })

  test('somebody who is not recognized finds the advice, and another page of help', async () => {
    const page = await person(furta.origin, { scripts })
    await page.goto('/reset-password')
    await type(page, words.en.email, furta.person('kacper').login)
    await enter(page)
    expect(await wordsOf(page, '.summary')).toContain(words.en.notRecognized)
    await enter(page, 'See how to ask for it')
    await enter(page, 'I am an academic teacher')
    await type(page, 'Another university e-mail address:', 'half-an-address@agh.edu.pl')
    await enter(page)
    await enter(page, 'Help and contact')
    expect(await headingOf(page)).toBe('Help and contact')
    await enter(page, 'Polski')
    expect(await headingOf(page)).toBe('Pomoc i kontakt')
  })

  test('the first key of a page jumps over its head, to its content', async () => {
    const page = await person(furta.origin, { scripts })
    await page.goto('/')
    await page.keyboard.press('Tab')
    expect(plain(await page.evaluate(nameOfFocused))).toBe('Skip to content')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.keyboard.press('Tab')
    expect(plain(await page.evaluate(nameOfFocused))).toBe('Set your first password')
  })
})

/** Enter on a link that stays on the page. */
async function enterInPage(page: Page, name: string) {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}

/** The same backwards. */
async function backTo(page: Page, name: string) {
  for (let step = 0; step < 40; step += 1) {
    if (plain(await page.evaluate(nameOfFocused)) === name) return
    await page.keyboard.press('Shift+Tab')
  }
  throw new Error(`Shift and Tab never came to "${name}" on "${await page.title()}"`)
}
