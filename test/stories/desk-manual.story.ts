import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { seedDemoCases } from '../../src/demo/index.ts'
import type { Language } from '../../src/language/index.ts'
import { systemRandom } from '../../src/world/index.ts'
import { signIn } from '../attacks/steps.ts'
import { helpRequest } from '../help-steps.ts'
import { readManual } from '../manual.ts'
import { linkFor, requestLink } from '../reset-steps.ts'
import { App, mailedCode } from '../staff.ts'
import { type University, university } from '../university.ts'
import { typeSignIn } from './journeys.ts'
import { readAlong } from './manual-reader.ts'
import { field, follow, press, says, stage } from './stage.ts'

// The manual of the desk, walked step by step by everybody who works there. Without scripts: the desk needs none.
const { person } = stage()

const say = {
  en: {
    mailMe: 'Send a code to my mailbox',
    mailed: 'Code from the letter',
    code: 'Code from your app',
    setUp: 'Set up the second factor',
    toDesk: 'Go to the desk',
    enter: 'Enter',
    noTelephone: 'Your telephone is not at hand?',
    recoveryCodes: 'Recovery codes',
    compare: 'Compare the data of',
    ask: 'Ask the person',
    question: 'Question',
    sendQuestion: 'Send the question',
    take: 'Take the case',
    connect: 'Connect and send the link',
    decline: 'Decline',
    unknownToRegistry: 'The registry knows nobody with these facts',
    sendRefusal: 'Decline and send the letter',
    cases: 'Cases',
    closer: 'Look closer at',
    assignProved: 'Assign the proved address and send the link',
    people: 'People',
    whom: 'Whom you are looking for',
    search: 'Search',
    reason: 'Reason',
    confirmMoved: 'Confirm the moved address',
    sendLink: 'Send a link to set a password',
    issueCode: 'Issue a one-time code',
    proof: 'Proof of identity',
    reopen: 'Reopen the security question',
    endSessions: 'End sessions and links',
    disable: 'Disable the account',
    enable: 'Enable the account',
    roles: 'Roles',
    address: 'E-mail address',
    find: 'Find',
    giveAuditor: 'Give the role: auditor',
    carryOut: 'Carry out',
    change: 'Change the roles of',
    imports: 'Imports',
    some: 'Only some people',
    file: 'CSV file',
    read: 'Read the file',
    lookAgain: 'Look again',
    putIn: 'Put it into the registry',
    services: 'Services',
    registerService: 'Register a service',
    albumNumber: 'student_number: your album number',
    save: 'Save',
    toService: 'Go to the service',
    activity: 'Activity',
    event: 'Event',
    codeIssued: 'One-time code issued',
    show: 'Show',
  },
  pl: {
    mailMe: 'Wyślij kod na moją skrzynkę',
    mailed: 'Kod z wiadomości',
    code: 'Kod z aplikacji',
    setUp: 'Ustaw drugi składnik',
    toDesk: 'Przejdź do obsługi kont',
    enter: 'Wejdź',
    noTelephone: 'Nie masz przy sobie telefonu?',
    recoveryCodes: 'Kody zapasowe',
    compare: 'Porównaj dane:',
    ask: 'Zapytaj osobę',
    question: 'Pytanie',
    sendQuestion: 'Wyślij pytanie',
    take: 'Zajmij się sprawą',
    connect: 'Podłącz i wyślij odnośnik',
    decline: 'Odmów',
    unknownToRegistry: 'Rejestr nie zna nikogo o tych danych',
    sendRefusal: 'Odmów i wyślij wiadomość',
    cases: 'Sprawy',
    closer: 'Zobacz szczegóły sprawy:',
    assignProved: 'Przypisz potwierdzony adres i wyślij odnośnik',
    people: 'Osoby',
    whom: 'Kogo szukasz',
    search: 'Szukaj',
    reason: 'Powód',
    confirmMoved: 'Potwierdź zmianę adresu',
    sendLink: 'Wyślij odnośnik do ustawienia hasła',
    issueCode: 'Wydaj kod jednorazowy',
    proof: 'Jak sprawdzono tożsamość',
    reopen: 'Odblokuj pytanie zabezpieczające',
    endSessions: 'Zakończ sesje i odnośniki',
    disable: 'Wyłącz konto',
    enable: 'Włącz konto',
    roles: 'Role',
    address: 'Adres e-mail',
    find: 'Znajdź',
    giveAuditor: 'Nadać rolę: audyt',
    carryOut: 'Wykonaj',
    change: 'Zmień role:',
    imports: 'Import',
    some: 'Tylko niektóre osoby',
    file: 'Plik CSV',
    read: 'Przeczytaj plik',
    lookAgain: 'Sprawdź ponownie',
    putIn: 'Wprowadź do rejestru',
    services: 'Usługi',
    registerService: 'Zarejestruj usługę',
    albumNumber: 'student_number: numer albumu',
    save: 'Zapisz',
    toService: 'Przejdź do usługi',
    activity: 'Dziennik',
    event: 'Zdarzenie',
    codeIssued: 'Wydano kod jednorazowy',
    show: 'Pokaż',
  },
} as const satisfies Record<Language, Record<string, string>>

/** What the desk writes in its own words, as a manual shows it. */
const written = {
  en: {
    field: 'Applied Physics',
    question: 'Is your album number 402957?',
    answer: 'Yes, I swapped two digits.',
    compared: 'Two digits swapped, the rest agrees',
    calledBack: 'Called back at the faculty: it is her mailbox',
    card: 'Came in person, card checked',
    lostTelephone: 'The telephone with the mailbox is lost',
    unfair: 'Asked by the person',
    agreed: 'Agreed with the dean of students',
  },
  pl: {
    field: 'Fizyka techniczna',
    question: 'Czy Twój numer albumu to 402957?',
    answer: 'Tak, dwie cyfry są zamienione.',
    compared: 'Dwie cyfry zamienione, reszta się zgadza',
    calledBack: 'Telefon na wydział: to skrzynka tej osoby',
    card: 'Wizyta osobista, legitymacja sprawdzona',
    lostTelephone: 'Zgubiony telefon ze skrzynką',
    unfair: 'Na prośbę tej osoby',
    agreed: 'Uzgodnione z działem nauczania',
  },
}

/** A service that speaks both protocols, by the fields of its form. */
const timetable = {
  id: 'timetable',
  'name-pl': 'Plan zajęć',
  'name-en': 'Timetable',
  'description-pl': 'Kiedy, gdzie i z kim',
  'description-en': 'When, where and with whom',
  'owner-name': 'Dział Nauczania',
  'owner-mail': 'plan@agh.edu.pl',
  urls: 'https://timetable.agh.edu.pl/',
  'redirect-uris': 'https://timetable.agh.edu.pl/callback',
}

const NOBODY = 'marzec.nieznany@student.agh.edu.pl'

describe.each(['en', 'pl'] as const)('the manual of the desk (%s)', (language) => {
  test('says what the pages of the desk say, step by step', async () => {
    const furta = await university()
    await furta.database.db.updateTable('people').set({ language }).execute()
    const w = say[language]
    const mine = written[language]
    const reader = readAlong(readManual('desk', language), { figures: true })
    const paper = await person(furta.origin, { language })
    await somethingToDo(furta, language)
    const [gustaw, jagoda, kalina] = [furta.person('gustaw'), furta.person('jagoda'), furta.person('kalina')]
    const [alice, yuki, tymon] = [furta.person('alice'), furta.person('yuki'), furta.person('tymon')]

    // 1. Come in
    const registration = await atTheDoor('registration')
    await reader.shows('factor-start', registration.page)
    await registration.askForCode()
    await reader.showsLetter('factor-letter', paper, furta, registration.login)
    await reader.shows('factor-set-up', registration.page)
    await registration.setUp()
    await reader.shows('recovery-codes', registration.page)
    await follow(registration.page, w.toDesk)
    furta.clock.advance({ minutes: 16 })
    await registration.page.reload()
    await reader.shows('factor', registration.page)
    await registration.page.getByText(w.noTelephone).click()
    await reader.shows('factor-without-telephone', registration.page)
    await registration.prove()
    await follow(registration.page, w.recoveryCodes)
    await reader.shows('own-recovery-codes', registration.page)

    // 2. and 3. The queue, and answers
    let { page } = registration
    await follow(page, w.cases)
    await reader.shows('queue', page)
    await Promise.all([page.waitForEvent('domcontentloaded'), page.getByRole('button', { name: gustaw.name }).click()])
    await reader.shows('answered-at-once', page)
    await follow(page, `${w.compare} ${jagoda.name}`)
    await reader.shows('case', page)
    await press(page, w.take)
    await reader.shows('case-taken', page)
    await unfold(page, w.ask)
    await reader.shows('asking', page)
    await page.getByLabel(w.question, { exact: true }).fill(mine.question)
    await press(page, w.sendQuestion)
    await reader.shows('asked', page)
    await answerOf(jagoda.login, mine.answer)
    await follow(page, jagoda.name)
    await reader.shows('case-answered-back', page)
    await page.locator('#reason').fill(mine.compared)
    await press(page, w.connect)
    await says(page, jagoda.name)
    await follow(page, NOBODY)
    await reader.shows('case-of-nobody', page)
    await unfold(page, w.decline)
    await reader.shows('declining', page)
    await page.getByLabel(w.unknownToRegistry).check()
    await press(page, w.sendRefusal)
    await reader.shows('declined', page)
    await find(page, furta.person('kacper').name)
    await reader.shows('person-not-connected', page)

    // 4. A teacher's address
    const desk = await atWork('desk')
    page = desk.page
    await follow(page, `${w.closer} ${kalina.name}`)
    await reader.shows('case-of-teacher', page)
    await press(page, w.assignProved)
    await reader.shows('moved', page)
    await find(page, kalina.name)
    await reader.shows('person-moved-by-you', page)
    const second = await atWork('desk2')
    await find(second.page, kalina.name)
    await reader.shows('person-moved', second.page)
    await act(second.page, w.confirmMoved, mine.calledBack)
    await reader.shows('move-confirmed', second.page)

    // 5. to 7. A person
    await follow(page, w.people)
    await reader.shows('search', page)
    await find(page, 'ja')
    await reader.shows('found', page)
    await find(page, yuki.name)
    await reader.shows('person-without-proof', page)
    await page.getByLabel(w.proof).selectOption('card')
    await act(page, w.issueCode, mine.card)
    await reader.shows('code', page)
    await find(page, tymon.name)
    await reader.shows('person-question-closed', page)
    await act(page, w.reopen, mine.card)
    await reader.shows('question-open', page)
    await find(page, alice.name)
    await reader.shows('person-active', page)
    await act(page, w.sendLink, mine.unfair)
    await reader.shows('link-sent', page)
    await act(page, w.endSessions, mine.lostTelephone)
    await reader.shows('sessions-ended', page)
    await find(page, furta.person('desk').name)
    await reader.shows('own-person', page)
    await find(page, furta.person('registration').name)
    await reader.shows('colleague', page)

    // 6. and 8. to 9. An administrator
    const administrator = await atWork('admin')
    page = administrator.page
    await find(page, alice.name)
    await reader.shows('person-for-administrator', page)
    await act(page, w.disable, mine.lostTelephone)
    await reader.shows('disabled', page)
    await act(page, w.enable, mine.unfair)
    await reader.shows('enabled', page)
    furta.clock.advance({ minutes: 11 })
    await follow(page, w.roles)
    await reader.shows('roles', page)
    await field(page, w.address).fill(furta.person('marceli').login)
    await press(page, w.find)
    await reader.shows('factor-again', page)
    await administrator.prove()
    await page.goto('/desk/roles')
    await field(page, w.address).fill(furta.person('marceli').login)
    await press(page, w.find)
    await reader.shows('roles-of-a-person', page)
    await page.getByLabel(w.giveAuditor).check()
    await page.getByLabel(w.reason, { exact: true }).fill(mine.unfair)
    await press(page, w.carryOut)
    await reader.shows('role-given', page)
    await reader.showsLetter('role-letter', paper, furta, furta.person('marceli').login)
    await follow(page, `${w.change} ${furta.person('desk2').name}`)
    await reader.shows('roles-of-a-colleague', page)
    await follow(page, w.imports)
    await reader.shows('import', page)
    await field(page, w.some).check()
    await field(page, w.file).setInputFiles('docs/operating/example-feed.csv')
    await press(page, w.read)
    await untilDone(page)
    await reader.shows('import-planned', page)
    await page.locator('#reason').fill(mine.unfair)
    await press(page, w.putIn)
    await untilDone(page)
    await reader.shows('import-done', page)

    // 11. Services
    await follow(page, w.services)
    await reader.shows('services', page)
    await follow(page, w.registerService)
    await reader.shows('service-new', page)
    for (const [name, typed] of Object.entries(timetable)) await page.locator(`#${name}`).fill(typed)
    await page.getByLabel(w.albumNumber).check()
    await page.locator('#reason').fill(mine.agreed)
    await press(page, w.save)
    await reader.shows('service-secret', page)
    await follow(page, w.toService)
    await reader.shows('service', page)

    // 10. An auditor
    const auditor = await atWork('auditor')
    page = auditor.page
    await find(page, furta.person('kacper').name)
    await reader.shows('person-for-auditor', page)
    await follow(page, w.activity)
    await reader.shows('activity', page)
    await page.getByLabel(w.event).selectOption({ label: w.codeIssued })
    await press(page, w.show)
    await reader.shows('activity-narrowed', page)

    reader.hasSeenEverything()

    /** Signed in for the first time, before the second factor. */
    async function atTheDoor(key: string) {
      const { login, password } = furta.person(key)
      const page = await person(furta.origin, { language, scripts: false })
      await page.goto('/desk')
      await typeSignIn(page, language, login, password)
      let app: App | undefined
      return {
        page,
        login,
        askForCode: () => press(page, w.mailMe),
        async setUp() {
          app = new App((await page.locator('section code').textContent()) ?? '')
          await field(page, w.mailed).fill(await mailedCode(furta, login))
          await field(page, w.code).fill(app.code(furta.clock.now()))
          await press(page, w.setUp)
        },
        async prove() {
          await field(page, w.code).fill(app?.code(furta.clock.now()) ?? '')
          await press(page, w.enter)
        },
      }
    }

    /** Somebody else, at the front page of the desk. */
    async function atWork(key: string) {
      const colleague = await atTheDoor(key)
      await colleague.askForCode()
      await colleague.setUp()
      await follow(colleague.page, w.toDesk)
      return colleague
    }

    async function find(page: Page, whom: string) {
      await page.goto('/desk/people')
      await page.getByLabel(w.whom).fill(whom)
      await press(page, w.search)
    }

    /** Carries out one of the acts of a person's page. */
    async function act(page: Page, name: string, reason: string) {
      const details = await unfold(page, name)
      await details.getByLabel(w.reason, { exact: true }).fill(reason)
      await Promise.all([page.waitForEvent('domcontentloaded'), details.locator('button').click()])
    }

    /** The person answers from the letter with the question. */
    async function answerOf(address: string, words: string) {
      const visitor = furta.visitor()
      const asked = await visitor.open(await furta.mailbox.linkFor(address))
      await visitor.submit(asked, 'Send the answer', { 'Your answer:': words })
    }

    async function untilDone(page: Page) {
      while ((await page.locator('[data-look-again]').count()) > 0) await follow(page, w.lookAgain)
    }
  })
})

async function unfold(page: Page, name: string) {
  const details = page.locator('details', {
    has: page.locator('summary', { hasText: new RegExp(`^${name.replaceAll(' ', '\\s')}$`) }),
  })
  expect(await details.count(), name).toBe(1)
  if (!(await details.evaluate((one: HTMLDetailsElement) => one.open))) await details.locator('summary').click()
  return details
}

/** A morning at the desk: cases that wait, a link that was asked for, a session, and a question that is closed. */
async function somethingToDo(furta: University, language: Language) {
  const tymon = furta.person('tymon')
  for (const times of [3, 2]) {
    const visitor = furta.visitor()
    let page = await visitor.open(await linkFor(furta, tymon.login))
    for (let answer = 0; answer < times; answer++) {
      page = await visitor.submit(page, 'Set password', {
        'Security question - PESEL number:': furta.person('alice').pesel ?? '',
        'New password:': 'Kasztan#77owy',
        'Repeat new password:': 'Kasztan#77owy',
      })
    }
    furta.clock.advance({ minutes: 2 })
  }
  const { database, clock, institution } = furta
  const world = { clock, random: systemRandom }
  await seedDemoCases({ db: database.db, world, mailDomain: institution.mailDomain })
  await helpRequest(furta, NOBODY, { 'Field of study:': written[language].field, 'Album number:': '499001' })
  await requestLink(furta.visitor(), furta.person('yuki').login)
  await furta.mailbox.letters()
  const alice = furta.person('alice')
  await signIn(furta.visitor(), alice.login, alice.password)
}
