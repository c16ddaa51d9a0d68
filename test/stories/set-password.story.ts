import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { university } from '../university.ts'
import { askForLink, openMailedLink, signIn, typeNewPassword } from './journeys.ts'
import { field, follow, headingOf, press, says, stage, withAndWithoutScripts, wordsOf } from './stage.ts'
import { words } from './words.ts'

const { person } = stage()
const furta = await university({ settings: { LETTERS_PER_SOURCE: '1000' } })
const STRONG = 'Kasztan#77owy'

describe.each(withAndWithoutScripts)('setting a password %s', (_, scripts) => {
  test.each([
    ['en', scripts ? 'mike' : 'fiona', 'for a forgotten password'],
    ['pl', scripts ? 'eve' : 'wiktor', 'at the first login'],
  ] as const)(
    'goes from the request to signing in with the new password (%s, %s, %s)',
    async (language, who, _when) => {
      const w = words[language]
      const someone = furta.person(who)
      const page = await person(furta.origin, { language, scripts })
      await openMailedLink(page, furta, language, someone.login)
      expect(new URL(page.url()).pathname, 'the secret has left the address bar').toMatch(
        /^\/set-password\/[A-Za-z0-9]{12}$/,
      )
      await typeNewPassword(page, language, { answer: someone.pesel ?? '', password: STRONG })
      await says(page, w.done)
      await signIn(page, language, { login: someone.login, password: STRONG })

      const notice = (await furta.mailbox.letters(someone.login)).at(-1)
      expect(notice?.subject).toBe(words[language].done)
      expect(notice?.text).not.toContain('http')
    },
  )

  test('refuses a weak password, two different ones and a wrong PESEL, and says what to do', async () => {
    const alice = furta.person(scripts ? 'zofia' : 'natalia')
    const page = await person(furta.origin, { scripts })
    await openMailedLink(page, furta, 'en', alice.login)
    const rightPesel = alice.pesel ?? ''

    await typeNewPassword(page, 'en', { answer: rightPesel, password: 'Kasztanowy' })
    await refused(page, [words.en.missingDigit])
    await typeNewPassword(page, 'en', { answer: rightPesel, password: STRONG, repeat: `${STRONG}x` })
    await refused(page, [words.en.mismatch])
    await typeNewPassword(page, 'en', { answer: rightPesel, password: 'Kotek7', repeat: 'Piesek7' })
    await refused(page, ['Use at least 8 characters', words.en.mismatch])
    await typeNewPassword(page, 'en', { answer: rightPesel, password: `${alice.name.split(' ')[0]}2026!` })
    await refused(page, ['Remove fragments of your personal data and your login'])
    await typeNewPassword(page, 'en', { answer: rightPesel, password: alice.password })
    await refused(page, ['Choose a password you have not used here before'])
    await typeNewPassword(page, 'en', { answer: '12345678901', password: STRONG })
    await refused(page, ['Check the digits of the PESEL number: there is a typing error in it'])

    await typeNewPassword(page, 'en', {
      answer: ` ${rightPesel.slice(0, 6)} ${rightPesel.slice(6)} `,
      password: STRONG,
    })
    await says(page, words.en.done)
  })

  test.each(['en', 'pl'] as const)(
    'with a wrong PESEL burns the link, and a new one is one button away (%s)',
    async (language) => {
      const w = words[language]
      const alice = furta.person(language === 'en' ? (scripts ? 'kinga' : 'hubert') : scripts ? 'iga' : 'nikodem')
      const someoneElse = furta.person('feliks').pesel ?? ''
      const page = await person(furta.origin, { language, scripts })
      await openMailedLink(page, furta, language, alice.login)
      for (let wrong = 1; wrong <= 2; wrong += 1) {
        await typeNewPassword(page, language, { answer: someoneElse, password: STRONG })
        await refused(page, [w.peselDiffers], language)
      }
      await typeNewPassword(page, language, { answer: someoneElse, password: STRONG })
      await expect.poll(() => headingOf(page)).toBe(w.burnt)

      furta.clock.advance({ minutes: 2 })
      await press(page, w.sendNewLink)
      await page.waitForURL(/\/sent$/)
      await page.goto(await furta.mailbox.linkFor(alice.login))
      await typeNewPassword(page, language, { answer: alice.pesel ?? '', password: STRONG })
      await says(page, w.done)
    },
  )

  test('with an expired link explains, and leads to a new one', async () => {
    const alice = furta.person(scripts ? 'maja' : 'wanda')
    const page = await person(furta.origin, { scripts })
    await openMailedLink(page, furta, 'en', alice.login)
    furta.clock.advance({ minutes: 61 })
    await typeNewPassword(page, 'en', { answer: alice.pesel ?? '', password: STRONG })
    expect(await headingOf(page)).toBe(words.en.expired)
    await says(page, `It will be sent to ${alice.login}.`)
    await press(page, words.en.sendNewLink)
    await page.goto(await furta.mailbox.linkFor(alice.login))
    await typeNewPassword(page, 'en', { answer: alice.pesel ?? '', password: STRONG })
    await says(page, words.en.done)
  })

  test('with one link happens once: the second tab is told, and nothing of the first is lost', async () => {
    const alice = furta.person(scripts ? 'ewa' : 'li')
    const page = await person(furta.origin, { scripts })
    await openMailedLink(page, furta, 'en', alice.login)
    const mailed = await furta.mailbox.linkFor(alice.login)
    const second = await page.context().newPage()
    await second.goto(mailed)
    await typeNewPassword(page, 'en', { answer: alice.pesel ?? '', password: STRONG })
    await says(page, words.en.done)

    await typeNewPassword(second, 'en', { answer: alice.pesel ?? '', password: 'Inny-kasztan#8' })
    await second.waitForLoadState()
    expect(await headingOf(second)).not.toBe(words.en.done)
    await second.goto(mailed)
    expect(await headingOf(second)).toBe(words.en.used)
    await signIn(page, 'en', { login: alice.login, password: STRONG })
  })

  test('for two people in two tabs sets each one their own', async () => {
    const [one, other] = scripts
      ? ([furta.person('bartosz'), furta.person('sean')] as const)
      : ([furta.person('tymon'), furta.person('lucja')] as const)
    const page = await person(furta.origin, { scripts })
    const second = await page.context().newPage()
    await openMailedLink(page, furta, 'en', one.login)
    await openMailedLink(second, furta, 'en', other.login)
    await page.bringToFront()
    await typeNewPassword(page, 'en', { answer: one.pesel ?? '', password: 'Kasztan#jeden1' })
    await says(page, words.en.done)
    await second.bringToFront()
    await typeNewPassword(second, 'en', { answer: other.pesel ?? '', password: 'Kasztan#drugi2' })
    await says(second, words.en.done)
    await signIn(await person(furta.origin, { scripts }), 'en', { login: one.login, password: 'Kasztan#jeden1' })
    await signIn(await person(furta.origin, { scripts }), 'en', { login: other.login, password: 'Kasztan#drugi2' })
  })

  test('works with a date of birth or a document for a person without a PESEL, and names the desk where there is neither', async () => {
    const page = await person(furta.origin, { scripts })
    const mai = furta.person('mai')
    await openMailedLink(page, furta, 'en', mai.login)
    await page.getByText('I do not have a PESEL number').click()
    await says(page, 'Type your date of birth as year, month, day, for example 20050311.')
    await typeNewPassword(page, 'en', {
      answer: mai.birthDate?.replaceAll('-', '') ?? '',
      password: scripts ? STRONG : 'Kasztan#78owy',
    })
    await says(page, words.en.done)

    const tarik = furta.person('tarik')
    await openMailedLink(page, furta, 'en', tarik.login)
    await typeNewPassword(page, 'en', {
      answer: tarik.document?.toLowerCase() ?? '',
      password: scripts ? STRONG : 'Kasztan#78owy',
    })
    await says(page, words.en.done)

    const carol = furta.person('carol')
    await openMailedLink(page, furta, 'en', carol.login)
    await says(page, 'From here on only the USOS help desk can help you')
    await says(page, 'usos-desk@agh.edu.pl')
    furta.clock.advance({ minutes: 2 })
  })

  test('cannot be begun with half an address, and the page says what is missing', async () => {
    const page = await person(furta.origin, { scripts })
    await page.goto('/reset-password')
    await field(page, words.en.email).fill('alicja.wrona')
    await page
      .locator('form')
      .first()
      .evaluate((form) => form.setAttribute('novalidate', ''))
    await press(page, words.en.next)
    await says(page, 'Type the whole address, with the part after the @')
    expect(await field(page, words.en.email).inputValue()).toBe('alicja.wrona')
    await follow(page, words.en.goBack)
    await page.waitForURL(/\/cas\/login/)
  })
})

async function refused(page: Page, sentences: string[], language: 'en' | 'pl' = 'en') {
  const w = words[language]
  await says(page, w.notSet)
  expect(await page.title()).toMatch(language === 'en' ? /^Error: / : /^Błąd: /)
  const summary = await wordsOf(page, '.summary')
  for (const sentence of sentences) expect(summary).toContain(sentence)
  for (const label of [w.pesel, w.newPassword, w.repeat]) expect(await field(page, label).inputValue(), label).toBe('')
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('summary')
}

test('a refused password changes nothing: the old one still signs in', async () => {
  const alice = furta.person('alice')
  const page = await person(furta.origin)
  await openMailedLink(page, furta, 'en', alice.login)
  await typeNewPassword(page, 'en', { answer: alice.pesel ?? '', password: 'short' })
  await refused(page, ['Use at least 8 characters'])
  await signIn(page, 'en', alice)
})

test('asking twice in a minute sends one link, and the page says the same', async () => {
  const page = await person(furta.origin)
  const { login } = furta.person('zenon')
  await askForLink(page, 'en', login)
  const first = await wordsOf(page)
  await askForLink(page, 'en', login)
  expect(await wordsOf(page)).toBe(first)
  expect(await furta.mailbox.letters(login)).toHaveLength(1)
})
