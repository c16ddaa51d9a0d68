import { describe, expect, test } from 'vitest'
import { asLinkId, asPersonId } from '../database/index.ts'
import { systemRandom } from '../world/index.ts'
import { LINK_ID_CHARACTERS, LINK_SECRET_CHARACTERS, linkState, type MailedLink, readLinkToken } from './mailed-link.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
const link: MailedLink = {
  id: asLinkId('abcdefghijkl'),
  secretHash: Buffer.alloc(32),
  person: asPersonId('alice'),
  purpose: 'forgotten-password',
  address: 'alice@student.agh.edu.pl',
  createdAt: noon,
  expiresAt: later(60),
  wrongAnswers: 0,
  typingErrors: 0,
  closedBecause: undefined,
}
const account = { maySetPassword: true, assignedAddress: link.address }

describe('a mailed link', () => {
  test('is open until its hour is over, and not a moment longer', () => {
    expect(linkState(link, account, later(59))).toEqual({ state: 'open', millisecondsLeft: 60_000 })
    expect(linkState(link, account, later(60))).toEqual({ state: 'expired' })
  })

  test('says why it was closed, even when its time is over too', () => {
    const superseded = { ...link, closedBecause: 'superseded' } as const
    expect(linkState(superseded, account, later(90))).toEqual({ state: 'closed', because: 'superseded' })
  })

  test('is dead when the account may not set a password any more', () => {
    expect(linkState(link, { ...account, maySetPassword: false }, noon)).toEqual({
      state: 'closed',
      because: 'account-changed',
    })
  })

  test('is dead when another address is assigned, or none', () => {
    const dead = { state: 'closed', because: 'account-changed' }
    expect(linkState(link, { ...account, assignedAddress: 'alice@agh.edu.pl' }, noon)).toEqual(dead)
    expect(linkState(link, { ...account, assignedAddress: undefined }, noon)).toEqual(dead)
  })

  test('is read only in the one form in which it is mailed', () => {
    const token = `${systemRandom.token(LINK_ID_CHARACTERS)}.${systemRandom.token(LINK_SECRET_CHARACTERS)}`
    expect(readLinkToken(token)).toEqual({ id: token.slice(0, 12), secret: token.slice(13) })
    for (const broken of [`${token}x`, token.slice(1), token.replace('.', '-'), `${token}\n`, '', '.', `../${token}`]) {
      expect(readLinkToken(broken)).toBeUndefined()
    }
  })
})
