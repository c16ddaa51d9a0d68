import { afterAll, describe, expect, test } from 'vitest'
import { loadInstitution } from '../../config/index.ts'
import { openPasswordJudge } from '../../credentials/index.ts'
import { canonicalAddress, checkPesel, deansOfficeOf } from '../../people/index.ts'
import { programmes } from '../programmes.ts'
import { addressAt, cast, peselOf, proofKindOf } from './index.ts'

const at = (address: string) => addressAt('agh.edu.pl', address)
const institution = loadInstitution('institution.yaml')
const { mailDomains } = institution
const judge = openPasswordJudge()
afterAll(() => judge.stop())

test('there are about forty-five people, at least 32 of them active with password and PESEL', () => {
  const active = cast.filter(
    (one) => one.password && one.serial && !one.disabled && !one.closed && one.connected !== false,
  )
  expect(cast.length).toBeGreaterThanOrEqual(42)
  expect(active.length).toBeGreaterThanOrEqual(32)
})

test('no two people share a key, an address, an album number, a PESEL or a password', () => {
  const unique = (values: (string | undefined)[]) => {
    const given = values.filter((value) => value !== undefined)
    expect(new Set(given).size).toBe(given.length)
  }
  unique(cast.map(({ key }) => key))
  unique(cast.flatMap(({ login, otherAddresses = [] }) => [login, ...otherAddresses]))
  unique(cast.map(({ albumNumber }) => albumNumber))
  unique(cast.map(peselOf))
  unique(cast.map(({ password }) => password))
})

test.each(Object.values(programmes))('the dean’s office of $programme is known', ({ faculty }) => {
  expect(deansOfficeOf(institution, faculty)?.faculty).toBe(faculty)
})

describe.each(cast)('$key', (member) => {
  const { login, otherAddresses = [], born, serial, password } = member

  test('has addresses as they are stored, in domains of the university', () => {
    for (const address of [login, ...otherAddresses].map(at)) {
      expect(canonicalAddress(address)).toBe(address)
      expect(mailDomains).toContain(address.split('@')[1])
    }
  })

  test('was born between 1955 and 2008, as the PESEL says', () => {
    expect(born >= '1955-01-01' && born <= '2008-12-31').toBe(true)
    const pesel = peselOf(member)
    if (pesel !== undefined) expect(checkPesel(pesel)).toMatchObject({ ok: true, birthDate: born })
    // From 9700 on: no office has come that far within one day.
    if (serial !== undefined) expect(Number(serial)).toBeGreaterThanOrEqual(9700)
    expect(proofKindOf(member) === 'pesel').toBe(serial !== undefined)
  })

  if (password === undefined) return
  test('has a password that the policy would accept', async () => {
    const judgement = await judge.judgePassword(password, {
      profile: 'manual',
      contextWords: [],
      personal: {
        givenNames: [member.givenNames],
        surnames: [member.surname],
        login: at(login),
        otherAddresses: otherAddresses.map(at),
        albumNumber: member.albumNumber,
        birthDate: born,
        pesel: peselOf(member),
      },
    })
    expect(judgement).toEqual({ acceptable: true })
    expect(password).toMatch(/^[\x21-\x7e]{12,30}$/)
  })
})
