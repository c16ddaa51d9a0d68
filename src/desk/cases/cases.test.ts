import { expect, test } from 'vitest'
import { signIn } from '../../../test/attacks/steps.ts'
import { helpRequest } from '../../../test/help-steps.ts'
import { csv } from '../../../test/registry.ts'
import { GOOD_PASSWORD, setPassword } from '../../../test/reset-steps.ts'
import { staff } from '../../../test/staff.ts'
import { type University, university } from '../../../test/university.ts'
import type { Page } from '../../../test/visitor.ts'
import { findCase, openOrJoinCase } from '../../cases/index.ts'
import { asCaseId } from '../../database/index.ts'
import { findByAddress } from '../../people/index.ts'

test('a third-year student who is not connected is connected by one press in the queue, and signs in', async () => {
  const place = await university()
  const kacper = place.person('kacper')
  await helpRequest(place, kacper.login, factsOf(place, 'kacper'))
  place.clock.advance({ hours: 5 })
  const { visitor } = await staff(place, 'registration')

  const queue = await visitor.open('/desk')
  expect(queue.heading).toBe('1 person is waiting')
  const card = words(queue, '.case')
  for (const words of [kacper.name, 'waiting 5 hours', 'Geodesy', kacper.albumNumber ?? ''])
    expect(card).toContain(words)
  expect(card).toContain('Agrees: The album number belongs to this person')
  expect(card).toContain('Blocks: Not connected to registration')
  expect(card).toContain('dean’s office of the Faculty of Mining and Geodesy')

  const after = await visitor.submit(queue, `Connect and send the link for ${kacper.name}`)
  expect(after.heading).toBe('Nobody is waiting')
  expect(status(after)).toContain(`${kacper.name} is connected to registration.`)
  expect(status(after)).toContain(`has been mailed to ${kacper.login}`)
  expect(after.text).toContain('Cases answered1')

  const link = await place.mailbox.linkFor(kacper.login)
  const set = await setPassword(place, link, { pesel: kacper.pesel, password: GOOD_PASSWORD })
  expect(set.heading).toBe('Your password has been set')
  const signedIn = await signIn(place.visitor(), kacper.login, GOOD_PASSWORD)
  expect(signedIn.text).toContain(kacper.name)

  expect(await eventsOf(place, ['person-connected', 'case-answered'])).toEqual([
    expect.objectContaining({
      event: 'person-connected',
      actor: await personWith(place, place.person('registration').login),
      case: 'R-2026-0001',
    }),
    expect.objectContaining({ event: 'case-answered', answer: 'connected', case: 'R-2026-0001' }),
  ])
})

test('a case waits, in the words of either language, on its card and on its page', async () => {
  const place = await university()
  await helpRequest(place, place.person('kacper').login, factsOf(place, 'kacper'))
  const { visitor } = await staff(place, 'registration')
  for (const path of ['/desk/cases', '/desk/cases/R-2026-0001']) {
    const page = await visitor.open(path)
    expect(page.text.replaceAll('\u00a0', ' '), path).toContain('waiting 1 minute')
    const polish = await visitor.open(page.link('Polski'))
    expect(polish.text.replaceAll('\u00a0', ' '), path).toContain('czeka 1 minutę')
    await visitor.open(polish.link('English'))
  }
})

test('a case of three days and three quarters of an hour waits 3 days, on its card and on its page', async () => {
  const place = await university()
  await helpRequest(place, place.person('kacper').login, factsOf(place, 'kacper'))
  place.clock.advance({ hours: 3 * 24, minutes: 45 })
  const { visitor } = await staff(place, 'registration')
  for (const path of ['/desk/cases', '/desk/cases/R-2026-0001']) {
    const page = await visitor.open(path)
    expect(page.text.replaceAll('\u00a0', ' '), path).toContain('waiting 3 days')
  }
})

test('a wrong album number is shown as such, and answered only after a look', async () => {
  const place = await university()
  const jagoda = place.person('jagoda')
  await helpRequest(place, jagoda.login, { ...factsOf(place, 'jagoda'), 'Album number:': '402975' })
  const { visitor } = await staff(place, 'registration')
  const queue = await visitor.open('/desk')
  expect(queue.text).toContain(`Differs: The album number in the registry is another one: ${jagoda.albumNumber}`)
  expect(queue.document.querySelector('.case .button:not(.quiet)')).toBeNull()

  const page = await visitor.open(queue.link(`Compare the data of ${jagoda.name}`))
  expect(page.heading).toBe(jagoda.name)
  expect(page.text).toContain('dean’s office of the Faculty of Mining and Geodesy')
  const after = await visitor.submit(page, 'Connect and send the link', {
    Reason: 'Two digits swapped, the rest agrees',
  })
  expect(status(after)).toContain('is connected to registration')
  expect(await eventsOf(place, ['person-connected'])).toMatchObject([{ reason: 'Two digits swapped, the rest agrees' }])
})

test('nobody is known under the mailbox, but the album number is somebody’s: both are shown, and the address moves with a wait', async () => {
  const place = await university()
  const gustaw = place.person('gustaw')
  const other = 'gustaw.kulczyk@agh.edu.pl'
  await helpRequest(place, other, factsOf(place, 'gustaw'))
  const { visitor } = await staff(place, 'registration')
  const queue = await visitor.open('/desk')
  expect(queue.text).toContain(`Differs: Another address is assigned in the registry: ${gustaw.login}`)
  expect(queue.document.querySelector('.case .button:not(.quiet)')).toBeNull()

  const page = await visitor.open(queue.link(`Compare the data of ${gustaw.name}`))
  const filled = page.document.querySelectorAll('main .button:not(.quiet)').map((button) => button.textContent)
  // Whoever has a mailbox in the registry is asked about another: moving the address stays possible, and is never suggested.
  expect(filled).toEqual(['Send the question'])
  const polish = await visitor.open(page.link('Polski'))
  expect(polish.text).toContain('a nowy wychodzi sam za 24 godziny albo od razu')
  await visitor.open(polish.link('English'))
  const after = await visitor.submit(page, 'Connect, assign the proved address and send the link')
  expect(status(after)).toContain(`${other} is assigned to ${gustaw.name}, and both mailboxes have been told.`)

  expect((await place.mailbox.letters(gustaw.login)).map(({ subject }) => subject)).toEqual([
    'Do Twojego konta USOS AGH przypisano inny adres',
  ])
  await expect(linksTo(place, other)).resolves.toEqual([])
  place.clock.advance({ hours: 24, minutes: 1 })
  await place.sendHeldLink((await personWith(place, other)) ?? '')
  expect(await linksTo(place, other)).toHaveLength(1)
  await setPassword(place, await place.mailbox.linkFor(other), { pesel: gustaw.pesel, password: GOOD_PASSWORD })
  expect((await signIn(place.visitor(), other, GOOD_PASSWORD)).text).toContain(gustaw.name)
})

test('a second member of staff confirms the moved address, and the link goes out at once', async () => {
  const place = await university()
  const other = 'gustaw.kulczyk@agh.edu.pl'
  await helpRequest(place, other, factsOf(place, 'gustaw'))
  const { visitor } = await staff(place, 'registration')
  const page = await visitor.open('/desk/cases/R-2026-0001')
  await visitor.submit(page, 'Connect, assign the proved address and send the link')

  const colleague = (await staff(place, 'desk')).visitor
  const personPage = await colleague.open(`/desk/people/${await personWith(place, other)}`)
  const confirming = personPage.document.querySelector('form[action$="/confirm-address"]')
  expect(confirming).not.toBeNull()
  const button = confirming?.querySelector('button')?.textContent ?? ''
  await colleague.submit(personPage, button, { Reason: 'Called back, it is the student' })
  expect(await linksTo(place, other)).toHaveLength(1)
})

test('somebody the registry does not know waits for it: the import that brings them mails the link, and the case closes', async () => {
  const place = await university()
  const mailbox = 'nowa.osoba@student.agh.edu.pl'
  await helpRequest(place, mailbox, { 'Field of study:': 'Informatyka', 'Album number:': '409999' })
  const { visitor } = await staff(place, 'registration')
  const page = await visitor.open('/desk/cases/R-2026-0001')
  expect(page.heading).toBe(mailbox)
  expect(page.text).toContain('when an import brings them, connected to registration, the link goes out by itself')
  expect(page.text).toContain('dean’s office of the Faculty of Computer Science')
  expect(page.document.querySelector('main .button:not(.quiet)')).toBeNull()

  const row = {
    id: '9911111',
    first_name: 'Nowa',
    last_name: 'Osoba',
    student_number: '409999',
    email: mailbox,
    student_status: 2,
    registration_connected: 1,
  }
  await place.putFeed(csv(row))
  await place.settleCases()
  expect(await linksTo(place, mailbox)).toHaveLength(1)
  expect((await visitor.open('/desk')).heading).toBe('Nobody is waiting')
  expect((await visitor.open('/desk/cases/R-2026-0001')).text).toContain('Resolved itself')
})

test('a teacher whose other address is assigned gets the proved one assigned by the help desk', async () => {
  const place = await university()
  const kalina = place.person('kalina')
  const [other = ''] = kalina.otherAddresses
  await teacherCase(place, other, `I cannot open ${kalina.login} any more.`)
  const signedInBefore = place.visitor()
  await signIn(signedInBefore, kalina.login, kalina.password)
  const { visitor } = await staff(place, 'desk')
  const queue = await visitor.open('/desk')
  expect(queue.text).toContain(`The address is this person’s, but another one is assigned: ${kalina.login}`)
  const after = await visitor.submit(queue, `Assign the proved address and send the link for ${kalina.name}`)
  expect(status(after)).toContain(`${other} is assigned to ${kalina.name}`)
  for (const address of [other, kalina.login]) {
    expect(
      (await place.mailbox.letters(address)).some(({ subject }) => subject.includes('przypisano inny adres')),
    ).toBe(true)
  }
  expect((await signIn(place.visitor(), other, kalina.password)).text).toContain(kalina.name)
})

test('the desk asks back, the person answers by the link of the letter, and the case is back at the front', async () => {
  const place = await university()
  const { login } = place.person('kacper')
  const asker = await helpRequest(place, login, { ...factsOf(place, 'kacper'), 'Album number:': '402445' })
  const { visitor } = await staff(place, 'registration')
  const page = await visitor.open('/desk/cases/R-2026-0001')
  const question = 'Which album number stands on your card?'
  const after = await visitor.submit(page, 'Send the question', { Question: question })
  expect(status(after)).toContain(`the question has been mailed to ${login}`)
  expect(after.heading).toBe('Nobody is waiting')
  expect(after.text).toContain('Waiting for the person’s answer: 1')

  const letter = (await place.mailbox.letters(login)).at(-1)
  expect(letter?.text.replace(/\s+/g, ' ')).toContain(question)
  const answering = await asker.visitor.open(await place.mailbox.linkFor(login))
  const form = answering.document.querySelector('textarea')?.getAttribute('id') ?? ''
  const label = answering.document.querySelector(`label[for=${form}]`)?.textContent ?? ''
  const button = answering.document.querySelector('main form button')?.textContent ?? ''
  await asker.visitor.submit(answering, button, { [label]: 'It is 402444, I mistyped it.' })

  const back = await visitor.open('/desk')
  expect(back.heading).toBe('1 person is waiting')
  const read = await visitor.open('/desk/cases/R-2026-0001')
  expect(read.text).toContain(question)
  expect(read.text).toContain('It is 402444, I mistyped it.')
  expect(status(await visitor.submit(read, 'Connect and send the link'))).toContain('is connected to registration')
})

test('a declined case tells why and whom to ask, in the language it was asked in', async () => {
  const place = await university()
  const { login } = place.person('kacper')
  await helpRequest(place, login, factsOf(place, 'kacper'))
  const { visitor } = await staff(place, 'registration')
  visitor.headers = { 'accept-language': 'pl' }
  const page = await visitor.open('/desk/cases/R-2026-0001')
  const { action, body } = visitor.fill(page, 'Odmów i wyślij wiadomość', {
    'Twoimi słowami': 'The list came without you.',
  })
  body.set('because', 'no-right')
  const after = await visitor.request('POST', action, body)
  expect(status(after)).toContain('odmowa')

  const letter = (await place.mailbox.letters(login)).at(-1)
  const text = letter?.text.replace(/\s+/g, ' ') ?? ''
  expect(text).toContain(
    'We could not confirm the right to register for university elective subjects. The list came without you.',
  )
  expect(text).toContain('deans-office-wg@agh.edu.pl')
  expect((await findCase(place.database.db, asCaseId('R-2026-0001')))?.answer).toBe('declined')
})

test('of two colleagues who answer at once one connects, and the other is told who was quicker', async () => {
  const place = await university({ nodes: 2 })
  const kacper = place.person('kacper')
  await helpRequest(place, kacper.login, factsOf(place, 'kacper'))
  const colleagues = [await staff(place, 'registration', 0), await staff(place, 'admin', 1)]
  const queues = await Promise.all(colleagues.map(({ visitor }) => visitor.open('/desk')))
  const button = `Connect and send the link for ${kacper.name}`
  const pages = await Promise.all(colleagues.map(({ visitor }, at) => visitor.submit(queues[at] as Page, button)))
  const told = pages.map(status)
  expect(told.filter((words) => words.includes('Answered already by'))).toHaveLength(1)
  expect(await linksTo(place, kacper.login)).toHaveLength(1)
  expect(await eventsOf(place, ['person-connected', 'case-answered'])).toHaveLength(2)
})

test('one colleague connects while the other declines: one of the two happens', async () => {
  const place = await university()
  const kacper = place.person('kacper')
  await helpRequest(place, kacper.login, factsOf(place, 'kacper'))
  const [one, other] = [await staff(place, 'registration'), await staff(place, 'admin')]
  const [connecting, declining] = [
    await one.visitor.open('/desk/cases/R-2026-0001'),
    await other.visitor.open('/desk/cases/R-2026-0001'),
  ]
  const no = other.visitor.fill(declining, 'Decline and send the letter')
  no.body.set('because', 'studies-ended')
  await Promise.all([
    one.visitor.submit(connecting, 'Connect and send the link'),
    other.visitor.request('POST', no.action, no.body),
  ])
  const it = await findCase(place.database.db, asCaseId('R-2026-0001'))
  const connected = (await findByAddress(place.database.db, kacper.login))?.person.connected
  expect(connected).toBe(it?.answer === 'connected')
  expect(await eventsOf(place, ['case-answered'])).toHaveLength(1)
})

test('a question that is sent twice is mailed once', async () => {
  const place = await university()
  const { login } = place.person('kacper')
  await helpRequest(place, login, factsOf(place, 'kacper'))
  const { visitor } = await staff(place, 'registration')
  const page = await visitor.open('/desk/cases/R-2026-0001')
  const { action, body } = visitor.fill(page, 'Send the question', { Question: 'Which cycle of studies is it?' })
  await Promise.all([visitor.request('POST', action, body), visitor.sameBrowser().request('POST', action, body)])
  const letters = await place.mailbox.letters(login)
  expect(letters.filter(({ text }) => text.includes('Which cycle of studies'))).toHaveLength(1)
})

test('a request that joined since the page was opened is looked at before anything is changed', async () => {
  const place = await university()
  const { login } = place.person('kacper')
  await helpRequest(place, login, factsOf(place, 'kacper'))
  const { visitor } = await staff(place, 'registration')
  const queue = await visitor.open('/desk')
  place.clock.advance({ minutes: 6 })
  await helpRequest(place, login, { ...factsOf(place, 'kacper'), 'Album number:': '402113' })
  const page = await visitor.submit(queue, `Connect and send the link for ${place.person('kacper').name}`)
  expect([page.status, page.title]).toEqual([409, expect.stringContaining('R-2026-0001')])
  expect(status(page)).toContain('Nothing has been changed')
  // The reason of the queue said that all agrees.
  expect(page.html).toContain('the facts compared with the registry</textarea>')
  expect((await findByAddress(place.database.db, login))?.person.connected).toBe(false)
})

test('each desk answers its own cases, an auditor none, and nobody one of the other desk by hand', async () => {
  const place = await university()
  const kalina = place.person('kalina')
  await teacherCase(place, kalina.otherAddresses[0] ?? '', '')
  await helpRequest(place, place.person('kacper').login, factsOf(place, 'kacper'))
  const heads = async (key: string) => {
    const { visitor } = await staff(place, key)
    const page = await visitor.open('/desk')
    const buttons = page.document.querySelectorAll('.case .button:not(.quiet)').length
    return { visitor, seen: [page.heading, buttons] }
  }
  const registration = await heads('registration')
  expect(registration.seen).toEqual(['1 person is waiting', 1])
  expect((await heads('desk')).seen).toEqual(['1 person is waiting', 1])
  const auditor = await heads('auditor')
  expect(auditor.seen).toEqual(['2 people are waiting', 0])
  expect((await heads('admin')).seen).toEqual(['2 people are waiting', 2])

  const { visitor } = registration
  expect((await visitor.open('/desk/cases/R-2026-0001')).status).toBe(404)
  const own = await visitor.open('/desk/cases/R-2026-0002')
  const { body } = visitor.fill(own, 'Take the case')
  for (const [path, refused] of [
    ['/desk/cases/teacher/R-2026-0001/take', 403],
    ['/desk/cases/student/R-2026-0001/take', 404],
    ['/desk/cases/teacher/R-2026-0001/assign', 403],
  ] as const) {
    expect([path, (await visitor.sameBrowser().request('POST', path, body)).status]).toEqual([path, refused])
  }
  const looked = await auditor.visitor.open('/desk/cases/R-2026-0002')
  expect(looked.text).toContain('Your role only looks here.')
})

test('nobody answers a case of their own account, and that of a colleague is an administrator’s matter', async () => {
  const place = await university()
  const desk = place.person('desk')
  await teacherCase(place, desk.login, '')
  const own = (await staff(place, 'desk')).visitor
  const colleague = (await staff(place, 'desk2')).visitor
  expect((await own.open('/desk/cases/R-2026-0001')).text).toContain('This case is about your own account')
  const page = await colleague.open('/desk/cases/R-2026-0001')
  expect(page.text).toContain('an administrator answers it')
  for (const visitor of [own, colleague]) {
    const forged = new URLSearchParams({ form: antiForgery(await visitor.open('/desk')), because: 'mailbox' })
    expect((await visitor.request('POST', '/desk/cases/teacher/R-2026-0001/decline', forged)).status).toBe(403)
  }
  expect(await eventsOf(place, ['desk-refused'])).toHaveLength(2)
  const admin = (await staff(place, 'admin')).visitor
  const answered = await admin.submit(await admin.open('/desk/cases/R-2026-0001'), 'Send the link')
  expect(status(answered)).toContain(desk.login)
})

test('a case is taken, taken over and given back, and the queue says by whom', async () => {
  const place = await university()
  await helpRequest(place, place.person('kacper').login, factsOf(place, 'kacper'))
  const one = await staff(place, 'registration')
  const taken = await one.visitor.submit(await one.visitor.open('/desk/cases/R-2026-0001'), 'Take the case')
  expect(status(taken)).toBe('You deal with this case now.')
  expect((await one.visitor.open('/desk/cases?whose=mine')).heading).toBe('1 person is waiting')

  const other = await staff(place, 'admin')
  const seen = await other.visitor.open('/desk/cases/R-2026-0001')
  expect((await other.visitor.open('/desk')).text).toContain(`taken by ${one.person.name}`)
  await other.visitor.submit(seen, 'Take the case over')
  const late = await one.visitor.submit(taken, 'Give the case back')
  expect(status(late)).toBe('Somebody else was quicker with this case.')
  const back = await other.visitor.submit(await other.visitor.open('/desk/cases/R-2026-0001'), 'Give the case back')
  expect(status(back)).toContain('the case waits for everybody again')
  const names = (await eventsOf(place, ['case-taken', 'case-given-back'])).map(({ event }) => event)
  expect(names).toEqual(['case-taken', 'case-taken', 'case-given-back'])
})

test('the queue says of each choice what it chooses', async () => {
  const place = await university()
  const { visitor } = await staff(place, 'admin')
  const { document } = await visitor.open('/desk/cases')
  const choices = document
    .querySelectorAll('.fork ul')
    .map((list) => [
      document.getElementById(list.getAttribute('aria-labelledby') ?? '')?.textContent,
      list.querySelectorAll('a').map((link) => link.textContent),
    ])
  expect(choices).toEqual([
    ['Cases:', ['everybody’s', 'mine']],
    ['From:', ['everybody', 'students', 'teachers']],
  ])
})

test('a case that a colleague has taken has no one press in the queue, but for that colleague', async () => {
  const place = await university()
  const { login, name } = place.person('kacper')
  await helpRequest(place, login, factsOf(place, 'kacper'))
  const owner = (await staff(place, 'registration')).visitor
  await owner.submit(await owner.open('/desk/cases/R-2026-0001'), 'Take the case')
  const other = (await staff(place, 'admin')).visitor
  const offered = async (visitor: typeof owner) => {
    const queue = await visitor.open('/desk')
    return queue.document.querySelectorAll('.case .button').map((button) => button.textContent)
  }
  expect(await offered(owner)).toEqual([`Connect and send the link for ${name}`])
  expect(await offered(other)).toEqual([`Look closer at ${name}`])

  // Whoever has seen on the page of the case who deals with it may answer all the same.
  const after = await other.submit(await other.open('/desk/cases/R-2026-0001'), 'Connect and send the link')
  expect(status(after)).toContain('is connected to registration')
})

test('an answer to a case that a colleague has taken meanwhile is asked for once more, and nothing typed is lost', async () => {
  const place = await university()
  const { login, name } = place.person('kacper')
  await helpRequest(place, login, factsOf(place, 'kacper'))
  const other = (await staff(place, 'admin')).visitor
  const [queue, page] = [await other.open('/desk'), await other.open('/desk/cases/R-2026-0001')]
  const owner = await staff(place, 'registration')
  await owner.visitor.submit(await owner.visitor.open('/desk/cases/R-2026-0001'), 'Take the case')
  const sentence = `Nothing has been changed: ${owner.person.name} deals with this case now.`

  const question = 'Which album number stands on your card?'
  const asked = await other.submit(page, 'Send the question', { Question: question })
  expect([asked.status, status(asked)]).toEqual([409, expect.stringContaining(sentence)])
  expect(asked.field('Question').textContent).toBe(question)
  expect(asked.field('Question').closest('details')?.hasAttribute('open')).toBe(true)
  const declining = other.fill(page, 'Decline and send the letter', {
    'In your own words': 'The list came without you.',
  })
  declining.body.set('because', 'no-right')
  const declined = await other.request('POST', declining.action, declining.body)
  expect([declined.status, declined.field('In your own words').textContent]).toEqual([
    409,
    'The list came without you.',
  ])
  const pesel = place.person('kacper').pesel ?? ''
  const pressed = await other.submit(queue, `Connect and send the link for ${name}`)
  expect([pressed.status, status(pressed)]).toEqual([409, expect.stringContaining(sentence)])
  expect((await other.submit(page, 'Send the question', { Question: `PESEL ${pesel}?` })).html).not.toContain(pesel)
  expect(await eventsOf(place, ['case-asked-back', 'case-answered', 'person-connected'])).toEqual([])

  expect(status(await other.submit(asked, 'Send the question'))).toContain('the question has been mailed')
  expect(status(await other.submit(pressed, 'Connect and send the link'))).toContain('is connected to registration')
})

test('when the typed number is wrong, the desk points at the person by a search, and no search stands in an address', async () => {
  const place = await university()
  const gustaw = place.person('gustaw')
  const mailbox = 'g.kulczyk@student.agh.edu.pl'
  await helpRequest(place, mailbox, { 'Field of study:': 'Informatyka', 'Album number:': '402670' })
  const { visitor } = await staff(place, 'registration')
  const page = await visitor.open('/desk/cases/R-2026-0001')
  const found = await visitor.submit(page, 'Find', { 'Name, album number or address': 'kulczyk' })
  const compared = await visitor.submit(found, `Compare with this person: ${gustaw.name}`)
  expect(compared.heading).toBe(gustaw.name)
  expect(compared.text).toContain('Chosen by hand')
  const shortened = await visitor.submit(found, `Compare with this person: ${gustaw.name}`, {
    'Name, album number or address': 'k',
  })
  expect([shortened.heading, shortened.text.includes('Nobody was found')]).toEqual([gustaw.name, false])
  const after = await visitor.submit(compared, 'Connect, assign the proved address and send the link')
  expect(status(after)).toContain(`${mailbox} is assigned to ${gustaw.name}`)
  expect(visitor.trail.filter((line) => /kulczyk/i.test(line))).toEqual([])
})

test('the mailbox of somebody else is never assigned, whoever is pointed at', async () => {
  const place = await university()
  const kacper = place.person('kacper')
  await helpRequest(place, kacper.login, factsOf(place, 'gustaw'))
  const { visitor } = await staff(place, 'registration')
  const page = await visitor.open('/desk/cases/R-2026-0001')
  const other = await visitor.submit(page, `Compare with this person: ${place.person('gustaw').name}`)
  expect(other.text).toContain('In the registry this address is somebody else’s')
  const { body } = visitor.fill(other, `Connect and send the link to ${place.person('gustaw').login}`)
  const forged = await visitor.request('POST', '/desk/cases/student/R-2026-0001/connect-and-assign', body)
  expect(status(forged)).toContain('Nothing has been changed')
  expect((await findByAddress(place.database.db, kacper.login))?.person.surname).toBe('Zimorodek')
})

test('no text of the desk keeps a PESEL, and none is lost to one: not the reason, not the question, not the words of a refusal', async () => {
  const place = await university()
  const kacper = place.person('kacper')
  await helpRequest(place, kacper.login, factsOf(place, 'kacper'))
  const { visitor } = await staff(place, 'registration')
  const page = await visitor.open('/desk/cases/R-2026-0001')
  const pesel = kacper.pesel ?? ''
  const tries = [
    ['Connect and send the link', 'Reason'],
    ['Send the question', 'Question'],
    ['Decline and send the letter', 'In your own words'],
  ] as const
  for (const [button, field] of tries) {
    const { action, body } = visitor.fill(page, button, { [field]: `PESEL ${pesel} checked` })
    body.set('because', 'other')
    const refused = await visitor.sameBrowser().request('POST', action, body)
    expect([button, refused.status, refused.summary]).toEqual([
      button,
      422,
      expect.stringContaining('Dots have replaced the number that looks like a PESEL'),
    ])
    expect(refused.title).toMatch(/^Error: /)
    expect(refused.html).not.toContain(pesel)
    expect(refused.html).toContain('PESEL ••••••••••• checked</textarea>')
  }
  expect((await place.mailbox.letters(kacper.login)).map(({ text }) => text).join()).not.toContain(pesel)
  expect((await findCase(place.database.db, asCaseId('R-2026-0001')))?.state).toBe('open')
})

test('an answer without a reason, a question without words and a refusal without a choice say what is missing', async () => {
  const place = await university()
  await helpRequest(place, place.person('kacper').login, factsOf(place, 'kacper'))
  const { visitor } = await staff(place, 'registration')
  const page = await visitor.open('/desk/cases/R-2026-0001')
  const tries = [
    ['Connect and send the link', { Reason: ' ' }, 'Say in a few words why you do this'],
    ['Send the question', {}, 'Write what you ask'],
    ['Decline and send the letter', {}, 'Choose a reason'],
  ] as const
  for (const [button, fields, sentence] of tries) {
    const refused = await visitor.submit(page, button, fields)
    expect([refused.status, refused.summary]).toEqual([422, expect.stringContaining(sentence)])
  }
})

test('no answer of a case wipes the words of another: not one that is refused, and not taking the case', async () => {
  const place = await university()
  await helpRequest(place, place.person('kacper').login, factsOf(place, 'kacper'))
  const one = await staff(place, 'registration')
  const other = await staff(place, 'admin')
  const opened = await one.visitor.open('/desk/cases/R-2026-0001')
  const words = { Reason: 'Seen with the card', Question: 'Which card is it?', 'In your own words': 'Ask the dean.' }
  const holds = (page: Page) =>
    Object.values(words).map((text) => page.html.includes(`>${text}</textarea>`) && page.html.includes('<details open'))

  const refused = await one.visitor.submit(opened, 'Send the question', { ...words, Question: ' ' })
  expect([refused.status, refused.summary]).toEqual([422, expect.stringContaining('Write what you ask')])
  expect(holds(refused)).toEqual([true, false, true])
  const undecided = await one.visitor.submit(refused, 'Decline and send the letter', words)
  expect([undecided.summary, holds(undecided)]).toEqual([
    expect.stringContaining('Choose a reason'),
    [true, true, true],
  ])

  const taken = await one.visitor.submit(undecided, 'Take the case', words)
  expect([taken.status, status(taken), holds(taken)]).toEqual([200, 'You deal with this case now.', [true, true, true]])
  // Opened anew by whoever wants the page once more: taken it stays, and once.
  const again = await one.visitor.submit(undecided, 'Take the case', words)
  expect([status(again), holds(again)]).toEqual(['You deal with this case now.', [true, true, true]])
  expect(await eventsOf(place, ['case-taken'])).toHaveLength(1)

  await other.visitor.submit(await other.visitor.open('/desk/cases/R-2026-0001'), 'Take the case over')
  const late = await one.visitor.submit(taken, 'Give the case back', words)
  expect([late.status, status(late)]).toEqual([409, 'Somebody else was quicker with this case.'])
  expect(holds(late)).toEqual([true, true, true])
})

test('searching for somebody else, comparing with them and going back keeps every word of the answers', async () => {
  const place = await university()
  const gustaw = place.person('gustaw')
  await helpRequest(place, place.person('kacper').login, factsOf(place, 'kacper'))
  const { visitor } = await staff(place, 'registration')
  const words = { Reason: 'Seen with the card', Question: 'Which card is it?', 'In your own words': 'Ask the dean.' }
  const held = (page: Page) => Object.keys(words).map((label) => page.field(label).textContent)
  const opened = await visitor.open('/desk/cases/R-2026-0001')

  const search = { ...words, 'Name, album number or address': gustaw.name }
  const found = await visitor.submit(opened, 'Find', search)
  expect(held(found)).toEqual(Object.values(words))
  const compared = await visitor.submit(found, `Compare with this person: ${gustaw.name}`)
  expect([compared.heading, held(compared)]).toEqual([gustaw.name, Object.values(words)])
  // Another search changes nothing about who stands beside the case.
  const again = await visitor.submit(compared, 'Find', { 'Name, album number or address': 'wrona' })
  expect([again.heading, held(again)]).toEqual([gustaw.name, Object.values(words)])
  const back = await visitor.submit(again, 'Back to whom the registry points at')
  expect([back.heading, held(back)]).toEqual([place.person('kacper').name, Object.values(words)])
  expect(visitor.trail.filter((line) => /card|dean|kulczyk/i.test(line))).toEqual([])

  const pesel = place.person('kacper').pesel ?? ''
  expect((await visitor.submit(opened, 'Find', { ...search, Question: `PESEL ${pesel}?` })).html).not.toContain(pesel)
})

test('comparing with somebody whose cases one may not answer keeps every word until one is back', async () => {
  const place = await university()
  const colleague = place.person('admin')
  const pesel = place.person('kacper').pesel ?? ''
  await helpRequest(place, place.person('kacper').login, factsOf(place, 'kacper'))
  const { visitor, person } = await staff(place, 'registration')
  const search = { 'Name, album number or address': colleague.login }
  const written = { Reason: 'Seen with the card', Question: 'Which card is it?', 'In your own words': `Not ${pesel}.` }
  const opened = await visitor.open('/desk/cases/R-2026-0001')
  const found = await visitor.submit(opened, 'Find', { ...search, ...written })
  const compared = await visitor.submit(found, `Compare with this person: ${colleague.name}`, search)
  expect([compared.heading, compared.text]).toEqual([
    colleague.name,
    expect.stringContaining('an administrator answers'),
  ])
  expect(compared.html).not.toContain(pesel)
  const own = await visitor.open(`/desk/cases/R-2026-0001?person=${await personWith(place, person.login)}`)
  expect(own.text).toContain('This case is about your own account')

  const back = await visitor.submit(compared, 'Back to whom the registry points at')
  expect(back.heading).toBe(place.person('kacper').name)
  const held = Object.keys(written).map((label) => back.field(label).textContent)
  expect(held).toEqual(['Seen with the card', 'Which card is it?', 'Not •••••••••••.'])
  expect(back.buttons(`Compare with this person: ${colleague.name}`)).toHaveLength(1)
  expect(visitor.trail.filter((line) => /card|Not/.test(line))).toEqual([])
})

test('a search of a case for nothing, for one letter or for a PESEL says what to type, in either language, and keeps every word', async () => {
  const place = await university()
  const pesel = place.person('kacper').pesel ?? ''
  await helpRequest(place, place.person('kacper').login, factsOf(place, 'kacper'))
  const { visitor } = await staff(place, 'registration')
  const opened = await visitor.open('/desk/cases/R-2026-0001')
  const field = 'Name, album number or address'
  for (const [typed, sentence] of [
    ['', 'Type a name, an album number or an address'],
    ['  ', 'Type a name, an album number or an address'],
    ['k', 'Type at least two characters'],
    [pesel, 'Nobody is found by a PESEL number'],
  ] as const) {
    const refused = await visitor.submit(opened, 'Find', { [field]: typed, Question: 'Which card is it?' })
    expect([typed, refused.status, refused.summary]).toEqual([typed, 422, expect.stringContaining(sentence)])
    expect(refused.summary).toContain('Nothing was searched')
    expect(refused.field('Question').textContent).toBe('Which card is it?')
    expect(refused.field(field).getAttribute('value') ?? '').toBe(typed === pesel ? '' : typed)
    expect(words(refused, '#find-error')).toContain(sentence)
    expect(refused.html).not.toContain(pesel)
  }
  const polish = await visitor.open(opened.link('Polski'))
  const refused = await visitor.submit(polish, 'Szukaj')
  expect(refused.summary).toContain('Wpisz imię, nazwisko, numer albumu albo adres')
})

test('Enter searches where something is typed to be searched for, and never sends a refusal', async () => {
  const place = await university()
  await helpRequest(place, place.person('kacper').login, factsOf(place, 'kacper'))
  const { visitor } = await staff(place, 'registration')
  const opened = await visitor.open('/desk/cases/R-2026-0001')
  // The button that nobody sees is the first of the form, and the one that Enter presses.
  const first = opened.document.querySelector('#answers button')?.getAttribute('formaction') ?? ''
  const enter = (values: Record<string, string>) => {
    const { body } = visitor.fill(opened, 'Find')
    for (const [name, value] of Object.entries(values)) body.set(name, value)
    return visitor.request('POST', first, body)
  }
  const found = await enter({ find: 'kulczyk', because: 'no-right' })
  expect(found.buttons(`Compare with this person: ${place.person('gustaw').name}`)).toHaveLength(1)
  expect(status(await enter({ because: 'no-right' }))).toContain('Nothing has been sent')
  const undecided = await enter({})
  expect([undecided.status, undecided.summary]).toEqual([422, expect.stringContaining('Choose a reason')])
  expect((await findCase(place.database.db, asCaseId('R-2026-0001')))?.state).toBe('open')
})

test('a reason that nobody has touched is there again when another answer was refused', async () => {
  const place = await university()
  await helpRequest(place, place.person('kacper').login, factsOf(place, 'kacper'))
  const { visitor } = await staff(place, 'registration')
  const page = await visitor.open('/desk/cases/R-2026-0001')
  const { action, body } = visitor.fill(page, 'Send the question')
  // Also by a form that did not bring it along, as those of the release before.
  body.delete('reason')
  const refused = await visitor.request('POST', action, body)
  expect(refused.html).toContain('Case R-2026-0001: mailbox proved, the facts agree with the registry</textarea>')
})

test('of whoever had the password taken away the case says the same as their own page, in the queue too', async () => {
  const place = await university()
  const { db } = place.database
  const { login } = place.person('alice')
  const id = await personWith(place, login)
  await db.transaction().execute((trx) => openOrJoinCase(trx, request(login, place.clock.now())))
  const { visitor } = await staff(place, 'admin')
  const before = await visitor.open(`/desk/people/${id}`)
  const taken = await visitor.submit(before, 'Take the password away', { Reason: 'Somebody else knows it' })
  const sentence = /Password taken away on [^.]*?\d\d:\d\d/.exec(taken.text)?.[0] ?? 'nothing was taken away'
  place.clock.advance({ minutes: 2 })
  for (const path of ['/desk', '/desk/cases/R-2026-0001']) {
    const { text } = await visitor.open(path)
    expect([path, text.includes(sentence), text.includes('without a password yet')]).toEqual([path, true, false])
  }
})

test('an overdue case says so, and beyond fifty there is a second page', async () => {
  const place = await university()
  const { db } = place.database
  const now = place.clock.now()
  await db.transaction().execute(async (trx) => {
    for (let number = 0; number < 53; number++) await openOrJoinCase(trx, request(`p${number}@student.agh.edu.pl`, now))
  })
  place.clock.advance({ hours: 24 * 4 })
  const { visitor } = await staff(place, 'registration')
  const first = await visitor.open('/desk')
  expect(first.heading).toBe('53 people are waiting')
  expect(first.document.querySelectorAll('.case')).toHaveLength(50)
  expect(first.document.querySelectorAll('.tag.bad')).toHaveLength(50)
  const second = await visitor.open(first.link('Next page'))
  expect(second.document.querySelectorAll('.case')).toHaveLength(3)
  expect((await visitor.open(second.link('Previous page'))).document.querySelectorAll('.case')).toHaveLength(50)
})

const request = (address: string, now: Date) => ({
  kind: 'student' as const,
  address,
  fieldOfStudy: 'Informatyka',
  albumNumber: '',
  hasRight: true,
  note: '',
  language: 'pl' as const,
  person: undefined,
  now,
})

/** The three facts as the registry has them. */
function factsOf(place: University, key: string) {
  const { albumNumber, programmes } = place.person(key)
  return { 'Field of study:': programmes[0]?.name.en ?? '', 'Album number:': albumNumber ?? '' }
}

/** A case as it is once a teacher has proved the mailbox. */
async function teacherCase(place: University, address: string, note: string) {
  const person = await findByAddress(place.database.db, address)
  return place.database.db.transaction().execute((trx) =>
    openOrJoinCase(trx, {
      ...request(address, place.clock.now()),
      kind: 'teacher',
      fieldOfStudy: '',
      note,
      person: person?.person.id,
    }),
  )
}

const status = (page: Page) => words(page, '[role=status]')

function words(page: Page, selector: string) {
  return (page.document.querySelector(selector)?.textContent ?? '').replace(/[\s\u00a0]+/g, ' ').trim()
}

async function linksTo(place: University, address: string): Promise<string[]> {
  return (await place.mailbox.letters(address)).flatMap(
    ({ text }) => /^http\S+\/set-password\/\S+$/m.exec(text)?.[0] ?? [],
  )
}

async function eventsOf(place: University, names: readonly string[]) {
  const rows = await place.database.db
    .selectFrom('audit_events')
    .select(['event', 'actor', 'details'])
    .where('event', 'in', names)
    .orderBy('id')
    .execute()
  return rows.map(({ event, actor, details }) => ({ event, actor, ...details }))
}

async function personWith(place: University, address: string) {
  return (await findByAddress(place.database.db, address))?.person.id
}

function antiForgery(page: Page) {
  return page.document.querySelector('input[name=form]')?.getAttribute('value') ?? ''
}
