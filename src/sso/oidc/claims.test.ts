import { expect, test } from 'vitest'
import { client } from '../../../test/relying-party.ts'
import { attributeNames } from '../../services/index.ts'
import { attributesAsked, claims, claimsByScope, claimsOf, scopesBeyond, scopesOf } from './claims.ts'

test('every attribute that a service may be registered for has its claim', () => {
  expect(
    Object.values(claims)
      .map(({ attribute }) => attribute)
      .sort(),
  ).toEqual([...attributeNames].sort())
})

test('what may have several values is an array even when there is one, and the address counts as verified', () => {
  expect(
    claimsOf([
      ['employeeType', 'S'],
      ['mail', 'a@agh.edu.pl'],
      ['sn', 'Wrona'],
    ]),
  ).toEqual({ employee_type: ['S'], email: 'a@agh.edu.pl', email_verified: true, family_name: 'Wrona' })
  expect(claimsOf([])).toEqual({})
})

test('a service is granted the scopes that hold something of its own, and nothing beyond', () => {
  const library = client('library', {}, { attributes: ['mail'] })
  expect(scopesOf(library)).toEqual(['openid', 'email'])
  expect(scopesBeyond(library)).toEqual(['profile', 'eduperson', 'usos', 'offline_access'])
  expect(scopesOf(client('cloud', { offlineAccess: true }, { attributes: [] }))).toEqual(['openid', 'offline_access'])
})

test('a request asks for no more than its scopes hold', () => {
  const library = { attributes: ['mail', 'sn', 'student_number'] as const }
  expect(attributesAsked(library, ['openid'])).toEqual([])
  expect(attributesAsked(library, ['openid', 'profile', 'email'])).toEqual(['mail', 'sn'])
})

test('no scope holds a PESEL, a birth date or the sex', () => {
  expect(JSON.stringify(claimsByScope())).not.toMatch(/pesel|birth|gender/i)
})
