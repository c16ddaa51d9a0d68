import { describe, expect, test } from 'vitest'
import { signIn } from '../../test/attacks/steps.ts'
import { helpRequest } from '../../test/help-steps.ts'
import { proveFactor, type StaffAtWork, staff } from '../../test/staff.ts'
import { type University, university } from '../../test/university.ts'
import type { Page } from '../../test/visitor.ts'

const CASE = '/desk/cases/R-2026-0001'
const QUESTION = 'Which album number is yours?\r\nWe found "402113" & <another>, zażółć.'
const LOST = 'what was in it is lost'

/** A member of staff with a case in front of them. */
async function atTheCase() {
  const place = await university()
  await helpRequest(place, place.person('kacper').login)
  const at = await staff(place, 'registration')
  return { place, ...at, page: await at.visitor.open(CASE) }
}

async function questions({ database }: University) {
  const rows = await database.db.selectFrom('case_messages').select('text').where('author', '<>', 'person').execute()
  return rows.map(({ text }) => text)
}

function prove({ visitor, app }: Pick<StaffAtWork, 'visitor' | 'app'>, place: University, asked: Page) {
  place.clock.advance({ seconds: 30 })
  return visitor.submit(asked, 'Enter', { 'Code from your app': app.code(place.clock.now()) })
}

describe('a form that is sent when the second factor has run out', () => {
  test('waits until the code is given, also over wrong ones, and goes with one press, whole', async () => {
    const { place, page, ...at } = await atTheCase()
    place.clock.advance({ minutes: 20 })
    const asked = await at.visitor.submit(page, 'Send the question', { Question: QUESTION })
    expect([asked.status, asked.heading]).toEqual([403, 'Second factor'])
    expect(asked.html).not.toContain('402113')
    const wrong = await at.visitor.submit(asked, 'Enter', { 'Code from your app': '000000' })
    expect([wrong.status, wrong.text.includes('after the code you send it with one button')]).toEqual([422, true])

    const waits = await prove(at, place, wrong)
    expect([waits.heading, waits.link('Go back without sending it').pathname]).toEqual(['Your form is waiting', CASE])
    expect(await questions(place)).toEqual([])
    const sent = await at.visitor.submit(waits, 'Send the form')
    expect(sent.status).toBe(200)
    expect(await questions(place)).toEqual([QUESTION])
  })

  test('waits for a recovery code as well', async () => {
    const { place, page, visitor, recoveryCodes } = await atTheCase()
    place.clock.advance({ minutes: 20 })
    const asked = await visitor.submit(page, 'Send the question', { Question: QUESTION })
    const waits = await visitor.submit(asked, 'Enter', { 'Recovery code': recoveryCodes[0] ?? '' })
    await visitor.submit(waits, 'Send the form')
    expect(await questions(place)).toHaveLength(1)
  })

  test('has every field of a long form in it', async () => {
    const furta = await university()
    const { app, visitor } = await staff(furta, 'admin')
    const page = await visitor.open('/desk/services/new')
    furta.clock.advance({ minutes: 11 })
    const { action, body } = visitor.fill(page, 'Save', { Reason: 'ż'.repeat(500) })
    const asked = await visitor.request('POST', action, body)
    const waits = await prove({ visitor, app }, furta, asked)
    const again = visitor.fill(waits, 'Send the form')
    expect([again.action.pathname, Object.fromEntries(again.body)]).toEqual([action.pathname, Object.fromEntries(body)])
  })

  test('is opened for nobody else, and not when it was changed: then it is not there', async () => {
    const { place, page, visitor } = await atTheCase()
    place.clock.advance({ minutes: 20 })
    const asked = await visitor.submit(page, 'Send the question', { Question: QUESTION })
    const sealed = asked.document.querySelector('input[name=waits]')?.getAttribute('value') ?? ''
    const other = await staff(place, 'desk')
    for (const waits of [sealed, `A${sealed.slice(1)}`, 'odd', '']) {
      place.clock.advance({ seconds: 30 })
      const { action, body } = other.visitor.fill(await other.visitor.open('/desk/second-factor'), 'Enter', {
        'Code from your app': other.app.code(place.clock.now()),
      })
      body.set('waits', waits)
      const after = await other.visitor.request('POST', action, body)
      expect([after.address.pathname, after.html.includes('402113')]).toEqual(['/desk/cases', false])
    }
  })

  test('is said to be lost where it is: with a file, or when it is too large to go along', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'admin')
    const page = await visitor.open('/desk/services/new')
    const { action, body } = visitor.fill(page, 'Save')
    furta.clock.advance({ minutes: 20 })
    const form = new URLSearchParams({ form: body.get('form') ?? '' })
    // The first is within what a body may have and grows on its way; the second is not.
    for (const length of [30_000, 60_000]) {
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const sent = await visitor.send('POST', action, `${form}&reason=${'"'.repeat(length)}`, type)
      expect((await visitor.follow(sent, action)).text).toContain(LOST)
    }
    const file = new FormData()
    file.set('form', body.get('form') ?? '')
    const sent = await visitor.send('POST', '/desk/import', file)
    expect((await visitor.follow(sent, '/desk/import')).text).toContain(LOST)
  })
})

describe('a form that is sent when the session has ended', () => {
  test('waits on its page while its owner signs in on another, and nothing is lost on the way', async () => {
    const { place, page, visitor, app, person } = await atTheCase()
    place.clock.advance({ minutes: 61 })
    const over = await visitor.submit(page, 'Send the question', { Question: QUESTION })
    expect([over.status, over.heading]).toEqual([403, 'Your session has ended'])
    expect(over.link('Sign in on a new tab').search).toBe('?next=desk')
    // Pressed too early it waits on.
    const early = await visitor.submit(over, 'Send the form')
    expect(early.heading).toBe('Your session has ended')

    await signIn(visitor, person.login, person.password)
    const asked = await visitor.submit(early, 'Send the form')
    expect(await questions(place)).toEqual([])
    const waits = await prove({ visitor, app }, place, asked)
    await visitor.submit(waits, 'Send the form')
    expect(await questions(place)).toEqual([QUESTION])
  })

  test('goes at once where the second factor was proved on the other tab', async () => {
    const { place, page, visitor, app, person } = await atTheCase()
    place.clock.advance({ minutes: 61 })
    const over = await visitor.submit(page, 'Send the question', { Question: QUESTION })
    await signIn(visitor, person.login, person.password)
    await proveFactor(visitor, app.code(place.clock.now()))
    expect((await visitor.submit(over, 'Send the form')).status).toBe(200)
    expect(await questions(place)).toHaveLength(1)
  })

  test('waits on when the session ends while the second factor is asked for; the code does not go along', async () => {
    const { place, page, person, ...at } = await atTheCase()
    place.clock.advance({ minutes: 20 })
    const asked = await at.visitor.submit(page, 'Send the question', { Question: QUESTION })
    place.clock.advance({ minutes: 61 })
    const over = await prove(at, place, asked)
    expect(over.heading).toBe('Your session has ended')
    expect(over.document.querySelector('input[name=code]')).toBeNull()
    await signIn(at.visitor, person.login, person.password)
    const again = await at.visitor.submit(over, 'Send the form')
    const waits = await prove(at, place, again)
    await at.visitor.submit(waits, 'Send the form')
    expect(await questions(place)).toHaveLength(1)
  })

  test('is given back to its own browser alone: one that came from elsewhere is not', async () => {
    const { place, page, visitor } = await atTheCase()
    place.clock.advance({ minutes: 61 })
    const { action, body } = visitor.fill(page, 'Send the question', { Question: QUESTION })
    const stranger = await place.visitor().request('POST', action, body)
    expect([stranger.status, stranger.text.includes(LOST)]).toEqual([403, true])
    expect(stranger.html).not.toContain('402113')
    expect(stranger.link('Go back to the form').pathname).toBe(CASE)
  })
})
