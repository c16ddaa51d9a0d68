import { describe, expect, test } from 'vitest'
import { university } from '../university.ts'
import { goToSignIn, signIn, typeSignIn } from './journeys.ts'
import { field, follow, headingOf, press, says, stage, withAndWithoutScripts, wordsOf } from './stage.ts'
import { words } from './words.ts'

const { person } = stage()
const furta = await university()

const account = {
  en: {
    mine: 'My account',
    change: 'Change password',
    current: 'Current password:',
    wrongCurrent: 'That is not your current password. Type it again',
    changed: 'Your password has been changed',
    thisDevice: 'This device',
    endOthers: 'Sign out on all other devices',
    password: 'Password',
    ended: 'All other sessions have been ended.',
    notIn: 'You are not logged in',
  },
  pl: {
    mine: 'Moje konto',
    change: 'Zmień hasło',
    current: 'Obecne hasło:',
    wrongCurrent: 'Wpisz obecne hasło jeszcze raz: podane się nie zgadza',
    changed: 'Hasło zostało zmienione',
    thisDevice: 'To urządzenie',
    endOthers: 'Wyloguj na wszystkich innych urządzeniach',
    password: 'Hasło',
    ended: 'Wszystkie inne sesje zostały zakończone.',
    notIn: 'Nie zalogowano',
  },
}

describe.each(withAndWithoutScripts)('behind the sign-in, %s', (_, scripts) => {
  test.each([
    ['en', scripts ? 'mike' : 'fiona'],
    ['pl', scripts ? 'zofia' : 'natalia'],
  ] as const)('a password is changed by whoever knows the current one (%s, %s)', async (language, who) => {
    const [w, own] = [words[language], account[language]]
    const someone = furta.person(who)
    const page = await person(furta.origin, { language, scripts })
    await signIn(page, language, someone)
    await follow(page, own.change)
    const change = async (current: string, password: string) => {
      await field(page, own.current).fill(current)
      await field(page, w.newPassword).fill(password)
      await field(page, w.repeat).fill(password)
      await press(page, own.change)
    }
    await change('Not-the-password-1', 'Kasztan#77owy')
    expect(await wordsOf(page, '.summary')).toContain(own.wrongCurrent)
    await change(someone.password, 'Kasztanowy')
    expect(await wordsOf(page, '.summary')).toContain(w.missingDigit)
    await change(someone.password, 'Kasztan#77owy')
    expect(await headingOf(page)).toBe(own.changed)

    const elsewhere = await person(furta.origin, { language, scripts })
    await goToSignIn(elsewhere, language)
    await typeSignIn(elsewhere, language, someone.login, someone.password)
    await says(elsewhere, w.wrong)
    await signIn(elsewhere, language, { login: someone.login, password: 'Kasztan#77owy' })
    expect((await furta.mailbox.letters(someone.login)).at(-1)?.text).not.toContain('http')
  })

  test.each([
    ['en', scripts ? 'alice' : 'tymon'],
    ['pl', scripts ? 'lucja' : 'ewa'],
  ] as const)('sessions of other devices are seen, and ended with the password (%s, %s)', async (language, who) => {
    const own = account[language]
    const someone = furta.person(who)
    const here = await person(furta.origin, { language, scripts })
    const there = await person(furta.origin, { language, scripts, screen: 'phone' })
    await signIn(there, language, someone)
    await signIn(here, language, someone)
    await follow(here, own.mine)
    expect(await headingOf(here)).toBe(own.mine)
    expect(await wordsOf(here)).toContain(own.thisDevice)
    expect(await wordsOf(here)).toContain(someone.albumNumber ?? '')

    await follow(here, own.endOthers)
    await field(here, own.password).fill('Not-the-password-1')
    await press(here, own.endOthers)
    expect(await here.title()).toMatch(language === 'en' ? /^Error: / : /^Błąd: /)
    await field(here, own.password).fill(someone.password)
    await press(here, own.endOthers)
    await says(here, own.ended)
    await furta.tellServices()

    await there.goto('/account')
    expect(await wordsOf(there)).not.toContain(someone.albumNumber ?? '')
    await there.goto('/')
    await there.getByText(words[language].logIn, { exact: true }).waitFor()
    await here.reload()
    expect(await headingOf(here)).toBe(own.mine)
  })
})

test('the pages behind the sign-in lead there, and back to themselves', async () => {
  const page = await person(furta.origin)
  const irena = furta.person('irena')
  for (const path of ['/account', '/password-change']) {
    await page.context().clearCookies()
    await page.goto(path)
    expect(new URL(page.url()).pathname).toBe('/cas/login')
    await typeSignIn(page, 'en', irena.login, irena.password)
    expect(new URL(page.url()).pathname).toBe(path)
  }
})
