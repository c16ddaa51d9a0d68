import { describe, expect, test } from 'vitest'
import { asPersonId } from '../database/index.ts'
import { accountStates } from '../people/index.ts'
import { keyring, Secret } from '../world/index.ts'
import { readDeviceCookie, writeDeviceCookie } from './device-cookie.ts'
import { judgeSignIn } from './signin.ts'

describe('the verdict of a sign-in', () => {
  test('lets in an active account with the right password, and nobody else', () => {
    for (const state of accountStates)
      for (const waiting of [true, false])
        for (const matches of [true, false])
          expect([state, waiting, matches, judgeSignIn({ state, waiting, matches }).kind === 'signed-in']).toEqual([
            state,
            waiting,
            matches,
            state === 'active' && !waiting && matches,
          ])
  })

  test.each([
    ['unknown', 'not-recognized'],
    ['not-connected', 'not-recognized'],
    ['assigned-elsewhere', 'not-recognized'],
    ['closed', 'not-recognized'],
    ['disabled', 'refused'],
    ['eligible', 'refused'],
    ['active', 'refused'],
  ] as const)('answers a wrong password of an account that is %s with “%s”', (state, kind) => {
    expect(judgeSignIn({ state, waiting: false, matches: false }).kind).toBe(kind)
  })
})

describe('the device cookie', () => {
  const keys = keyring(new Secret('one root'))
  const issuedAt = new Date('2026-11-22T12:00:00Z')
  const device = { person: asPersonId('anna'), id: 'AAAABBBBCCCC', issuedAt }
  const lifetime = 180 * 86_400_000
  const value = writeDeviceCookie(keys, device)

  test('is known again until its time is over', () => {
    expect(readDeviceCookie(keys, value, lifetime, issuedAt)).toEqual(device)
    expect(readDeviceCookie(keys, value, lifetime, new Date(issuedAt.getTime() + lifetime + 1))).toBeUndefined()
  })

  test('cannot be written by anybody else, or for another person', () => {
    expect(readDeviceCookie(keyring(new Secret('another root')), value, lifetime, issuedAt)).toBeUndefined()
    expect(readDeviceCookie(keys, value.replace('anna', 'jana'), lifetime, issuedAt)).toBeUndefined()
    expect(readDeviceCookie(keys, 'nonsense', lifetime, issuedAt)).toBeUndefined()
  })
})
