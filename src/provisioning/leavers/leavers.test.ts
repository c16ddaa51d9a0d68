import { describe, expect, onTestFinished, test } from 'vitest'
import { type MailServer, startMailServer } from '../../../test/mail-server.ts'
import { savePerson } from '../../../test/person.ts'
import { csv, registry } from '../../../test/registry.ts'
import { issueCode, openLink } from '../../challenges/index.ts'
import { readSettings } from '../../config/index.ts'
import { asLinkId, asSessionId, type PersonId } from '../../database/index.ts'
import { postLetter, startCourier } from '../../mail/index.ts'
import { assignAddress, connectPerson } from '../../people/index.ts'
import { type Clock, systemRandom } from '../../world/index.ts'
import { applyImport, suspendLeavers } from '../index.ts'

const row = (id: string, more: object = {}) => ({
  id,
  first_name: 'Ada',
  last_name: `Wrona ${id}`,
  student_status: 2,
  email: `ada${id}@agh.edu.pl`,
  ...more,
})
const all = (count: number) => Array.from({ length: count }, (_, index) => row(`${index + 1}`))

describe('somebody who is not in a full feed', () => {
  test('is missing, keeps the account for the grace period, is then suspended, and never deleted', async () => {
    const { put, person, clock, parts, db } = await registry({ REGISTRY_GRACE: '14d' })
    await put(csv(...all(20)))
    const summary = await put(csv(...all(19)), { full: true })
    expect(summary.counts).toMatchObject({ missing: 1, suspended: 0, unchanged: 19 })
    expect(summary.examples.missing).toEqual([{ usosId: '20', name: 'Ada Wrona 20', changed: [] }])
    expect((await person('20')).missingSince).toEqual(expect.any(Date))

    clock.advance({ days: 13 })
    expect(await suspendLeavers(parts)).toBe(0)
    expect((await put(csv(...all(19)), { full: true })).counts).toMatchObject({ missing: 0, stillMissing: 1 })
    clock.advance({ days: 1 })
    expect(await suspendLeavers(parts)).toBe(1)
    expect(await person('20')).toMatchObject({ closedAt: clock.now(), closedBecause: 'missing' })
    expect(await eventsOf(db, 'person-missing', 'person-suspended')).toEqual([
      ['person-missing', 'operator'],
      ['person-suspended', 'system'],
    ])
  })

  test('is suspended by the next import as well, and the plan says so before', async () => {
    const { put, plan, person, clock } = await registry()
    await put(csv(...all(20)))
    await put(csv(...all(19)), { full: true })
    clock.advance({ days: 14 })
    const planned = await plan(csv(...all(19)), { full: true })
    expect(planned).toMatchObject({ report: { summary: { counts: { suspended: 1, stillMissing: 1 } } } })
    await put(csv(...all(19)), { full: true })
    expect(await person('20')).toMatchObject({ closedBecause: 'missing' })
  })

  test('loses session, open link and one-time code with the suspension', async () => {
    const { put, person, clock, parts, db } = await registry()
    await put(csv(...all(20)))
    const { id } = await person('20')
    await openEverything(db, id, clock.now())
    await put(csv(...all(19)), { full: true })
    expect(await openThings(db, id)).toEqual({ sessions: 1, links: 1, codes: 1, letters: 1 })
    clock.advance({ days: 15 })
    await suspendLeavers(parts)
    expect(await openThings(db, id)).toEqual({ sessions: 0, links: 0, codes: 0, letters: 0 })
  })

  test('gets no dead link after the suspension, not even by a letter that a mail server had put off', async () => {
    const { put, person, clock, parts, db } = await registry()
    await put(csv(...all(20)))
    const { id } = await person('20')
    await put(csv(...all(19)), { full: true })
    clock.advance({ days: 15 })
    await openEverything(db, id, clock.now())
    let asked = 0
    const server = await startMailServer({
      async letter() {
        asked += 1
        await suspendLeavers(parts)
        throw Object.assign(new Error('4.3.0 later'), { responseCode: 451 })
      },
    })
    const courier = courierTo(server, db, clock)
    await courier.deliverDue()
    clock.advance({ hours: 2 })
    await courier.deliverDue()
    expect(asked).toBe(1)
    expect(await db.selectFrom('letters').select(['state', 'text', 'last_error']).execute()).toEqual([
      { state: 'dropped', text: null, last_error: 'withdrawn' },
    ])
  })

  test('works at no desk after the suspension, nor when they come back', async () => {
    const { put, person, clock, parts, db } = await registry()
    await put(csv(...all(20)))
    const { id } = await person('20')
    await db
      .updateTable('people')
      .set({ roles: ['help-desk', 'administrator'] })
      .where('id', '=', id)
      .execute()
    await put(csv(...all(19)), { full: true })
    expect((await person('20')).roles).toHaveLength(2)
    clock.advance({ days: 15 })
    await suspendLeavers(parts)
    await put(csv(...all(20)))
    expect(await person('20')).toMatchObject({ roles: [], closedAt: undefined })
    expect(await eventsOf(db, 'role-revoked')).toEqual([
      ['role-revoked', 'system'],
      ['role-revoked', 'system'],
    ])
  })

  test('comes back with the next feed that has them: missing, or suspended already', async () => {
    const { put, person, clock, parts, db } = await registry()
    await put(csv(...all(20)))
    await put(csv(...all(19)), { full: true })
    expect((await put(csv(...all(20)))).counts).toMatchObject({ returned: 1, unchanged: 19 })
    expect((await person('20')).missingSince).toBeUndefined()

    await put(csv(...all(19)), { full: true })
    clock.advance({ days: 15 })
    await suspendLeavers(parts)
    expect((await put(csv(row('20')))).counts).toMatchObject({ returned: 1, joiners: 0 })
    expect(await person('20')).toMatchObject({ closedAt: undefined, closedBecause: undefined, missingSince: undefined })
    expect(await eventsOf(db, 'person-returned')).toHaveLength(2)
  })

  test('is nobody the operator has made by hand, and nobody when the feed is not full', async () => {
    const { put, db, clock } = await registry()
    await savePerson(db, clock.now(), { id: 'made-by-hand' })
    await put(csv(...all(20)))
    expect((await put(csv(row('1')))).counts.missing).toBe(0)
    expect((await put(csv(...all(20)), { full: true })).counts.missing).toBe(0)
  })

  test('counts as here when the row cannot go in, also after having been missing', async () => {
    const { put, person, clock, parts } = await registry()
    await put(csv(...all(20)))
    await put(csv(...all(19)), { full: true })
    await put(csv(...all(19), row('20', { student_status: 9 })), { full: true })
    clock.advance({ days: 15 })
    expect(await suspendLeavers(parts)).toBe(0)
    expect(await person('20')).toMatchObject({ missingSince: undefined, closedAt: undefined })
  })
})

describe('a full feed that looks cut off', () => {
  test('is refused while nobody confirms it, and nothing has changed', async () => {
    const { put, plan, parts, person } = await registry({ MOST_LEAVERS: '10' })
    await put(csv(...all(20)))
    const planned = await plan(csv(...all(17)), { full: true })
    if (planned.kind !== 'planned') throw new Error(planned.kind)
    expect(planned.report.summary?.brake).toEqual({ percent: 15, most: 10, holds: true })
    expect(await applyImport(parts, planned.run, { by: 'operator' })).toEqual({
      kind: 'refused',
      because: 'many-leave',
    })
    expect((await person('20')).missingSince).toBeUndefined()

    const confirmed = await applyImport(parts, planned.run, { by: 'operator', evenIfManyLeave: true })
    expect(confirmed.kind).toBe('applied')
    expect((await person('20')).missingSince).toEqual(expect.any(Date))
  })

  test('goes in by itself at exactly the share that is allowed', async () => {
    const { put } = await registry({ MOST_LEAVERS: '10' })
    await put(csv(...all(20)))
    expect((await put(csv(...all(18)), { full: true })).counts.missing).toBe(2)
  })
})

describe('the time that the registry gives an account', () => {
  test('ends with its last day at the university, and a later day opens it again', async () => {
    const { put, person, clock, parts } = await registry()
    await put(csv(row('1', { valid_until: '2026-11-30' })))
    expect((await person('1')).validUntil).toEqual(new Date('2026-11-30T23:00:00Z'))
    clock.advance({ days: 7, hours: 14 })
    expect(await suspendLeavers(parts)).toBe(0)
    clock.advance({ hours: 1 })
    expect(await suspendLeavers(parts)).toBe(1)
    expect(await person('1')).toMatchObject({ closedBecause: 'valid-until' })

    expect((await put(csv(row('1', { valid_until: '2026-11-30' })))).counts.returned).toBe(0)
    expect((await put(csv(row('1', { valid_until: '9999-12-31' })))).counts.returned).toBe(1)
    expect((await person('1')).validUntil).toBeUndefined()
    expect((await put(csv(row('1', { valid_until: '2027-09-30' })))).counts.movers).toBe(1)
    expect(await person('1')).toMatchObject({ closedAt: undefined, validUntil: new Date('2027-09-30T22:00:00Z') })
  })

  test('is over at once when the feed says so: session and link end with the import', async () => {
    const { put, person, db, clock } = await registry()
    await put(csv(row('1'), row('2', { valid_until: '2020-09-30' })))
    expect(await person('2')).toMatchObject({ closedBecause: 'valid-until' })
    const { id } = await person('1')
    await openEverything(db, id, clock.now())
    expect((await put(csv(row('1', { valid_until: '2026-11-01' })))).counts.suspended).toBe(1)
    expect(await person('1')).toMatchObject({ closedBecause: 'valid-until' })
    expect(await openThings(db, id)).toEqual({ sessions: 0, links: 0, codes: 0, letters: 0 })
  })
})

describe('what the desk has decided', () => {
  test('a connection stays until the feed agrees, and the report says so', async () => {
    const { put, person, db, clock } = await registry()
    await put(csv(row('1', { registration_connected: 0 })))
    await db.transaction().execute(async (trx) => connectPerson(trx, (await person('1')).id, clock.now()))
    const kept = await put(csv(row('1', { registration_connected: 0 })))
    expect(kept.notes).toMatchObject([{ kind: 'desk-connection-kept', count: 1, findings: [{ rows: [2] }] }])
    expect(await person('1')).toMatchObject({ connected: true, connectedByDeskAt: expect.any(Date) })

    expect((await put(csv(row('1', { registration_connected: 1 })))).changes).toEqual({ 'desk-agreed': 1 })
    expect((await person('1')).connectedByDeskAt).toBeUndefined()
    await put(csv(row('1', { registration_connected: 0 })))
    expect((await person('1')).connected).toBe(false)
  })

  test('an assigned address stays until the feed agrees; the address of the feed is known meanwhile', async () => {
    const { put, person, db, clock } = await registry()
    await put(csv(row('1', { other_emails: 'other@agh.edu.pl' })))
    const { id } = await person('1')
    await db
      .transaction()
      .execute((trx) => assignAddress(trx, id, 'other@agh.edu.pl', { now: clock.now(), heldUntil: clock.now() }))
    const kept = await put(csv(row('1', { other_emails: 'other@agh.edu.pl' })))
    expect(kept.notes).toMatchObject([{ kind: 'desk-address-kept', findings: [{ rows: [2] }] }])
    expect(await person('1')).toMatchObject({
      assignedAddress: 'other@agh.edu.pl',
      otherAddresses: ['ada1@agh.edu.pl'],
      assignedByDeskAt: expect.any(Date),
    })
    await put(csv(row('1', { email: 'other@agh.edu.pl', other_emails: 'ada1@agh.edu.pl' })))
    expect(await person('1')).toMatchObject({ assignedAddress: 'other@agh.edu.pl', assignedByDeskAt: undefined })
  })
})

test('another assigned address closes an open link and code, leaves the session, and mails nothing by itself (req 23)', async () => {
  const { put, person, db, clock } = await registry()
  await put(csv(row('1')))
  const { id } = await person('1')
  await openEverything(db, id, clock.now())
  await put(csv(row('1', { email: 'new@agh.edu.pl' })))
  expect(await person('1')).toMatchObject({ assignedAddress: 'new@agh.edu.pl', otherAddresses: ['ada1@agh.edu.pl'] })
  expect(await openThings(db, id)).toEqual({ sessions: 1, links: 0, codes: 0, letters: 0 })
  expect(await db.selectFrom('letters').select('state').execute()).toEqual([{ state: 'dropped' }])
})

type Db = Awaited<ReturnType<typeof registry>>['db']

function courierTo({ port }: MailServer, db: Db, clock: Clock) {
  const courier = startCourier({
    db,
    world: { clock, random: systemRandom },
    settings: readSettings({ SMTP_URL: `smtp://127.0.0.1:${port}` }),
    from: 'usos-desk@agh.edu.pl',
    demo: false,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  })
  onTestFinished(() => courier.stop())
  return courier
}

async function openEverything(db: Db, person: PersonId, now: Date) {
  const secretHash = Buffer.from('secret')
  const link = { id: asLinkId('link'), secretHash, person, purpose: 'first-password', address: 'x@agh.edu.pl' } as const
  const times = { createdAt: now, expiresAt: new Date(now.getTime() + 86_400_000 * 365) }
  const code = { person, purpose: 'set-password', issuedBy: 'operator', lifetimeMs: 1000, now } as const
  const letter = { kind: link.purpose, person, recipient: link.address, language: 'pl', now } as const
  await db.transaction().execute(async (trx) => {
    await openLink(trx, { ...link, ...times })
    await postLetter(trx, { ...letter, content: { subject: 'Link', text: 'Link', html: 'Link' } })
    await issueCode(trx, code, systemRandom)
  })
  const session = { id: asSessionId('session'), secret_hash: secretHash, person_id: person, source: '', browser: '' }
  const dates = { created_at: now, last_used_at: now, ended_at: null, ended_because: null }
  await db
    .insertInto('sessions')
    .values({ ...session, ...dates })
    .execute()
}

/** Links and one-time codes are both ways to a password; the letter with the link has not gone out yet. */
async function openThings(db: Db, person: PersonId) {
  const sessions = await db
    .selectFrom('sessions')
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .select('id')
    .execute()
  const links = await db
    .selectFrom('mailed_links')
    .where('person_id', '=', person)
    .where('closed_at', 'is', null)
    .select('id')
    .execute()
  const codes = await db
    .selectFrom('one_time_codes')
    .where('person_id', '=', person)
    .where('closed_at', 'is', null)
    .select('id')
    .execute()
  const letters = await db
    .selectFrom('letters')
    .where('person_id', '=', person)
    .where('state', '=', 'queued')
    .select('id')
    .execute()
  return { sessions: sessions.length, links: links.length, codes: codes.length, letters: letters.length }
}

async function eventsOf(db: Db, ...events: string[]) {
  const rows = await db
    .selectFrom('audit_events')
    .select(['event', 'actor'])
    .where('event', 'in', events)
    .orderBy('id')
    .execute()
  return rows.map(({ event, actor }) => [event, actor])
}
