import { expect, test } from 'vitest'
import { identitySystem, type Json, newStudent, patch, SCHEMAS, withToken } from '../../../test/scim.ts'
import { staff } from '../../../test/staff.ts'
import { university } from '../../../test/university.ts'
import type { PersonId } from '../../database/index.ts'
import { systemRandom } from '../../world/index.ts'

const furta = await university()
const admin = await staff(furta, 'admin')
const { person_id: adminId } = await furta.database.db
  .selectFrom('development_cast')
  .select('person_id')
  .where('key', '=', 'admin')
  .executeTakeFirstOrThrow()
const idm = await identitySystem(furta, { by: adminId })
const ours = SCHEMAS.university
const eventsOf = async (person: PersonId) =>
  (
    await furta.database.db
      .selectFrom('audit_events')
      .select(['event', 'actor', 'details'])
      .where('person_id', '=', person)
      .where('event', 'not in', ['sign-in', 'service-ticket-issued'])
      .orderBy('id')
      .execute()
  ).map(({ event, actor, details }) => [event, actor, details])
const personCalled = async (key: string): Promise<Json> => {
  const filter = `userName eq "${furta.person(key).login}"`
  return (await idm.ask('GET', `/Users?${new URLSearchParams({ filter })}`)).body.Resources[0]
}

test('an administrator makes a token, sees it once, and takes it away at once', async () => {
  const { visitor, prove } = admin
  const form = await visitor.open((await visitor.open('/desk/scim')).link('Make a token'))
  const refused = await visitor.submit(form, 'Make a token', { Name: 'Mid Point', Reason: '' })
  expect(refused.status).toBe(422)
  expect(refused.summary).toContain('Give a reason')
  const shown = await visitor.submit(refused, 'Make a token', { Name: 'midpoint-2027', Reason: 'Ticket 12' })
  const token = shown.document.querySelectorAll('dd code').at(-1)?.textContent ?? ''
  expect(token).toMatch(/^furta_scim_[\w-]{43}$/)
  expect(shown.headers.get('cache-control')).toContain('no-store')
  const system = withToken(furta, token)
  expect((await system.ask('GET', '/Users?count=0')).status).toBe(200)
  expect((await system.ask('GET', '/Groups')).status).toBe(403)
  furta.clock.advance({ seconds: 59 })
  await system.ask('GET', '/Users?count=0')
  const list = await visitor.open('/desk/scim')
  expect(list.text).toContain('midpoint-2027')
  expect(list.text).toContain('Last used: ')
  expect(list.html).not.toContain(token)
  await prove()
  const taken = await visitor.submit(await visitor.open('/desk/scim/new'), 'Make a token', {
    Name: 'midpoint-2027',
    Reason: 'Again',
  })
  expect(taken.summary).toContain('There was a token of this name')
  const ask = await visitor.open(list.link('Revoke the token midpoint-2027'))
  const revoked = await visitor.submit(ask, 'Revoke it', { Reason: 'Lost' })
  expect(revoked.text).toContain('The token has been revoked.')
  expect((await system.ask('GET', '/Users?count=0')).status).toBe(401)
  expect((await visitor.submit(ask, 'Revoke it', { Reason: 'Lost' })).status).toBe(409)
  const activity = await visitor.open('/desk/activity')
  expect(activity.text).toContain('A token for an identity system was made')
  expect(activity.text).toContain('the identity system midpoint-2027')
  for (const event of ['scim-token-made', 'scim-token-revoked'] as const) {
    const told = furta.database.db.selectFrom('audit_events').select('actor').where('event', '=', event)
    expect(await told.where('actor', '=', adminId).execute()).not.toEqual([])
  }
  const dump =
    JSON.stringify(await furta.database.db.selectFrom('audit_events').selectAll().execute()) + furta.logText()
  expect(dump).not.toContain(token)
})

test('its use is written down once a minute, however often it asks', async () => {
  const system = await identitySystem(furta, { name: 'busy' })
  const lastUse = async () =>
    (
      await furta.database.db
        .selectFrom('scim_tokens')
        .select('last_used_at')
        .where('name', '=', 'busy')
        .executeTakeFirstOrThrow()
    ).last_used_at
  await system.ask('GET', '/Users?count=0')
  const first = await lastUse()
  furta.clock.advance({ seconds: 59 })
  await system.ask('GET', '/Users?count=0')
  expect(await lastUse()).toEqual(first)
  furta.clock.advance({ seconds: 1 })
  await system.ask('GET', '/Users?count=0')
  expect(await lastUse()).toEqual(furta.clock.now())
})

test('wrong tokens from one place have a budget, and a right one from there opens all the same', async () => {
  furta.clock.advance({ minutes: 10 })
  const guess = () => withToken(furta, 'furta_scim_guess').ask('GET', '/Users')
  const answers = []
  for (let turn = 0; turn < 22; turn++) answers.push((await guess()).status)
  expect(answers.slice(0, 20)).not.toContain(429)
  const last = await guess()
  expect([answers.at(-1), last.status, Number(last.headers.get('retry-after')) > 0, last.body.status]).toEqual([
    429,
    429,
    true,
    '429',
  ])
  expect((await idm.ask('GET', '/Users?count=0')).status).toBe(200)
})

test('whoever works at the desk is changed by no identity system', async () => {
  const desk = await personCalled('desk')
  for (const operation of [
    { op: 'replace', path: 'userName', value: 'thief@agh.edu.pl' },
    { op: 'replace', path: 'active', value: false },
  ]) {
    const answer = await idm.ask('PATCH', `/Users/${desk.id}`, patch(operation))
    expect([answer.status, answer.body.detail]).toEqual([403, expect.stringContaining('works at the desk')])
  }
  expect((await idm.ask('DELETE', `/Users/${desk.id}`)).status).toBe(403)
  expect(await personCalled('desk')).toEqual(desk)
})

test('a moved address of somebody with a password waits, as after a move at the desk, and its links die', async () => {
  const alice = await personCalled('alice')
  const answer = await idm.ask(
    'PATCH',
    `/Users/${alice.id}`,
    patch({ op: 'replace', path: 'userName', value: 'alice.new@agh.edu.pl' }),
  )
  expect([answer.status, answer.body.userName]).toEqual([200, 'alice.new@agh.edu.pl'])
  expect(answer.body.emails.map(({ value }: Json) => value)).toContain(alice.userName)
  const { reset_held_until } = await furta.database.db
    .selectFrom('people')
    .select('reset_held_until')
    .where('id', '=', alice.id)
    .executeTakeFirstOrThrow()
  expect(reset_held_until?.getTime()).toBe(furta.clock.now().getTime() + furta.settings.ADDRESS_HOLD)
  expect((await eventsOf(alice.id)).slice(-2)).toEqual([
    ['address-assigned', 'scim:midpoint', { reason: 'SCIM', held: furta.settings.ADDRESS_HOLD / 3_600_000 }],
    ['person-moved', 'scim:midpoint', { changed: 'address other-addresses' }],
  ])
  // As of every feed that comes by itself, no letter tells of it.
  expect(await furta.mailbox.letters('alice.new@agh.edu.pl')).toEqual([])
  // Whoever made the token is not the second person who may end the wait.
  await admin.prove()
  const page = await admin.visitor.open(`/desk/people/${alice.id}`)
  expect(page.text).toContain('A moved address is confirmed by somebody other than who moved it.')
})

test('what the desk has decided stays until the identity system agrees', async () => {
  const person = (await idm.ask('POST', '/Users', newStudent({}, { connected: false }))).body
  await furta.database.db
    .updateTable('people')
    .set({ connected: true, connected_by_desk_at: furta.clock.now() })
    .where('id', '=', person.id)
    .execute()
  const sent = patch({ op: 'replace', path: `${ours}:connected`, value: false })
  expect((await idm.ask('PATCH', `/Users/${person.id}`, sent)).body[ours].connected).toBe(true)
  await furta.database.db
    .updateTable('people')
    .set({ disabled_at: furta.clock.now() })
    .where('id', '=', person.id)
    .execute()
  const active = await idm.ask('PATCH', `/Users/${person.id}`, patch({ op: 'replace', path: 'active', value: true }))
  expect([active.body.active, active.body[ours].disabled]).toEqual([true, true])
})

test('whoever is said to have left does not come back with a night’s feed that only has them again', async () => {
  const person = (await idm.ask('POST', '/Users', newStudent({}, { studentStatus: 1 }))).body
  await idm.ask('PATCH', `/Users/${person.id}`, patch({ op: 'replace', path: 'active', value: false }))
  const { employeeNumber } = person[SCHEMAS.enterprise]
  await furta.putFeed(`id;first_name;last_name;email\n${employeeNumber};Zofia;Nocna;${person.userName}\n`)
  const after = (await idm.ask('GET', `/Users/${person.id}`)).body
  expect([after.active, after.name.familyName]).toEqual([false, 'Nocna'])
  // Whoever studies here again is back, by whichever way that is known.
  await furta.putFeed(`id;last_name;student_status\n${employeeNumber};Nocna;2\n`)
  expect((await idm.ask('GET', `/Users/${person.id}`)).body.active).toBe(true)
})

test('an account whose time is over closes by itself, also of somebody whom USOS does not know', async () => {
  const { [SCHEMAS.enterprise]: _, ...guest } = newStudent(
    {},
    { validUntil: new Date(furta.clock.now().getTime() + 3_600_000).toISOString() },
  )
  const person = (await idm.ask('POST', '/Users', guest)).body
  furta.clock.advance({ minutes: 61 })
  const { suspendLeavers } = await import('../leavers/tasks.ts')
  await suspendLeavers({
    database: furta.database,
    world: { clock: furta.clock, random: systemRandom },
    settings: furta.settings,
  })
  expect((await idm.ask('GET', `/Users/${person.id}`)).body.active).toBe(false)
})

test('thirty-two at once come in, and of two who claim one address one does', async () => {
  const answers = await Promise.all(Array.from({ length: 32 }, () => idm.ask('POST', '/Users', newStudent())))
  expect(answers.map(({ status }) => status)).toEqual(Array(32).fill(201))
  const student = newStudent()
  const twins = await Promise.all(
    [0, 1].map(() => idm.ask('POST', '/Users', { ...newStudent(), userName: student.userName })),
  )
  expect(twins.map(({ status }) => status).sort()).toEqual([201, 409])
})

test('somebody whom USOS does not know is changed, suspended and removed like everybody', async () => {
  const { [SCHEMAS.enterprise]: _, ...guest } = newStudent()
  const { id } = (await idm.ask('POST', '/Users', guest)).body
  const renamed = { op: 'replace', path: 'name.familyName', value: 'Gościnna' }
  const changed = await idm.ask(
    'PATCH',
    `/Users/${id}`,
    patch(renamed, { op: 'replace', path: 'active', value: false }),
  )
  expect([changed.status, changed.body.active, changed.body.name.familyName]).toEqual([200, false, 'Gościnna'])
  const put = await idm.ask('PUT', `/Users/${id}`, { ...guest, name: { familyName: 'Nowa' } })
  expect([put.status, put.body.active]).toEqual([200, true])
  expect((await idm.ask('DELETE', `/Users/${id}`)).status).toBe(204)
  expect((await idm.ask('GET', `/Users/${id}`)).status).toBe(404)
})
