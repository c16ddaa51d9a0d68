import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { helpRequest } from '../help-steps.ts'
import { readManual } from '../manual.ts'
import { staff } from '../staff.ts'
import { university } from '../university.ts'
import type { Visitor } from '../visitor.ts'
import { askForLink, openMailedLink, typeNewPassword, typeSignIn } from './journeys.ts'
import { readAlong } from './manual-reader.ts'
import { field, follow, press, says, stage, withAndWithoutScripts, wordsOf } from './stage.ts'
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
    haveCode: 'I have a one-time code from the help desk',
    code: 'One-time code:',
    mailbox: 'Your student mailbox:',
    fieldOfStudy: 'Field of study:',
    album: 'Album number:',
    right: 'I have the right to register for university elective subjects, but my USOS account is not yet available',
    request: 'Send the request',
    confirm: 'Confirm and send to the registration desk',
    confirmAsTeacher: 'Confirm and send to the USOS help desk',
    answer: 'Your answer:',
    sendAnswer: 'Send the answer',
    assignThis: 'Ask for this address to be assigned',
    readMailbox: 'The university mailbox you read:',
    note: 'Which university addresses do you have, and which of them no longer works?',
    ownLanguage: 'English',
    save: 'Save',
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
    haveCode: 'Mam kod jednorazowy',
    code: 'Kod jednorazowy:',
    mailbox: 'Twoja skrzynka studencka:',
    fieldOfStudy: 'Kierunek studiów:',
    album: 'Numer albumu:',
    right: 'Mam prawo do rejestracji na uczelniane przedmioty obieralne, ale moje konto USOS nie jest jeszcze dostępne',
    request: 'Wyślij prośbę',
    confirm: 'Potwierdź i wyślij prośbę',
    confirmAsTeacher: 'Potwierdź i wyślij prośbę',
    answer: 'Odpowiedź:',
    sendAnswer: 'Wyślij odpowiedź',
    assignThis: 'Poproś o przypisanie tego adresu',
    readMailbox: 'Skrzynka uczelniana, którą czytasz:',
    note: 'Jakie masz adresy uczelniane i który z nich przestał działać?',
    ownLanguage: 'Polski',
    save: 'Zapisz',
    help: 'Pomoc i kontakt',
    current: 'Obecne hasło:',
  },
}
const UNKNOWN = 'teodor.jesion@zarz.agh.edu.pl'
const OTHERS = ['Jemiołuszka', 'Zimorodek', 'Szuwar']
const STRONG = 'Kasztan#77owy'
/** What people write in their own words, as a manual shows it. */
const written = {
  en: {
    fieldOfStudy: 'Geodesy and Cartography',
    question: 'In which year do you study?',
    answer: 'In the third.',
    note: 'I no longer read kszuwar@metal.agh.edu.pl.',
  },
  pl: {
    fieldOfStudy: 'Geodezja i kartografia',
    question: 'Na którym roku studiujesz?',
    answer: 'Na trzecim.',
    note: 'Nie czytam już skrzynki kszuwar@metal.agh.edu.pl.',
  },
}

describe.each(['en', 'pl'] as const)('the manual (%s)', (language) => {
  test.each(withAndWithoutScripts)('says what the pages say, step by step, %s', async (_, scripts) => {
    const furta = await university()
    const page = await person(furta.origin, { language, scripts })
    const reader = readAlong(readManual('user', language), {
      // The pictures are of the pages with scripts.
      figures: scripts,
      leavesOut: scripts ? [] : ['strong-password'],
    })
    // Whoever gets a letter here reads it in the language of this manual.
    await furta.database.db.updateTable('people').set({ language }).where('surname', 'in', OTHERS).execute()
    const paper = await person(furta.origin, { language })
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
    // How it comes to that stands in no-time.story.ts.
    await paper.goto(`${furta.origin}/dev/gallery/signin/sign-in-line`)
    await reader.shows('opened-in-line', paper)
    await paper.goto(`${furta.origin}/dev/gallery/frame/in-line`)
    await reader.shows('in-line', paper)

    // 2. Reset or set a new password
    await page.goto('/')
    await follow(page, w.logIn)
    await press(page, w.resetPassword)
    await reader.shows('reset-password', page)
    await field(page, w.email).fill(somebody.login)
    await press(page, w.next)
    await reader.shows('link-sent', page)
    await reader.shows('nothing-arrived', page)
    await reader.showsLetter('letter', paper, furta, somebody.login)
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
    await page.getByLabel(l.ownLanguage, { exact: true }).check()
    await press(page, l.save)
    await reader.shows('language-saved', page)
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

    // 2.1 A code instead of the question
    const desk = await staff(furta, 'desk')
    const carol = furta.person('carol')
    await openMailedLink(page, furta, language, carol.login)
    await reader.shows('question-closed', page)
    await follow(page, l.haveCode)
    await field(page, w.email).fill('')
    await reader.shows('one-time-code', page)
    await field(page, w.email).fill(carol.login)
    await field(page, l.code).fill(await codeFrom(desk.visitor, carol.name))
    await press(page, w.next)
    await reader.shows('password-by-code', page)
    await field(page, w.newPassword).fill(STRONG)
    await field(page, w.repeat).fill(STRONG)
    await press(page, w.setPassword)
    await says(page, w.done)

    // 3. Not recognized
    const kacper = furta.person('kacper')
    await askForLink(page, language, kacper.login)
    await reader.shows('not-recognized', page)
    await reader.showsLetter('letter-without-account', paper, furta, kacper.login)
    await follow(page, l.student)
    await field(page, l.fieldOfStudy).fill(written[language].fieldOfStudy)
    await field(page, l.album).fill(kacper.albumNumber ?? '')
    await field(page, l.right).check()
    await reader.shows('student', page)
    await press(page, l.request)
    await reader.shows('request-sent', page)
    await reader.showsLetter('request-letter', paper, furta, kacper.login)
    const request = await furta.mailbox.linkFor(kacper.login)
    await page.goto(request)
    await reader.shows('confirm', page)
    await press(page, l.confirm)
    await reader.shows('case', page)

    const registration = (await staff(furta, 'registration')).visitor
    await registration.submit(await registration.open('/desk/cases/R-2026-0001'), 'Send the question', {
      Question: written[language].question,
    })
    await reader.showsLetter('asked-letter', paper, furta, kacper.login)
    await page.goto(await furta.mailbox.linkFor(kacper.login))
    await reader.shows('asked', page)
    await page.getByLabel(l.answer).fill(written[language].answer)
    await press(page, l.sendAnswer)
    await reader.shows('answer-given', page)
    await registration.submit(await registration.open('/desk/cases/R-2026-0001'), 'Connect and send the link')
    await reader.showsLetter('connected-letter', paper, furta, kacper.login)
    await page.goto(request)
    await reader.shows('case-closed', page)
    await page.goto(await furta.mailbox.linkFor(kacper.login))
    await field(page, w.newPassword).waitFor()

    const declined = await helpRequest(furta, furta.person('jagoda').login)
    await registration.submit(await registration.open('/desk/cases/R-2026-0002'), 'Decline and send the letter', {
      'The right to register is not confirmed': 'yes',
    })
    await page.goto(declined.link)
    await reader.shows('case-declined', page)

    // 3.2 Teachers, who have not typed what a student typed
    const office = await person(furta.origin, { language, scripts })
    const [irena, kalina] = [furta.person('irena'), furta.person('kalina')]
    const [other = ''] = irena.otherAddresses
    await office.goto('/not-recognized/teacher')
    await field(office, l.otherAddress).fill(other)
    await reader.shows('teacher', office)
    await press(office, w.next)
    await reader.showsLetter('letter-to-another-address', paper, furta, other)
    await office.goto(await furta.mailbox.linkFor(other))
    await reader.shows('send-to-assigned', office)
    await press(office, l.send)
    expect((await furta.mailbox.letters(irena.login)).length).toBe(1)

    // Whoever has lost the assigned mailbox.
    const [read = ''] = kalina.otherAddresses
    await office.goto('/not-recognized/teacher')
    await field(office, l.otherAddress).fill(read)
    await press(office, w.next)
    await office.goto(await furta.mailbox.linkFor(read))
    await press(office, l.assignThis)
    await reader.shows('case-of-teacher', office)
    await desk.visitor.submit(
      await desk.visitor.open('/desk/cases/R-2026-0003'),
      'Assign the proved address and send the link',
    )
    await reader.showsLetter('moved-letter', paper, furta, read)

    // Whoever is under none of the addresses.
    await office.goto('/not-recognized/teacher')
    await field(office, l.readMailbox).fill(UNKNOWN)
    await office.getByLabel(l.note).fill(written[language].note)
    await press(office, l.request)
    await office.goto(await furta.mailbox.linkFor(UNKNOWN))
    await reader.shows('confirm-as-teacher', office)
    await press(office, l.confirmAsTeacher)
    await reader.shows('case-of-teacher', office)

    await askForHelpOf(page, l, furta.person('gustaw').login, written[language].fieldOfStudy)
    const unopened = await furta.mailbox.linkFor(furta.person('gustaw').login)
    furta.clock.advance({ hours: 24, minutes: 1 })
    await page.goto(unopened)
    await reader.shows('dead-request', page)

    reader.hasSeenEverything()
  })
})

/** The way from the message to a sent request. */
async function askForHelpOf(page: Page, l: (typeof links)['en'], mailbox: string, fieldOfStudy: string) {
  await page.goto('/not-recognized/student')
  await field(page, l.mailbox).fill(mailbox)
  await field(page, l.fieldOfStudy).fill(fieldOfStudy)
  await field(page, l.album).fill('402760')
  await field(page, l.right).check()
  await press(page, l.request)
}

/** At the desk: finds somebody who stands there with a card, and issues a code. */
async function codeFrom(visitor: Visitor, name: string): Promise<string> {
  const found = await visitor.submit(await visitor.open('/desk/people'), 'Search', { 'Whom you are looking for': name })
  const shown = await visitor.submit(found, 'Issue a one-time code', {
    'Proof of identity': 'card',
    Reason: 'No PESEL, card checked',
  })
  return shown.document.querySelector('code')?.textContent ?? ''
}
