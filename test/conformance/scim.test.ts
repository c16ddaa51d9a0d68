import { expect, test } from 'vitest'
import { signIn } from '../attacks/steps.ts'
import { identitySystem, type Json, newStudent, patch, SCHEMAS, withToken } from '../scim.ts'
import { university } from '../university.ts'

// The name of each test begins with the clauses that it holds: `scim-clauses.ts` says what they ask, `docs/protocols/scim.md` lists
// both, and a habit keeps them together.

const furta = await university()
const idm = await identitySystem(furta)
const { user, enterprise, university: ours } = SCHEMAS

const made = async (more: Record<string, unknown> = {}, about: Record<string, unknown> = {}): Promise<Json> => {
  const answer = await idm.ask('POST', '/Users', newStudent(more, about))
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`)
  return answer.body
}
const patched = (person: Json, ...operations: object[]) => idm.ask('PATCH', `/Users/${person.id}`, patch(...operations))
const read = async (person: Json) => (await idm.ask('GET', `/Users/${person.id}`)).body
const refusal = ({ status, body }: { status: number; body: Json }) => [status, body.scimType]
const query = (words: Record<string, string>) => `?${new URLSearchParams(words)}`

test('7643 2.1; 7644 3.10 · names have no case, and may have their schema before them', async () => {
  const { userName, ...rest } = newStudent()
  const person = (await idm.ask('POST', '/Users', { ...rest, USERNAME: userName.toUpperCase() })).body
  expect(person.userName).toBe(userName)
  expect(await idm.find(`UserName eq "${userName}"`)).toEqual([userName])
  expect(await idm.find(`${user}:userName eq "${userName}" and ${ours.toUpperCase()}:ALBUMNUMBER pr`)).toEqual([
    userName,
  ])
  const answer = await patched(person, { op: 'replace', path: `${ours}:connected`, value: false })
  expect(answer.body[ours].connected).toBe(false)
  const some = await idm.ask(
    'GET',
    `/Users/${person.id}${query({ attributes: `NAME.familyname,${ours}:albumNumber` })}`,
  )
  expect(Object.keys(some.body)).toEqual(['schemas', 'id', 'name', ours])
})

test('7643 2.2; 7643 7 · the schemas tell every attribute with all its characteristics', async () => {
  const { body } = await idm.ask('GET', '/Schemas')
  expect(body.Resources.map(({ id }: Json) => id)).toEqual([user, enterprise, ours, SCHEMAS.group])
  const all = body.Resources.flatMap(({ attributes }: Json) => attributes)
  for (const one of [...all, ...all.flatMap(({ subAttributes = [] }: Json) => subAttributes)]) {
    expect(one).toMatchObject({
      multiValued: expect.any(Boolean),
      required: expect.any(Boolean),
      description: expect.stringMatching(/.{5,}/),
    })
    expect(['readOnly', 'readWrite', 'immutable', 'writeOnly']).toContain(one.mutability)
    expect(['always', 'never', 'default', 'request']).toContain(one.returned)
    if (one.type === 'string')
      expect(one).toMatchObject({ caseExact: expect.any(Boolean), uniqueness: expect.any(String) })
    if (one.type === 'reference') expect(one.referenceTypes.length).toBeGreaterThan(0)
  }
  const one = await idm.ask('GET', `/Schemas/${ours}`)
  expect(one.body.meta).toEqual({ resourceType: 'Schema', location: `${furta.origin}/scim/v2/Schemas/${ours}` })
  expect((await idm.ask('GET', '/Schemas/urn:nobody')).status).toBe(404)
})

test('7643 2.3; 7643 2.3.5 · a value of another type is refused by its name, and a moment is shown in UTC', async () => {
  for (const [name, value] of Object.entries({ userName: 7, name: 'Ada', active: 'perhaps', emails: 'a@agh.edu.pl' })) {
    const answer = await idm.ask('POST', '/Users', newStudent({ [name]: value }))
    expect([name, answer.status, answer.body.detail.includes(name)]).toEqual([name, 400, true])
  }
  for (const about of [
    { studentStatus: 3 },
    { studentStatus: 1.5 },
    { validUntil: '2027-09-30' },
    { validUntil: 'soon' },
  ])
    expect(refusal(await idm.ask('POST', '/Users', newStudent({}, about)))).toEqual([400, 'invalidValue'])
  const person = await made({ active: 'True' }, { studentStatus: '2', validUntil: '2027-09-30T23:59:59.5+02:00' })
  expect(person[ours]).toMatchObject({ studentStatus: 2, validUntil: '2027-09-30T21:59:59.500Z' })
})

test('7643 2.4; 7643 4.1.2 · addresses are stored in one spelling, and the primary one is the userName', async () => {
  const two = ['a@agh.edu.pl', 'b@agh.edu.pl'].map((value) => ({ value, primary: true }))
  expect(refusal(await idm.ask('POST', '/Users', newStudent({ emails: two })))).toEqual([400, 'invalidValue'])
  const student = newStudent()
  const person = await made({
    ...student,
    emails: [{ value: student.userName.toUpperCase() }, { value: ' Zofia.N@AGH.edu.pl ', type: 'home', primary: true }],
  })
  expect(person.emails).toEqual([
    { value: student.userName, type: 'work', primary: true },
    { value: 'zofia.n@agh.edu.pl', type: 'other', primary: false },
  ])
  expect(refusal(await patched(person, { op: 'add', path: 'emails', value: { value: 'nowhere' } }))).toEqual([
    400,
    'invalidValue',
  ])
})

test('7643 2.5 · null and an empty list clear, and what has no value is not shown', async () => {
  const person = await made({ emails: [{ value: 'empty1@agh.edu.pl' }] })
  const cleared = await patched(person, {
    op: 'replace',
    value: { externalId: null, emails: [], [ours]: { albumNumber: null, fieldsOfStudy: [] } },
  })
  expect(cleared.body).not.toHaveProperty('externalId')
  expect(cleared.body.emails).toHaveLength(1)
  expect(cleared.body[ours]).not.toHaveProperty('albumNumber')
  expect(cleared.body[ours]).not.toHaveProperty('fieldsOfStudy')
  expect(cleared.body[ours]).not.toHaveProperty('phdStudentStatus')
})

test('7643 3; 7643 3.3 · a request names its schemas, and an extension stands below its own', async () => {
  for (const schemas of [undefined, [], 'x', [ours]])
    expect(refusal(await idm.ask('POST', '/Users', { ...newStudent(), schemas }))).toEqual([400, 'invalidSyntax'])
  const person = await made({
    schemas: [user.toUpperCase(), 'urn:example:another'],
    'urn:example:another': { eyes: 'green' },
  })
  expect(person.schemas).toEqual([user, enterprise, ours])
  expect(JSON.stringify(person)).not.toContain('green')
  expect(person[ours].fieldsOfStudy).toEqual([
    {
      value: 'INF-S1',
      display: 'Informatyka',
      displayEnglish: 'Computer Science',
      faculty: 'WI',
      status: 'active',
      primary: true,
    },
  ])
})

test('7643 3.1 id; 7644 3.3 readOnly · the id is ours, and what is read only or unknown in a POST is passed over', async () => {
  const person = await made({
    id: 'mine',
    meta: { version: 'W/"1"' },
    groups: [{ value: 'affiliation-staff' }],
    displayName: 'Nobody',
    eyes: 'green',
  })
  expect(person.id).toMatch(/^[A-Za-z0-9]{20}$/)
  expect(person.displayName).toBe(person.name.formatted)
  expect(person.groups.map(({ value }: Json) => value)).not.toContain('affiliation-staff')
  expect(person).not.toHaveProperty('eyes')
})

test('7643 3.1 externalId · what the client calls the person is kept as it is', async () => {
  const person = await made({ externalId: 'Ż/"7"\\' })
  expect(person.externalId).toBe('Ż/"7"\\')
  expect(await idm.find('externalId eq "Ż/\\"7\\"\\\\"')).toEqual([person.userName])
  expect(await idm.find('externalId eq "ż/\\"7\\"\\\\"')).toEqual([])
})

test('7643 3.1 meta; 7644 3.13 · meta tells type, times, place and version', async () => {
  const person = await made()
  furta.clock.advance({ minutes: 5 })
  const { body, headers } = await patched(person, { op: 'replace', path: 'name.givenName', value: 'Ada' })
  expect(body.meta).toMatchObject({
    resourceType: 'User',
    created: person.meta.created,
    location: `${furta.origin}/scim/v2/Users/${person.id}`,
  })
  expect(Date.parse(body.meta.lastModified) - Date.parse(person.meta.created)).toBe(300_000)
  expect(body.meta.version).toBe(headers.get('etag'))
  expect(await idm.find(`meta.lastModified ge "${body.meta.lastModified}" and id eq "${person.id}"`)).toEqual([
    person.userName,
  ])
  expect(await idm.find(`meta.lastModified gt "${body.meta.lastModified}"`)).toEqual([])
})

test('7643 4.1.1 userName; 7644 3.3 duplicate · a userName, an album number, an employee number is one person’s', async () => {
  const person = await made()
  for (const twin of [
    newStudent({ userName: person.userName.toUpperCase() }),
    newStudent({ emails: [{ value: person.userName }] }),
    newStudent({}, { albumNumber: person[ours].albumNumber }),
    { ...newStudent(), [enterprise]: person[enterprise] },
  ])
    expect(refusal(await idm.ask('POST', '/Users', twin))).toEqual([409, 'uniqueness'])
  const other = await made()
  const moved = await patched(other, { op: 'replace', path: 'userName', value: person.userName })
  expect(refusal(moved)).toEqual([409, 'uniqueness'])
  expect(moved.body.detail).toBe('An address belongs to somebody else.')
  expect(await read(other)).toEqual(other)
  const { userName: _, ...nameless } = newStudent()
  expect(refusal(await idm.ask('POST', '/Users', nameless))).toEqual([400, 'invalidValue'])
})

test('7643 4.1.1 active · false suspends and ends sessions, true opens again, as every feed does', async () => {
  const bob = furta.person('bob')
  const visitor = furta.visitor()
  await signIn(visitor, bob.login, bob.password)
  const found = (await idm.ask('GET', `/Users${query({ filter: `userName eq "${bob.login}"` })}`)).body.Resources[0]
  const closed = await patched(found, { op: 'Replace', path: 'active', value: 'False' })
  expect([closed.body.active, closed.body.groups]).toEqual([false, undefined])
  expect((await visitor.send('GET', '/account')).headers.get('location')).toContain('/cas/login')
  expect((await patched(found, { op: 'replace', path: 'active', value: true })).body.active).toBe(true)
  const trail = await furta.database.db
    .selectFrom('audit_events')
    .select(['event', 'actor'])
    .where('person_id', '=', found.id)
    .where('event', 'like', 'person-%')
    .orderBy('id')
    .execute()
  expect(trail).toEqual(['person-suspended', 'person-returned'].map((event) => ({ event, actor: 'scim:midpoint' })))
})

test('7643 4.1.1 password · a password is neither accepted nor returned', async () => {
  const sent = await idm.ask('POST', '/Users', newStudent({ password: 'Correct-Horse-7' }))
  expect(refusal(sent)).toEqual([400, 'mutability'])
  expect(sent.text).not.toContain('Correct-Horse-7')
  const person = await made()
  for (const operation of [
    { op: 'replace', path: 'password', value: 'Correct-Horse-7' },
    { op: 'add', value: { password: 'Correct-Horse-7' } },
    { op: 'add', path: `${user}:Password`, value: 'Correct-Horse-7' },
  ])
    expect(refusal(await patched(person, operation))).toEqual([400, 'mutability'])
  expect(await read(person)).not.toHaveProperty('password')
  expect(refusal(await idm.ask('GET', `/Users${query({ filter: 'password eq "x"' })}`))).toEqual([400, 'invalidFilter'])
})

test('7643 4.1.2 groups; 7643 4.2 · groups follow from people, and members are named on request', async () => {
  const person = await made(
    {},
    {
      fieldsOfStudy: [
        { value: 'SCIM-1', display: 'Nauka', faculty: 'WSCIM' },
        { value: 'OLD', status: 'cancelled' },
      ],
    },
  )
  expect(person.groups.map(({ value }: Json) => value)).toEqual([
    'affiliation-student',
    'affiliation-member',
    'faculty-WSCIM',
    'programme-SCIM-1',
  ])
  const group = await idm.ask('GET', '/Groups/programme-SCIM-1')
  expect(group.body).toEqual({
    schemas: [SCHEMAS.group],
    id: 'programme-SCIM-1',
    meta: { resourceType: 'Group', location: `${furta.origin}/scim/v2/Groups/programme-SCIM-1` },
    displayName: 'Nauka',
  })
  const whole = await idm.ask('GET', '/Groups/programme-SCIM-1?attributes=members')
  expect(whole.body.members).toEqual([{ value: person.id, $ref: person.meta.location, display: person.displayName }])
  const mine = await idm.ask(
    'GET',
    `/Groups${query({ filter: `members.value eq "${person.id}" and displayName sw "n"`, sortBy: 'displayName' })}`,
  )
  expect(mine.body.Resources.map(({ id }: Json) => id)).toEqual(['programme-SCIM-1'])
  expect(await idm.find('groups.value eq "faculty-WSCIM"')).toEqual([person.userName])
  expect((await idm.ask('GET', '/Groups/programme-NOTHING')).status).toBe(404)
  for (const [method, path] of [
    ['POST', '/Groups'],
    ['PATCH', '/Groups/programme-SCIM-1'],
    ['PUT', '/Groups/programme-SCIM-1'],
    ['DELETE', '/Groups/programme-SCIM-1'],
  ] as const) {
    const answer = await idm.ask(method, path, {})
    expect([method, answer.status, answer.body.detail]).toEqual([
      method,
      501,
      expect.stringContaining('follow from the statuses'),
    ])
  }
})

test('7643 4.3 · the enterprise extension has what a university knows', async () => {
  const person = await made()
  expect(person[enterprise]).toEqual({
    employeeNumber: expect.stringMatching(/^S9/),
    organization: 'AGH University of Krakow',
    department: 'WI',
  })
  expect(refusal(await patched(person, { op: 'replace', path: `${enterprise}:employeeNumber`, value: 'S1' }))).toEqual([
    400,
    'mutability',
  ])
  expect(refusal(await patched(person, { op: 'replace', path: `${enterprise}:department`, value: 'WE' }))).toEqual([
    400,
    'mutability',
  ])
  const { [enterprise]: _, ...numberless } = newStudent()
  const late = (await idm.ask('POST', '/Users', numberless)).body
  const given = await patched(late, { op: 'add', path: `${enterprise}:employeeNumber`, value: 'S-late' })
  expect(given.body[enterprise].employeeNumber).toBe('S-late')
})

test('7643 5; 7643 6; 7644 4 · anybody may ask what is offered, and nobody filters it', async () => {
  const stranger = withToken(furta, '')
  const { body } = await stranger.ask('GET', '/ServiceProviderConfig')
  expect(body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
    filter: { supported: true, maxResults: 1000 },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [{ type: 'oauthbearertoken' }],
  })
  const types = (await stranger.ask('GET', '/ResourceTypes')).body
  expect(types).toMatchObject({ schemas: [SCHEMAS.list], totalResults: 2 })
  expect((await stranger.ask('GET', '/ResourceTypes/User')).body).toMatchObject({
    endpoint: '/Users',
    schema: user,
    schemaExtensions: [
      { schema: enterprise, required: false },
      { schema: ours, required: false },
    ],
  })
  for (const path of ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'])
    expect((await stranger.ask('GET', `${path}${query({ filter: 'id pr' })}`)).status).toBe(403)
})

test('7643 7 writeOnly · a PESEL becomes a digest, and can be neither read nor searched', async () => {
  const pesel = '44051401359'
  const person = await made({}, { pesel })
  expect(person[ours]).toMatchObject({ proofKind: 'pesel' })
  const answers = [
    JSON.stringify(person),
    (await idm.ask('GET', `/Users/${person.id}${query({ attributes: `${ours}:pesel,id` })}`)).text,
    (await idm.ask('GET', `/Users${query({ filter: `${ours}:pesel eq "${pesel}"` })}`)).text,
    (await patched(person, { op: 'replace', path: `${ours}:pesel`, value: '44051401358' })).text,
    (await idm.ask('POST', '/Users', newStudent({ name: { familyName: `Nowak ${pesel}` } }))).text,
    (await idm.ask('POST', '/Users', newStudent({}, { albumNumber: pesel }))).text,
    (await idm.ask('POST', '/Users', newStudent({ externalId: `PL-${pesel}` }))).text,
    (await idm.ask('POST', '/Users', newStudent({ userName: `${pesel}@student.agh.edu.pl` }))).text,
    (await idm.ask('POST', '/Users', newStudent({ emails: [{ value: `${pesel}@agh.edu.pl` }] }))).text,
  ]
  expect(answers[2]).toContain('invalidFilter')
  for (const answer of answers) expect(answer).not.toContain('4405140135')
  expect(furta.logText()).not.toContain('4405140135')
  const kept = await furta.database.db
    .selectFrom('identity_proofs')
    .selectAll()
    .where('person_id', '=', person.id)
    .execute()
  expect(kept).toMatchObject([{ kind: 'pesel', digest: expect.any(Buffer) }])
  const birthDate = await patched(person, {
    op: 'replace',
    value: { [ours]: { pesel: null, birthDate: '2005-12-11' } },
  })
  expect(birthDate.body[ours].proofKind).toBe('birth_date')
  expect((await patched(person, { op: 'remove', path: `${ours}:birthDate` })).body[ours].proofKind).toBe('none')
})

test('7644 2 · without a token, with a wrong one, an expired or revoked one: 401, and how to come in', async () => {
  const short = await identitySystem(furta, { name: 'short', days: 1 })
  expect((await short.ask('GET', '/Users?count=0')).status).toBe(200)
  const bare = await withToken(furta, '').ask('GET', '/Users')
  expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="SCIM"'])
  furta.clock.advance({ minutes: 24 * 60 })
  for (const token of ['furta_scim_wrong', `${idm.token}x`, short.token]) {
    const answer = await withToken(furta, token).ask('GET', '/Users')
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="SCIM", error="invalid_token"',
    ])
    expect(answer.body.schemas).toEqual([SCHEMAS.error])
  }
  const basic = await withToken(furta, '').ask('GET', '/Users', undefined, { authorization: 'Basic YTpi' })
  expect(basic.status).toBe(401)
  const seen = await furta.database.db
    .selectFrom('audit_events')
    .select(['actor', 'details'])
    .where('event', '=', 'scim-refused')
    .orderBy('id')
    .execute()
  expect(seen.map(({ actor, details }) => [actor, details.because])).toEqual([
    ['system', 'unknown'],
    ['system', 'unknown'],
    ['scim:short', 'expired'],
    ['system', 'unknown'],
  ])
  expect(JSON.stringify(seen) + furta.logText()).not.toContain(short.token)
})

test('7644 2 scope · a token may do what it is for, and nothing else', async () => {
  const reader = await identitySystem(furta, { name: 'reader', scopes: ['users:read'] })
  expect((await reader.ask('GET', '/Users?count=0')).status).toBe(200)
  for (const [method, path] of [
    ['POST', '/Users'],
    ['DELETE', '/Users/x'],
    ['GET', '/Groups'],
  ] as const) {
    const answer = await reader.ask(method, path, method === 'POST' ? newStudent() : undefined)
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      403,
      expect.stringContaining('error="insufficient_scope"'),
    ])
  }
})

test('7644 3.1 · SCIM JSON and plain JSON are spoken, and nothing else', async () => {
  const plain = await idm.ask('POST', '/Users', newStudent(), {
    'content-type': 'application/json',
    accept: 'application/json',
  })
  expect([plain.status, plain.headers.get('content-type')]).toEqual([201, 'application/json; charset=utf-8'])
  const answer = await idm.ask('GET', '/Users?count=0')
  expect(answer.headers.get('content-type')).toBe('application/scim+json; charset=utf-8')
  const form = await idm.ask('POST', '/Users', 'userName=a', { 'content-type': 'application/x-www-form-urlencoded' })
  expect([form.status, form.body.status]).toEqual([415, '415'])
})

test('7644 3.3; 7644 3.4.1 · POST answers 201 with the place and the resource, and GET gives the same', async () => {
  const answer = await idm.ask('POST', '/Users', newStudent())
  expect([answer.status, answer.headers.get('location')]).toEqual([201, answer.body.meta.location])
  expect(answer.headers.get('etag')).toBe(answer.body.meta.version)
  expect(await read(answer.body)).toEqual(answer.body)
  expect((await idm.ask('GET', '/Users/nobody')).status).toBe(404)
  const brief = await idm.ask('POST', '/Users?attributes=userName', newStudent())
  expect(Object.keys(brief.body)).toEqual(['schemas', 'id', 'userName'])
})

test('7644 3.4.2; 7644 3.4.2.4 · a list has pages, totals, and 200 also for nobody', async () => {
  const names: string[] = []
  for (let number = 0; number < 5; number++)
    names.push((await made({ name: { familyName: 'Stronicowa', givenName: `${number}` } })).userName)
  const filter = 'name.familyName eq "stronicowa"'
  const page = async (words: Record<string, string>) =>
    (await idm.ask('GET', `/Users${query({ filter, sortBy: 'name.givenName', ...words })}`)).body
  expect(await page({ startIndex: '2', count: '2' })).toMatchObject({
    schemas: [SCHEMAS.list],
    totalResults: 5,
    startIndex: 2,
    itemsPerPage: 2,
    Resources: [{ userName: names[1] }, { userName: names[2] }],
  })
  expect(await page({ startIndex: '-3', count: '1' })).toMatchObject({
    startIndex: 1,
    Resources: [{ userName: names[0] }],
  })
  for (const words of [{ count: '0' }, { count: '-1' }, { startIndex: '99' }] as Record<string, string>[]) {
    const body = await page(words)
    expect([body.totalResults, body.itemsPerPage, body.Resources]).toEqual([5, 0, undefined])
  }
  expect((await idm.ask('GET', `/Users${query({ filter: 'userName eq "nobody@agh.edu.pl"' })}`)).body).toMatchObject({
    totalResults: 0,
  })
  expect(refusal(await idm.ask('GET', '/Users?count=many'))).toEqual([400, 'invalidValue'])
})

test('7644 3.4.2 root; 7644 3.7; 7644 3.11 · what is not offered says so and why', async () => {
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/'],
    ['POST', '/.search'],
    ['POST', '/Bulk'],
    ['GET', '/Me'],
    ['PATCH', '/Me'],
  ] as const) {
    const answer = await idm.ask(method, path, method === 'GET' ? undefined : {})
    expect([path, answer.status, answer.body.status]).toEqual([path, 501, '501'])
    expect(answer.body.detail).toMatch(/^[A-Z].{20,}\.$/)
  }
})

const zed = await made(
  { name: { familyName: 'Zażółć', givenName: 'Łucja' }, emails: [{ value: 'zed-other@agh.edu.pl' }] },
  {
    fieldsOfStudy: [
      { value: 'ZED-1', display: 'Zed', status: 'graduated_diploma', faculty: 'WZ' },
      { value: 'ZED-2', display: 'Zed', primary: true },
    ],
    validUntil: '2030-01-01T00:00:00Z',
  },
)
const zeds = async (filter: string) => (await idm.find(`id eq "${zed.id}" and (${filter})`)).length

test('7644 3.4.2.2 operators · every operator, for every type that knows it', async () => {
  const study = `${ours}:fieldsOfStudy`
  const yes = [
    `userName eq "${zed.userName}"`,
    `userName eq "${zed.userName.toUpperCase()}"`,
    'userName ne "a@agh.edu.pl"',
    'userName co "student"',
    'userName sw "scim"',
    'userName ew ".pl"',
    'name.familyName gt "Za"',
    'name.familyName ge "Zażółć"',
    'name.givenName lt "Z" or name.givenName gt "A"',
    'displayName le "Łucja Zażółć"',
    'active eq true',
    'active ne false',
    'active eq "True"',
    `${ours}:studentStatus gt 1`,
    `${ours}:studentStatus le 2`,
    `${ours}:staffStatus eq 0`,
    `${ours}:validUntil gt "2029-12-31T23:59:59Z"`,
    `${ours}:validUntil lt "2030-01-01T01:00:01+01:00"`,
    'meta.created pr',
    'externalId pr',
    `${ours}:phdStudentStatus eq null`,
    `${ours}:albumNumber ne null`,
    `${enterprise}:department eq null`,
    `${enterprise}:organization co "agh"`,
    `${study} pr`,
    `${study} eq "ZED-1"`,
    `${study}.status eq "graduated_diploma"`,
    'emails co "other@"',
    'emails.value eq "zed-other@agh.edu.pl"',
    'groups.value eq "affiliation-student"',
    'groups.display co "everybody"',
    `${ours}:eduPersonAffiliation eq "member"`,
    'meta.resourceType eq "User"',
    `schemas eq "${ours}"`,
    'preferredLanguage eq "PL"',
    'name pr',
    `${ours}:connected eq true`,
    `${ours}:disabled eq false`,
    `${ours}:proofKind eq "none"`,
  ]
  expect(await Promise.all(yes.map(async (filter) => [filter, await zeds(filter)]))).toEqual(
    yes.map((filter) => [filter, 1]),
  )
  const no = [
    'userName eq "zed-other@agh.edu.pl"',
    'userName co "%"',
    'name.familyName sw "_"',
    `${ours}:phdStudentStatus pr`,
    `${ours}:phdStudentStatus gt 0`,
    'emails.type eq "home"',
    `${enterprise}:department pr`,
    `${study}.faculty eq "wz"`,
  ]
  expect(await Promise.all(no.map(async (filter) => [filter, await zeds(filter)]))).toEqual(
    no.map((filter) => [filter, 0]),
  )
})

test('7644 3.4.2.2 logic · not binds before and, and before or, and parentheses first', async () => {
  const [t, f] = ['active eq true', 'active eq false']
  for (const [filter, wanted] of [
    [`${t} or ${f} and ${f}`, 1],
    [`(${t} or ${f}) and ${f}`, 0],
    [`not (${t} and ${f})`, 1],
    [`not (${t} or ${f}) and ${t}`, 0],
    [`not (${f}) and ${t}`, 1],
    [`${f} or not (${f} or ${f})`, 1],
    [`not (${ours}:phdStudentStatus gt 0)`, 1],
    [`NOT (${f}) AND ${t} Or ${f}`, 1],
    [`not (emails[type eq "work" and value co "zed-other"])`, 1],
  ] as const)
    expect([filter, await zeds(filter)]).toEqual([filter, wanted])
})

test('7644 3.4.2.2 complex · in square brackets one value fits as a whole', async () => {
  for (const [filter, wanted] of [
    ['emails.type eq "work" and emails.value co "zed-other"', 1],
    ['emails[type eq "work" and value co "zed-other"]', 0],
    ['emails[type eq "other" and value co "zed-other"]', 1],
    ['emails[not (primary eq true) and value sw "ZED"]', 1],
    [`${ours}:fieldsOfStudy[value eq "ZED-1" and primary eq true]`, 0],
    [`${ours}:fieldsOfStudy[(value eq "ZED-2" or value eq "x") and status eq "active"]`, 1],
  ] as const)
    expect([filter, await zeds(filter)]).toEqual([filter, wanted])
})

test('7644 3.4.2.2 case · letters have no case where the schema says so', async () => {
  expect([
    await zeds('name.familyName eq "ZAŻÓŁĆ"'),
    await zeds('DISPLAYNAME CO "łUCJA"'),
    await zeds(`${ours}:fieldsOfStudy eq "zed-1"`),
    await zeds(`id eq "${zed.id.toLowerCase()}x"`),
  ]).toEqual([1, 1, 0, 0])
})

test('7644 3.4.2.2 invalid · what cannot be understood is refused with the place, and never repeated', async () => {
  for (const filter of [
    '',
    'userName',
    'userName eq',
    'userName is "a"',
    'userName eq a',
    "userName eq 'a'",
    'userName eq "a',
    'userName eq "a" and',
    '(userName pr',
    'userName pr)',
    'not userName pr',
    'userName pr pr',
    'eyes eq "44051401359"',
    'active gt true',
    'active eq "44051401359"',
    `${ours}:studentStatus co "2"`,
    `${ours}:studentStatus eq "2"`,
    'meta.created eq "yesterday"',
    'name eq "a"',
    'name[givenName eq "a"]',
    'emails[eyes eq "a"]',
    'emails[emails[value pr]]',
    'emails[type eq "work"].value eq "a"',
    'meta.version eq "a"',
    'userName gt null',
    'userName eq "\\u0000"',
    'userName eq "\\ud800"',
    `${'('.repeat(40)}userName pr${')'.repeat(40)}`,
    Array(80).fill('userName pr').join(' or '),
    'urn:nobody:userName pr',
  ]) {
    const answer = await idm.ask('GET', `/Users${query({ filter })}`)
    expect([filter, ...refusal(answer)]).toEqual([filter, 400, 'invalidFilter'])
    expect(answer.text).not.toContain('44051401359')
  }
})

test('7644 3.4.2.3 · lists are sorted, with those last who have no value', async () => {
  const people = []
  for (const [givenName, albumNumber] of [
    ['c', 'ZZ1'],
    ['A', 'ZZ2'],
    ['b', null],
  ] as const)
    people.push(await made({ name: { familyName: 'Sortowana', givenName } }, { albumNumber }))
  const sorted = async (words: Record<string, string>) =>
    (await idm.ask('GET', `/Users${query({ filter: 'name.familyName eq "Sortowana"', ...words })}`)).body.Resources.map(
      ({ name }: Json) => name.givenName,
    )
  expect(await sorted({ sortBy: 'name.givenName' })).toEqual(['A', 'b', 'c'])
  expect(await sorted({ sortBy: 'NAME.GIVENNAME', sortOrder: 'descending' })).toEqual(['c', 'b', 'A'])
  expect(await sorted({ sortBy: `${ours}:albumNumber` })).toEqual(['c', 'A', 'b'])
  expect(await sorted({ sortBy: 'emails', sortOrder: 'Ascending' })).toEqual(['c', 'A', 'b'])
  for (const words of [
    { sortBy: 'eyes' },
    { sortBy: `${ours}:pesel` },
    { sortBy: 'name' },
    { sortBy: 'id', sortOrder: 'sideways' },
  ] as Record<string, string>[])
    expect((await idm.ask('GET', `/Users${query(words)}`)).status).toBe(400)
})

test('7644 3.4.3; 7644 7.5 · a search by POST finds the same, and no name stands in an address or the log', async () => {
  const body = {
    schemas: [SCHEMAS.search],
    filter: `userName eq "${zed.userName}"`,
    attributes: ['userName'],
    sortBy: 'id',
    sortOrder: 'ascending',
    startIndex: 1,
    count: 10,
  }
  const found = await idm.ask('POST', '/Users/.search', body)
  expect([found.status, found.body]).toEqual([
    200,
    {
      schemas: [SCHEMAS.list],
      totalResults: 1,
      startIndex: 1,
      itemsPerPage: 1,
      Resources: [{ schemas: zed.schemas, id: zed.id, userName: zed.userName }],
    },
  ])
  expect(furta.logText()).not.toContain(zed.userName)
  expect(
    (await idm.ask('POST', '/Groups/.search', { schemas: [SCHEMAS.search], filter: 'id eq "affiliation-alum"' })).body
      .totalResults,
  ).toBe(1)
  for (const wrong of [
    {},
    { ...body, schemas: [] },
    { ...body, count: 'x' },
    { ...body, filter: 7 },
    { ...body, attributes: 'id' },
    [],
    'no JSON',
  ])
    expect((await idm.ask('POST', '/Users/.search', wrong)).status).toBe(400)
})

test('7644 3.5.1; 7644 3.5.1 404 · PUT replaces, clears what is left out, and creates nobody', async () => {
  const person = await made({ emails: [{ value: 'put1@agh.edu.pl' }] }, { pesel: '44051401359', phdStudentStatus: 2 })
  const { [ours]: _, emails: __, externalId: ___, ...rest } = person
  const put = await idm.ask('PUT', `/Users/${person.id}`, { ...rest, name: { familyName: 'Zmieniona' } })
  expect(put.status).toBe(200)
  expect(put.body).toMatchObject({
    id: person.id,
    active: true,
    name: { formatted: 'Zmieniona' },
    emails: [{ value: person.userName }],
    [ours]: { connected: true, proofKind: 'pesel', staffStatus: 0 },
  })
  for (const name of ['albumNumber', 'studentStatus', 'phdStudentStatus', 'fieldsOfStudy'])
    expect(put.body[ours]).not.toHaveProperty(name)
  expect(put.body).not.toHaveProperty('externalId')
  expect((await idm.ask('PUT', `/Users/${person.id}`, put.body)).body.meta.version).toBe(put.body.meta.version)
  expect(
    refusal(await idm.ask('PUT', `/Users/${person.id}`, { ...person, [enterprise]: { employeeNumber: 'S2' } })),
  ).toEqual([400, 'mutability'])
  expect((await idm.ask('PUT', '/Users/nobody', newStudent())).status).toBe(404)
})

test('7644 3.5.2; 7644 3.5.2 syntax; 7644 3.5.2 mutability · a PATCH is done as a whole, or refused with a reason and nothing is done', async () => {
  const person = await made()
  const good = { op: 'replace', path: 'name.givenName', value: 'Ewa' }
  for (const [operation, scimType] of [
    [{ op: 'move', path: 'active' }, 'invalidSyntax'],
    [{ path: 'active', value: true }, 'invalidSyntax'],
    ['add', 'invalidSyntax'],
    [{ op: 'add', path: 'active' }, 'invalidValue'],
    [{ op: 'add', path: 7, value: 1 }, 'invalidPath'],
    [{ op: 'add', path: 'eyes', value: 'green' }, 'invalidPath'],
    [{ op: 'add', path: 'emails[', value: 'x' }, 'invalidPath'],
    [{ op: 'add', path: 'name[givenName eq "x"]', value: 'x' }, 'invalidPath'],
    [{ op: 'replace', path: 'emails[eyes eq "x"].value', value: 'x' }, 'invalidFilter'],
    [{ op: 'replace', path: 'id', value: 'x' }, 'mutability'],
    [{ op: 'add', path: 'groups', value: [{ value: 'x' }] }, 'mutability'],
    [{ op: 'replace', path: 'meta.version', value: 'x' }, 'mutability'],
    [{ op: 'replace', path: `${ours}:disabled`, value: false }, 'mutability'],
    [{ op: 'remove', path: 'userName' }, 'mutability'],
    [{ op: 'remove', path: 'name.familyName' }, 'mutability'],
    [{ op: 'replace', value: 'x' }, 'invalidSyntax'],
    [{ op: 'replace', path: 'active', value: {} }, 'invalidValue'],
  ] as const) {
    const answer = await patched(person, good, operation as object)
    expect([operation, ...refusal(answer)]).toEqual([operation, 400, scimType])
  }
  for (const body of [
    {},
    { schemas: [SCHEMAS.patch] },
    { schemas: [SCHEMAS.patch], Operations: [] },
    { Operations: [good] },
    { schemas: [SCHEMAS.patch], Operations: Array(101).fill(good) },
  ])
    expect((await idm.ask('PATCH', `/Users/${person.id}`, body)).status).toBe(400)
  expect(await read(person)).toEqual(person)
  expect((await idm.ask('PATCH', '/Users/nobody', patch(good))).status).toBe(404)
})

test('7644 3.5.2.1 · add sets, merges, appends once, and makes what its filter describes', async () => {
  const person = await made()
  const study = `${ours}:fieldsOfStudy`
  const after = (
    await patched(
      person,
      { op: 'Add', path: 'name', value: { givenName: 'Ewa' } },
      { op: 'add', path: 'emails', value: [{ value: 'add1@agh.edu.pl' }] },
      { op: 'add', path: 'emails', value: { value: 'add1@agh.edu.pl' } },
      { op: 'add', path: 'emails[type eq "other"].value', value: 'add1b@agh.edu.pl' },
      { op: 'add', path: study, value: [{ value: 'NEW', primary: true }] },
      { op: 'add', path: `${study}[value eq "MADE" and status eq "cancelled"].display`, value: 'Made' },
      {
        op: 'add',
        value: {
          externalId: 'added',
          [ours]: { staffStatus: 2 },
          [`${ours}:phdStudentStatus`]: 1,
          'name.familyName': 'Dodana',
        },
      },
    )
  ).body
  expect(after).toMatchObject({
    name: { givenName: 'Ewa', familyName: 'Dodana' },
    externalId: 'added',
    [ours]: { staffStatus: 2, phdStudentStatus: 1 },
  })
  expect(after.emails.map(({ value }: Json) => value)).toEqual(
    [person.userName, 'add1@agh.edu.pl', 'add1b@agh.edu.pl'].sort((a, b) =>
      a === person.userName ? -1 : b === person.userName ? 1 : a < b ? -1 : 1,
    ),
  )
  expect(after[ours].fieldsOfStudy.map(({ value, status, primary }: Json) => [value, status, primary])).toEqual([
    ['INF-S1', 'active', false],
    ['MADE', 'cancelled', false],
    ['NEW', 'active', true],
  ])
  expect(refusal(await patched(person, { op: 'add', path: `${study}[value co "none"].display`, value: 'x' }))).toEqual([
    400,
    'noTarget',
  ])
})

test('7644 3.5.2.2 · remove takes an attribute, a part, or what a filter chooses', async () => {
  const person = await made({ emails: [{ value: 'rm1@agh.edu.pl' }, { value: 'rm2@agh.edu.pl' }] })
  const study = `${ours}:fieldsOfStudy`
  expect(refusal(await patched(person, { op: 'remove' }))).toEqual([400, 'noTarget'])
  const after = (
    await patched(
      person,
      { op: 'remove', path: 'emails[value sw "RM1"]' },
      { op: 'remove', path: `${study}[value eq "INF-S1"].faculty` },
      { op: 'remove', path: 'name.givenName' },
      { op: 'remove', path: `${ours}:albumNumber` },
      { op: 'remove', path: 'externalId' },
    )
  ).body
  expect(after.emails.map(({ value }: Json) => value)).toEqual([person.userName, 'rm2@agh.edu.pl'])
  expect(after[ours].fieldsOfStudy[0]).not.toHaveProperty('faculty')
  expect([after.name, after.externalId, after[ours].albumNumber]).toEqual([
    { formatted: person.name.familyName, familyName: person.name.familyName },
    undefined,
    undefined,
  ])
  const named = await patched(person, { op: 'remove', path: 'emails', value: [{ value: 'rm2@agh.edu.pl' }] })
  expect(named.body.emails).toHaveLength(1)
  const none = await patched(person, { op: 'remove', path: study })
  expect(none.body[ours]).not.toHaveProperty('fieldsOfStudy')
  expect((await patched(person, { op: 'remove', path: `${study}[value eq "INF-S1"]` })).status).toBe(200)
})

test('7644 3.5.2.3 · replace sets an attribute, a part, or what a filter chooses, and finds nothing to choose', async () => {
  const person = await made(
    { emails: [{ value: 'rp1@agh.edu.pl' }] },
    {
      fieldsOfStudy: [
        { value: 'A', display: 'A', faculty: 'W' },
        { value: 'B', display: 'B' },
      ],
    },
  )
  const study = `${ours}:fieldsOfStudy`
  const after = (
    await patched(
      person,
      { op: 'replace', path: 'emails[value eq "rp1@agh.edu.pl"].value', value: 'rp2@agh.edu.pl' },
      { op: 'replace', path: `${study}[value eq "A"]`, value: { value: 'C', display: 'C' } },
      { op: 'replace', path: `${study}.status`, value: 'cancelled' },
      { op: 'replace', path: 'name', value: { givenName: 'Iga' } },
      { op: 'replace', value: { userName: 'replaced@agh.edu.pl' } },
    )
  ).body
  expect(after.userName).toBe('replaced@agh.edu.pl')
  expect(after.emails.map(({ value }: Json) => value)).toEqual([
    'replaced@agh.edu.pl',
    'rp2@agh.edu.pl',
    person.userName,
  ])
  expect(after.name).toMatchObject({ givenName: 'Iga', familyName: person.name.familyName })
  expect(after[ours].fieldsOfStudy.map(({ value, status, faculty }: Json) => [value, status, faculty])).toEqual([
    ['B', 'cancelled', undefined],
    ['C', 'cancelled', undefined],
  ])
  expect(
    refusal(await patched(person, { op: 'replace', path: `${study}[value eq "A"].status`, value: 'active' })),
  ).toEqual([400, 'noTarget'])
})

test('7644 3.6 · DELETE suspends and hides, erases nothing, and gives the login to nobody else', async () => {
  const student = newStudent()
  const person = (await idm.ask('POST', '/Users', student)).body
  const gone = await idm.ask('DELETE', `/Users/${person.id}`)
  expect([gone.status, gone.text]).toEqual([204, ''])
  for (const [method, body] of [
    ['GET', undefined],
    ['PUT', student],
    ['PATCH', patch({ op: 'replace', path: 'active', value: true })],
    ['DELETE', undefined],
  ] as const)
    expect([method, (await idm.ask(method, `/Users/${person.id}`, body)).status]).toEqual([method, 404])
  expect(await idm.find(`id eq "${person.id}" or userName eq "${person.userName}"`)).toEqual([])
  const row = await furta.database.db
    .selectFrom('people')
    .select(['closed_because', 'surname'])
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow()
  expect(row).toEqual({ closed_because: 'left', surname: person.name.familyName })
  const stranger = await idm.ask('POST', '/Users', newStudent({ userName: person.userName }))
  expect(refusal(stranger)).toEqual([409, 'uniqueness'])
  expect(stranger.body.detail).toContain('belonged to somebody who was removed')
  const back = await idm.ask('POST', '/Users', { ...student, name: { familyName: 'Powrót' } })
  expect([back.status, back.body.id, back.body.active, back.body.name.familyName]).toEqual([
    201,
    person.id,
    true,
    'Powrót',
  ])
})

test('7644 3.9 · an answer has what is asked for, and always what every answer has', async () => {
  const get = async (words: Record<string, string>) => (await idm.ask('GET', `/Users/${zed.id}${query(words)}`)).body
  expect(await get({ attributes: 'name.givenName, eyes' })).toEqual({
    schemas: zed.schemas,
    id: zed.id,
    name: { givenName: 'Łucja' },
  })
  expect(await get({ attributes: 'emails.value' })).toMatchObject({
    emails: [{ value: zed.userName }, { value: 'zed-other@agh.edu.pl' }],
  })
  const less = await get({ excludedAttributes: `id,groups,emails.type,${ours}` })
  expect([less.id, less.groups, less[ours], less.emails[0].type, less.emails[0].value]).toEqual([
    zed.id,
    undefined,
    undefined,
    undefined,
    zed.userName,
  ])
  expect((await idm.ask('GET', `/Users${query({ attributes: 'id', excludedAttributes: 'name' })}`)).status).toBe(400)
})

test('7644 3.12; 7644 3.12 status · errors have one form, whatever went wrong', async () => {
  const cases = [
    [await idm.ask('POST', '/Users', '{"schemas":'), 400],
    [await idm.ask('GET', '/Nothing'), 404],
    [await idm.ask('DELETE', '/Users'), 405],
    [await idm.ask('POST', '/Users', newStudent({ externalId: 'x'.repeat(300_000) })), 413],
    [await idm.ask('POST', '/Users', '<a/>', { 'content-type': 'text/xml' }), 415],
    [await idm.ask('POST', '/Bulk', {}), 501],
  ] as const
  for (const [answer, status] of cases) {
    expect([answer.status, answer.body.status, answer.body.schemas]).toEqual([status, String(status), [SCHEMAS.error]])
    expect(answer.body.detail).toMatch(/^[A-Z].{8,}\.$/)
    expect(answer.headers.get('content-type')).toContain('application/scim+json')
  }
  expect(cases[2][0].headers.get('allow')).toBe('GET, POST')
})

test('7644 3.14 · whoever wrote of a version that is gone is told, and what has not changed is not sent again', async () => {
  const person = await made()
  const [path, tag] = [`/Users/${person.id}`, person.meta.version]
  const unchanged = await idm.ask('GET', path, undefined, { 'if-none-match': `"x", ${tag}` })
  expect([unchanged.status, unchanged.text, unchanged.headers.get('etag')]).toEqual([304, '', tag])
  const change = patch({ op: 'replace', path: 'name.givenName', value: 'Ola' })
  const first = await idm.ask('PATCH', path, change, { 'if-match': tag })
  expect([first.status, first.body.meta.version === tag]).toEqual([200, false])
  for (const [method, body] of [
    ['PATCH', change],
    ['PUT', person],
    ['DELETE', undefined],
  ] as const)
    expect([method, (await idm.ask(method, path, body, { 'if-match': tag })).status]).toEqual([method, 412])
  expect((await idm.ask('PATCH', path, change, { 'if-none-match': first.body.meta.version })).status).toBe(412)
  expect((await idm.ask('GET', path, undefined, { 'if-match': tag })).status).toBe(412)
  const both = await Promise.all(
    ['Ada', 'Iza'].map((value) =>
      idm.ask('PATCH', path, patch({ op: 'replace', path: 'name.givenName', value }), {
        'if-match': first.body.meta.version,
      }),
    ),
  )
  expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  expect((await idm.ask('DELETE', path, undefined, { 'if-match': '*' })).status).toBe(204)
})
