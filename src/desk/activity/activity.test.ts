import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { signIn } from '../../../test/attacks/steps.ts'
import { helpRequest } from '../../../test/help-steps.ts'
import { testKeys } from '../../../test/morning.ts'
import { staff } from '../../../test/staff.ts'
import { type University, university } from '../../../test/university.ts'
import type { Page } from '../../../test/visitor.ts'
import { checkTrail, sealEvents } from '../../audit/chain/index.ts'
import { type AuditEventName, auditEvents, recordEvent } from '../../audit/index.ts'
import { systemRandom } from '../../world/index.ts'
import { activityAddress, wantedBy } from './activity.ts'
import { sentences } from './sentences.ts'

const nameOf = (furta: University, key: string) => furta.person(key).name

const linesOf = (page: Page) =>
  page.document.querySelectorAll('.timeline li').map((line) => line.textContent.replace(/[\s\u00a0]+/g, ' ').trim())

test('every event has a sentence for staff, and every sentence an event', () => {
  expect(Object.keys(sentences).toSorted()).toEqual(Object.keys(auditEvents).toSorted())
})

test('a filter that makes no sense is left out, and a good one is kept in the address', () => {
  const good = {
    person: 'Ab-1_x',
    event: 'sign-in',
    actor: 'staff',
    outcome: 'failure',
    source: '2001:db8::1',
    reference: '7F3K-29QD',
    from: '2026-11-23',
    to: '2026-11-23 14:30',
    before: '42',
  }
  expect(wantedBy(good)).toEqual(good)
  expect(wantedBy({ ...good, reference: ' 7f3k-29qd', to: '2026-11-23T14:30', source: '2001:DB8::1 ' })).toEqual(good)
  const odd = wantedBy({
    person: "' or 1=1",
    event: 'constructor',
    actor: 'everybody',
    outcome: 'maybe',
    source: 'localhost',
    reference: '%',
    from: '2026-02-30',
    to: '2026-11-23 24:00',
    before: '-1',
  })
  expect(Object.values(odd).filter((value) => value !== undefined)).toEqual([])
  expect(activityAddress(odd)).toBe('/desk/activity')
  expect(activityAddress(wantedBy({ event: 'sign-in', before: '42' }))).toBe('/desk/activity?event=sign-in&before=42')
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
    expect(await count('event=retention&from=2026-11-24&to=2026-11-24')).toBe(2)
    expect(await count('event=retention&from=2026-11-25')).toBe(0)
    expect(await count('event=retention&to=2026-11-23')).toBe(1)
    expect(await count('event=retention&from=2026-11-24+00:01')).toBe(1)
    expect(await count('event=retention&to=2026-11-24+00:00')).toBe(2)

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
    expect(line).toContain(
      'One-time code issued proof of identity: Identity document, in person · reason: Identity card seen · valid for 15 minutes',
    )
    expect(line).toContain('By: Dorota Jarzębina')
  })

  test('tells a refused case from an answered one, and how identity was checked for a code and how long it lives', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'auditor')
    const record = (event: AuditEventName, details: Record<string, string | number>) =>
      recordEvent(furta.database.db, { at: furta.clock.now(), event, outcome: 'success', actor: 'system', details })
    const answers = ['connected', 'address-assigned', 'link-sent', 'declined']
    for (const answer of answers) await record('case-answered', { case: 'R-2026-0001', answer })
    for (const proof of ['card', 'document', 'known']) await record('code-issued', { proof, minutes: 1440 })

    const told = (page: Page) =>
      linesOf(page).flatMap(
        (line) => /\d\d:\d\d ((?:One-time|Case|Wydano|Sprawę).*)(?:By|Kto): /.exec(line)?.slice(1) ?? [],
      )
    const english = await visitor.open('/desk/activity?actor=system')
    expect(told(english)).toEqual([
      'One-time code issued proof of identity: Known in person · valid for 24 hours',
      'One-time code issued proof of identity: Identity document, in person · valid for 24 hours',
      'One-time code issued proof of identity: University card, in person · valid for 24 hours',
      'Case answered case: R-2026-0001 · answer: declined',
      'Case answered case: R-2026-0001 · answer: a link sent',
      'Case answered case: R-2026-0001 · answer: address assigned',
      'Case answered case: R-2026-0001 · answer: connected to registration',
    ])
    const polish = told(await visitor.open(english.link('Polski')))
    expect(polish[1]).toBe(
      'Wydano kod jednorazowy jak sprawdzono tożsamość: Dokument tożsamości, osobiście · ważny przez 24 godziny',
    )
    expect(polish[3]).toBe('Sprawę zamknięto sprawa: R-2026-0001 · odpowiedź: odmowa')
  })

  test('leads from the number of a case to its page, while the case is kept', async () => {
    const furta = await university()
    await helpRequest(furta, furta.person('kacper').login)
    const registration = (await staff(furta, 'registration')).visitor
    await registration.submit(await registration.open('/desk/cases/R-2026-0001'), 'Connect and send the link')
    const { db } = furta.database
    const details = { case: 'R-2025-0007', answer: 'connected' }
    const gone = { event: 'case-answered', outcome: 'success', actor: 'system', details } as const
    await recordEvent(db, { at: furta.clock.now(), ...gone })

    const { visitor } = await staff(furta, 'auditor')
    const page = await visitor.open('/desk/activity?event=case-answered')
    expect(linesOf(page)).toEqual([
      expect.stringContaining('case: R-2025-0007 · answer: connected'),
      expect.stringContaining('case: R-2026-0001 · answer: connected to registration'),
    ])
    expect(page.document.querySelectorAll('.timeline a[href^="/desk/cases/"]')).toHaveLength(1)
    expect((await visitor.open(page.link('R-2026-0001'))).status).toBe(200)
  })

  test('is narrowed down by who did it, how it ended, from where and under which number, and leaves as a file', async () => {
    const furta = await university()
    const alice = furta.person('alice')
    const student = furta.visitor()
    await signIn(student, alice.login, 'a wrong password 1')
    await signIn(student, alice.login, alice.password)
    const { visitor, person } = await staff(furta, 'auditor')
    const { db } = furta.database
    await recordEvent(db, { at: furta.clock.now(), event: 'retention', outcome: 'success', actor: 'system' })
    await recordEvent(db, { at: furta.clock.now(), event: 'person-joined', outcome: 'success', actor: 'scim:midpoint' })
    const failure = await db
      .selectFrom('audit_events')
      .select(['reference', 'source'])
      .where('outcome', '=', 'failure')
      .executeTakeFirstOrThrow()

    const page = await visitor.open('/desk/activity')
    const show = (values: Record<string, string>) => {
      const { action, body } = visitor.fill(page, 'Show', values)
      body.delete('form')
      return visitor.open(`${action.pathname}?${body}`)
    }
    const refused = await show({ Outcome: 'failure' })
    expect(linesOf(refused)).toEqual([expect.stringContaining('Sign-in refused')])
    expect(linesOf(await show({ Number: (failure.reference ?? '').toLowerCase() }))).toEqual(linesOf(refused))
    expect(linesOf(await show({ 'Network address': failure.source ?? '', Event: 'sign-in' }))).toHaveLength(3)
    expect(linesOf(await show({ 'Network address': '192.0.2.99' }))).toEqual([])
    expect(linesOf(await show({ 'By whom': 'system', Event: 'retention' }))).toHaveLength(1)
    expect(linesOf(await show({ 'By whom': 'staff' }))).toEqual([])
    expect(linesOf(await show({ 'By whom': 'identity-system' }))).toEqual([
      expect.stringContaining('By: the identity system midpoint'),
    ])
    expect((await show({ Event: 'sign-in' })).text).toContain('Failure: because says why, which the page never does.')

    const file = await visitor.send('GET', refused.link('Download this list (JSON Lines)'))
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="furta-audit-[A-Z0-9-]+\.jsonl"$/)
    const lines = (await file.text()).split('\n')
    expect(lines).toHaveLength(2)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'sign-in', outcome: 'failure', ...failure })
    const taken = await show({ Event: 'audit-exported' })
    expect(linesOf(taken)).toEqual([expect.stringContaining(`By: ${nameOf(furta, person.key)}`)])
  })

  test('leaves as a file only after a code of the last ten minutes, and the filters are still there then', async () => {
    const furta = await university()
    const { visitor, app } = await staff(furta, 'auditor')
    const list = '/desk/activity?event=sign-in&outcome=success'
    const file = (await visitor.open(list)).link('Download this list (JSON Lines)')
    furta.clock.advance({ minutes: 11 })
    const asked = await visitor.open(file.href)
    expect(asked.address.pathname).toBe('/desk/second-factor')
    const shown = await visitor.submit(asked, 'Enter', { 'Code from your app': app.code(furta.clock.now()) })
    expect(shown.address.href).toBe(`${furta.origin}${list}`)
    expect((await visitor.send('GET', file)).headers.get('content-type')).toContain('jsonl')
    // Whatever an address may bring along.
    for (const odd of ['//evil.example', '/desk/activity?event=<b>', '/desk/activity?a=1?b=2#c', '/account'])
      expect((await visitor.open(`/desk/second-factor?back=${encodeURIComponent(odd)}`)).html).not.toContain(odd)
  })

  test('says to when the trail is sealed, and how it came out when somebody went through it', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'auditor')
    const chain = { db: furta.database.db, keys: testKeys.app, world: { clock: furta.clock, random: systemRandom } }
    const seals = async () => {
      const page = await visitor.open('/desk/activity')
      const [section] = page.document.querySelectorAll('section[aria-labelledby="chain"]')
      return section?.textContent.replace(/[\s\u00a0]+/g, ' ') ?? ''
    }
    expect(await seals()).toContain('Nothing has been sealed yet.')
    await sealEvents(chain)
    expect(await seals()).toMatch(/Sealed to .*It has not been gone through as a whole yet/)
    await checkTrail(chain, { dataDir: '/nowhere', by: 'system' })
    furta.clock.advance({ minutes: 6 })
    expect(await seals()).toMatch(/Everything is as it was written/)
    expect(await seals()).toContain('For some minutes nothing has been sealed')
    await sealEvents(chain)
    expect(await seals()).not.toContain('For some minutes')
    await sql`alter table audit_events disable trigger user`.execute(chain.db)
    await sql`update audit_events set outcome = 'failure' where event = 'audit-verified'`.execute(chain.db)
    await checkTrail(chain, { dataDir: '/nowhere', by: 'system' })
    expect(await seals()).toContain('The trail is not what was written')
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
