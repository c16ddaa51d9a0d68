import { get } from 'node:http'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { identitySystem, newStudent, patch, SCHEMAS } from '../scim.ts'
import { somebodyWaits } from '../somebody-waits.ts'
import { university } from '../university.ts'
import { isSignedIn, signIn } from './steps.ts'

const furta = await university()
const { db } = furta.database

test('A21 · searches of everybody go two at a time: who signs in, and who asks for one person, waits for none of them', async () => {
  const idm = await identitySystem(furta, { name: 'slow' })
  const { login, password } = furta.person('alice')
  // As long as a search takes among many people.
  const holder = await furta.database.db.startTransaction().execute()
  await sql`lock table studies in access exclusive mode`.execute(holder)
  const slow = `/Users?${new URLSearchParams({ filter: 'groups.display co "zz"' })}`
  const answers = Promise.all(Array.from({ length: 40 }, () => idm.ask('GET', slow)))
  const deadline = () =>
    sql<{ waiting: number }>`
    select count(*)::int as waiting from pg_locks where not granted and relation = 'studies'::regclass`.execute(holder)
  await expect.poll(async () => (await deadline()).rows[0]?.waiting).toBe(2)
  const browser = furta.visitor()
  await signIn(browser, login, password)
  expect(await isSignedIn(browser)).toBe(true)
  expect((await deadline()).rows[0]?.waiting).toBe(2)
  await holder.rollback().execute()
  expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([200]))
})

test('A21 · searches whose client has given up are not done, and keep no place that somebody else needs', async () => {
  const impatient = await identitySystem(furta, { name: 'impatient' })
  const patient = await identitySystem(furta, { name: 'patient' })
  const holder = await furta.database.db.startTransaction().execute()
  await sql`lock table studies in access exclusive mode`.execute(holder)
  const slow = `/Users?${new URLSearchParams({ filter: 'groups.display co "zz"' })}`
  const headers = { authorization: `Bearer ${impatient.token}` }
  // Two go, fifty wait, and one is told to come back: then all are there. Each by a connection of its own, which ends with it.
  const asked = Array.from({ length: 53 }, () => get(`${furta.origin}/scim/v2${slow}`, { headers, agent: false }))
  const answered = asked.map(
    (one) =>
      new Promise<number | undefined>((heard) => {
        one.on('response', (answer) => heard(answer.resume().statusCode))
        one.on('error', () => heard(undefined))
      }),
  )
  expect(await Promise.race(answered)).toBe(503)
  const server = furta.apps[0]?.server
  const connections = () => new Promise((resolve) => server?.getConnections((_, count) => resolve(count)))
  const before = await connections()
  for (const one of asked) one.destroy()
  expect((await Promise.all(answered)).filter((status) => status !== undefined)).toEqual([503])
  await expect.poll(connections, { timeout: 10_000 }).toBeLessThanOrEqual(Number(before) - 52)

  const other = patient.ask('GET', slow)
  const notDone = () => furta.logText().split('whoever asked has gone').length - 1
  await expect.poll(notDone, { timeout: 10_000 }).toBe(50)
  await holder.rollback().execute()
  expect((await other).status).toBe(200)
})

test.each([
  ['/Users', 'groups.display pr'],
  ['/Groups', 'members pr'],
])('A21 · of a search of %s that is under way nothing more is begun when its client has gone', async (path, filter) => {
  const { token } = await identitySystem(furta, { name: `leaves${path.replace('/', '-').toLowerCase()}` })
  const holder = await furta.database.db.startTransaction().execute()
  await sql`lock table people in access exclusive mode`.execute(holder)
  const asked = get(`${furta.origin}/scim/v2${path}?${new URLSearchParams({ filter })}`, {
    headers: { authorization: `Bearer ${token}` },
    agent: false,
  })
  const given = new Promise((heard) => asked.on('error', heard))
  await somebodyWaits(holder)
  const server = furta.apps[0]?.server
  const connections = () => new Promise<number>((resolve) => server?.getConnections((_, count) => resolve(count)))
  const before = await connections()
  const notDone = () => furta.logText().split('whoever asked has gone').length - 1
  const notDoneBefore = notDone()
  asked.destroy()
  await given
  await expect.poll(connections, { timeout: 10_000 }).toBeLessThan(before)
  await holder.rollback().execute()
  await expect.poll(notDone, { timeout: 10_000 }).toBe(notDoneBefore + 1)
})

test('A14 · nothing is set but what the schema declares: no role, no password, no disabling, no prototype', async () => {
  const idm = await identitySystem(furta, { name: 'mass' })
  const more = {
    ...{
      roles: ['administrator'],
      password_hash: 'x',
      id: 'mine',
      disabledAt: null,
      demo: true,
      groups: [{ value: 'x' }],
    },
    meta: { created: '2000-01-01T00:00:00Z' },
  }
  const made = await idm.ask(
    'POST',
    '/Users',
    JSON.stringify({ ...newStudent(more, { disabled: true, roles: ['administrator'] }) }).replace(
      '{',
      '{"__proto__":{"roles":["administrator"]},"constructor":{"prototype":{"roles":["administrator"]}},',
    ),
  )
  expect(made.status).toBe(201)
  const { id } = made.body
  const row = () => db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const before = await row()
  expect(before).toMatchObject({ roles: [], demo: false, disabled_at: null })
  expect(({} as Record<string, unknown>).roles).toBeUndefined()

  for (const path of [
    'roles',
    'disabled_at',
    '__proto__.roles',
    'constructor.prototype.roles',
    'name.__proto__',
    `${SCHEMAS.university}:disabled`,
    `${SCHEMAS.university}:roles`,
    `${SCHEMAS.university}:__proto__`,
    'id',
    'meta.created',
    'groups',
    'emails[type eq "work"].__proto__',
    'emails[__proto__ eq "work"].value',
  ])
    for (const op of ['add', 'replace'])
      expect((await idm.ask('PATCH', `/Users/${id}`, patch({ op, path, value: ['administrator'] }))).status, path).toBe(
        400,
      )
  for (const path of ['password', `${SCHEMAS.user}:password`, 'PASSWORD'])
    for (const body of [patch({ op: 'add', path, value: 'x' }), patch({ op: 'add', value: { [path]: 'x' } })])
      expect((await idm.ask('PATCH', `/Users/${id}`, body)).body.scimType, path).toBe('mutability')
  const value = JSON.parse(
    '{"__proto__": {"roles": ["administrator"]}, "roles": ["administrator"], "name": {"__proto__": {"x": 1}}}',
  )
  await idm.ask('PATCH', `/Users/${id}`, patch({ op: 'add', value }))
  expect(await row()).toMatchObject({ roles: [], disabled_at: null, id })
  expect(await db.selectFrom('credentials').select('person_id').where('person_id', '=', id).execute()).toEqual([])
})

test('A32 · a token opens what it is for: no page, no desk, nothing by a cookie, and one that reads writes nothing', async () => {
  const reader = await identitySystem(furta, { name: 'reader', scopes: ['users:read'] })
  const [{ id } = { id: '' }] = (await reader.ask('GET', '/Users?count=1')).body.Resources
  const writes = [
    ['POST', '/Users', newStudent()],
    ['PUT', `/Users/${id}`, newStudent()],
    ['PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'active', value: false })],
    ['DELETE', `/Users/${id}`, undefined],
    ['GET', '/Groups', undefined],
    ['POST', '/Groups/.search', { schemas: [SCHEMAS.search] }],
  ] as const
  for (const [method, path, body] of writes)
    for (const headers of [{}, { 'x-http-method-override': 'GET', 'x-http-method': 'GET' }])
      expect((await reader.ask(method, path, body, headers)).status, `${method} ${path}`).toBe(403)
  for (const path of ['/desk', '/account', '/account/data', '/desk/scim']) {
    const answer = await fetch(furta.origin + path, {
      headers: { authorization: `Bearer ${reader.token}`, cookie: `TGC=${reader.token}` },
      redirect: 'manual',
    })
    expect(answer.status, path).toBe(303)
  }
  const browser = furta.visitor()
  const { login, password } = furta.person('bob')
  await signIn(browser, login, password)
  expect((await browser.send('GET', '/scim/v2/Users')).status).toBe(401)
  // Neither half of a token, nor one in an address or a body, and none with anything behind it.
  for (const header of [
    `Bearer ${reader.token.slice(0, -1)}`,
    `Bearer ${reader.token}x`,
    `Basic ${reader.token}`,
    `Bearer`,
  ])
    expect((await fetch(`${furta.origin}/scim/v2/Users`, { headers: { authorization: header } })).status).toBe(401)
  expect((await fetch(`${furta.origin}/scim/v2/Users?access_token=${reader.token}`)).status).toBe(401)
  expect(furta.logText()).not.toContain(reader.token.slice(-20))
})
