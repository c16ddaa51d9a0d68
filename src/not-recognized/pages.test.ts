import { expect, test } from 'vitest'
import { university } from '../../test/university.ts'

test('a student reads what to write, to whom, and finds the message begun', async () => {
  const uni = await university()
  const page = await uni.visitor().open('/not-recognized/student')
  expect(page.heading).toBe('Your account is not recognized and cannot login at this time')
  for (const fact of ['field of study', 'album number', 'right to register for university elective subjects']) {
    expect(page.text).toContain(fact)
  }
  const letter = page.link('Begin the message')
  expect(letter.protocol + letter.pathname).toBe('mailto:registration-desk@agh.edu.pl')
  expect(letter.searchParams.get('subject')).toBe('USOS AGH account: not connected to registration')
  expect(letter.searchParams.get('body')).toContain('Album number: \r\n')
  expect(page.text).toContain('ask your dean’s office')
})

test('a teacher tries another address, and its mailbox is told the rest', async () => {
  const uni = await university()
  const bob = uni.person('bob')
  const visitor = uni.visitor()
  const page = await visitor.open('/not-recognized/teacher')
  expect(page.text).toContain('another of your addresses is assigned to your account in USOSweb')
  const sent = await visitor.submit(page, 'Next', { 'Another university e-mail address:': bob.login })
  expect(sent.text).toContain(`A link to set a new password has been sent to ${bob.login}.`)
  expect(page.text).toContain('Write to the USOS help desk from a university address')
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
  expect(refused.summary).toContain('Your account is not recognized and cannot login at this time')
  expect(refused.link('See how to ask for it').pathname).toBe('/not-recognized/student')
})
