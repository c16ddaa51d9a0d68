import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Language } from '../../src/language/index.ts'
import { App, mailedCode } from '../staff.ts'
import { type University, university } from '../university.ts'

import { goToSignIn, signIn, typeNewPassword, typeSignIn } from './journeys.ts'
import { button, field, follow, headingOf, press, says, stage, wordsOf } from './stage.ts'
import { words } from './words.ts'

// Registration morning from both sides: a third-year student with a phone, and the first day of a clerk at the desk.
const { person } = stage()

const say = {
  en: {
    how: 'See how to ask for it',
    field: 'Field of study:',
    album: 'Album number:',
    right: 'I have the right to register for university elective subjects, but my USOS account is not yet available',
    send: 'Send the request',
    confirm: 'Confirm and send to the registration desk',
    received: 'Your request is with the registration desk',
    setUpFactor: 'Set up a second factor',
    mailMe: 'Send a code to my mailbox',
    mailed: 'Code from the letter',
    code: 'Code from your app',
    setUp: 'Set up the second factor',
    toDesk: 'Go to the desk',
    waiting: '1 person is waiting',
    nobody: 'Nobody is waiting',
    closed: 'Your request has been answered',
  },
  pl: {
    how: 'Zobacz, jak o nie poprosić',
    field: 'Kierunek studiów:',
    album: 'Numer albumu:',
    right: 'Mam prawo do rejestracji na uczelniane przedmioty obieralne, ale moje konto USOS nie jest jeszcze dostępne',
    send: 'Wyślij prośbę',
    confirm: 'Potwierdź i wyślij prośbę',
    received: 'Twoją prośbę ma już punkt rejestracji na zajęcia',
    setUpFactor: 'Ustaw drugi składnik logowania',
    mailMe: 'Wyślij kod na moją skrzynkę',
    mailed: 'Kod z wiadomości',
    code: 'Kod z aplikacji',
    setUp: 'Ustaw drugi składnik',
    toDesk: 'Przejdź do obsługi kont',
    waiting: 'Czeka 1 sprawa',
    nobody: 'Nikt nie czeka',
    closed: 'Sprawa jest załatwiona',
  },
} as const satisfies Record<Language, Record<string, string>>

test.each([
  ['en', true, 'light'],
  ['pl', false, 'dark'],
] as const)(
  'a student comes from the message to the portal by one press at the desk (%s, scripts: %s)',
  async (language, scripts, colours) => {
    const furta = await university()
    const w = words[language]
    const mine = say[language]
    const kacper = furta.person('kacper')
    const phone = await person(furta.origin, { language, scripts, colours, screen: 'phone' })

    await goToSignIn(phone, language)
    await typeSignIn(phone, language, kacper.login, 'Guess-of-mine-7')
    expect(await wordsOf(phone, '.summary')).toContain(w.notRecognized)
    await follow(phone, mine.how)
    await field(phone, mine.field).fill(kacper.programmes[0]?.name[language] ?? '')
    await field(phone, mine.album).fill(kacper.albumNumber ?? '')
    await field(phone, mine.right).check()
    await press(phone, mine.send)
    await says(phone, kacper.login)
    const caseLink = await furta.mailbox.linkFor(kacper.login)
    await phone.goto(caseLink)
    await press(phone, mine.confirm)
    expect(await headingOf(phone)).toBe(mine.received)

    const desk = await firstDay(furta, language, scripts)
    expect(await headingOf(desk)).toBe(mine.waiting)
    await Promise.all([
      desk.waitForEvent('domcontentloaded'),
      desk.getByRole('button', { name: new RegExp(kacper.name) }).click(),
    ])
    expect(await headingOf(desk)).toBe(mine.nobody)
    await says(desk, kacper.name)

    await phone.goto(caseLink)
    expect(await headingOf(phone)).toBe(mine.closed)
    await phone.goto(await furta.mailbox.linkFor(kacper.login))
    await typeNewPassword(phone, language, { answer: kacper.pesel ?? '', password: 'Kasztan#77owy' })
    await says(phone, w.done)
    await signIn(phone, language, { login: kacper.login, password: 'Kasztan#77owy' })
    await says(phone, kacper.name)
  },
)

/** Somebody with a role signs in for the first time: the second factor is set up before anything of the desk is seen. */
async function firstDay(furta: University, language: Language, scripts: boolean): Promise<Page> {
  const mine = say[language]
  const { login, password } = furta.person('registration')
  const page = await person(furta.origin, { language, scripts })
  await page.goto('/desk')
  await typeSignIn(page, language, login, password)
  expect(await headingOf(page)).toBe(mine.setUpFactor)
  await press(page, mine.mailMe)
  const app = new App((await page.locator('section code').textContent()) ?? '')
  await field(page, mine.code).fill(app.code(furta.clock.now()))
  await field(page, mine.mailed).fill('AAAA-AAAA-AAAA')
  await press(page, mine.setUp)
  expect(await page.title()).toMatch(/^(Error|Błąd): /)
  await field(page, mine.code).fill(app.code(furta.clock.now()))
  await field(page, mine.mailed).fill(await mailedCode(furta, login))
  await press(page, mine.setUp)
  expect(await page.locator('ol code').count()).toBe(10)
  await follow(page, mine.toDesk)

  // A pause: the desk is shut again, and opens to the next code alone.
  furta.clock.advance({ minutes: 16 })
  await page.reload()
  await field(page, mine.code).fill(app.code(furta.clock.now()))
  await button(page, language === 'en' ? 'Enter' : 'Wejdź').waitFor()
  await press(page, language === 'en' ? 'Enter' : 'Wejdź')
  return page
}
