import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { clauses, clausesDocument } from '../conformance/oidc-clauses.ts'

const sources = [
  'test/conformance/oidc.test.ts',
  'test/conformance/oidc-requests.test.ts',
  'test/conformance/oidc-logout.test.ts',
  'src/sso/oidc/keys/keys.test.ts',
]
const titles = sources.flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/^ *(?:test\(|\]\)\()'((?:[^'\\]|\\.)*)'/gm)].map(([, title]) => title),
)
const named = Object.values(clauses).flatMap((rows) => rows.flatMap(({ tests }) => tests))

test('every clause of OpenID Connect names tests that there are', () => {
  expect(named.filter((title) => !titles.includes(title))).toEqual([])
  for (const { tests } of Object.values(clauses).flat()) expect(tests.length).toBeGreaterThan(0)
})

test('the page of OpenID Connect says what is held', () => {
  expect(readFileSync('docs/protocols/oidc.md', 'utf8')).toBe(clausesDocument())
})

test('every test of OpenID Connect belongs to a clause', () => {
  expect(titles.length).toBeGreaterThan(50)
  expect(titles.filter((title) => !named.includes(title ?? ''))).toEqual([])
})
