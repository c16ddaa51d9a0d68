import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { sealEvents } from '../../src/audit/chain/index.ts'
import { type AuditEventName, recordEvent } from '../../src/audit/index.ts'
import { asImportRunId, asPersonId, type Db, type PersonId, type SessionId } from '../../src/database/index.ts'
import { type NewLetter, postLetter } from '../../src/mail/index.ts'
import { systemClock, systemRandom } from '../../src/world/index.ts'
import { openTestDatabase } from '../database.ts'
import { testKeys } from '../morning.ts'
import { check, invariants } from './checker.ts'
import { Gate } from './gate.ts'
import type { Evidence } from './invariants/evidence.ts'
import { Ledger } from './ledger.ts'
import type { Arrival } from './mailbox.ts'

// A checker that cannot fail proves nothing: each violation is planted here, and has to be named.

const { db } = await openTestDatabase(4, 'quick_university')
const now = new Date()
const [first] = await db.selectFrom('credentials').select(['person_id', 'password_hash']).limit(1).execute()
const person = first?.person_id as PersonId
/** Promises that a violation was named of. */
const named = new Set<string>()

test('a database that nothing has happened to breaks no promise', async () => {
  expect(await look({})).toEqual([])
})

test('a password that was acknowledged and is not stored is named; one that was sent later and may be stored is not', async () => {
  const ledger = new Ledger()
  ledger.setPassword(person, 'the old one', 'acknowledged')
  const stored = (password: string) => async (_hash: string, typed: string) => typed === password
  expect(await look({ ledger, verify: stored('the old one') })).toEqual([])
  expect(await look({ ledger, verify: stored('another one') })).toEqual([
    expect.stringMatching(/^no acknowledged password is lost/),
  ])
  ledger.setPassword(person, 'another one', 'unknown')
  expect(await look({ ledger, verify: stored('another one') })).toEqual([])
  ledger.setPassword(person, 'the newest', 'acknowledged')
  expect(await look({ ledger, verify: stored('another one') })).toHaveLength(1)
})

test('a link that is spent without a password, or twice, and one that set a password and is not spent, are named', async () => {
  await plant(async (planted) => {
    await planted.insertInto('mailed_links').values(link('spent', now)).execute()
    await planted.updateTable('credentials').set({ set_at: now }).where('person_id', '=', person).execute()
    expect(await look({ db: planted })).toEqual([
      expect.stringContaining('the link spent of'),
      expect.stringContaining('the link spent is spent, and 0 events'),
    ])
    await passwordSet(planted, 'spent')
    await passwordSet(planted, 'spent')
    expect((await look({ db: planted }))[0]).toContain('the link spent is spent, and 2 events')
  })
  await plant(async (planted) => {
    // With its event and its letter, and the password that was there before.
    await planted.insertInto('mailed_links').values(link('spent', now)).execute()
    await passwordSet(planted, 'spent')
    await letter(planted, { kind: 'password-set', person })
    const unset = [expect.stringContaining('the link spent of')]
    expect(await look({ db: planted })).toEqual(unset)
    await planted.updateTable('credentials').set({ set_at: now }).where('person_id', '=', person).execute()
    expect(await look({ db: planted })).toEqual([])
    // Changed at a node whose clock is behind.
    const changed = new Date(now.getTime() - 90_000)
    await event(planted, 'password-changed', {}, changed)
    await letter(planted, { kind: 'password-changed', person })
    expect(await look({ db: planted })).toEqual(unset)
    await planted.updateTable('credentials').set({ set_at: changed }).where('person_id', '=', person).execute()
    expect(await look({ db: planted })).toEqual([])
  })
  await plant(async (planted) => {
    await planted.insertInto('mailed_links').values(link('open', null)).execute()
    await passwordSet(planted, 'open')
    expect((await look({ db: planted }))[0]).toContain('the link open has set a password, and is not spent')
  })
})

test('a letter that is noted as sent and never arrived, or arrived and was never written, or twice, or more often than it was sent, is named', async () => {
  await plant(async (planted) => {
    const id = await letter(planted)
    await planted
      .updateTable('letters')
      .set({ state: 'sent', message_id: '<one@x>', attempts: 2, text: null, html: null })
      .where('id', '=', id)
      .execute()
    expect(await look({ db: planted })).toEqual([
      expect.stringContaining(`the letter ${id} is noted as sent, and no server has it`),
    ])
    const at = (when: number, messageId = '<one@x>'): Arrival => ({ messageId, to: '', source: '', at: when })
    expect(await look({ db: planted, arrivals: [at(50_000)] })).toEqual([])
    await planted.updateTable('letters').set({ text: 'x' }).execute()
    expect(await look({ db: planted, arrivals: [at(50_000)] })).toEqual([
      expect.stringContaining('its text still lies here'),
    ])
    await planted.updateTable('letters').set({ text: null }).execute()
    expect(await look({ db: planted, arrivals: [at(50_000), at(50_000, '<two@x>')] })).toEqual([
      expect.stringContaining('nobody wrote it'),
    ])
    expect(await look({ db: planted, arrivals: [at(50_000), at(60_000)] })).toEqual([
      expect.stringContaining('arrived twice'),
    ])
    const fault = { from: 55_000, until: 56_000 }
    const twice = () => look({ db: planted, arrivals: [at(50_000), at(60_000)], faults: [fault] })
    expect(await twice()).toEqual([])
    // Whatever was broken: no courier took it a second time.
    await planted.updateTable('letters').set({ attempts: 1 }).execute()
    expect(await twice()).toEqual([expect.stringContaining('arrived 2 times, and was handed over 1 times')])
  })
  await plant(async (planted) => {
    await passwordSet(planted)
    expect(await look({ db: planted })).toEqual([
      expect.stringContaining('1 times password-set, and 0 letters tell of it'),
    ])
  })
})

test('a letter that somebody was told of and that is not there, and one that was dropped and nobody took back, are named', async () => {
  await plant(async (planted) => {
    const requested = () => event(planted, 'link-requested', { letter: 'link' })
    const missing = (times: number) => [
      expect.stringContaining(
        `${person}: link-requested says that a letter was mailed (link), and ${times} are not there`,
      ),
    ]
    await requested()
    expect(await look({ db: planted })).toEqual(missing(1))
    // Of another moment, of another kind, to somebody else, and never to be sent: none of them is the one.
    const earlier = new Date(now.getTime() - 1)
    await letter(planted, { kind: 'forgotten-password', person, now: earlier })
    await letter(planted, { kind: 'held', person })
    await letter(planted, { kind: 'forgotten-password' })
    await letter(planted, { kind: 'forgotten-password', person, void: true })
    expect(await look({ db: planted })).toEqual(missing(1))
    const id = await letter(planted, { kind: 'first-password', person })
    expect(await look({ db: planted })).toEqual([])
    await requested()
    expect(await look({ db: planted })).toEqual(missing(1))
    await planted.deleteFrom('letters').where('id', '=', id).execute()
    expect(await look({ db: planted })).toEqual(missing(2))
  })
  await plant(async (planted) => {
    const details = { letter: 'prove-mailbox' }
    await recordEvent(planted, { ...anEvent, event: 'help-requested', details })
    expect(await look({ db: planted })).toEqual([
      expect.stringContaining('nobody known: help-requested says that a letter was mailed (prove-mailbox)'),
    ])
    const id = await letter(planted, { kind: 'prove-mailbox' })
    expect(await look({ db: planted })).toEqual([])
    const dropped = { state: 'dropped' as const, text: null, html: null }
    await planted
      .updateTable('letters')
      .set({ ...dropped, last_error: 'withdrawn' })
      .where('id', '=', id)
      .execute()
    expect(await look({ db: planted })).toEqual([])
    await planted.updateTable('letters').set({ last_error: 'expired' }).where('id', '=', id).execute()
    expect(await look({ db: planted })).toEqual([
      expect.stringContaining(`the letter ${id} was dropped (expired), and nobody took it back`),
    ])
  })
})

test('a letter that somebody was told of and that was withheld is named, unless a clock went wrong', async () => {
  await plant(async (planted) => {
    const ledger = new Ledger()
    ledger.act(person, 'link-requested', 'success', 'acknowledged')
    await recordEvent(planted, { ...anEvent, event: 'link-requested', outcome: 'failure', person })
    expect(await look({ db: planted, ledger })).toEqual([
      expect.stringContaining('1 times link-requested (success) was acknowledged, and 0 events say so'),
    ])
    expect(await look({ db: planted, ledger, faults: [{ from: 0, until: 1, clock: true }] })).toEqual([])
  })
})

test('a session that was ended and is alive, or was opened and is over or not there, is named', async () => {
  await plant(async (planted) => {
    const ledger = new Ledger()
    ledger.openedSession('alive' as SessionId, person)
    ledger.endedSession('alive' as SessionId, 'acknowledged')
    await planted.insertInto('sessions').values(session('alive')).execute()
    expect(await look({ db: planted, ledger })).toEqual([
      expect.stringContaining('the session alive was ended, and is alive'),
    ])
    await planted
      .deleteFrom('sessions')
      .where('id', '=', 'alive' as SessionId)
      .execute()
    expect(await look({ db: planted, ledger })).toEqual([expect.stringContaining('is not there')])
  })
  await plant(async (planted) => {
    const ledger = new Ledger()
    const lately = 'lately' as SessionId
    ledger.openedSession(lately, person)
    await planted.insertInto('sessions').values(session(lately)).execute()
    expect(await look({ db: planted, ledger })).toEqual([])
    await planted.updateTable('sessions').set({ ended_at: now, ended_because: 'signed-out' }).execute()
    expect(await look({ db: planted, ledger })).toEqual([
      expect.stringContaining('the session lately was ended, and nobody asked for that'),
    ])
    // A new password that was never answered may have ended it, and what is opened a moment later too.
    ledger.endedSessionsOf(person, 'unknown')
    ledger.openedSession(lately, person)
    expect(await look({ db: planted, ledger })).toEqual([])
  })
})

test('a service that was not told of the end of a session, or twice, or of an end that did not come, is named', async () => {
  await plant(async (planted) => {
    const ledger = new Ledger()
    ledger.visited('ST-visit')
    const heard = (...at: number[]) => at.map((when) => ({ ticket: 'ST-visit', at: when }))
    const seen = (more: Partial<Evidence>) => look({ db: planted, ledger, ...more })
    const named = (what: string) => [expect.stringContaining(what)]
    expect(await seen({})).toEqual(named('nobody noted that it has to be told'))
    const crash = { from: Date.now() + 100, until: Date.now() + 200, forgets: true }
    expect(await seen({ faults: [crash] })).toEqual([])
    expect(await seen({ tellings: heard(1), faults: [crash] })).toEqual([])
    expect(await look({ db: planted, tellings: heard(1) })).toEqual(named('nobody went there by it'))

    await planted.insertInto('sessions').values(session('visiting')).execute()
    await planted
      .insertInto('service_visits')
      .values({ ...visit, session_id: 'visiting' as SessionId })
      .execute()
    expect(await seen({ calm: true })).toEqual([])
    expect(await seen({ tellings: heard(1) })).toEqual(named('the session visiting ended, and it is alive'))

    await planted.updateTable('sessions').set({ ended_at: now, ended_because: 'disabled' }).execute()
    expect(await seen({})).toEqual([])
    expect(await seen({ calm: true })).toEqual(named('the session visiting ended, and the service'))
    expect(await seen({ calm: true, tellings: heard(1) })).toEqual([])
    await planted.updateTable('service_visits').set({ told_at: now }).execute()
    expect(await seen({})).toEqual(named('is noted as told, and no service heard it'))

    const twice = heard(50_000, 60_000)
    expect(await seen({ tellings: twice })).toEqual(named('was told twice'))
    const faults = [{ from: 55_000, until: 56_000 }]
    expect(await seen({ tellings: twice, faults })).toEqual([])
    const often = heard(...Array.from({ length: 10 }, () => 55_000))
    expect(await seen({ tellings: often, faults })).toEqual(named('was told 10 times'))
  })
})

test('whoever waits at a gate that is shut a second time goes on when it opens', async () => {
  const gate = new Gate()
  await gate.shut()
  const passed = gate.pass(async () => 'passed')
  await gate.shut()
  gate.open()
  expect(await passed).toBe('passed')
})

test('a ticket that two services were told of is named', async () => {
  const ledger = new Ledger()
  ledger.spentTicket('ST-abcdef')
  expect(await look({ ledger })).toEqual([])
  ledger.spentTicket('ST-abcdef')
  expect(await look({ ledger })).toEqual([expect.stringContaining('was taken 2 times')])
})

test('a wrong answer that was heard of and is not counted is named', async () => {
  const ledger = new Ledger()
  ledger.wrongAnswer(person)
  expect(await look({ ledger })).toEqual([expect.stringContaining('heard of 1 wrong answers, and 0 are counted')])
})

test('an act without its event, an event without its act, and an event that was changed, are named', async () => {
  const ledger = new Ledger()
  const forgotten = new Ledger()
  forgotten.act(person, 'service-ticket-issued', 'success', 'acknowledged')
  expect(await look({ ledger: forgotten })).toHaveLength(1)
  const crash = { from: Date.now() + 100, until: Date.now() + 200, forgets: true }
  expect(await look({ ledger: forgotten, faults: [crash] })).toEqual([])
  ledger.act(person, 'sign-out', 'success', 'acknowledged')
  expect(await look({ ledger, faults: [crash] })).toHaveLength(1)
  expect(await look({ ledger })).toEqual([
    expect.stringContaining('1 times sign-out (success) was acknowledged, and 0 events say so'),
  ])
  await plant(async (planted) => {
    for (let turn = 0; turn < 3; turn++) await event(planted, 'sign-out')
    ledger.act(person, 'sign-out', 'success', 'unknown')
    expect(await look({ db: planted, ledger })).toEqual([
      expect.stringContaining('was asked for 2 times, and done 3 times'),
    ])
  })
  await sealEvents({ db, keys: testKeys.app, world: { clock: systemClock, random: systemRandom } })
  await sql`alter table audit_events disable trigger user`.execute(db)
  await db
    .updateTable('audit_events')
    .set({ actor: 'nobody' })
    .where('id', '=', (of) => of.selectFrom('audit_events').select((row) => row.fn.min('id').as('id')))
    .execute()
  expect(await look({})).toEqual([expect.stringContaining('the chain is broken')])
  await db.updateTable('audit_events').set({ actor: 'system' }).where('actor', '=', 'nobody').execute()
  expect(await look({})).toEqual([])
})

test('a job that a dead node holds, one that was given up, and a letter that nobody comes for, are named', async () => {
  await plant(async (planted) => {
    const id = await letter(planted)
    await planted
      .updateTable('letters')
      .set({ next_attempt_at: new Date(now.getTime() - 600_000) })
      .where('id', '=', id)
      .execute()
    expect(await look({ db: planted })).toEqual([expect.stringContaining(`the letter ${id} lies queued`)])
    // While things break it may lie for a minute; once it is calm it may not, but for one that is put off or held.
    for (const [state, at, afterwards] of [
      ['queued', -60_000, `the letter ${id} lies queued`],
      ['sending', -60_000, `the letter ${id} lies sending`],
      ['queued', 60_000, undefined],
      ['sending', 5_000, undefined],
    ] as const) {
      const moment = new Date(now.getTime() + at)
      const times = { next_attempt_at: moment, lease_until: state === 'sending' ? moment : null }
      await planted
        .updateTable('letters')
        .set({ state, ...times })
        .where('id', '=', id)
        .execute()
      expect(await look({ db: planted })).toEqual([])
      const found = await look({ db: planted, calm: true })
      expect(found).toEqual(afterwards === undefined ? [] : [expect.stringContaining(afterwards)])
    }
    await planted.deleteFrom('letters').where('id', '=', id).execute()
    await sql`update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now() - interval '1 hour'`.execute(
      planted,
    )
    expect(await look({ db: planted })).toEqual([expect.stringContaining('is held by a node that does not work on it')])
    await sql`update graphile_worker._private_jobs set locked_by = null, locked_at = null, attempts = max_attempts`.execute(
      planted,
    )
    expect(await look({ db: planted })).toEqual([expect.stringContaining('was given up')])
  })
})

test('somebody new who is missing or there by half, and a case that is, are named', async () => {
  const ledger = new Ledger()
  ledger.newcomer('idm-1', 'new@student.agh.edu.pl', 'acknowledged')
  expect(await look({ ledger })).toEqual([expect.stringContaining('idm-1 was created, and is not there')])
  await plant(async (planted) => {
    await planted.updateTable('people').set({ external_id: 'idm-1' }).where('id', '=', person).execute()
    expect(await look({ db: planted, ledger })).toEqual([expect.stringContaining('idm-1 is there by half')])
  })
  const other = new Ledger()
  other.openedCase('new@student.agh.edu.pl')
  expect(await look({ ledger: other })).toEqual([expect.stringContaining('the case of new@student.agh.edu.pl')])
  await plant(async (planted) => {
    await planted.insertInto('cases').values(closedCase).execute()
    expect(await look({ db: planted })).toEqual([expect.stringContaining('is closed by half')])
  })
  await plant(async (planted) => {
    await planted.insertInto('help_requests').values(provedRequest).execute()
    expect(await look({ db: planted })).toEqual([
      expect.stringContaining('the request for help proved is proved without a case'),
    ])
  })
})

test('an import that is noted as applied, and whose people are not all there, is named', async () => {
  await plant(async (planted) => {
    await planted.insertInto('import_runs').values(appliedImport).execute()
    await planted
      .insertInto('import_changes')
      .values([joiner('first', '8000001'), joiner('second', '8000002')])
      .execute()
    expect(await look({ db: planted })).toEqual([
      expect.stringContaining('the import run is noted as applied, and 2 people of it are missing'),
    ])
    await planted.updateTable('people').set({ usos_id: '8000001' }).where('id', '=', person).execute()
    expect(await look({ db: planted })).toEqual([
      expect.stringContaining('the import run is noted as applied, and 1 people of it are missing'),
    ])
    // One that was only looked at has brought nobody, and need not.
    await planted.updateTable('import_runs').set({ state: 'planned' }).execute()
    expect(await look({ db: planted })).toEqual([])
  })
})

test('each promise was broken above, and each time it was the one that was named', () => {
  expect([...named].toSorted()).toEqual(invariants.map(({ promise }) => promise).toSorted())
})

async function look(evidence: Partial<Evidence>) {
  const found = await check({
    db,
    ledger: new Ledger(),
    arrivals: [],
    tellings: [],
    faults: [],
    keys: testKeys.app,
    now,
    verify: async () => true,
    ...evidence,
  })
  for (const violation of found) named.add(violation.slice(0, violation.indexOf(': ')))
  return found
}

/** A database of its own, to do something to and to look at. */
async function plant(work: (database: Db) => Promise<void>) {
  await work((await openTestDatabase(4, 'quick_university')).db)
}

function link(id: string, closed: Date | null) {
  return {
    id: id as never,
    secret_hash: randomBytes(32),
    person_id: person,
    purpose: 'forgotten-password' as const,
    address: 'somebody@student.agh.edu.pl',
    created_at: now,
    expires_at: new Date(now.getTime() + 3_600_000),
    closed_at: closed,
    closed_because: closed === null ? null : ('password-set' as const),
  }
}

const provedRequest = {
  id: 'proved' as never,
  secret_hash: randomBytes(32),
  kind: 'student' as const,
  address: 'new@student.agh.edu.pl',
  field_of_study: '',
  album_number: '',
  has_right: true,
  note: '',
  language: 'pl' as const,
  created_at: now,
  expires_at: new Date(now.getTime() + 3_600_000),
  proved_at: now,
  case_id: null,
}

const closedCase = {
  id: 'R-2026-0001' as never,
  kind: 'student' as const,
  address: 'new@student.agh.edu.pl',
  person_id: null,
  field_of_study: '',
  album_number: '',
  has_right: true,
  note: '',
  language: 'pl' as const,
  opened_at: now,
  last_asked_at: now,
  state: 'closed' as const,
}

const appliedImport = {
  id: asImportRunId('run'),
  state: 'applied' as const,
  phase: 'done' as const,
  is_full: false,
  file_name: 'people.csv',
  by: 'operator',
  started_at: now,
  finished_at: now,
  report: undefined,
}

function joiner(id: string, usosId: string) {
  return {
    run_id: appliedImport.id,
    person_id: asPersonId(id),
    row: 2,
    kind: 'joiner' as const,
    refused: false,
    changed: [],
    returned: false,
    suspended: false,
    before: null,
    usos_id: usosId,
    given_names: 'Zofia',
    surname: 'Nowa',
    album_number: null,
    student_status: 2 as const,
    phd_student_status: null,
    staff_status: 0 as const,
    connected: true,
    keep_connected_mark: false,
    keep_assigned_mark: false,
    closed_because: null,
    closed: false,
    valid_until: null,
    proof_kind: 'none' as const,
    proof_key_id: null,
    proof_digest: null,
    language: 'pl' as const,
    words: '',
    assigned_address: null,
    other_addresses: [],
    studies: '[]',
  }
}

function session(id: string) {
  return {
    id: id as SessionId,
    secret_hash: randomBytes(32),
    person_id: person,
    created_at: now,
    last_used_at: now,
    ended_at: null,
    ended_because: null,
    source: '192.0.2.1',
    browser: 'Firefox',
  }
}

const visit = { ticket: 'ST-visit', service: 'https://library.example.edu/', visited_at: now, told_at: null }

const anEvent = { at: now, outcome: 'success', actor: 'person' } as const

function event(on: Db, name: AuditEventName, details: Record<string, string> = {}, at = now) {
  return recordEvent(on, { ...anEvent, at, event: name, person, details })
}

async function passwordSet(on: Db, id?: string) {
  await event(on, 'password-set', id === undefined ? {} : { link: id })
}

function letter(on: Db, about: Partial<Pick<NewLetter, 'kind' | 'person' | 'now' | 'void'>> = {}) {
  return on.transaction().execute((trx) =>
    postLetter(trx, {
      kind: 'test',
      person: undefined,
      recipient: 'anna@uni.example',
      language: 'pl',
      content: { subject: 'x', text: 'x', html: 'x' },
      now,
      ...about,
    }),
  )
}
