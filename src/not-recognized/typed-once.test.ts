import { expect, test } from 'vitest'
import { askForHelp } from '../../test/help-steps.ts'
import { university } from '../../test/university.ts'
import type { Page } from '../../test/visitor.ts'

// Requirement 118.

const NOTE = 'Which university addresses do you have, and which of them no longer works?'
const typedIn = (page: Page, label: string) => page.field(label).getAttribute('value') ?? ''
const studentTyped = (page: Page) =>
  ['Your student mailbox:', 'Field of study:', 'Album number:'].map((label) => typedIn(page, label))

test('a student who mistyped the mailbox types that again and nothing else; the statement is made anew', async () => {
  const place = await university()
  const visitor = place.visitor()
  const sent = await askForHelp(visitor, 'kacper.mistyped@student.agh.edu.pl')
  const again = await visitor.open(sent.link('type it again'))
  expect(studentTyped(again)).toEqual(['kacper.mistyped@student.agh.edu.pl', 'Computer Science', '402113'])
  expect(again.document.querySelector('input[name=right]')?.hasAttribute('checked')).toBe(false)
  expect(studentTyped(await place.visitor().open('/not-recognized/student'))).toEqual(['', '', ''])
  place.clock.advance({ minutes: 16 })
  expect(studentTyped(await visitor.open('/not-recognized/student'))).toEqual(['', '', ''])
})

test('a teacher who mistyped the mailbox comes back to the teachers’ form, with the note, and no PESEL in it', async () => {
  const place = await university()
  const visitor = place.visitor()
  const sent = await visitor.submit(await visitor.open('/not-recognized/teacher'), 'Send the request', {
    'The university mailbox you read:': 'bob.mistyped@agh.edu.pl',
    [NOTE]: `Zażółć: bob@agh.edu.pl is closed.\nMy PESEL is ${place.person('alice').pesel}.`,
  })
  const again = await visitor.open(sent.link('type it again'))
  expect(again.address.pathname).toBe('/not-recognized/teacher')
  expect(typedIn(again, 'The university mailbox you read:')).toBe('bob.mistyped@agh.edu.pl')
  expect(again.field(NOTE).textContent).toContain('Zażółć: bob@agh.edu.pl is closed.\nMy PESEL is')
  const kept = Buffer.from(visitor.cookies.get('__Host-request')?.split('.')[0] ?? '', 'base64url').toString()
  expect(kept).toContain('bob@agh.edu.pl is closed.')
  expect(kept + again.html).not.toContain(place.person('alice').pesel)
})

test('the longest note is kept where nginx passes the cookie on, and left out where not', async () => {
  const place = await university()
  for (const [letter, kept] of [
    ['x', 'x'.repeat(1000)],
    ['ż', ''],
  ] as const) {
    const visitor = place.visitor()
    const sent = await visitor.submit(await visitor.open('/not-recognized/teacher'), 'Send the request', {
      'The university mailbox you read:': `${'b'.repeat(60)}@agh.edu.pl`,
      [NOTE]: letter.repeat(1000),
    })
    expect((visitor.cookies.get('__Host-request') ?? '').length).toBeLessThan(2100)
    const again = await visitor.open(sent.link('type it again'))
    expect(again.address.pathname).toBe('/not-recognized/teacher')
    expect(again.field(NOTE).textContent.trim()).toBe(kept)
  }
})

test('whoever finds a wrong fact behind the link changes that one, also in another browser', async () => {
  const place = await university()
  const mailbox = 'nobody.at.all@student.agh.edu.pl'
  await askForHelp(place.visitor(), mailbox)
  const visitor = place.visitor()
  const page = await visitor.open(await place.mailbox.linkFor(mailbox))
  const form = await visitor.open(page.link('Fill in the form again'))
  expect(studentTyped(form)).toEqual([mailbox, 'Computer Science', '402113'])
})

test('a link that opens nothing leads students and teachers each to their form', async () => {
  const place = await university()
  const page = await place.visitor().open('/not-recognized/request/k7QdR2mWx9Tz')
  expect(page.heading).toBe('This link opens nothing')
  expect(page.link('I am a student').pathname).toBe('/not-recognized/student')
  expect(page.link('I am an academic teacher').pathname).toBe('/not-recognized/teacher')
})
