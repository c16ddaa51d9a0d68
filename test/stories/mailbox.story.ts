import { describe, expect, test } from 'vitest'
import { university } from '../university.ts'
import { accessibilityFaultsEverywhere, reflowFaults, smallTargets } from './inspection.ts'
import { askForLink, typeNewPassword } from './journeys.ts'
import { field, follow, headingOf, link, press, says, stage, withAndWithoutScripts, wordsOf } from './stage.ts'
import { words } from './words.ts'

// Whoever tries the demo reads its letters at /dev/mail.
const { person } = stage()
const furta = await university()

describe.each(withAndWithoutScripts)('the mailbox of the demo, %s', (_, scripts) => {
  test.each([
    ['en', scripts ? 'mike' : 'fiona', 'Set your password', 'Open the link of this letter'],
    ['pl', scripts ? 'zofia' : 'natalia', 'Ustaw hasło', 'Otwórz odnośnik z listu'],
  ] as const)(
    'shows the letter and leads through its link to a new password (%s, %s)',
    async (language, who, subject, open) => {
      const w = words[language]
      const someone = furta.person(who)
      const page = await person(furta.origin, { language, scripts })
      await askForLink(page, language, someone.login)
      const mail = await page.context().newPage()
      await furta.mailbox.letters()
      await mail.goto('/dev/mail')
      await field(mail, language === 'en' ? 'Recipient' : 'Adresat').fill(someone.login)
      await press(mail, language === 'en' ? 'Search' : 'Szukaj')
      expect(await mail.locator('.rows li').count()).toBe(1)
      await follow(mail, subject)
      expect(await headingOf(mail)).toBe(subject)

      const letter = mail.frameLocator('iframe')
      const shown = await letter.locator('body').textContent()
      expect(shown).toContain(subject)
      expect(await letter.getByRole('link').first().getAttribute('href')).toBe(
        await furta.mailbox.linkFor(someone.login),
      )
      await follow(mail, open)
      await typeNewPassword(mail, language, { answer: someone.pesel ?? '', password: 'Kasztan#77owy' })
      await says(mail, w.done)
    },
  )
})

test('the mailbox is empty at first and says what to do; it looks again by itself when asked to', async () => {
  const fresh = await university()
  const page = await person(fresh.origin)
  await page.goto('/dev/mail')
  await says(page, 'No letter yet')
  await follow(page, 'Look again every 5 seconds')
  await says(page, 'This page looks again every 5 seconds.')
  const again = page.waitForEvent('domcontentloaded', { timeout: 15_000 })
  await again
  await follow(page, 'Stop looking again')
  expect(await wordsOf(page)).not.toContain('This page looks again every 5 seconds.')
  await follow(page, 'Ask for a link')
  expect(await link(page, words.en.goBack).count()).toBe(1)
})

test('a letter and its page are accessible and fit a phone', async () => {
  const page = await person(furta.origin)
  await askForLink(page, 'en', furta.person('mai').login)
  await furta.mailbox.letters()
  await page.goto('/dev/mail')
  await page.locator('.rows a').first().click()
  await page.waitForLoadState()
  const faults = [
    ...(await accessibilityFaultsEverywhere(page)),
    ...(await smallTargets(page)),
    ...(await reflowFaults(page)),
  ]
  const letter = (await furta.mailbox.letters()).at(-1)
  await page.goto('about:blank')
  await page.setContent(letter?.html ?? '')
  // A letter is no page of a site: it has no landmarks.
  const inLetter = [...(await accessibilityFaultsEverywhere(page)), ...(await reflowFaults(page))]
  expect([...faults, ...inLetter.filter((fault) => !/landmark|region:/.test(fault))]).toEqual([])
})
