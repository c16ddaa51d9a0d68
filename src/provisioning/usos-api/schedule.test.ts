import { expect, test } from 'vitest'
import { holds } from './brake.ts'
import { nextTry } from './problem.ts'
import { due, lastMoment } from './schedule.ts'

const HOUR = 3_600_000
const at = (iso: string) => new Date(iso)
const timeZone = 'Europe/Warsaw'

test('the last time the clocks showed 03:15 is known in winter, in summer and when they change', () => {
  const last = (now: string) => lastMoment('03:15', timeZone, at(now)).toISOString()
  expect(last('2026-11-23T10:00:00Z')).toBe('2026-11-23T02:15:00.000Z')
  expect(last('2026-11-23T02:14:59Z')).toBe('2026-11-22T02:15:00.000Z')
  expect(last('2026-07-01T12:00:00Z')).toBe('2026-07-01T01:15:00.000Z')
  // In the night to 28 March 2027 the clocks leave out 02:00 to 03:00.
  expect(last('2027-03-28T12:00:00Z')).toBe('2027-03-28T01:15:00.000Z')
  expect(last('2026-11-22T23:30:00Z')).toBe('2026-11-22T02:15:00.000Z')
})

test('everybody is due once a day, late rather than never, and the quick lane in between', () => {
  const now = at('2026-11-23T10:00:00Z')
  const ask = (more: Partial<Parameters<typeof due>[0]>) =>
    due({
      now,
      timeZone,
      sweepAt: '03:15',
      quickEvery: HOUR,
      lastSweep: at('2026-11-23T02:15:00Z'),
      lastQuick: at('2026-11-23T09:30:00Z'),
      planWaits: false,
      ...more,
    })
  expect(ask({})).toBeUndefined()
  expect(ask({ lastQuick: at('2026-11-23T09:00:00Z') })).toBe('quick')
  expect(ask({ lastQuick: undefined })).toBe('quick')
  expect(ask({ lastQuick: undefined, quickEvery: 0 })).toBeUndefined()
  expect(ask({ lastSweep: at('2026-11-22T02:15:00Z') })).toBe('sweep')
  expect(ask({ lastSweep: undefined })).toBe('sweep')
  // A plan that waits for somebody is not pushed away by the clock.
  expect(ask({ lastSweep: undefined, planWaits: true })).toBeUndefined()
})

test('a source that is down is asked again after 5, 10, 20, 40 and 60 minutes, and given up after a day', () => {
  const movedAt = at('2026-11-23T10:00:00Z')
  const minutes = [0, 1, 2, 3, 4, 9].map(
    (tries) => ((nextTry({ tries, movedAt, now: movedAt })?.getTime() ?? 0) - movedAt.getTime()) / 60_000,
  )
  expect(minutes).toEqual([5, 10, 20, 40, 60, 60])
  expect(nextTry({ tries: 9, movedAt, now: at('2026-11-24T10:00:00Z') })).toBeUndefined()
})

test('a plan goes in by itself only when few people change, and fewer are gone', () => {
  const counts = {
    rows: 0,
    people: 0,
    joiners: 0,
    movers: 0,
    unchanged: 0,
    missing: 0,
    stillMissing: 0,
    suspended: 0,
    returned: 0,
    leftOut: 0,
  }
  const limits = { USOS_API_MODE: 'apply', USOS_API_MOST_CHANGES: 5, USOS_API_MOST_LEAVERS: 1 } as const
  const held = (some: Partial<typeof counts>, more: { mode?: 'dry-run'; byHand?: boolean; registry?: number } = {}) =>
    holds(
      { counts: { ...counts, ...some }, brake: { percent: 0, most: 10, holds: false } },
      {
        registry: more.registry ?? 1000,
        limits: more.mode ? { ...limits, USOS_API_MODE: more.mode } : limits,
        byHand: more.byHand ?? false,
      },
    )
  expect(held({ movers: 50 })).toBeUndefined()
  expect(held({ movers: 30, joiners: 21 })).toBe('changes')
  expect(held({ missing: 10 })).toBeUndefined()
  expect(held({ missing: 11 })).toBe('leavers')
  expect(held({ joiners: 1 }, { registry: 0 })).toBe('changes')
  expect(held({}, { registry: 0 })).toBeUndefined()
  expect(held({}, { mode: 'dry-run' })).toBe('mode')
  expect(held({ movers: 1 }, { mode: 'dry-run', byHand: true })).toBeUndefined()
})
