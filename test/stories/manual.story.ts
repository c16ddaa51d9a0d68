import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Language } from '../../src/language/index.ts'
import { readManual, standsIn } from '../manual.ts'
import { type University, university } from '../university.ts'
import { figure } from './figures.ts'
import { askForLink, typeNewPassword, typeSignIn } from './journeys.ts'
import { field, follow, plain, press, says, stage, withAndWithoutScripts, wordsOf } from './stage.ts'
import { words } from './words.ts'

// The user manual of docs/manual, walked step by step: what it quotes stands on the page that it names, and its figures
// show the pages as they are.
const { person } = stage()

const links = {
  en: {
    mine: 'My account',
    change: 'Change password',
    student: 'See how to ask for it',
    teacher: 'I am an academic teacher',
    otherAddress: 'Another university e-mail address:',
    send: 'Send the link',
    noPesel: 'I do not have a PESEL number',
    help: 'Help and contact',
    current: 'Current password:',
  },
  pl: {
    mine: 'Moje konto',
    change: 'Zmień hasło',
    student: 'Zobacz, jak o nie poprosić',
    teacher: 'Uczę na uczelni',
    otherAddress: 'Inny uczelniany adres e-mail:',
    send: 'Wyślij odnośnik',
    noPesel: 'Nie mam numeru PESEL',
    help: 'Pomoc i kontakt',
    current: 'Obecne hasło:',
  },
}
const STRONG = 'Kasztan#77owy'

describe.each(['en', 'pl'] as const)('the manual (%s)', (language) => {
  test.each(withAndWithoutScripts)('says what the pages say, step by step, %s', async (_, scripts) => {
    const furta = await university()
    const page = await person(furta.origin, { language, scripts })
    const reader = readWith(language, scripts)
    const [w, l] = [words[language], links[language]]
    const somebody = furta.person(language === 'en' ? 'fiona' : 'alice')

    // 1. Log in
    await page.goto('/')
    await reader.shows('portal', page)
    await follow(page, w.logIn)
    await reader.shows('sign-in', page)
    await typeSignIn(page, language, somebody.login, somebody.password)
    await reader.shows('signed-in', page)
    expect(await wordsOf(page, 'header')).toContain(somebody.name)
    await press(page, w.logOut)
    await reader.shows('signed-out', page)
    await page.goto('/')
    await follow(page, w.logIn)
    await typeSignIn(page, language, somebody.login, 'Wrong-password-1')
    await reader.shows('refused', page)

    // 2. Reset or set a new password
    await page.goto('/')
    await follow(page, w.logIn)
    await press(page, w.resetPassword)
    await reader.shows('reset-password', page)
    await field(page, w.email).fill(somebody.login)
    await press(page, w.next)
    await reader.shows('link-sent', page)
    await reader.shows('nothing-arrived', page)
    await reader.showsLetter('letter', await person(furta.origin, { language }), furta, somebody.login)
    const mailed = await furta.mailbox.linkFor(somebody.login)
    await page.goto(mailed)
    await reader.shows('set-password', page)
    await page.getByText(l.noPesel).click()
    await page.getByText(l.noPesel).click()
    await typeNewPassword(page, language, { answer: somebody.pesel ?? '', password: 'Kasztanowy' })
    await reader.shows('password-refused', page)
    await page.goto(page.url())
    await field(page, w.pesel).fill(somebody.pesel ?? '')
    await field(page, w.newPassword).fill(STRONG)
    await field(page, w.repeat).fill(STRONG)
    if (scripts) {
      await says(page, w.strong)
      await reader.shows('strong-password', page)
    }
    await press(page, w.setPassword)
    await reader.shows('password-set', page)
    await follow(page, w.signIn)
    await typeSignIn(page, language, somebody.login, STRONG)
    await says(page, w.logOut)

    // 4. When you are signed in (before the others, who are other people)
    await follow(page, l.mine)
    const phone = await person(furta.origin, { language, scripts, screen: 'phone' })
    await phone.goto('/')
    await follow(phone, w.logIn)
    await typeSignIn(phone, language, somebody.login, STRONG)
    await page.reload()
    await reader.shows('account', page)
    await follow(page, l.change)
    await reader.shows('change-password', page)
    await field(page, l.current).fill(STRONG)
    await field(page, w.newPassword).fill('Inny-kasztan#8')
    await field(page, w.repeat).fill('Inny-kasztan#8')
    await press(page, l.change)
    await reader.shows('password-changed', page)
    await follow(page, l.help)
    await reader.shows('help', page)

    // 2. A link that opens nothing any more
    await page.goto(mailed)
    await reader.shows('link-used', page)
    furta.clock.advance({ minutes: 2 })
    await press(page, w.sendNewLink)
    await page.goto(await furta.mailbox.linkFor(somebody.login))
    furta.clock.advance({ hours: 1 })
    await page.reload()
    await reader.shows('link-expired', page)

    // 3. Not recognized
    await askForLink(page, language, furta.person('kacper').login)
    await reader.shows('not-recognized', page)
    await follow(page, l.student)
    await reader.shows('student', page)
    await follow(page, l.teacher)
    await reader.shows('teacher', page)
    // A teacher whose language is the one of this manual gets the letter in it.
    const teacher = furta.person('irena')
    const [other = ''] = teacher.otherAddresses
    await furta.database.db.updateTable('people').set({ language }).where('surname', '=', 'Jemiołuszka').execute()
    await field(page, l.otherAddress).fill(other)
    await press(page, w.next)
    await reader.showsLetter('letter-to-another-address', await person(furta.origin, { language }), furta, other)
    await page.goto(await furta.mailbox.linkFor(other))
    await reader.shows('send-to-assigned', page)
    await press(page, l.send)
    expect((await furta.mailbox.letters(teacher.login)).length).toBe(1)

    reader.hasSeenEverything()
  })
})

function readWith(language: Language, scripts: boolean) {
  const manual = readManual(language)
  const seen = new Set<string>()
  const missing: string[] = []

  function check(name: string, shown: string) {
    seen.add(name)
    const quotes = manual.quotes.filter(({ page }) => page === name)
    for (const { text } of quotes) if (!standsIn(text, shown)) missing.push(`${name}: “${text}” in “${shown}”`)
  }
  /** The pictures are of the pages with scripts. */
  async function takeFigures(name: string, page: Page) {
    if (!scripts) return
    for (const { file } of manual.figures.filter((one) => one.page === name)) await figure(page, file)
  }

  return {
    async shows(name: string, page: Page) {
      check(name, await wordsOf(page))
      await takeFigures(name, page)
    },
    async showsLetter(name: string, paper: Page, furta: University, address: string) {
      const letter = (await furta.mailbox.letters(address)).at(-1)
      check(name, plain(`${letter?.subject} ${letter?.text}`))
      await paper.goto('about:blank')
      await paper.setContent(letter?.html ?? '')
      await takeFigures(name, paper)
    },
    /** A page of the manual that no step of this story opens would be a promise nobody tests. */
    hasSeenEverything() {
      expect(missing, 'quotes that do not stand on their page').toEqual([])
      const onlyWithScripts = scripts ? [] : ['strong-password']
      expect([...new Set(manual.pages)].filter((page) => !seen.has(page) && !onlyWithScripts.includes(page))).toEqual(
        [],
      )
    },
  }
}
