import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { askForLink, signIn } from '../../../test/attacks/steps.ts'
import { askedWhileAtWork } from '../../../test/busy-connections.ts'
import { signedIn } from '../../../test/cas.ts'
import { savePerson } from '../../../test/person.ts'
import { type University, university } from '../../../test/university.ts'
import type { Visitor } from '../../../test/visitor.ts'
import { asCaseId } from '../../database/index.ts'
import { ownDataFields } from './fields.ts'
import { readOwnData } from './store.ts'

let agh: University
let visitor: Visitor

beforeAll(async () => {
  agh = await university()
  await leaveTraces()
  visitor = await signedIn(agh)
  await visitor.open('/portal/log-in')
})

async function personOf(address: string) {
  const { db } = agh.database
  const row = await db.selectFrom('addresses').select('person_id').where('address', '=', address).executeTakeFirst()
  if (!row) throw new Error(`Nobody has ${address}.`)
  return row.person_id
}

/** As the browser sends the form of the page. */
async function download(as: Visitor, password: string, more: Record<string, string> = {}, path = '/account/data') {
  const page = await as.open('/account/data')
  const { body } = as.fill(page, 'Download my data', { Password: password })
  for (const [name, value] of Object.entries(more)) body.set(name, value)
  return as.send('POST', path, body)
}

test('a person downloads what is stored about them, with the fields that the page names and no other (req 99)', async () => {
  const { login, password, pesel } = agh.person('alice')
  const account = await visitor.open('/account')
  expect(account.link('Download my data').pathname).toBe('/account/data')

  const answer = await download(visitor, password)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="furta-2026-11-23\.json"$/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const text = await answer.text()
  const data = JSON.parse(text)
  expect([...pathsOf(data)].sort()).toEqual(Object.keys(ownDataFields).sort())
  expect(data.profile).toMatchObject({ surname: 'Wrona', albumNumber: '402113', securityQuestion: 'pesel' })
  expect(data.addresses).toContainEqual({ address: login, signsIn: true })
  expect(data.studies).toHaveLength(2)
  // What the branches of the program keep beside: the second factor, merged records, what came back, what others call her.
  expect(data.profile).toMatchObject({
    externalId: 'idm-alice',
    otherUsosIds: ['6600001'],
    secondFactorSince: '2026-11-23T08:00:00.000Z',
    recoveryCodesLeft: 1,
  })
  expect(data.merges).toEqual([
    { kept: data.profile.id, gone: 'twin', mergedAt: '2026-11-23T08:00:00.000Z', undoneAt: null },
  ])
  expect(data.letters[0]).toMatchObject({ cameBack: 'hard', cameBackAt: '2026-11-23T08:00:00.000Z' })
  expect(data.events).toContainEqual(expect.objectContaining({ event: 'person-moved', by: 'identity-system' }))
  expect(data.visits).toMatchObject([{ service: 'portal', protocol: 'cas' }])
  expect(data.helpRequests).toMatchObject([{ number: 'R-2026-9999', messages: [{ from: 'desk' }, { from: 'you' }] }])
  const told = (event: string) => data.events.filter((one: { event: string }) => one.event === event)
  expect(told('account-disabled')).toMatchObject([{ by: 'desk', networkAddress: null, details: { sessions: 0 } }])
  expect(told('sign-in').map(({ by }: { by: string }) => by)).toEqual(['you', 'somebody'])

  // Nothing that opens anything, nothing of anybody else, and no reasons of the desk.
  const { db } = agh.database
  const hashes = await db.selectFrom('credentials').select('password_hash').execute()
  for (const secret of [
    password,
    pesel ?? '',
    'digest',
    'Two years',
    'sealed',
    ...hashes.map(({ password_hash }) => password_hash),
  ])
    expect(text).not.toContain(secret)
  const others = await db.selectFrom('addresses').select('address').where('address', '<>', login).execute()
  expect(others.filter(({ address }) => text.includes(address))).toEqual([])
  for (const words of ['Bronisław complained', 'Somebody else wrote this']) expect(text).not.toContain(words)
  const event = await db
    .selectFrom('audit_events')
    .select(['outcome', 'actor'])
    .where('event', '=', 'own-data-downloaded')
    .execute()
  expect(event).toEqual([{ outcome: 'success', actor: 'person' }])
})

test('nobody else’s: whatever the request names, the session says whose it is', async () => {
  const { password } = agh.person('alice')
  const bob = (
    await agh.database.db
      .selectFrom('development_cast')
      .select('person_id')
      .where('key', '=', 'bob')
      .executeTakeFirstOrThrow()
  ).person_id
  for (const path of [`/account/data/${bob}`, `/account/${bob}/data`, `/account/data/${bob}.json`]) {
    expect((await download(visitor, password, {}, path)).status).toBe(404)
    expect((await visitor.send('GET', path)).status).toBe(404)
  }
  const named = await download(
    visitor,
    password,
    { person: bob, id: bob, username: agh.person('bob').login },
    `/account/data?person=${bob}`,
  )
  expect((await named.json()).profile.surname).toBe('Wrona')
  // Without a session, or with the address alone, there is nothing to see.
  const stranger = agh.visitor()
  expect((await stranger.send('GET', '/account/data')).headers.get('location')).toBe('/cas/login?next=account')
})

test('not without the password, which a borrowed session does not know, and not any number of times a day', async () => {
  const { password } = agh.person('alice')
  for (const [typed, sentence] of [
    ['', 'Type your password'],
    ['wrong', 'That is not your password. Type it again'],
  ] as const) {
    const refused = await download(visitor, typed)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain(sentence)
  }
  const statuses: number[] = []
  for (let time = 0; time < 10; time++) {
    const answer = await download(visitor, password)
    statuses.push(answer.status)
    if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3600)
  }
  expect(statuses.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => 200))
  expect(statuses.slice(8)).toEqual([429, 429])
  agh.clock.advance({ days: 1 })
  const tomorrow = await signedIn(agh)
  expect((await download(tomorrow, password)).status).toBe(200)
})

/** `a.b`, `list[].c`; what stands in details and names is one field. */
function* pathsOf(value: unknown, path = ''): Generator<string> {
  const isLeaf = /(\.name|\.details|\.attributes|\.roles)$/.test(path)
  if (Array.isArray(value) && !isLeaf) {
    const all = new Set(value.flatMap((one) => [...pathsOf(one, `${path}[]`)]))
    yield* all
  } else if (typeof value === 'object' && value !== null && !isLeaf) {
    for (const [name, inner] of Object.entries(value)) yield* pathsOf(inner, path === '' ? name : `${path}.${name}`)
  } else yield path
}

async function leaveTraces() {
  const { db } = agh.database
  const { login } = agh.person('alice')
  const now = agh.clock.now()
  await signIn(agh.visitor(), login, 'wrong')
  await askForLink(agh.visitor(), login)
  const alice = await personOf(login)
  await savePerson(db, now, { id: 'twin', demo: true })
  await sql`update people set external_id = 'idm-alice' where id = ${alice}`.execute(db)
  await sql`insert into second_factors (person_id, sealed_secret, enrolled_at, last_step)
    values (${alice}, 'sealed', ${now}, 1)`.execute(db)
  await sql`insert into recovery_codes (person_id, code_hash, used_at) values (${alice}, 'x', null), (${alice}, 'y', ${now})`.execute(
    db,
  )
  await sql`insert into merges (id, kept_id, gone_id, merged_at, by, reason, undo_until)
    values ('m', ${alice}, 'twin', ${now}, 'maria', 'Two years of Bronisław', ${now})`.execute(db)
  await sql`insert into merged_ids (usos_id, person_id, merge_id) values ('6600001', ${alice}, 'm')`.execute(db)
  await sql`update letters set bounce = 'hard', bounced_at = ${now} where person_id = ${alice}`.execute(db)
  await sql`insert into audit_events (at, event, outcome, person_id, actor, details)
    values (${now}, 'person-moved', 'success', ${alice}, 'scim:midpoint', '{}')`.execute(db)
  await db
    .insertInto('consents')
    .values({ person_id: alice, service: 'library', attributes: ['mail'], given_at: now })
    .execute()
  const asked = {
    kind: 'student',
    field_of_study: 'informatyka',
    album_number: '402113',
    has_right: true,
    language: 'pl',
  } as const
  const times = { opened_at: now, last_asked_at: now, state: 'closed', closed_at: now } as const
  const number = asCaseId('R-2026-9999')
  await db
    .insertInto('cases')
    .values([
      { ...asked, ...times, id: number, address: login, note: 'mine', person_id: null, reason: 'Bronisław complained' },
      // The desk once laid this beside her by mistake.
      {
        ...asked,
        ...times,
        id: asCaseId('R-2026-9998'),
        address: 'x@agh.edu.pl',
        note: 'Somebody else wrote this',
        person_id: alice,
      },
    ])
    .execute()
  await db
    .insertInto('case_messages')
    .values([
      { case_id: number, at: now, author: 'maria', text: 'Which year?' },
      { case_id: number, at: now, author: 'person', text: 'The second.' },
    ])
    .execute()
  await db
    .insertInto('audit_events')
    .values({
      at: now,
      event: 'account-disabled',
      outcome: 'success',
      person_id: alice,
      actor: 'maria',
      source: '192.0.2.99',
      reference: null,
      details: JSON.stringify({ reason: 'Bronisław complained', sessions: 0 }),
    })
    .execute()
}

test('whoever downloads their own data does not wait for the cases of everybody else to be read', async () => {
  const { db } = agh.database
  await sql`
    insert into cases (id, kind, address, field_of_study, album_number, has_right, note, language, opened_at, last_asked_at, state,
      closed_at, closed_by, answer, reason)
    select 'R-2025-' || n, 'student', 'outside' || n || '@student.agh.edu.pl', 'Informatyka', '', true, '', 'pl', now(), now(),
      'closed', now(), 'system', 'link-sent', 'Found.' from generate_series(1, 5000) n`.execute(db)
  await sql`analyze cases`.execute(db)
  const { login } = agh.person('alice')
  const alice = await personOf(login)
  const { told, read } = await db.transaction().execute(async (trx) => {
    const { cases } = await readOwnData(trx, alice, [login])
    const { rows } = await sql<{ read: string }>`
      select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables where relname = 'cases'`.execute(trx)
    return { told: cases.length, read: Number(rows[0]?.read) }
  })
  expect(told).toBe(1)
  expect(read).toBeLessThan(50)
})

test('a transaction that breaks while the data is read is taken back with nothing else under way', async () => {
  const alice = await personOf(agh.person('alice').login)
  const asked = askedWhileAtWork()
  const broken = agh.database.db.transaction().execute(async (trx) => {
    await expect(sql`select 1 / 0`.execute(trx)).rejects.toThrow('division by zero')
    await readOwnData(trx, alice, [])
  })
  await expect(broken).rejects.toThrow('current transaction is aborted')
  expect(asked).toEqual([])
})
