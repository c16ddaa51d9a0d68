import { describe, expect, test } from 'vitest'
import { signIn } from '../../../test/attacks/steps.ts'
import { staff } from '../../../test/staff.ts'
import { university } from '../../../test/university.ts'
import type { Page } from '../../../test/visitor.ts'
import { auditEvents, recordEvent } from '../../audit/index.ts'
import { activityAddress, wantedBy } from './activity.ts'
import { isEventName, sentences } from './sentences.ts'

const linesOf = (page: Page) =>
  page.document.querySelectorAll('.timeline li').map((line) => line.textContent.replace(/[\s\u00a0]+/g, ' ').trim())

test('every event has a sentence for staff, and every sentence an event', () => {
  expect(Object.keys(sentences).toSorted()).toEqual(Object.keys(auditEvents).toSorted())
})

test('a filter that makes no sense is left out, and a good one is kept in the address', () => {
  const wanted = (query: Record<string, string>) => wantedBy(query, isEventName)
  expect(wanted({ event: 'sign-in', day: '2026-11-23', person: 'Ab-1_x', before: '42' })).toEqual({
    event: 'sign-in',
    day: '2026-11-23',
    person: 'Ab-1_x',
    before: '42',
  })
  const odd = wanted({ event: 'constructor', day: '2026-02-30', person: "' or 1=1", before: '-1' })
  expect(odd).toEqual({ event: undefined, day: undefined, person: undefined, before: undefined })
  expect(activityAddress(odd)).toBe('/desk/activity')
  expect(activityAddress(wanted({ event: 'sign-in', before: '42' }))).toBe('/desk/activity?event=sign-in&before=42')
})

describe('activity', () => {
  test('tells newest first what happened, to whom and by whom, and holds no secret', async () => {
    const furta = await university()
    const alice = furta.person('alice')
    const student = furta.visitor()
    await signIn(student, alice.login, 'a wrong password 1')
    await signIn(student, alice.login, alice.password)
    const { visitor, recoveryCodes } = await staff(furta, 'auditor')

    const page = await visitor.open('/desk/activity')
    const [enrolled, mailed, , entered, refused] = linesOf(page)
    expect(enrolled).toContain('Second factor set up')
    expect(enrolled).toContain('Person: Aurelia Dereń')
    expect(mailed).toContain('A code for setting up the second factor was mailed')
    expect(entered).toMatch(/Signed in.*Person: Alicja|Signed in/)
    expect(refused).toMatch(/Sign-in refused Refused.*because: wrong password.*By: the person/)
    for (const hidden of [alice.password, 'a wrong password 1', ...recoveryCodes])
      expect(page.html).not.toContain(hidden)
  })

  test('is narrowed down by person, by event and by the day of the university', async () => {
    const furta = await university()
    const { visitor, person } = await staff(furta, 'auditor')
    const sign = (at: string) =>
      recordEvent(furta.database.db, { at: new Date(at), event: 'retention', outcome: 'success', actor: 'system' })
    // In Warsaw the 24th begins at 23:00 UTC of the day before.
    await sign('2026-11-23T22:59:59Z')
    await sign('2026-11-23T23:00:00Z')
    await sign('2026-11-24T22:59:59Z')
    const count = async (query: string) => linesOf(await visitor.open(`/desk/activity?${query}`)).length
    expect(await count('event=retention')).toBe(3)
    expect(await count('event=retention&day=2026-11-24')).toBe(2)
    expect(await count('event=retention&day=2026-11-25')).toBe(0)

    const own = await visitor.submit(await visitor.open('/desk/activity'), 'Show this person', {
      'E-mail address': person.login,
    })
    expect(own.text).toContain('About and by Aurelia Dereń.')
    expect(linesOf(own).every((line) => line.includes('Aurelia Dereń'))).toBe(true)
    const unknown = await visitor.submit(own, 'Show this person', { 'E-mail address': 'nobody@agh.edu.pl' })
    expect([unknown.status, unknown.summary.includes('Nobody was found')]).toEqual([422, true])
  })

  test('tells of a member of staff also what they did to others', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'auditor')
    const { person_id } = await furta.database.db
      .selectFrom('development_cast')
      .select('person_id')
      .where('key', '=', 'desk')
      .executeTakeFirstOrThrow()
    await recordEvent(furta.database.db, {
      at: furta.clock.now(),
      event: 'code-issued',
      outcome: 'success',
      actor: person_id,
      details: { reason: 'Identity card seen', proof: 'document', minutes: 15 },
    })
    const [line] = linesOf(await visitor.open(`/desk/activity?person=${person_id}`))
    expect(line).toContain('One-time code issued reason: Identity card seen · minutes: 15')
    expect(line).toContain('By: Dorota Jarzębina')
  })

  test('goes on by pages without leaving out or repeating a line, also when new ones come meanwhile', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'auditor')
    const { db } = furta.database
    const record = () =>
      recordEvent(db, { at: furta.clock.now(), event: 'retention', outcome: 'success', actor: 'system' })
    for (let count = 0; count < 120; count++) await record()
    const seen: number[] = []
    let page = await visitor.open('/desk/activity?event=retention')
    for (;;) {
      seen.push(linesOf(page).length)
      await record()
      if (!page.text.includes('Older')) break
      page = await visitor.open(page.link('Older'))
    }
    expect(seen).toEqual([50, 50, 20])
  })
})
