import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { askForLink, dump, neutral, otherPesel, signIn } from '../../../test/attacks/steps.ts'
import { ask, listening, signedIn, ticketFor } from '../../../test/cas.ts'
import { savePerson } from '../../../test/person.ts'
import { csv } from '../../../test/registry.ts'
import { registered } from '../../../test/service.ts'
import { type StaffAtWork, staff } from '../../../test/staff.ts'
import { type University, university } from '../../../test/university.ts'
import { asCaseId, asHelpRequestId, asPersonId, type PersonId } from '../../database/index.ts'
import { findPerson, type Person } from '../../people/index.ts'
import { liftErasure } from '../../personal-data/index.ts'
import { systemRandom } from '../../world/index.ts'
import { mergePeople } from '../merge/tasks.ts'
import { eraseAtDesk } from './tasks.ts'

const WHY = 'Letter 17/2026'

let agh: University
let admin: StaffAtWork
let alice: Person
let library: Awaited<ReturnType<typeof listening>>

beforeAll(async () => {
  library = await listening()
  agh = await university({
    services: [registered({ id: 'library', urls: [`${library.origin}/`], attributes: ['mail', 'sn'] })],
  })
  admin = await staff(agh, 'admin')
  alice = await personOf('alice')
})

describe('who may erase whom', () => {
  test('nobody themselves, no colleague before the roles are gone, and only an administrator at all', async () => {
    const own = `/desk/people/${await idOf('admin')}/erase`
    expect((await admin.visitor.send('GET', own)).status).toBe(403)
    const me = await personOf('admin')
    const sender = { staff: me.id, source: '192.0.2.1', reference: 'x' }
    const form = { confirmed: me.assignedAddress ?? '', reason: WHY }
    expect(await eraseAtDesk(parts(), sender, { person: me, wanted: form.confirmed }, form)).toEqual({
      kind: 'forbidden',
    })

    const colleague = await admin.visitor.open(`/desk/people/${await idOf('desk')}/erase`)
    expect(colleague.text).toContain('The roles have to be taken away first.')
    const desk = await personOf('desk')
    const typed = { confirmed: desk.assignedAddress ?? '', reason: WHY }
    expect(await eraseAtDesk(parts(), sender, { person: desk, wanted: typed.confirmed }, typed)).toEqual({
      kind: 'works-at-desk',
    })
    // An auditor reads everything and erases nothing.
    const auditor = { ...sender, staff: await idOf('auditor') }
    const other = { confirmed: alice.assignedAddress ?? '', reason: WHY }
    expect(await eraseAtDesk(parts(), auditor, { person: alice, wanted: other.confirmed }, other)).toEqual({
      kind: 'forbidden',
    })
    expect(await findPerson(agh.database.db, alice.id)).toBeDefined()
  })

  test('not without the login typed again, nor with a reason that still names the person', async () => {
    const page = await admin.visitor.open(`/desk/people/${alice.id}/erase`)
    const wrong = { [`Type it again: ${alice.assignedAddress}`]: 'somebody@agh.edu.pl', Reason: 'Ms Wrona asks' }
    const refused = await admin.visitor.submit(page, 'Erase for good', wrong)
    expect(refused.status).toBe(422)
    expect(refused.summary).toContain(`Type exactly: ${alice.assignedAddress}`)
    expect(refused.summary).toContain('Take the name and the address of the person out of the reason')
  })
})

test('an erased person is nowhere but as a number in the trail, and the service hears of it at once (req 100)', async () => {
  await useEverything()
  await leaveTracesEverywhere()
  const before = await dump(agh.database)
  for (const mark of marksOf(alice)) expect(before, mark).toContain(mark)
  // What was merged into her is not erased alone: her second number would be free.
  const part = await admin.visitor.open(`/desk/people/${TWIN.id}/erase`)
  expect(part.text).toContain('This record was merged into another.')
  expect(part.link('Erase the other record').pathname).toBe(`/desk/people/${alice.id}/erase`)
  const alone = { confirmed: TWIN.id, reason: WHY }
  const sender = { staff: await idOf('admin'), source: '192.0.2.1', reference: 'x' }
  const twin = await findPerson(agh.database.db, TWIN.id)
  if (!twin) throw new Error('Nobody')
  expect(await eraseAtDesk(parts(), sender, { person: twin, wanted: TWIN.id }, alone)).toEqual({
    kind: 'merged',
    into: alice.id,
  })

  const page = await admin.visitor.open(`/desk/people/${alice.id}`)
  const form = await admin.visitor.open(page.link('Erase this person…'))
  const done = await admin.visitor.submit(form, 'Erase for good', {
    [`Type it again: ${alice.assignedAddress}`]: alice.assignedAddress ?? '',
    Reason: WHY,
  })
  expect(done.heading).toBe('The person has been erased')
  expect(done.text).toContain(alice.id)

  await agh.tellServices()
  expect(library.heard.filter(({ body }) => body.includes('LogoutRequest'))).toHaveLength(1)

  const after = await dump(agh.database)
  expect(marksOf(alice).filter((mark) => after.includes(mark))).toEqual([])
  // The number stands in the trail, beside the digests, and in the job that told the services.
  const elsewhere = await dump(agh.database, [
    'public.audit_events',
    'public.erased_identifiers',
    'graphile_worker._private_jobs',
  ])
  for (const id of [alice.id, TWIN.id]) expect(elsewhere).not.toContain(id)
  // An identity system that read up to her goes on behind whoever stands before her.
  const { rows: readings } = await sql<{ after: string; before: string }>`select page_ends->'2'->0->>'after' as after,
    coalesce((select max(id) from people where id < ${alice.id}), '') as before from scim_tokens`.execute(
    agh.database.db,
  )
  expect(readings).toEqual([{ after: readings[0]?.before, before: expect.any(String) }])
  expect(
    await agh.database.db
      .selectFrom('service_visits')
      .select('ticket')
      .where('service', 'like', `${library.origin}%`)
      .execute(),
  ).toEqual([])

  const event = await agh.database.db
    .selectFrom('audit_events')
    .select(['person_id', 'actor', 'details'])
    .where('event', '=', 'person-erased')
    .executeTakeFirstOrThrow()
  expect(event).toEqual({ person_id: alice.id, actor: await idOf('admin'), details: { reason: WHY, sessions: 2 } })
  expect((await admin.visitor.open(`/desk/people/${alice.id}`)).status).toBe(404)
})

test('sign-in and reset answer as to an address that nobody ever had', async () => {
  const [gone, never] = [alice.assignedAddress ?? '', 'alicja.wronka@student.agh.edu.pl']
  const answers = await Promise.all(
    [gone, never].map(async (typed) => {
      const visitor = agh.visitor()
      const signIns = await signIn(visitor, typed, agh.person('alice').password)
      const resets = await askForLink(agh.visitor(), typed)
      return [await neutral(signIns, typed), await neutral(resets, typed)]
    }),
  )
  expect(answers[0]).toEqual(answers[1])
  expect(await agh.mailbox.letters(gone)).toEqual([])
})

describe('what an erased person had is given to nobody', () => {
  test('a feed that still has the person is reported with its row, and brings nobody back', async () => {
    const { usosId, albumNumber, assignedAddress } = alice
    await agh.putFeed(
      csv(
        {
          id: usosId ?? '',
          first_name: 'Alicja',
          last_name: 'Nowa',
          student_number: '',
          email: 'nowa@agh.edu.pl',
          pesel: '',
        },
        {
          id: '7700001',
          first_name: 'Jan',
          last_name: 'Inny',
          student_number: '',
          email: assignedAddress ?? '',
          pesel: '',
        },
        {
          id: '7700002',
          first_name: 'Ola',
          last_name: 'Inna',
          student_number: albumNumber ?? '',
          email: 'ola@agh.edu.pl',
          pesel: '',
        },
        {
          id: TWIN.usosId,
          first_name: 'Ewa',
          last_name: 'Nowa',
          student_number: '',
          email: 'ewa.nowa@agh.edu.pl',
          pesel: '',
        },
        {
          id: '7700004',
          first_name: 'Ada',
          last_name: 'Nowa',
          student_number: TWIN.albumNumber,
          email: TWIN.address,
          pesel: '',
        },
        {
          id: '7700003',
          first_name: 'Iga',
          last_name: 'Nowicka',
          student_number: '700003',
          email: 'iga@agh.edu.pl',
          pesel: otherPesel(3),
        },
      ),
    )
    const { report } = await agh.database.db
      .selectFrom('import_runs')
      .select('report')
      .orderBy('started_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const { conflicts, counts } = (report as { summary: { conflicts: unknown; counts: object } }).summary
    expect(counts).toMatchObject({ joiners: 1, leftOut: 5 })
    expect(conflicts).toEqual([
      {
        kind: 'erased',
        count: 6,
        findings: [
          // What the record had that was merged into hers, too.
          { kind: 'erased', rows: [5], column: 'id' },
          { kind: 'erased', rows: [3], column: 'email' },
          { kind: 'erased', rows: [4], column: 'student_number' },
          { kind: 'erased', rows: [6], column: 'student_number' },
          { kind: 'erased', rows: [6], column: 'email' },
          { kind: 'erased', rows: [2], column: 'id' },
        ],
      },
    ])
  })

  test('the desk cannot assign the address either', async () => {
    await admin.prove()
    const bob = await idOf('bob')
    const page = await admin.visitor.open(`/desk/people/${bob}`)
    const form = page.document.querySelector('input[name="form"]')?.getAttribute('value') ?? ''
    const body = { form, reason: WHY, address: 'new', newAddress: alice.assignedAddress ?? '' }
    const answer = await admin.visitor.request('POST', `/desk/people/${bob}/assign-address`, new URLSearchParams(body))
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('This address belonged to somebody who was erased. It is given to nobody else.')
  })

  test('until the operator lifts it: then the feed brings a new person, with another number', async () => {
    const lifting = { typed: alice.assignedAddress ?? '', reason: 'Studies again' }
    expect(await liftErasure(parts(), { ...lifting, typed: 'nobody@agh.edu.pl' })).toEqual({ kind: 'unknown' })
    expect(await liftErasure(parts(), lifting)).toMatchObject({ kind: 'lifted', pseudonym: alice.id })
    await agh.putFeed(csv({ id: alice.usosId ?? '', last_name: 'Wrona', email: alice.assignedAddress ?? '' }))
    const { person_id: again } = await agh.database.db
      .selectFrom('addresses')
      .select('person_id')
      .where('address', '=', alice.assignedAddress ?? '')
      .executeTakeFirstOrThrow()
    expect(again).not.toBe(alice.id)
  })
})

/** Whatever a person can leave behind. */
async function useEverything() {
  const { db } = agh.database
  const now = agh.clock.now()
  const login = alice.assignedAddress ?? ''
  const visitor = await signedIn(agh)
  const ticket = await ticketFor(visitor, `${library.origin}/`)
  await ask(agh, 'p3/serviceValidate', { service: `${library.origin}/`, ticket })
  await visitor.open('/portal/log-in')
  await signIn(agh.visitor(), login, 'wrong')
  await askForLink(agh.visitor(), login)
  await agh.mailbox.letters(login)
  await agh.putFeed(csv({ id: alice.usosId ?? '', last_name: 'Wrona-Mak', middle_names: '' }))
  await db
    .insertInto('sign_in_lanes')
    .values({ lane: `${alice.id}/second-factor`, failures: 5, last_failed_at: now })
    .execute()
  await db
    .insertInto('consents')
    .values({ person_id: alice.id, service: 'library', attributes: ['mail'], given_at: now })
    .execute()
  const token = {
    person_id: null,
    expires_at: new Date(now.getTime() + 60_000),
    payload: JSON.stringify({ accountId: alice.id }),
  }
  await db
    .insertInto('oidc_passing')
    .values({ ...token, id: Buffer.from('a'), kind: 'Interaction', grant_id: null, session_id: null })
    .execute()
  await db
    .insertInto('oidc_tokens')
    .values({
      ...token,
      id: Buffer.from('b'),
      kind: 'RefreshToken',
      grant_id: null,
      session_id: null,
      person_id: alice.id,
    })
    .execute()
  const asked = {
    kind: 'student',
    address: login,
    field_of_study: 'informatyka',
    album_number: alice.albumNumber ?? '',
    has_right: true,
    note: 'Alicja Wrona',
    language: 'pl',
  } as const
  const number = asCaseId('R-2026-9999')
  await db
    .insertInto('cases')
    .values({
      ...asked,
      id: number,
      person_id: null,
      opened_at: now,
      last_asked_at: now,
      state: 'closed',
      closed_at: now,
    })
    .execute()
  await db
    .insertInto('case_messages')
    .values({ case_id: number, at: now, author: 'person', text: 'Alicja Wrona' })
    .execute()
  await db
    .insertInto('help_requests')
    .values({
      ...asked,
      id: asHelpRequestId('abcdefghijkl'),
      secret_hash: Buffer.from('x'),
      created_at: now,
      expires_at: now,
    })
    .execute()
}

/** A second record of hers that was merged into the first one, and what other systems call her. */
const TWIN = {
  id: asPersonId('alicja-druga'),
  usosId: '6600001',
  albumNumber: '606001',
  address: 'a.wronska@student.agh.edu.pl',
} as const
const EXTERNAL_ID = 'idm-4711-alicja'

/** What the branches of the program keep that do not know one another. */
async function leaveTracesEverywhere() {
  const { db } = agh.database
  const now = agh.clock.now()
  await savePerson(db, now, {
    id: TWIN.id,
    demo: true,
    surname: 'Wrońska',
    usosId: TWIN.usosId,
    albumNumber: TWIN.albumNumber,
    assignedAddress: TWIN.address,
  })
  const merging = { staff: await idOf('admin'), reason: WHY, source: '192.0.2.1', reference: 'x' }
  const desk = { ...parts(), settings: agh.settings, institution: agh.institution }
  const form = Buffer.from('merge')
  expect(await mergePeople(desk, { kept: alice.id, gone: TWIN.id }, { ...merging, form })).toEqual({ kind: 'merged' })
  // A trace of each of the two.
  await sql`update people set external_id = ${EXTERNAL_ID} where id = ${alice.id}`.execute(db)
  await sql`insert into sessions (id, secret_hash, person_id, created_at, last_used_at, source, browser)
    values ('twin', 'x', ${TWIN.id}, ${now}, ${now}, '192.0.2.1', '')`.execute(db)
  await sql`insert into second_factors (person_id, sealed_secret, enrolled_at, last_step)
    values (${alice.id}, 'sealed', ${now}, 1)`.execute(db)
  const ends = JSON.stringify({ 2: [{ startIndex: 3, after: alice.id, total: 9, at: now.getTime() }] })
  await sql`insert into scim_tokens (name, token_hash, scopes, made_by, made_at, expires_at, page_ends)
    values ('midpoint', 'x', '{}', ${await idOf('admin')}, ${now}, ${now}, ${ends}::jsonb)`.execute(db)
  await sql`insert into recovery_codes (person_id, code_hash) values (${alice.id}, 'x')`.execute(db)
  for (const address of [alice.assignedAddress, TWIN.address])
    await sql`insert into resting_addresses (address, last_bounce_at) values (${address}, ${now})`.execute(db)
  await sql`insert into usos_pulls (id, kind, by, dry_run, state, step, position, started_at, moved_at)
    values ('pull', 'sweep', 'schedule', false, 'pulling', 'people', jsonb_build_object('after', ${TWIN.usosId}::text), ${now}, ${now})`.execute(
    db,
  )
  for (const usosId of [alice.usosId, TWIN.usosId])
    await sql`insert into usos_pull_people (pull_id, usos_id, listed, person_id, rows)
      values ('pull', ${usosId}, true, ${alice.id}, '[{"surname": "Wrona"}]')`.execute(db)
  const finding = { kind: 'address-twice', rows: [], people: [TWIN.usosId, '42'] }
  const report = JSON.stringify({ summary: { conflicts: [{ kind: 'address-twice', count: 1, findings: [finding] }] } })
  await sql`insert into import_runs (id, state, phase, is_full, file_name, by, started_at, finished_at, report)
    values ('pulled', 'applied', 'done', true, 'USOS API', 'usos-api', ${now}, ${now}, ${report}::jsonb)`.execute(db)
}

/** What must not be found any more. */
function marksOf({ assignedAddress, albumNumber, usosId }: Person) {
  const twin = ['Wrońska', TWIN.address, TWIN.albumNumber, `"${TWIN.usosId}"`]
  return ['Wrona', assignedAddress, albumNumber, `"${usosId}"`, EXTERNAL_ID, ...twin].filter(
    (mark) => mark !== undefined,
  )
}

async function personOf(key: string): Promise<Person> {
  const person = await findPerson(agh.database.db, await idOf(key))
  if (!person) throw new Error(`Nobody is called ${key}`)
  return person
}

async function idOf(key: string): Promise<PersonId> {
  const row = await agh.database.db
    .selectFrom('development_cast')
    .select('person_id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return asPersonId(row.person_id)
}

function parts() {
  return { database: agh.database, keys: agh.keys, world: { clock: agh.clock, random: systemRandom } }
}
