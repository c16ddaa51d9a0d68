import { describe, expect, test } from 'vitest'
import { askForHelp, confirm, facts, helpRequest } from '../../test/help-steps.ts'
import { savePerson } from '../../test/person.ts'
import { type University, university } from '../../test/university.ts'
import type { Visitor } from '../../test/visitor.ts'
import { countCases, listOpenCases } from '../cases/index.ts'
import { asPersonId } from '../database/index.ts'
import { findByAddress } from '../people/index.ts'

const NOBODY = 'nobody.at.all@student.agh.edu.pl'
const both = { kinds: ['student', 'teacher'] as const, limit: 100 }

test('from the form to the desk: a link proves the mailbox, one press opens the case, and the same link shows how it stands', async () => {
  const place = await university()
  const { login, albumNumber } = place.person('kacper')
  const visitor = place.visitor()
  const sent = await askForHelp(visitor, login, { 'Album number:': albumNumber ?? '' })
  expect(sent.address.pathname).toBe('/not-recognized/sent')
  expect(sent.text).toContain(`We have sent a message to ${login}.`)
  expect(sent.text).toContain('The mailbox works and the message is not there? Ask the USOS help desk.')
  expect(await listOpenCases(place.database.db, both)).toEqual([])

  const link = await place.mailbox.linkFor(login)
  const asked = await visitor.open(link)
  expect(asked.address.pathname).toMatch(/^\/not-recognized\/request\/[A-Za-z0-9]{12}$/)
  for (const fact of [login, 'Computer Science', albumNumber ?? '']) expect(asked.text).toContain(fact)
  const received = await confirm(visitor, asked)
  expect(received.status).toBe(200)
  expect(received.heading).toBe('Your request is with the registration desk')
  expect(received.text).toMatch(/CaseR-2026-\d{4}/)
  expect(received.text).toContain('By 25 November 2026')

  const [waiting] = await listOpenCases(place.database.db, both)
  expect(waiting).toMatchObject({ kind: 'student', address: login, albumNumber, hasRight: true, language: 'en' })
  expect(waiting?.person).toBeDefined()
  const elsewhere = await place.visitor().open(link)
  expect(elsewhere.heading).toBe('Your request is with the registration desk')
})

test('the letter carries nothing that was typed but the mailbox it goes to (attack A5)', async () => {
  const place = await university()
  await askForHelp(place.visitor(), NOBODY, { 'Field of study:': 'Buy cheap pills', 'Album number:': '555777999' })
  const [letter] = await place.mailbox.letters(NOBODY)
  const whole = JSON.stringify({ ...letter, to: '' })
  for (const typed of ['pills', '555777999', NOBODY]) expect(whole).not.toContain(typed)
})

describe('a mailed link', () => {
  test('is not spent by whoever opens it without pressing, nor by a half-sent form (req 15)', async () => {
    const place = await university()
    await askForHelp(place.visitor(), NOBODY)
    const link = await place.mailbox.linkFor(NOBODY)
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD']) {
      const scanner = place.visitor({ 'accept-language': 'en', purpose: 'prefetch', 'sec-purpose': 'prefetch' })
      const answer = await scanner.send(method, link)
      expect(answer.status).toBe(303)
      await scanner.send(method, answer.headers.get('location') ?? '')
    }
    const path = new URL(link).pathname.replace(/\..*/, '')
    const empty = await place.visitor().send('POST', path, new URLSearchParams())
    expect(empty.status).toBe(403)
    expect((await countCases(place.database.db, new Date(0))).open).toBe(0)
    const visitor = place.visitor()
    expect((await confirm(visitor, await visitor.open(link))).heading).toBe(
      'Your request is with the registration desk',
    )
  })

  test('pressed twenty times at once, on two nodes, opens one case once', async () => {
    const place = await university({ nodes: 2 })
    await askForHelp(place.visitor(), NOBODY)
    const link = new URL(await place.mailbox.linkFor(NOBODY)).pathname
    const presses = await Promise.all(
      Array.from({ length: 20 }, async (_, number) => {
        const visitor = place.visitor(undefined, number % 2)
        return { visitor, page: await visitor.open(link) }
      }),
    )
    const pages = await Promise.all(presses.map(({ visitor, page }) => confirm(visitor, page)))
    expect(new Set(pages.map(({ heading }) => heading))).toEqual(
      new Set(['Your request is with the registration desk']),
    )
    expect(await listOpenCases(place.database.db, both)).toMatchObject([{ askedTimes: 1 }])
  })

  test('opens nothing with the secret of another, or without one', async () => {
    const place = await university()
    const pathFor = async (mailbox: string) => {
      await askForHelp(place.visitor(), mailbox)
      return new URL(await place.mailbox.linkFor(mailbox)).pathname
    }
    const one = await pathFor('one@agh.edu.pl')
    const other = await pathFor('other@agh.edu.pl')
    const [id = ''] = one.split('.')
    const [, secret = ''] = other.split('.')
    const visitor = place.visitor()
    const page = await visitor.open(other)
    for (const path of [`${id}.${secret}`, id, `${id}.${'a'.repeat(24)}`, `${id}.`, '/not-recognized/request/x']) {
      const answer = await visitor.open(path)
      expect([path, answer.status]).toEqual([path, 404])
      expect(answer.text).not.toContain('one@agh.edu.pl')
    }
    const { body } = visitor.fill(page, 'Confirm and send to the registration desk')
    expect((await visitor.request('POST', id, body)).status).toBe(404)
    expect((await countCases(place.database.db, new Date(0))).open).toBe(0)
  })

  test('that is a day old offers another one, and nothing is typed again (req 118)', async () => {
    const place = await university()
    const visitor = place.visitor()
    await askForHelp(visitor, NOBODY)
    const link = await place.mailbox.linkFor(NOBODY)
    const old = await visitor.open(link)
    place.clock.advance({ hours: 24 })
    const late = await confirm(visitor, old)
    expect(late.status).toBe(410)
    const expired = await visitor.open(link)
    expect([expired.status, expired.heading]).toEqual([410, 'The link has expired'])
    const again = await visitor.submit(expired, 'Send a new link')
    expect(again.text).toContain(`We have sent a message to ${NOBODY}.`)
    const newer = await place.mailbox.linkFor(NOBODY)
    expect(newer).not.toBe(link)
    const page = await visitor.open(newer)
    expect(page.text).toContain('Computer Science')
    expect((await confirm(visitor, page)).heading).toBe('Your request is with the registration desk')
  })

  test('is stored as a digest, and leaves the address bar at once (req 12, 18)', async () => {
    const place = await university()
    await askForHelp(place.visitor(), NOBODY)
    const link = await place.mailbox.linkFor(NOBODY)
    const secret = /\.([A-Za-z0-9]{24})$/.exec(link)?.[1] ?? ''
    expect(secret).not.toBe('')
    const rows = await place.database.db.selectFrom('help_requests').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(secret)
    const visitor = place.visitor()
    const first = await visitor.send('GET', link)
    expect(first.headers.get('location')).not.toContain(secret)
    expect(first.headers.get('referrer-policy')).toBe('no-referrer')
    expect(place.logText()).not.toContain(secret)
  })
})

test('who asks again joins the open case, with the newest facts, and is told so', async () => {
  const place = await university()
  const first = await helpRequest(place, NOBODY)
  const number = /R-2026-\d{4}/.exec(first.page.text)?.[0] ?? 'none'
  place.clock.advance({ hours: 2 })
  const second = await helpRequest(place, NOBODY, { 'Album number:': '402114' })
  expect(second.page.text).toContain(number)
  expect(second.page.text).toContain('This request has joined your case of 23 November 2026.')
  expect(await listOpenCases(place.database.db, both)).toMatchObject([{ albumNumber: '402114', askedTimes: 2 }])
  expect((await first.visitor.open(first.link)).text).toContain('402114')
})

test('whose account has come into being between the letter and the press gets the link, and no case', async () => {
  const place = await university()
  const { login } = place.person('kacper')
  const visitor = place.visitor()
  await askForHelp(visitor, login)
  const page = await visitor.open(await place.mailbox.linkFor(login))
  await connect(place, login)
  const settled = await confirm(visitor, page)
  expect(settled.heading).toBe('The way on is in your mailbox')
  expect(await place.mailbox.linkFor(login)).toContain('/set-password/')
  expect((await countCases(place.database.db, new Date(0))).open).toBe(0)
})

test('a case whose account has come into being settles itself, once, and its page says so', async () => {
  const place = await university()
  const { login } = place.person('kacper')
  const { visitor, link } = await helpRequest(place, login)
  expect(await place.settleCases()).toBe(0)
  await connect(place, login)
  const settled = await Promise.all([place.settleCases(), place.settleCases(), place.settleCases()])
  expect(settled.reduce((sum, one) => sum + one, 0)).toBe(1)
  const letters = (await place.mailbox.letters(login)).filter(({ text }) => text.includes('/set-password/'))
  expect(letters).toHaveLength(1)
  expect(letters[0]?.text).toContain('To odpowiedź na Twoją prośbę o pomoc')
  const page = await visitor.open(link)
  expect(page.heading).toBe('Your request has been answered')
  expect(page.text).toContain(`We have sent a link to set your password to ${login}.`)
})

test('a case of somebody whom the registry did not know becomes that person’s with the next import', async () => {
  const place = await university()
  await helpRequest(place, NOBODY)
  const id = await savePerson(place.database.db, place.clock.now(), {
    id: 'newcomer',
    connected: false,
    assignedAddress: NOBODY,
  })
  expect(await place.settleCases()).toBe(0)
  expect(await listOpenCases(place.database.db, both)).toMatchObject([{ person: id }])
})

test('while a moved address is held, the case waits with it, and settles when the hold is over (req 91)', async () => {
  const place = await university()
  const { login } = place.person('kacper')
  await helpRequest(place, login)
  await connect(place, login)
  const until = new Date(place.clock.now().getTime() + 24 * 3_600_000)
  const { person } = (await findByAddress(place.database.db, login)) ?? {}
  await place.database.db
    .updateTable('people')
    .set({ reset_held_until: until })
    .where('id', '=', person?.id ?? asPersonId(''))
    .execute()
  expect(await place.settleCases()).toBe(0)
  place.clock.advance({ hours: 24 })
  expect(await place.settleCases()).toBe(1)
  expect(await place.mailbox.linkFor(login)).toContain('/set-password/')
})

test('who has asked for a link meanwhile keeps it: settling sends no second one', async () => {
  const place = await university()
  const { login } = place.person('kacper')
  await helpRequest(place, login)
  await connect(place, login)
  place.clock.advance({ minutes: 5 })
  const visitor = place.visitor()
  await visitor.submit(await visitor.open('/reset-password'), 'Next', { 'E-mail address:': login })
  const link = await place.mailbox.linkFor(login)
  expect(await place.settleCases()).toBe(1)
  expect(await place.mailbox.linkFor(login)).toBe(link)
  expect((await place.visitor().open(link)).status).toBe(200)
})

describe('a teacher', () => {
  const note = 'Which university addresses do you have, and which of them no longer works?'
  const ask = async (visitor: Visitor, mailbox: string, text: string) =>
    visitor.submit(await visitor.open('/not-recognized/teacher'), 'Send the request', {
      'The university mailbox you read:': mailbox,
      [note]: text,
    })

  test('whom no address helps brings a case to the USOS help desk', async () => {
    const place = await university()
    const visitor = place.visitor()
    const written = 'old@agh.edu.pl no longer works.\nI read this one.'
    await ask(visitor, 'new.teacher@geol.agh.edu.pl', written)
    const page = await visitor.open(await place.mailbox.linkFor('new.teacher@geol.agh.edu.pl'))
    expect(page.text).toContain('old@agh.edu.pl no longer works.')
    const received = await visitor.submit(page, 'Confirm and send to the USOS help desk')
    expect(received.heading).toBe('Your request is with the USOS help desk')
    expect(await listOpenCases(place.database.db, both)).toMatchObject([{ kind: 'teacher', note: written }])
  })

  test('whose other address is assigned is told so in the mailbox, and not on the page', async () => {
    const place = await university()
    const irena = place.person('irena')
    const [other = ''] = irena.otherAddresses
    const sent = await ask(place.visitor(), other, 'Only this one.')
    expect(sent.text).not.toContain(irena.login)
    const [letter] = await place.mailbox.letters(other)
    expect(letter?.text).toContain(irena.login)
    expect(await place.mailbox.linkFor(other)).toContain('/reset-password/assigned/')
    expect((await countCases(place.database.db, new Date(0))).open).toBe(0)
  })

  test('keeps what was typed when something is missing', async () => {
    const place = await university()
    const refused = await ask(place.visitor(), 'bob@example.com', 'Two lines\nof <b>text</b>')
    expect(refused.status).toBe(422)
    expect(refused.title).toMatch(/^Error: /)
    expect(refused.summary).toContain('Type the address of your university mailbox, for example …@agh.edu.pl.')
    expect(refused.field('The university mailbox you read:').getAttribute('value')).toBe('bob@example.com')
    expect(refused.field(note).textContent).toContain('of <b>text</b>')
    expect(await place.mailbox.letters()).toEqual([])
  })
})

test('a student form that is not complete says what is missing, and keeps the rest (req 114)', async () => {
  const place = await university()
  const visitor = place.visitor()
  const page = await visitor.open('/not-recognized/student')
  const refused = await visitor.submit(page, 'Send the request', {
    'Your student mailbox:': 'alicja@gmail.com',
    'Field of study:': 'Physics',
  })
  expect([refused.status, refused.title.startsWith('Error: ')]).toEqual([422, true])
  expect(refused.summary).toContain('Type the address of your university mailbox, for example …@agh.edu.pl.Type')
  // Every domain, for whoever goes by the example: a student’s mailbox is not where the staff have theirs.
  expect(page.text).toContain('in one of its domains: agh.edu.pl, student.agh.edu.pl,')
  expect(refused.document.querySelector('#mailbox ~ .small a')?.textContent).toBe('IT help desk')
  expect(refused.summary).toContain('Tick that you have the right to register.')
  expect(refused.field('Field of study:').getAttribute('value')).toBe('Physics')
  for (const link of refused.document.querySelectorAll('.summary a'))
    expect(refused.document.querySelector(link.getAttribute('href') ?? '')).not.toBeNull()
  expect(await place.mailbox.letters()).toEqual([])
})

test('a line break in a field, a field twice, or an address with a header in it is refused', async () => {
  const place = await university()
  const visitor = place.visitor()
  const page = await visitor.open('/not-recognized/student')
  const post = (more: Record<string, string>, twice?: [string, string]) => {
    const { action, body } = visitor.fill(page, 'Send the request', {
      'Your student mailbox:': NOBODY,
      ...facts,
      ...more,
    })
    if (twice) body.append(...twice)
    return visitor.send('POST', action, body)
  }
  expect((await post({ 'Your student mailbox:': `${NOBODY}\r\nBcc: thief@evil.example` })).status).toBe(400)
  expect((await post({ 'Album number:': '1\n2' })).status).toBe(400)
  expect((await post({}, ['mailbox', 'thief@agh.edu.pl'])).status).toBe(400)
  for (const mailbox of [`${NOBODY},thief@agh.edu.pl`, `${NOBODY};thief@agh.edu.pl`, `thief@evil.example <${NOBODY}>`])
    expect((await post({ 'Your student mailbox:': mailbox })).status).toBe(422)
  expect(await place.mailbox.letters()).toEqual([])
})

/** What the registry says of somebody changes: connected to registration. */
async function connect({ database: { db } }: University, address: string) {
  const person = await findByAddress(db, address)
  if (!person) throw new Error(`Nobody has ${address}`)
  await db.updateTable('people').set({ connected: true }).where('id', '=', person.person.id).execute()
}
