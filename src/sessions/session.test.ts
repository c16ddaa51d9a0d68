import { describe, expect, test } from 'vitest'
import { asSessionId } from '../database/index.ts'
import { browserName, isAlive, needsNoting, readCookie, writeCookie } from './index.ts'

const limits = { idle: 3_600_000, whole: 12 * 3_600_000 }
const noon = new Date('2026-11-22T12:00:00Z')
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
const session = (lastUsed: number, ended: Date | null = null) => ({
  createdAt: noon,
  lastUsedAt: later(lastUsed),
  endedAt: ended,
})

describe('a session', () => {
  test('ends an hour after its last use', () => {
    expect(isAlive(session(0), limits, later(59))).toBe(true)
    expect(isAlive(session(0), limits, later(60))).toBe(false)
  })

  test('ends after twelve hours, however busy', () => {
    expect(isAlive(session(719), limits, later(719))).toBe(true)
    expect(isAlive(session(719), limits, later(720))).toBe(false)
  })

  test('that is remembered lasts as long as the operator says, used or not, and no longer where that is not offered any more', () => {
    const remembered = { ...session(0), longTerm: true }
    const offered = { ...limits, remembered: 30 * 24 * 3_600_000 }
    expect(isAlive(remembered, offered, later(30 * 24 * 60 - 1))).toBe(true)
    expect(isAlive(remembered, offered, later(30 * 24 * 60))).toBe(false)
    expect(isAlive(remembered, limits, later(59))).toBe(true)
    expect(isAlive(remembered, limits, later(60))).toBe(false)
    expect(isAlive(session(0), offered, later(60))).toBe(false)
  })

  test('that was ended does not come back', () => {
    expect(isAlive(session(0, later(1)), limits, later(2))).toBe(false)
  })

  test('notes its use once a minute at most', () => {
    expect(needsNoting(session(0), new Date(noon.getTime() + 59_999))).toBe(false)
    expect(needsNoting(session(0), later(1))).toBe(true)
  })
})

describe('the ticket-granting cookie', () => {
  test('is read as it was written', () => {
    const cookie = { id: asSessionId('a'.repeat(16)), secret: 'B'.repeat(24) }
    expect(readCookie(writeCookie(cookie))).toEqual(cookie)
    expect(writeCookie(cookie)).toMatch(/^TGT-[A-Za-z0-9-]+$/)
  })

  test('is read as an earlier version wrote it: an upgrade signs nobody out', () => {
    const cookie = { id: asSessionId('a'.repeat(16)), secret: 'B'.repeat(24) }
    expect(readCookie(`${cookie.id}.${cookie.secret}`)).toEqual(cookie)
  })

  test.each([
    undefined,
    '',
    'x',
    `${'a'.repeat(16)}.${'b'.repeat(23)}`,
    `${'a'.repeat(16)}.${'b'.repeat(24)}.`,
    `${'ł'.repeat(16)}.${'b'.repeat(24)}`,
  ])('is not %j', (value) => expect(readCookie(value)).toBeUndefined())
})

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0 Safari/537.36 Edg/153.0',
    'Edge, Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/26.0 Mobile Safari/604.1',
    'Safari, iOS',
  ],
  ['curl/8', ''],
  [undefined, ''],
])('%s is told to a person as "%s"', (agent, name) => {
  expect(browserName(agent)).toBe(name)
})
