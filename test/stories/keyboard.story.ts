import { describe, expect, test } from 'vitest'
import { university } from '../university.ts'
import { backTo, enter, enterInPage, focusedName, lookAt, type } from './by-keyboard.ts'
import { headingOf, says, stage, withAndWithoutScripts, wordsOf } from './stage.ts'
import { words } from './words.ts'

// Every journey once with nothing but the keyboard (req 111), and each real page on the way looked at by axe.
const { person } = stage()
const furta = await university()

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
    expect(await focusedName(page)).toBe('Skip to content')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.keyboard.press('Tab')
    expect(await focusedName(page)).toBe('Set your first password')
  })
})
