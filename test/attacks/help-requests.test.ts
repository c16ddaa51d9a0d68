import { expect, test } from 'vitest'
import { confirm } from '../help-steps.ts'
import { staff } from '../staff.ts'
import { type University, university } from '../university.ts'
import type { Visitor } from '../visitor.ts'
import { BEHIND_A_PROXY, dump, from } from './steps.ts'

const PESEL = '44051401359'
const STRANGER = 'nobody.at.all@agh.edu.pl'
const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}\u202eevil\u2066 =HYPERLINK("http://evil.example")`

test('A27 · whoever writes a PESEL into a help request, in whatever spelling, shows it to nobody: no page, letter, log or table holds it (req 43)', async () => {
  const agh = await university()
  const written = ['44051401359', '440514 01359', '44-05-14-01359', '44.05.14.01359', '４４０５１４０１３５９']
  const visitor = agh.visitor()
  await askAsTeacher(visitor, STRANGER, `My numbers: ${written.join('; ')}\nand my address is other@agh.edu.pl`)
  const shown = [await confirm_(agh, visitor, STRANGER)]
  expect(shown[0]).toContain('other@agh.edu.pl')

  const { visitor: desk } = await staff(agh, 'desk')
  const queue = await desk.open('/desk/cases')
  const link = queue.document.querySelector('a[href^="/desk/cases/R-"]')?.getAttribute('href') ?? ''
  const open = await desk.open(link)
  shown.push(queue.html, open.html)
  await desk.submit(open, 'Send the question', { Question: 'Which of them do you read?' })
  const answering = agh.visitor()
  const page = await answering.open(await agh.mailbox.linkFor(STRANGER))
  const answered = await answering.submit(page, 'Send the answer', { 'Your answer:': `It is ${written[1]}` })
  shown.push(answered.html, (await desk.open(link)).html, JSON.stringify(await agh.mailbox.letters()), agh.logText())
  shown.push(await dump(agh.database))
  for (const text of shown) {
    const digits = text.normalize('NFKC').replace(/[\s.\-\u2011]/g, '')
    expect(digits.includes(PESEL)).toBe(false)
  }
})

test('A27 · a PESEL is no album number, however it is typed (req 43, 47)', async () => {
  const agh = await university()
  for (const album of [PESEL, '440514 01359', '440514-01359']) {
    const visitor = agh.visitor()
    const page = await visitor.open('/not-recognized/student')
    const { action, body } = visitor.fill(page, 'Send the request', {
      'Your student mailbox:': 'x@student.agh.edu.pl',
      'Field of study:': 'Geodesy',
      'Album number:': album,
    })
    body.set('right', 'on')
    expect((await visitor.send('POST', action, body)).status).toBe(422)
  }
  expect(await agh.mailbox.letters()).toEqual([])
})

test('A27 · what a stranger writes stays text at the desk, turned letters and all, and reaches no letter (req 106, 123)', async () => {
  const agh = await university()
  const visitor = agh.visitor()
  await askAsTeacher(visitor, STRANGER, HOSTILE)
  await confirm_(agh, visitor, STRANGER)
  const { visitor: desk } = await staff(agh, 'desk')
  const queue = await desk.open('/desk/cases')
  const link = queue.document.querySelector('a[href^="/desk/cases/R-"]')?.getAttribute('href') ?? ''
  for (const page of [queue, await desk.open(link)]) {
    expect(page.html).toContain('&lt;script>alert(1)')
    expect(page.html).not.toContain('<script>alert')
    expect(page.html).not.toContain('<img src=x')
    expect(page.html).not.toMatch(/[\u202e\u2066]/)
  }
  const letters = JSON.stringify(await agh.mailbox.letters())
  for (const word of ['alert', 'HYPERLINK', 'evil']) expect(letters).not.toContain(word)
})

test('A32 · a mailbox and the album number of somebody else move nothing by one press, and no page tells whose number it is (req 91)', async () => {
  const agh = await university({ settings: BEHIND_A_PROXY })
  const [victim, thief] = [agh.person('alice'), 'thief.mailbox@student.agh.edu.pl']
  const visitor = agh.visitor(from('203.0.113.5'))
  const page = await visitor.open('/not-recognized/student')
  const { action, body } = visitor.fill(page, 'Send the request', {
    'Your student mailbox:': thief,
    'Field of study:': 'Geodesy',
    'Album number:': victim.albumNumber ?? '',
  })
  body.set('right', 'on')
  await visitor.follow(await visitor.send('POST', action, body), action)
  const received = await confirm(visitor, await visitor.open(await agh.mailbox.linkFor(thief)))
  for (const fact of [victim.login, victim.name, victim.name.split(' ').at(-1) ?? ''])
    expect(received.text).not.toContain(fact)

  const registration = await staff(agh, 'registration')
  const queue = await registration.visitor.open('/desk/cases')
  expect(queue.document.querySelector('.case form')).toBeNull()
  const before = await agh.mailbox.letters(victim.login)
  expect(before).toEqual([])
})

async function askAsTeacher(visitor: Visitor, mailbox: string, note: string) {
  const page = await visitor.open('/not-recognized/teacher')
  const { action, body } = visitor.fill(page, 'Send the request', {})
  body.set('mailbox', mailbox)
  body.set('note', note)
  const sent = await visitor.follow(await visitor.send('POST', action, body), action)
  expect(sent.address.pathname).toBe('/not-recognized/sent')
}

/** Opens the mailed link and presses the one button there; gives what both pages showed. */
async function confirm_(agh: University, visitor: Visitor, mailbox: string) {
  const page = await visitor.open(await agh.mailbox.linkFor(mailbox))
  const button = page.document.querySelector('main form button')?.textContent.trim() ?? ''
  const done = await visitor.submit(page, button.replace(/[\s\u00a0]+/g, ' '))
  expect(done.text).toContain('R-2026-')
  return `${page.html}\n${done.html}`
}
