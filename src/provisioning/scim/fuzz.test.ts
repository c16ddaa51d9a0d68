import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cpuTime } from '../../../test/cpu-time.ts'
import { identitySystem, type Json, newStudent, SCHEMAS } from '../../../test/scim.ts'
import { university } from '../../../test/university.ts'
import { ScimError } from './error.ts'
import { readFilter, readPatchPath } from './filter.ts'
import { applyPatch } from './patch.ts'
import { isObject, readResource } from './resource.ts'
import { userType } from './schema.ts'

// What a hostile or broken identity system may send: refused with a sentence, never a fault of ours, and never for long.

const names = [
  'userName',
  'name.givenName',
  'emails',
  'emails.value',
  'active',
  'meta.created',
  'groups',
  'id',
  'eyes',
  '__proto__',
  'constructor',
  'pesel',
  `${SCHEMAS.university}:studentStatus`,
  `${SCHEMAS.university}:fieldsOfStudy`,
  SCHEMAS.enterprise,
]
const values = [
  '"a"',
  '"%_\\\\"',
  '"\\u0000"',
  '"\'; drop table people; --"',
  '"$1"',
  'true',
  'null',
  '7',
  '-1e99',
  '"2026-11-28T00:00:00Z"',
  '""',
  '"\u{1f600}"',
]
const piece = fc.oneof(
  fc.constantFrom(...names),
  fc.constantFrom(...values),
  fc.constantFrom(
    'eq',
    'ne',
    'co',
    'sw',
    'ew',
    'gt',
    'ge',
    'lt',
    'le',
    'pr',
    'and',
    'or',
    'not',
    '(',
    ')',
    '[',
    ']',
    '.',
    ' ',
  ),
  fc.string({ maxLength: 6 }),
)
const soup = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(' '))

/** Filters that read well, of attributes and values that may not go together. */
const { filter: sound } = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    fc
      .tuple(
        fc.constantFrom(...names),
        fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'),
        fc.constantFrom(...values),
      )
      .map((parts) => parts.join(' ')),
    fc.constantFrom(...names).map((name) => `${name} pr`),
    tie('filter').map((inner) => `not (${inner})`),
    fc
      .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
      .map(([one, word, other]) => `(${one}) ${word} ${other}`),
    fc
      .tuple(
        fc.constantFrom('emails', 'groups', `${SCHEMAS.university}:fieldsOfStudy`),
        fc.constantFrom('value', 'type', 'primary', 'display', 'status', 'eyes'),
        fc.constantFrom('eq', 'co', 'gt'),
        fc.constantFrom(...values),
      )
      .map(([name, sub, by, value]) => `${name}[${sub} ${by} ${value}]`),
  ),
}))
const anyFilter = fc.oneof(soup, sound, fc.string({ maxLength: 200 }))

function refusedOr<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    expect(error.status).toBe(400)
    expect(error.message).toMatch(/^["A-Za-z$].{8,}\.$/)
    return undefined
  }
}

test('any text is a filter and a path, or is refused with a sentence', () => {
  fc.assert(
    fc.property(anyFilter, (text) => {
      refusedOr(() => readFilter(text))
      refusedOr(() => readPatchPath(text))
    }),
    { numRuns: 2000 },
  )
})

const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    null,
    true,
    'True',
    'a@agh.edu.pl',
    [{ value: 'b@agh.edu.pl', primary: true }],
    { value: 'x' },
    { __proto__: null, toString: 1 },
  ),
)
const operation = fc.record(
  {
    op: fc.constantFrom('add', 'replace', 'remove', 'Replace', 'move', 7),
    path: fc.oneof(
      fc.constantFrom(...names),
      sound.map((filter) => `emails[${filter}]`),
      fc.constantFrom(
        'emails[type eq "work"].value',
        `${SCHEMAS.university}:fieldsOfStudy[value eq "INF-S1"].status`,
        'name',
      ),
    ),
    value: fc.oneof(json, fc.dictionary(fc.constantFrom(...names), json, { maxKeys: 4 })),
  },
  { requiredKeys: ['op'] },
)
const person = readResource(userType, newStudent()).resource

test('any operations change what they may, or are refused, and leave the resource they were handed alone', () => {
  const before = JSON.stringify(person)
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 4 }), (Operations) => {
      const read = refusedOr(() => applyPatch(userType, person, { schemas: [SCHEMAS.patch], Operations }))
      expect(JSON.stringify(person)).toBe(before)
      if (read) {
        expect(read.resource.userName).toEqual(expect.any(String))
        expect(isObject(read.resource.name) && read.resource.name.familyName).toBeTruthy()
      }
    }),
    { numRuns: 1500 },
  )
  expect(Object.keys(Object.prototype)).toEqual([])
})

test('hostile filters of full length are refused or read within a moment', () => {
  const long = (text: string) => text.repeat(Math.floor(4090 / text.length))
  for (const text of [
    long('('),
    long('not ('),
    long('a['),
    long('"'),
    long('\\"'),
    `a eq "${long('\\\\')}`,
    long(' '),
    long('9'),
    long('a.'),
    long('a pr or '),
    long('(a pr or b pr) and '),
    `a eq ${long('1e')}`,
    `userName eq "${'x'.repeat(4070)}"`,
  ]) {
    const took = cpuTime(() => void refusedOr(() => readFilter(text)))
    expect(took, text.slice(0, 12)).toBeLessThan(250)
  }
})

test('over the wire: whatever is searched for or patched is answered below 500, and every refusal has its sentence', async () => {
  const furta = await university()
  const idm = await identitySystem(furta)
  const made = (await idm.ask('POST', '/Users', newStudent())).body
  const looksRight = ({ status, body }: { status: number; body: Json }) => {
    expect(status).toBeLessThan(500)
    if (status >= 400)
      expect(body).toMatchObject({
        schemas: [SCHEMAS.error],
        status: String(status),
        detail: expect.stringMatching(/.{10,}\.$/),
      })
  }
  await fc.assert(
    fc.asyncProperty(anyFilter, fc.constantFrom(...names, undefined), async (filter, sortBy) => {
      looksRight(await idm.ask('POST', '/Users/.search', { schemas: [SCHEMAS.search], filter, sortBy, count: 2 }))
    }),
    { numRuns: 150 },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 3 }), async (Operations) => {
      looksRight(await idm.ask('PATCH', `/Users/${made.id}`, { schemas: [SCHEMAS.patch], Operations }))
    }),
    { numRuns: 120 },
  )
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...names, 'schemas', 'externalId', 'name'), json), async (more) => {
      looksRight(await idm.ask('POST', '/Users', { ...newStudent(), ...more }))
    }),
    { numRuns: 80 },
  )
  expect(furta.logText()).not.toContain('"level":50')
  expect(await idm.find(`id eq "${made.id}" or id eq "'; drop table people; --"`)).toHaveLength(1)
})
