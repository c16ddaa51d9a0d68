import { beforeAll, expect, test } from 'vitest'
import { BEHIND_A_PROXY, from, signIn } from '../../../test/attacks/steps.ts'
import { ask, signedIn, ticketFor } from '../../../test/cas.ts'
import { savePerson } from '../../../test/person.ts'
import { registered } from '../../../test/service.ts'
import { type StaffAtWork, staff } from '../../../test/staff.ts'
import { type University, university } from '../../../test/university.ts'
import { asPersonId } from '../../database/index.ts'
import { asCsv } from '../../personal-data/index.ts'
import { saveRegistered } from '../../services/index.ts'

const LIBRARY = 'https://library.example.edu/'

let agh: University
let auditor: StaffAtWork
let desk: StaffAtWork

beforeAll(async () => {
  agh = await university({
    settings: BEHIND_A_PROXY,
    services: [registered({ id: 'library', urls: [LIBRARY], attributes: ['mail', 'sn'] })],
  })
  const visitor = await signedIn(agh, 'alice')
  await ask(agh, 'p3/serviceValidate', { service: LIBRARY, ticket: await ticketFor(visitor, LIBRARY) })
  const { login, password } = agh.person('bob')
  await signIn(agh.visitor(from('203.0.113.9')), login, password)
  // Somebody whose name a spreadsheet would take for a formula, whose page the desk opens.
  await savePerson(agh.database.db, agh.clock.now(), { id: 'formula', usosId: '1', givenNames: '=1+1', surname: 'Kos' })
  desk = await staff(agh, 'desk')
  await desk.visitor.open('/desk/people/formula')
  await desk.visitor.open('/desk/people/formula')
  auditor = await staff(agh, 'auditor')
})

/** As the form of the page sends it. */
async function report(what: string, which: string, more: Record<string, string> = {}) {
  const page = await auditor.visitor.open('/desk/breach')
  const { body } = auditor.visitor.fill(page, 'Download the list')
  const form = { what, which, from: '2026-11-23', to: '2026-11-23', format: 'json', ...more }
  for (const [name, value] of Object.entries(form)) body.set(name, value)
  return auditor.visitor.send('POST', '/desk/breach', body)
}

async function peopleOf(what: string, which: string, more: Record<string, string> = {}) {
  const answer = await report(what, which, more)
  expect(answer.status, await answer.clone().text()).toBe(200)
  const { people } = (await answer.json()) as { people: { name: string; data: string[]; times: number }[] }
  return people.map(({ name, data, times }) => ({ name, data, times }))
}

const names = (people: readonly { name: string }[]) => people.map(({ name }) => name)

test('by the session of one person: that person, and whom a colleague had on the screen', async () => {
  expect(await peopleOf('session', agh.person('alice').login)).toEqual([
    { name: 'Alicja Wrona', data: ['account'], times: 1 },
  ])
  expect(names(await peopleOf('session', desk.person.login))).toEqual([desk.person.name, '=1+1 Kos'])
  // A day on which no session lived.
  const before = { from: '2026-11-01', to: '2026-11-22' }
  expect(await peopleOf('session', agh.person('alice').login, before)).toEqual([])
})

test('by network, by colleague and by service: who came from there, who was looked at, who was there and with what', async () => {
  expect(names(await peopleOf('network', '203.0.113.9'))).toEqual([agh.person('bob').name])
  expect(await peopleOf('staff', desk.person.login)).toEqual([{ name: '=1+1 Kos', data: ['person-viewed'], times: 2 }])
  expect(await peopleOf('service', 'library')).toEqual([{ name: 'Alicja Wrona', data: ['id', 'mail', 'sn'], times: 1 }])
})

test('by key: whose answers, second factors or tokens it covers', async () => {
  const [proofs, factors] = await Promise.all([
    agh.database.db.selectFrom('identity_proofs').select('person_id').distinct().execute(),
    agh.database.db.selectFrom('second_factors').select('person_id').execute(),
  ])
  const answers = await peopleOf('key', 'pesel')
  expect(answers).toHaveLength(proofs.length)
  expect(answers[0]?.data[0]).toMatch(/^answer:(pesel|birth_date|document):[0-9a-f]{8}$/)
  expect(await peopleOf('key', 'app')).toHaveLength(factors.length)
  expect(await peopleOf('key', 'signing')).toEqual([])
})

test('as a file for a spreadsheet in which no name is a formula; who asked stands in the trail', async () => {
  const answer = await report('staff', desk.person.login, { format: 'csv' })
  expect(answer.headers.get('content-disposition')).toBe(
    'attachment; filename="breach-staff-2026-11-23-2026-11-23.csv"',
  )
  const [head, line] = (await answer.text()).split('\r\n')
  expect(head).toBe('person,name,address,data,times,first,last')
  expect(line).toMatch(/^formula,'=1\+1 Kos,,person-viewed,2,2026-11-23T/)
  const { details, actor } = await agh.database.db
    .selectFrom('audit_events')
    .select(['details', 'actor'])
    .where('event', '=', 'breach-report-made')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  expect(details).toEqual({ by: 'staff', days: '2026-11-23/2026-11-23', people: 1 })
  expect(actor).not.toBe('person')
})

test('a form with faults says which, and nobody but auditors and administrators sees the page', async () => {
  const refused = await report('', 'x', { from: '2026-11-23', to: '2026-02-30' })
  expect(refused.status).toBe(422)
  const text = await refused.text()
  expect(text).toContain('Choose what was in wrong hands')
  expect(text).toContain('Give two days')
  for (const [what, which] of [
    ['session', 'nobody@agh.edu.pl'],
    ['service', 'nothing'],
    ['key', 'front-door'],
  ] as const)
    expect(await (await report(what, which)).text()).toContain('There is no such one in the registry')
  expect((await desk.visitor.send('GET', '/desk/breach')).status).toBe(403)
})

test('a person erased since is a number', () => {
  const gone = {
    person: asPersonId('x'),
    name: null,
    address: null,
    data: ['a,b', 'c'],
    times: 1,
    first: null,
    last: null,
  }
  expect(asCsv([gone])).toBe('person,name,address,data,times,first,last\r\nx,,,"a,b c",1,,\r\n')
})

test('by a service that was taken out of use since: who was there all the same', async () => {
  const address = 'https://forum.example.edu/'
  const { registeredIn: _, ...definition } = registered({ id: 'forum', urls: [address], attributes: ['mail'] })
  const save = async (withdrawnAt: Date | undefined) => {
    const change = { definition, withdrawnAt, by: asPersonId('auditor'), now: agh.clock.now() }
    await agh.database.db.transaction().execute((trx) => saveRegistered(trx, change))
    await agh.refreshServices()
  }
  await save(undefined)
  const visitor = await signedIn(agh, 'bob')
  await ask(agh, 'p3/serviceValidate', { service: address, ticket: await ticketFor(visitor, address) })
  await save(agh.clock.now())
  expect(await peopleOf('service', 'forum')).toEqual([{ name: agh.person('bob').name, data: ['id', 'mail'], times: 1 }])
})
