import { describe, expect, test } from 'vitest'
import { university } from '../university.ts'
import { askForLink, goToSignIn, signIn, typeNewPassword, typeSignIn } from './journeys.ts'
import { button, field, follow, headingOf, link, press, says, stage, withAndWithoutScripts, wordsOf } from './stage.ts'
import { words } from './words.ts'

const { person } = stage()
const furta = await university({ settings: { NEGATIVE_ANSWERS_PER_SOURCE: '1000', HELP_REQUESTS_PER_ADDRESS: '100' } })
const helpWords = {
  en: {
    mailbox: 'Your student mailbox:',
    field: 'Field of study:',
    album: 'Album number:',
    right: 'I have the right to register for university elective subjects, but my USOS account is not yet available',
    send: 'Send the request',
    confirm: 'Confirm and send to the registration desk',
    received: 'Your request is with the registration desk',
  },
  pl: {
    mailbox: 'Twoja skrzynka studencka:',
    field: 'Kierunek studiów:',
    album: 'Numer albumu:',
    right: 'Mam prawo do rejestracji na uczelniane przedmioty obieralne, ale moje konto USOS nie jest jeszcze dostępne',
    send: 'Wyślij prośbę',
    confirm: 'Potwierdź i wyślij prośbę',
    received: 'Twoją prośbę ma już punkt rejestracji na zajęcia',
  },
}
const NOBODY = 'nobody.at.all@student.agh.edu.pl'

describe.each(withAndWithoutScripts)('an account that is not recognized, %s', (_, scripts) => {
  test.each(['en', 'pl'] as const)(
    'gets the message, and a student the way to the registration desk (%s)',
    async (language) => {
      const w = words[language]
      const { login } = furta.person('kacper')
      const page = await person(furta.origin, { language, scripts })
      await askForLink(page, language, login)
      expect(await wordsOf(page, '.summary')).toContain(w.notRecognized)
      expect(await field(page, w.email).inputValue()).toBe(login)
      expect(await page.locator('.help').count()).toBeGreaterThan(0)

      await follow(page, language === 'en' ? 'See how to ask for it' : 'Zobacz, jak o nie poprosić')
      expect(await headingOf(page)).toBe(w.notRecognized)
      // Nothing that was typed is asked for again (req 118).
      const h = helpWords[language]
      expect(await field(page, h.mailbox).inputValue()).toBe(login)
      await field(page, h.field).fill(language === 'en' ? 'Computer Science' : 'Informatyka')
      await field(page, h.album).fill(furta.person('kacper').albumNumber ?? '')
      await field(page, h.right).check()
      await press(page, h.send)
      await page.waitForURL(/\/not-recognized\/sent$/)
      await says(page, login)

      const desk = await person(furta.origin, { language, scripts })
      // The letter to whoever is not connected has a link too, and may arrive after this one.
      const letters = (await furta.mailbox.letters(login)).map(({ text }) => text)
      const proof = letters.flatMap((text) => /^http\S+\/not-recognized\/request\/\S+$/m.exec(text)?.[0] ?? [])
      await desk.goto(proof.at(-1) ?? '')
      expect(await wordsOf(desk, '.facts')).toContain(furta.person('kacper').albumNumber)
      await press(desk, h.confirm)
      await says(desk, h.received)
      expect(await wordsOf(desk, '.facts')).toMatch(/R-2026-\d{4}/)
      furta.clock.advance({ hours: 1 })
    },
  )

  test.each(['en', 'pl'] as const)(
    'gets the message at the sign-in too, and a teacher tries another address from there (%s)',
    async (language) => {
      const w = words[language]
      const bob = furta.person('bob')
      const [other = ''] = bob.otherAddresses
      const page = await person(furta.origin, { language, scripts })
      await goToSignIn(page, language)
      await typeSignIn(page, language, other, bob.password)
      expect(await wordsOf(page, '.summary')).toContain(w.notRecognized)

      await follow(page, language === 'en' ? 'See what to try' : 'Zobacz, czego spróbować')
      expect(await headingOf(page)).toBe(w.notRecognized)
      furta.clock.advance({ hours: 1 })
      await field(
        page,
        language === 'en' ? 'Another university e-mail address:' : 'Inny uczelniany adres e-mail:',
      ).fill(bob.login)
      await press(page, w.next)
      await page.waitForURL(/\/reset-password\/sent$/)
      await says(page, bob.login)
      expect(await furta.mailbox.linkFor(bob.login)).toContain('/set-password/')
    },
  )

  test('the mailbox of another address is told which one is assigned; the page never is', async () => {
    const irena = furta.person('irena')
    const [other = ''] = irena.otherAddresses
    furta.clock.advance({ hours: 1 })
    const page = await person(furta.origin, { scripts })
    await askForLink(page, 'en', other)
    const shown = await wordsOf(page)
    expect(shown).toContain(words.en.notRecognized)
    expect(shown).not.toContain(irena.login)

    const letter = (await furta.mailbox.letters(other)).at(-1)
    expect(letter?.text).toContain(irena.login)
    await page.goto(await furta.mailbox.linkFor(other))
    expect(await wordsOf(page)).not.toContain(irena.login)
    await press(page, 'Send the link')
    await page.waitForURL(/\/sent$/)
    expect(await wordsOf(page)).toContain('i***@agh.edu.pl')
    await page.goto(await furta.mailbox.linkFor(irena.login))
    expect(await headingOf(page)).toBe('You are setting a new password')
  })

  test('nobody hears the difference between an unknown and a not connected address', async () => {
    const page = await person(furta.origin, { scripts })
    await askForLink(page, 'en', NOBODY)
    const unknown = (await wordsOf(page)).replaceAll(NOBODY, '')
    await askForLink(page, 'en', furta.person('kacper').login)
    expect((await wordsOf(page)).replaceAll(furta.person('kacper').login, '')).toBe(unknown)
  })
})

test('where only the mailbox is told, the page is the same for everybody', async () => {
  const discreet = await university({ settings: { DISCLOSURE: 'mailbox' } })
  const page = await person(discreet.origin)
  const { login } = discreet.person('kacper')
  await askForLink(page, 'en', discreet.person('alice').login)
  const known = (await wordsOf(page)).replaceAll(discreet.person('alice').login, '…')
  await askForLink(page, 'en', NOBODY)
  expect((await wordsOf(page)).replaceAll(NOBODY, '…')).toBe(known)
  await askForLink(page, 'en', login)
  expect((await wordsOf(page)).replaceAll(login, '…')).toBe(known)
  expect((await discreet.mailbox.letters(login)).at(-1)?.text).toContain('registration-desk@agh.edu.pl')
  expect(await discreet.mailbox.letters(NOBODY)).toEqual([])

  await goToSignIn(page, 'en')
  await typeSignIn(page, 'en', NOBODY, 'Whatever-1')
  await says(page, words.en.wrong)
  expect(await wordsOf(page)).not.toContain(words.en.notRecognized)
})

test('where other addresses are accepted, a teacher signs in with any of them, and the link goes to the assigned one', async () => {
  const open = await university({ settings: { OTHER_ADDRESSES: 'accept' } })
  const bob = open.person('bob')
  const [other = ''] = bob.otherAddresses
  const page = await person(open.origin)
  await askForLink(page, 'en', other)
  await page.waitForURL(/\/sent$/)
  expect(await wordsOf(page)).not.toContain(bob.login)
  expect(await open.mailbox.letters(other)).toEqual([])
  await page.goto(await open.mailbox.linkFor(bob.login))
  await typeNewPassword(page, 'en', { answer: bob.pesel ?? '', password: 'Kasztan#77owy' })
  await says(page, words.en.done)
  await signIn(page, 'en', { login: other, password: 'Kasztan#77owy' })
  expect(await wordsOf(page)).toContain(bob.login)
  await button(page, words.en.logOut).waitFor()
  expect(await link(page, 'My account').count()).toBe(1)
})
