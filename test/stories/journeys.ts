import type { Page } from 'playwright-core'
import type { Language } from '../../src/language/index.ts'
import type { University } from '../university.ts'
import { button, field, follow, press } from './stage.ts'
import { words } from './words.ts'

/** From the portal's front page to the sign-in page (manual, section 1). */
export async function goToSignIn(page: Page, language: Language) {
  await page.goto('/')
  await follow(page, words[language].logIn)
  await page.waitForURL(/\/cas\/login/)
}

/** Fills in the sign-in page and sends it. */
export async function typeSignIn(page: Page, language: Language, id: string, password: string) {
  const w = words[language]
  await field(page, w.id).fill(id)
  await field(page, w.password).fill(password)
  await press(page, w.signIn)
}

/** To the portal, signed in. */
export async function signIn(page: Page, language: Language, person: { login: string; password: string }) {
  await goToSignIn(page, language)
  await typeSignIn(page, language, person.login, person.password)
  await button(page, words[language].logOut).waitFor()
}

/** Asks for a link at the page of Fig. 3. */
export async function askForLink(page: Page, language: Language, address: string) {
  await page.goto('/reset-password')
  await field(page, words[language].email).fill(address)
  await press(page, words[language].next)
}

/** Asks for a link and opens it, as it stands in the letter. */
export async function openMailedLink(page: Page, university: University, language: Language, address: string) {
  await askForLink(page, language, address)
  await page.waitForURL(/\/reset-password\/sent/)
  await page.goto(await university.mailbox.linkFor(address))
}

/** Fills in the page of Fig. 4 and sends it. */
export async function typeNewPassword(
  page: Page,
  language: Language,
  { answer, password, repeat = password }: { answer: string; password: string; repeat?: string },
) {
  const w = words[language]
  await field(page, w.pesel).fill(answer)
  await field(page, w.newPassword).fill(password)
  await field(page, w.repeat).fill(repeat)
  await press(page, w.setPassword)
}
