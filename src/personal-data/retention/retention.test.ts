import { type Insertable, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase } from '../../../test/database.ts'
import { testKeys } from '../../../test/morning.ts'
import { savePerson } from '../../../test/person.ts'
import { readSettings } from '../../config/index.ts'
import type { Database, PersonId, Tables } from '../../database/index.ts'
import {
  asCaseId,
  asCodeId,
  asImportRunId,
  asLetterId,
  asLinkId,
  asSessionId,
  asUsosPullId,
} from '../../database/index.ts'
import { migrateJobs } from '../../jobs/index.ts'
import { HandSetClock, systemRandom } from '../../world/index.ts'
import { keepRules, rules, type TableName, toldRules } from '../index.ts'
import { daysOf, ruleOf } from './rules.ts'

const noon = new Date('2026-11-28T12:00:00Z')
const settings = readSettings({})

describe('the rules', () => {
  test('name every table of the database, and no other', async () => {
    const { db, url } = await openTestDatabase()
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'
      and table_name not like 'kysely_migration%'`.execute(db)
    const named = Object.keys(rules).filter((name) => !name.includes('.'))
    expect(named.sort()).toEqual(rows.map(({ name }) => name).sort())
    // What another tool makes is named with its schema, as an operator finds it.
    const elsewhere = Object.keys(rules).filter((name) => name.includes('.'))
    await migrateJobs(url)
    for (const name of elsewhere) await sql`select from ${sql.table(name)}`.execute(db)
    expect(elsewhere).toHaveLength(1)
  })

  test('keep nothing longer than the requirement allows (req 98)', () => {
    const most: Partial<Record<TableName, number>> = {
      mailed_links: 7,
      one_time_codes: 7,
      help_requests: 7,
      sign_in_failures: 30,
      sign_in_lanes: 30,
      budgets: 30,
      wrong_answers: 365,
      sessions: 90,
      service_visits: 90,
    }
    for (const [table, days] of Object.entries(most)) expect(daysOf(table as TableName, settings)).toBe(days)
    expect(daysOf('audit_events', settings)).toBe(730)
  })

  test('are told by purpose, each once, with what it holds and how long', () => {
    const told = toldRules(settings).flatMap(({ tables }) => tables)
    expect(told.map(({ table }) => table).sort()).toEqual(Object.keys(rules).sort())
    for (const { kept, days } of told) expect(kept.en.includes('{days}')).toBe(days !== undefined && days > 0)
  })

  test('know every column that may hold a network address', async () => {
    const { db } = await openTestDatabase()
    const { rows } = await sql<{ place: string }>`
      select table_name || '.' || column_name as place from information_schema.columns where table_schema = 'public'
      and (column_name ~ '(source|address_of|ip|network|browser|user_agent)$') order by 1`.execute(db)
    // Digests under a key, or gone with the session after 90 days; those of the audit trail are blanked by the audit itself.
    expect(rows.map(({ place }) => place)).toEqual([
      'audit_events.source',
      'sessions.browser',
      'sessions.source',
      'sign_in_failures.source',
    ])
  })
})

describe('a clock that goes on', () => {
  let database: Database
  let alicja: PersonId
  const clock = new HandSetClock(noon)
  const keep = (services: string[] = ['library']) =>
    keepRules({
      database,
      settings,
      world: { clock, random: systemRandom },
      keys: testKeys.app,
      services: () => services.map((id) => ({ id, registeredIn: 'file' })),
    })
  const count = async (table: keyof Tables) => {
    const { rows } = await sql<{ rows: number }>`select count(*)::int as rows from ${sql.table(table)}`.execute(
      database.db,
    )
    return rows[0]?.rows
  }

  beforeAll(async () => {
    database = await openTestDatabase()
    alicja = await savePerson(database.db, noon, { id: 'alicja', closedAt: noon })
    for (const [table, row] of Object.entries(old()))
      await sql`
      insert into ${sql.table(table)} ${sql.raw(columnsOf(row))} values (${sql.join(Object.values(row))})`.execute(
        database.db,
      )
  })

  test('removes what each rule says and writes down how much of it, in one event', async () => {
    const swept = Object.keys(old()) as (keyof Tables)[]
    for (const table of swept) expect([table, await count(table)]).toEqual([table, 1])
    clock.advance({ days: 3 })
    await keep()
    for (const table of swept) {
      const stays = (daysOf(table, settings) ?? 9) >= 3
      expect([table, await count(table)]).toEqual([table, stays ? 1 : 0])
    }

    clock.advance({ days: 729 })
    await keep(['moodle'])
    for (const table of swept.filter((one) => one !== 'audit_events'))
      expect([table, await count(table)]).toEqual([table, 0])

    const events = await database.db.selectFrom('audit_events').select(['event', 'details']).orderBy('id').execute()
    expect(events.map(({ event }) => event)).toEqual(['retention', 'retention'])
    const all = events.flatMap(({ details }) => Object.keys(details))
    // Proxy-granting tickets, visits and messages go with what they belong to.
    for (const table of swept) {
      const counted = !['proxy_granting_tickets', 'service_visits'].includes(table)
      if (counted) expect(all).toContain(table)
    }
  })

  test('has nothing more to do, and then writes nothing', async () => {
    await keep(['moodle'])
    expect(await count('audit_events')).toBe(2)
  })

  test('leaves a token that opens something, and one that the trail still speaks of', async () => {
    const token = { scopes: [], made_by: alicja, made_at: noon }
    const readAt = (minutes: number) => ({
      100: [{ startIndex: 101, after: alicja, total: 200, at: clock.now().getTime() + minutes * 60_000 }],
    })
    const inDays = (days: number) => new Date(clock.now().getTime() + days * 86_400_000)
    await database.db
      .insertInto('scim_tokens')
      .values([
        { ...token, name: 'open', token_hash: Buffer.from('1'), expires_at: inDays(1), page_ends: readAt(-9) },
        { ...token, name: 'idle', token_hash: Buffer.from('4'), expires_at: inDays(1), page_ends: readAt(-11) },
        { ...token, name: 'over', token_hash: Buffer.from('2'), expires_at: inDays(-729) },
        { ...token, name: 'revoked', token_hash: Buffer.from('3'), expires_at: inDays(1), revoked_at: inDays(-731) },
      ])
      .execute()
    await keep(['moodle'])
    const left = await database.db.selectFrom('scim_tokens').select(['name', 'page_ends']).orderBy('name').execute()
    expect(left.map(({ name }) => name)).toEqual(['idle', 'open', 'over'])
    // Where a reading of everybody stands names somebody.
    expect(left.map(({ page_ends }) => Object.keys(page_ends))).toEqual([[], ['100'], []])
    await database.db.deleteFrom('scim_tokens').execute()
  })

  test('takes a backlog of thousands a batch at a time, and counts all of it', async () => {
    await sql`insert into budgets (budget, holder, window_started_at, spent)
      select 'many', convert_to(i::text, 'UTF8'), ${noon}::timestamptz, 1 from generate_series(1, 2500) i`.execute(
      database.db,
    )
    await keep()
    expect(await count('budgets')).toBe(0)
    const [{ details } = { details: {} }] = await database.db
      .selectFrom('audit_events')
      .select('details')
      .orderBy('id', 'desc')
      .limit(1)
      .execute()
    expect(details).toEqual({ budgets: 2500 })
  })

  test('leaves the password of an open account, however old it is', async () => {
    const ewa = await savePerson(database.db, noon, { id: 'ewa' })
    await database.db.insertInto('credentials').values({ person_id: ewa, password_hash: 'x', set_at: noon }).execute()
    await keep()
    expect(await count('credentials')).toBe(1)
  })

  test('a consent ends with the registration of its service: an id given anew inherits nothing', async () => {
    const ewa = 'ewa' as PersonId
    const agreed = { person_id: ewa, attributes: ['mail'], given_at: noon }
    await database.db
      .insertInto('consents')
      .values([
        { ...agreed, service: 'library' },
        { ...agreed, service: 'old' },
        { ...agreed, service: 'resting' },
      ])
      .execute()
    // Registered at the desk and out of use: it may come back, and its id is not free.
    await database.db
      .insertInto('registered_services')
      .values({ id: 'resting', definition: '{}', version: 1, changed_at: noon, changed_by: ewa, disabled_at: noon })
      .execute()
    // A file that cannot be read for a moment takes nothing away.
    await keep([])
    expect(await count('consents')).toBe(3)
    await keep(['library'])
    const left = await database.db.selectFrom('consents').select('service').orderBy('service').execute()
    expect(left.map(({ service }) => service)).toEqual(['library', 'resting'])
  })

  /** One row of each swept table, made at noon. */
  function old() {
    const person_id = alicja
    const expires_at = noon
    const hash = Buffer.from('x')
    const session_id = asSessionId('session')
    const pull_id = asUsosPullId('pull')
    const token = { id: hash, kind: 'AccessToken', payload: '{}', person_id, expires_at }
    const rows: { [Name in keyof Tables]?: Record<string, unknown> & Partial<Insertable<Tables[Name]>> } = {
      credentials: { person_id, password_hash: 'x', set_at: noon },
      previous_passwords: { person_id, password_hash: 'x', replaced_at: noon },
      mailed_links: {
        id: asLinkId('link'),
        secret_hash: hash,
        person_id,
        purpose: 'first-password',
        address: 'a@agh.edu.pl',
        created_at: noon,
        expires_at,
      },
      one_time_codes: {
        id: asCodeId('code'),
        person_id,
        purpose: 'set-password',
        code_hash: hash,
        issued_by: 'x',
        created_at: noon,
        expires_at,
      },
      wrong_answers: { person_id, answered_at: noon },
      sign_in_lanes: { lane: 'alicja', failures: 1, last_failed_at: noon },
      sign_in_failures: { source: hash, account: 'alicja', failures: 1, first_failed_at: noon, last_failed_at: noon },
      budgets: { budget: 'letters', holder: hash, window_started_at: noon, spent: 1 },
      spent_forms: { form: hash, expires_at },
      sessions: {
        id: session_id,
        secret_hash: hash,
        person_id,
        created_at: noon,
        last_used_at: noon,
        source: '192.0.2.1',
        browser: '',
      },
      service_visits: { ticket: 'ST-1', session_id, service: 'library', visited_at: noon },
      proxy_granting_tickets: { ticket_hash: hash, session_id, proxies: [], granted_at: noon },
      service_tickets: {
        ticket_hash: hash,
        session_id,
        person_id,
        service: 'library',
        from_new_login: true,
        signed_in_at: noon,
        expires_at,
      },
      consents: { person_id, service: 'library', attributes: [], given_at: noon },
      oidc_passing: token,
      oidc_tokens: token,
      oidc_grants: {
        id: 'grant',
        session_id,
        client_id: 'library',
        person_id,
        sid: 'sid',
        scopes: [],
        made_at: noon,
        expires_at,
      },
      portal_sessions: {
        secret_hash: hash,
        ticket_hash: hash,
        user_name: 'a',
        attributes: '{}',
        created_at: noon,
        last_used_at: noon,
      },
      letters: {
        id: asLetterId('letter'),
        kind: 'notice',
        recipient: 'a@agh.edu.pl',
        language: 'pl',
        subject: '',
        state: 'sent',
        created_at: noon,
        next_attempt_at: noon,
        finished_at: noon,
      },
      cases: {
        id: asCaseId('R-1'),
        kind: 'student',
        address: 'a@agh.edu.pl',
        field_of_study: '',
        album_number: '',
        has_right: true,
        note: 'words',
        language: 'pl',
        opened_at: noon,
        last_asked_at: noon,
        state: 'closed',
        closed_at: noon,
      },
      case_messages: { case_id: asCaseId('R-1'), at: noon, author: 'person', text: 'words' },
      import_runs: {
        id: asImportRunId('run'),
        state: 'applied',
        phase: 'done',
        is_full: true,
        file_name: 'f',
        by: 'operator',
        started_at: noon,
        finished_at: noon,
      },
      scim_tokens: { name: 'midpoint', token_hash: hash, scopes: [], made_by: person_id, made_at: noon, expires_at },
      // It stands still: its installation was taken out of the settings.
      usos_pulls: {
        id: pull_id,
        kind: 'sweep',
        by: 'schedule',
        dry_run: false,
        state: 'pulling',
        step: 'people',
        position: '{}',
        started_at: noon,
        moved_at: noon,
      },
      usos_pull_lists: { pull_id, kind: 'unit', item: 'WI' },
      usos_pull_people: { pull_id, usos_id: '4711', listed: true },
      resting_addresses: { address: 'a@agh.edu.pl', last_bounce_at: noon },
    }
    return rows
  }
})

function columnsOf(row: object) {
  return `(${Object.keys(row).join(', ')})`
}

test('a rule without an end says with what its table goes', () => {
  for (const table of Object.keys(rules) as TableName[]) {
    if (ruleOf(table).days !== undefined) continue
    expect([
      'with-account',
      'with-session',
      'with-account-and-service',
      'while-registered',
      'keys',
      'demo',
      'for-ever',
      'with-system',
    ]).toContain(ruleOf(table).kept)
  }
})
