import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type UsosUser, usosUser } from '../../../test/usos-api-server.ts'
import { pulling } from '../../../test/usos-pull.ts'
import { findProof, listStudies, proofDigest, proofKeyring } from '../../people/index.ts'
import { applyImport, reportOf } from '../tasks.ts'
import { startPull, stopPull } from './tasks.ts'

const PESEL = '44051401359'
const crowd = (count: number) => Array.from({ length: count }, (_, index) => usosUser(String(1000 + index)))
const services = (asked: readonly { service: string }[]) => asked.map(({ service }) => service)

test('people of a USOS API installation come with names, statuses, addresses and fields of study', async () => {
  const { api, pull, person, db } = await pulling()
  api.installation.people = [
    usosUser('101', {
      first_name: 'Anna',
      middle_names: 'Maria',
      last_name: 'Żak',
      student_programmes: [
        { id: '1', programme: { id: 'INF-S1' }, status: 'active', is_primary: true },
        { id: '2', programme: { id: 'MAT-S1' }, status: 'graduated_diploma', is_primary: false },
      ],
    }),
    usosUser('102', {
      student_status: 0,
      student_number: null,
      staff_status: 2,
      student_programmes: [],
      email: 'lis@agh.edu.pl',
    }),
  ]
  const { pull: done, counts } = await pull('sweep', { sure: true })
  expect(done).toMatchObject({ state: 'applied', step: 'done', listed: 2, read: 2 })
  expect(counts).toMatchObject({ people: 2, joiners: 2, movers: 0, missing: 0 })
  const anna = await person('101')
  expect(anna).toMatchObject({ givenNames: 'Anna Maria', surname: 'Żak', albumNumber: '400101', connected: true })
  expect(await listStudies(db, anna.id)).toMatchObject([
    { programme: 'INF-S1', name: { pl: 'Informatyka', en: 'Computer science' }, faculty: '11000000', isPrimary: true },
    { programme: 'MAT-S1', status: 'graduated_diploma', isPrimary: false },
  ])
  expect(await person('102')).toMatchObject({ staffStatus: 2, studentStatus: 0 })
  // Ids of people go in the body: addresses end up in logs.
  expect(services(api.asked).every((service) => /^services\/[a-z_]+\/[a-z0-9_]+$/.test(service))).toBe(true)
})

test('a dry run says in plain words what would change and changes nothing; the pull does it, and finds nothing more', async () => {
  const { api, pull, fill, count, person } = await pulling()
  await fill(usosUser('1'), usosUser('2'))
  api.installation.people = [usosUser('1', { last_name: 'Nowak' }), usosUser('2'), usosUser('3')]
  const tried = await pull('sweep', { dryRun: true })
  expect(tried.pull?.state).toBe('reported')
  expect(tried.said).toMatch(/People of the USOS API: 3\.\nNew people: 1\n {4}such as Jan Osoba 3 \(id 3\)/)
  expect(tried.said).toMatch(/People of whom something changes: 1\n {4}such as Jan Nowak \(id 1\): name/)
  expect(await count()).toBe(2)

  expect((await pull()).pull?.state).toBe('applied')
  expect((await person('1')).surname).toBe('Nowak')
  expect(await count()).toBe(3)
  expect((await pull('quick')).pull?.state).toBe('unchanged')
})

test('only whoever the installation does not know by name is missing, and only after everybody was asked for', async () => {
  const { api, pull, fill, db } = await pulling()
  await fill(...crowd(4))
  const missing = async () =>
    (await db.selectFrom('people').select('usos_id').where('missing_since', 'is not', null).execute()).map(
      ({ usos_id }) => usos_id,
    )
  const [first, second, third, fourth] = crowd(4) as [UsosUser, UsosUser, UsosUser, UsosUser]
  // One graduated and stands in no list any more, one is gone, one is listed and nothing is told of them.
  api.installation.people = [{ ...first, student_status: 1 }, second]
  api.installation.listedOnly = [fourth.id]
  // The quick lane asks about the second of them, who waits to be connected, and hears that there is nobody.
  await db.updateTable('people').set({ connected: false }).where('usos_id', '=', third.id).execute()
  const quick = await pull('quick')
  expect(quick.pull).toMatchObject({ state: 'unchanged', read: 1 })
  expect(quick.counts).toMatchObject({ people: 0, missing: 0 })
  expect(await missing()).toEqual([])

  const { counts, said } = await pull()
  expect(counts).toMatchObject({ missing: 1, movers: 1, leftOut: 1 })
  expect(said).toContain(`id ${fourth.id}: the USOS API lists this person and tells nothing about them`)
  expect(await missing()).toEqual([third.id])

  api.installation.people.push(third)
  expect((await pull('quick')).counts).toMatchObject({ returned: 1 })
  expect(await missing()).toEqual([])
})

test('somebody who comes by another way while a pull is under way is asked about too, and not missing from it', async () => {
  const { api, pull, fill, put, db } = await pulling()
  await fill(...crowd(3))
  api.installation.people.push(usosUser('777', { student_status: 1 }))
  let came = false
  api.installation.before = async (service) => {
    if (service !== 'services/users/users' || came) return undefined
    came = true
    await put('id,last_name\n777,Nowy\n')
    return undefined
  }
  expect((await pull()).counts).toMatchObject({ people: 4, missing: 0, joiners: 0 })
  expect(await db.selectFrom('people').select('id').where('missing_since', 'is not', null).execute()).toEqual([])
})

test('a pull that was cut off goes on where it was, on another node, and asks nothing twice', async () => {
  const { api, goOn, parts, pulls, count, clock } = await pulling()
  api.installation.people = crowd(230)
  const stop = new AbortController()
  api.installation.before = (service, form) => {
    if (service === 'services/users/users' && form.get('user_ids')?.includes('1150')) stop.abort(new Error('killed'))
    return undefined
  }
  const id = await startPull(parts, { kind: 'sweep', by: 'operator', dryRun: false })
  if (!id) throw new Error('Nothing was started.')
  await goOn(id, { signal: stop.signal })
  expect(await pulls()).toMatchObject([{ state: 'pulling', step: 'people', read: 100, position: { after: '1099' } }])
  expect(await count()).toBe(0)

  // A program that was killed gives no lease back: it runs out.
  await parts.database.db
    .updateTable('usos_pulls')
    .set({ leased_by: 'dead', leased_until: new Date(clock.now().getTime() + 60_000) })
    .execute()
  expect((await goOn(id, { sure: true })).pull).toBeUndefined()
  clock.advance({ minutes: 2 })
  api.installation.before = undefined
  const before = api.asked.length
  expect((await goOn(id, { sure: true })).pull).toMatchObject({ state: 'applied', read: 230 })
  const after = api.asked.slice(before)
  expect(services(after).filter((service) => !service.includes('progs'))).toEqual([
    'services/users/users',
    'services/users/users',
  ])
  expect(after.find(({ service }) => service.endsWith('users/users'))?.form.get('user_ids')).toMatch(/^1100\|/)
  expect(await count()).toBe(230)
})

test('a source that is down is waited for, half-read people change nothing, and the desk can stop it', async () => {
  const { api, fill, look, pulls, clock, parts, logText } = await pulling()
  await fill(...crowd(3))
  api.installation.people = []
  clock.advance({ hours: 24 })
  api.installation.before = (service) =>
    service === 'services/users/users' ? { status: 502, text: 'down' } : undefined
  await look()
  const [, waiting] = await pulls()
  expect(waiting).toMatchObject({
    state: 'pulling',
    by: 'schedule',
    kind: 'sweep',
    problem: { kind: 'server-error' },
    tries: 1,
  })
  expect(logText()).toContain('the USOS API does not answer; the pull goes on later')
  const asked = api.asked.length
  await look()
  expect(api.asked).toHaveLength(asked)
  clock.advance({ minutes: 10 })
  await look()
  expect((await pulls())[1]).toMatchObject({ state: 'pulling', tries: 2 })
  // Not once its plan is being carried out; then it could only lie.
  const atStep = (step: 'done' | 'people') =>
    parts.database.db.updateTable('usos_pulls').set({ step }).where('state', '=', 'pulling').execute()
  await atStep('done')
  expect(await stopPull(parts, 'operator')).toBe(false)
  await atStep('people')
  expect(await stopPull(parts, 'operator')).toBe(true)
  expect((await pulls())[1]).toMatchObject({ state: 'stopped' })
  expect(await parts.database.db.selectFrom('usos_pull_people').selectAll().execute()).toEqual([])
  expect(
    await parts.database.db.selectFrom('people').select('id').where('missing_since', 'is not', null).execute(),
  ).toEqual([])
})

test('a pull that would change too much waits for somebody, is not pushed away by the clock, and goes in when approved', async () => {
  const { api, fill, look, pulls, clock, parts, db, person } = await pulling({ USOS_API_MOST_CHANGES: '5' })
  await fill(...crowd(20))
  const [operator] = crowd(1)
  await db
    .updateTable('people')
    .set({ roles: ['help-desk'] })
    .where('usos_id', '=', operator?.id ?? '')
    .execute()
  api.installation.people = crowd(20).map((user) => ({ ...user, last_name: `Inny ${user.id}` }))
  clock.advance({ hours: 24 })
  await look()
  const [, held] = await pulls()
  expect(held).toMatchObject({ state: 'waiting', held: 'changes' })
  expect(await db.selectFrom('usos_pull_people').selectAll().execute()).toEqual([])
  clock.advance({ hours: 2 })
  await look()
  expect(await pulls()).toHaveLength(2)

  if (!held?.run_id) throw new Error('No plan waits.')
  expect(await reportOf(db, held.run_id)).toMatchObject({ state: 'planned', by: 'usos-api', fileName: 'USOS API' })
  // It holds somebody who works at the desk: what USOS says is nobody's own file (decision 198).
  const approver = await person('1019')
  const applied = await applyImport(parts, held.run_id, { by: approver.id, reason: 'A new year' })
  expect(applied.kind).toBe('applied')
  expect((await person('1000')).surname).toBe('Inny 1000')
  await look()
  expect((await pulls()).at(-1)).toMatchObject({ kind: 'quick', state: 'unchanged' })
})

test('a pull that is stopped while its plan is made puts nothing in, and leaves no plan', async () => {
  const { api, goOn, parts, count, db } = await pulling()
  api.installation.people = crowd(3)
  // As soon as PostgreSQL has the plan, somebody stops the pull.
  await sql`
    create function stop() returns trigger language plpgsql as
      $$ begin update usos_pulls set state = 'stopped', leased_by = null; return new; end $$`.execute(db)
  await sql`create trigger stop after update on import_runs for each row when (new.state = 'planned') execute function stop()`.execute(
    db,
  )
  const id = await startPull(parts, { kind: 'sweep', by: 'operator', dryRun: false })
  expect((id && (await goOn(id, { sure: true })))?.pull?.state).toBe('stopped')
  expect(await count()).toBe(0)
  expect(await db.selectFrom('import_runs').select('state').execute()).toEqual([{ state: 'cancelled' }])
})

test('an hour in which nobody is new leaves no plan and no line in the history of imports', async () => {
  const { fill, look, pulls, clock, db } = await pulling()
  await fill(...crowd(3))
  const before = await db.selectFrom('import_runs').select('id').execute()
  clock.advance({ hours: 1 })
  await look()
  expect((await pulls()).at(-1)).toMatchObject({ kind: 'quick', state: 'unchanged', listed: 0 })
  expect(await db.selectFrom('import_runs').select('id').execute()).toEqual(before)
})

test('with USOS_API_MODE=dry-run every plan waits, and nothing goes in by the clock', async () => {
  const { api, look, pulls, count } = await pulling({ USOS_API_MODE: 'dry-run' })
  api.installation.people = crowd(2)
  await look()
  expect(await pulls()).toMatchObject([{ state: 'waiting', held: 'mode' }])
  expect(await count()).toBe(0)
})

test('a PESEL is asked for only when it is granted, becomes a digest at once, and stands nowhere', async () => {
  const without = await pulling()
  await without.fill(usosUser('1', { pesel: PESEL, birth_date: '1944-05-14' }))
  expect(without.api.asked.some(({ form }) => /pesel|birth_date/.test(form.get('fields') ?? ''))).toBe(false)
  expect(await findProof(without.db, (await without.person('1')).id)).toBeUndefined()

  const { api, pull, person, db, parts, logText } = await pulling({ USOS_API_PESEL: 'yes' })
  api.installation.people = [
    usosUser('1', { pesel: PESEL }),
    usosUser('2', { pesel: null, birth_date: '2004-02-29' }),
    usosUser('3', { pesel: '44051401358' }),
    usosUser('4', { last_name: PESEL }),
  ]
  const { said, counts } = await pull('sweep', { sure: true })
  expect(counts).toMatchObject({ joiners: 2, leftOut: 2 })
  expect(said).toContain('id 3, column pesel: the check digit of the PESEL does not fit')
  const one = await person('1')
  expect(await findProof(db, one.id)).toMatchObject(
    proofDigest(proofKeyring(parts.peselKeys.root), one.id, 'pesel', PESEL),
  )
  expect(await person('2')).toMatchObject({ proofKind: 'birth_date' })
  const everything = JSON.stringify([
    await db.selectFrom('import_runs').selectAll().execute(),
    await db.selectFrom('import_rows').selectAll().execute(),
    await db.selectFrom('usos_pulls').selectAll().execute(),
    await db.selectFrom('audit_events').selectAll().execute(),
    logText(),
    said,
  ])
  expect(everything).not.toContain(PESEL.slice(0, 10))
})

test('fields that are refused are done without, and nothing changes in them; one that is needed stops the pull by its name', async () => {
  const { api, pull, fill, person, db } = await pulling()
  await fill(usosUser('1'))
  api.installation.people = [usosUser('1', { last_name: 'Nowak', email: null })]
  api.installation.refusedFields = ['email', 'is_primary', 'faculty']
  api.installation.mostUsers = 10
  api.installation.searchable = false
  const { pull: done, said } = await pull()
  expect(done).toMatchObject({ state: 'applied', without: ['email', 'is_primary'] })
  expect(said).toContain('Fields the key may not read, so that nothing changes in them: email, programme.is_primary.')
  const one = await person('1')
  expect(one.surname).toBe('Nowak')
  const addresses = await db.selectFrom('addresses').select('address').where('person_id', '=', one.id).execute()
  expect(addresses).toHaveLength(1)

  api.installation.refusedFields = ['last_name']
  expect((await pull()).pull).toMatchObject({
    state: 'failed',
    problem: { kind: 'field-refused', field: 'last_name', service: 'services/users/users' },
  })
})

test('an answer that lacks a field, or holds what cannot be, stops everything and changes nobody', async () => {
  const { api, pull, fill, count, person } = await pulling()
  await fill(...crowd(2))
  const { student_status: _, ...lacking } = usosUser('1000', { last_name: 'Inny' })
  api.installation.people = [lacking as unknown as UsosUser, usosUser('1001', { last_name: 'Inny' })]
  // It cannot be listed as a student any more; the registry knows them.
  expect((await pull()).pull).toMatchObject({
    state: 'failed',
    problem: { kind: 'field-missing', field: 'student_status' },
  })
  api.installation.people = [usosUser('1000', { student_status: 7 }), usosUser('1001', { last_name: 'Inny' })]
  expect((await pull()).pull).toMatchObject({ problem: { kind: 'field-wrong', field: 'student_status' } })
  expect((await person('1001')).surname).toBe('Osoba 1001')
  expect(await count()).toBe(2)
})

test('whatever an installation answers, a pull ends in a sentence or in the registry, and never half in it', async () => {
  const { api, pull, fill, db } = await pulling()
  await fill(usosUser('1'))
  const anything = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  )
  const status = fc.constantFrom(200, 200, 200, 301, 400, 401, 403, 404)
  await fc.assert(
    fc.asyncProperty(
      fc.nat(6),
      status,
      anything,
      fc.constantFrom('\ud800', '\u0000', '‮', '=1+1'),
      async (at, code, text, sign) => {
        const start = api.asked.length
        api.installation.people = [usosUser('1', { last_name: `Osoba 1${sign}`, first_name: sign })]
        api.installation.before = (_service, _form, asked) =>
          asked - start === at + 1 ? { status: code, text } : undefined
        const { pull: ended } = await pull()
        expect(['applied', 'unchanged', 'failed', 'waiting']).toContain(ended?.state)
        expect(ended?.problem?.kind).not.toBe('broken')
        expect(await db.selectFrom('people').select('id').where('missing_since', 'is not', null).execute()).toEqual([])
      },
    ),
    { numRuns: 25 },
  )
})
