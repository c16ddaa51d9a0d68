import { expect, test } from 'vitest'
import { university } from '../../test/university.ts'

const message = 'Your account is not recognized and cannot login at this time'

test('a student finds the form with three facts, the mailbox filled in from what was typed before (req 118)', async () => {
  const uni = await university()
  const visitor = uni.visitor()
  const { login } = uni.person('kacper')
  await visitor.submit(await visitor.open('/reset-password'), 'Next', { 'E-mail address:': login })
  const page = await visitor.open('/not-recognized/student')
  expect(page.heading).toBe(message)
  expect(page.field('Your student mailbox:').getAttribute('value')).toBe(login)
  for (const fact of ['Field of study', 'Album number', 'right to register for university elective subjects'])
    expect(page.text).toContain(fact)
  expect(page.text).toContain('ask your dean’s office')
  const offered = page.document.querySelectorAll('datalist option').map((option) => option.getAttribute('value'))
  expect(offered).toContain('Computer Science')
  expect(new Set(offered).size).toBe(offered.length)
  const polish = await visitor.open(page.link('Polski'))
  expect(polish.document.querySelectorAll('datalist option').map((one) => one.getAttribute('value'))).toContain(
    'Informatyka',
  )
})

test('a teacher tries another address, and its mailbox is told the rest', async () => {
  const uni = await university()
  const bob = uni.person('bob')
  const visitor = uni.visitor()
  const page = await visitor.open('/not-recognized/teacher')
  expect(page.text).toContain('another of your addresses is assigned to your account in USOSweb')
  const sent = await visitor.submit(page, 'Next', { 'Another university e-mail address:': bob.login })
  expect(sent.text).toContain(`A link to set a new password has been sent to ${bob.login}.`)
})

test('questions about the mailbox itself are pointed to the IT help desk, and not taken in', async () => {
  const uni = await university()
  for (const kind of ['student', 'teacher']) {
    const page = await uni.visitor().open(`/not-recognized/${kind}`)
    expect(page.text).toContain('For the mailbox itself, ask the IT help desk: such questions are not taken in here.')
    expect(page.link('IT help desk').href).toContain('it-desk@agh.edu.pl')
  }
})

test('whoever is not sure of the right finds the dean’s office of each faculty', async () => {
  const uni = await university()
  const page = await uni.visitor().open('/not-recognized/student')
  expect(page.link('dean’s office of the Faculty of Computer Science').href).toBe('mailto:deans-office-wi@agh.edu.pl')
})

test('a student whose matter is not elective subjects is sent to the USOS help desk', async () => {
  const uni = await university()
  const page = await uni.visitor().open('/not-recognized/student')
  expect(page.document.querySelector('aside')?.textContent).toContain(
    'Is it about something else, for example are you only starting your studies? Ask the USOS help desk.',
  )
  expect(page.link('USOS help desk').href).toBe('mailto:usos-desk@agh.edu.pl')
})

test('the same page leads from one kind of person to the other, and to the other language', async () => {
  const uni = await university()
  const visitor = uni.visitor()
  const teacher = await visitor.open((await visitor.open('/not-recognized/student')).link('I am an academic teacher'))
  expect(teacher.document.querySelector('[aria-current=page]')?.textContent).toBe('I am an academic teacher')
  const polish = await visitor.open(teacher.link('Polski'))
  expect(polish.heading).toBe('Nie rozpoznajemy tego konta, dlatego nie możesz się teraz zalogować')
})

test('the sign-in shows the same message and the same advice', async () => {
  const uni = await university()
  const visitor = uni.visitor()
  const form = await visitor.open('/portal/log-in')
  const refused = await visitor.submit(form, 'Sign in', { ID: 'nobody@agh.edu.pl', Password: 'x' })
  expect(refused.summary).toContain(message)
  expect(refused.link('See how to ask for it').pathname).toBe('/not-recognized/student')
})
