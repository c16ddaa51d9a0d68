import { describe, expect, test } from 'vitest'
import { helpParts, helpRequest } from '../../test/help-steps.ts'
import { savePerson } from '../../test/person.ts'
import { type University, university } from '../../test/university.ts'
import { askBack, type Case, closeCase, findCase, listOpenCases } from '../cases/index.ts'
import { createCaseLetters } from './index.ts'

const NOBODY = 'nobody.at.all@student.agh.edu.pl'
const ANSWER = 'Your answer:'

/** The desk asks back, as its own room does: question, letter and state stand or fall together. */
async function deskAsks(place: University, about: Case, question: string) {
  const staff = await findOrSaveStaff(place)
  const now = place.clock.now()
  await place.database.db.transaction().execute(async (trx) => {
    const { secretHash } = await createCaseLetters(helpParts(place)).askedBack(trx, { case: about, question, now })
    await askBack(trx, about.id, { by: staff, text: question, secretHash, now })
  })
}

async function findOrSaveStaff(place: University) {
  const found = await place.database.db
    .selectFrom('people')
    .select('id')
    .where('surname', '=', 'Biurko')
    .executeTakeFirst()
  return found?.id ?? savePerson(place.database.db, place.clock.now(), { id: 'staff', surname: 'Biurko' })
}

async function onlyCase(place: University): Promise<Case> {
  const [found] = await listOpenCases(place.database.db, { kinds: ['student', 'teacher'], limit: 9 })
  if (!found) throw new Error('No case waits')
  return found
}

describe('a question of the desk', () => {
  test('comes by mail, is answered on a page, and the case is open again', async () => {
    const place = await university()
    await helpRequest(place, NOBODY)
    await deskAsks(place, await onlyCase(place), 'In which year did you begin?\nWe find two programmes.')
    const [letter] = (await place.mailbox.letters(NOBODY)).slice(-1)
    expect(letter?.subject).toMatch(/^A question about R-2026-\d{4}$/)
    expect(letter?.text).toContain('In which year did you begin?')
    const link = await place.mailbox.linkFor(NOBODY)
    expect(link).toMatch(/\/not-recognized\/case\/R-2026-\d{4}\.[A-Za-z0-9]{24}$/)

    const visitor = place.visitor()
    const page = await visitor.open(link)
    expect(page.address.pathname).toMatch(/^\/not-recognized\/case\/R-2026-\d{4}$/)
    expect(page.heading).toBe('A question for you')
    const empty = await visitor.submit(page, 'Send the answer', { [ANSWER]: ' \n ' })
    expect([empty.status, empty.summary.includes('Write an answer.')]).toEqual([422, true])
    const essay = await visitor.submit(page, 'Send the answer', { [ANSWER]: 'x'.repeat(1001) })
    expect([essay.status, essay.field(ANSWER).textContent.length]).toEqual([422, 1001])

    const done = await visitor.submit(page, 'Send the answer', { [ANSWER]: 'In 2024.\r\n<b>Really</b>' })
    expect(done.text).toContain('Your answer is with the case.')
    expect(done.html).toContain('&lt;b>Really')
    const about = await onlyCase(place)
    expect(about.state).toBe('open')
    expect(about.messages.map(({ author, text }) => [author, text])).toEqual([
      ['staff', 'In which year did you begin?\nWe find two programmes.'],
      ['person', 'In 2024.\n<b>Really</b>'],
    ])
    expect((await visitor.submit(page, 'Send the answer', { [ANSWER]: 'Once more.' })).status).toBe(200)
    expect((await onlyCase(place)).messages).toHaveLength(2)
  })

  test('is shown behind the first link too, and can be answered there', async () => {
    const place = await university()
    const { visitor, link } = await helpRequest(place, NOBODY)
    await deskAsks(place, await onlyCase(place), 'Which year?')
    const page = await visitor.open(link)
    expect(page.text).toContain('Which year?')
    await visitor.submit(page, 'Send the answer', { [ANSWER]: 'The third.' })
    expect((await onlyCase(place)).messages.at(-1)).toMatchObject({ author: 'person', text: 'The third.' })
  })

  test('answered twice at the same moment is answered once', async () => {
    const place = await university({ nodes: 2 })
    await helpRequest(place, NOBODY)
    await deskAsks(place, await onlyCase(place), 'Which year?')
    const { pathname } = new URL(await place.mailbox.linkFor(NOBODY))
    const visitors = await Promise.all(
      [0, 1, 0, 1].map(async (node) => {
        const visitor = place.visitor(undefined, node)
        return { visitor, page: await visitor.open(pathname) }
      }),
    )
    await Promise.all(
      visitors.map(({ visitor, page }, at) => visitor.submit(page, 'Send the answer', { [ANSWER]: `Answer ${at}` })),
    )
    expect((await onlyCase(place)).messages).toHaveLength(2)
  })

  test('cannot be answered with the number of the case alone, nor with the link of another case', async () => {
    const place = await university()
    await helpRequest(place, 'one@agh.edu.pl')
    const one = await onlyCase(place)
    await deskAsks(place, one, 'Which year?')
    await helpRequest(place, 'other@agh.edu.pl')
    const other = (await listOpenCases(place.database.db, { kinds: ['student'], limit: 9 })).find(
      ({ id }) => id !== one.id,
    )
    if (!other) throw new Error('Only one case')
    await deskAsks(place, other, 'Which field?')
    const stolen = place.visitor()
    const page = await stolen.open(await place.mailbox.linkFor('other@agh.edu.pl'))
    expect((await stolen.open(`/not-recognized/case/${one.id}`)).status).toBe(404)
    const { body } = stolen.fill(page, 'Send the answer', { [ANSWER]: 'Me.' })
    expect((await stolen.request('POST', `/not-recognized/case/${one.id}/answer`, body)).status).toBe(404)
    expect((await findCase(place.database.db, one.id))?.messages).toHaveLength(1)
  })

  test('that is asked again kills the older link; asking is seen by nobody who only opens it', async () => {
    const place = await university()
    await helpRequest(place, NOBODY)
    const about = await onlyCase(place)
    await deskAsks(place, about, 'Which year?')
    const older = await place.mailbox.linkFor(NOBODY)
    await deskAsks(place, about, 'Which field?')
    expect((await place.visitor().open(older)).heading).toBe('This link opens nothing')
    expect((await place.visitor().send('HEAD', await place.mailbox.linkFor(NOBODY))).status).toBe(303)
    expect((await onlyCase(place)).state).toBe('asked-back')
  })
})

test('a refusal says why, in the letter and behind the link, and names the dean’s office of the field', async () => {
  const place = await university()
  const { visitor, link } = await helpRequest(place, NOBODY)
  const about = await onlyCase(place)
  const now = place.clock.now()
  const reason = 'Elective subjects are open from the third semester on.'
  await place.database.db.transaction().execute(async (trx) => {
    await closeCase(trx, about.id, { by: 'system', answer: 'declined', reason, now })
    await createCaseLetters(helpParts(place)).declined(trx, { case: about, reason, faculty: 'WI', now })
  })
  const letter = (await place.mailbox.letters(NOBODY)).at(-1)
  expect(letter?.subject).toBe(`The answer to ${about.id}`)
  expect(letter?.text).toContain(reason)
  expect(letter?.text.replace(/\s+/g, ' ')).toContain(
    'dean’s office of the Faculty of Computer Science: deans-office-wi@agh.edu.pl',
  )
  const page = await visitor.open(link)
  expect(page.heading).toBe('The desk cannot do this')
  expect(page.text).toContain(reason)
})

test('the desk’s own note on a case that was answered is not shown to the person', async () => {
  const place = await university()
  const { visitor, link } = await helpRequest(place, NOBODY)
  const about = await onlyCase(place)
  await place.database.db.transaction().execute(async (trx) => {
    await closeCase(trx, about.id, {
      by: 'system',
      answer: 'connected',
      reason: 'called the office',
      now: place.clock.now(),
    })
  })
  const page = await visitor.open(link)
  expect(page.heading).toBe('Your request has been answered')
  expect(page.text).not.toContain('called the office')
})
