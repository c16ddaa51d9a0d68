import { expect, test } from 'vitest'
import { registered } from '../../test/service.ts'
import { type OwnEvent, recentActivity } from './activity.ts'

const library = registered({
  id: 'library',
  name: { pl: 'Biblioteka', en: 'Library' },
  urls: ['https://library.example.edu/'],
})
const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute))
const event = (minute: number, about: Partial<OwnEvent>): OwnEvent => ({
  at: at(minute),
  event: 'sign-in',
  outcome: 'success',
  details: {},
  ...about,
})

const wrongPassword = { outcome: 'failure', details: { because: 'wrong-password' } } as const

test('a sign-in names the service it led to, when it is still in the registry', () => {
  const lines = recentActivity(
    [
      event(2, { details: { service: 'https://library.example.edu/return?x=1' } }),
      event(1, { details: { service: 'https://gone.example.edu/' } }),
      event(0, { details: { service: null } }),
    ],
    [library],
  )
  expect(lines.map(({ service }) => service?.en)).toEqual(['Library', undefined, undefined])
})

test('a service that was reached by OpenID Connect is named by its id', () => {
  const [line] = recentActivity([event(0, { details: { service: 'library' } })], [library])
  expect(line?.service?.en).toBe('Library')
})

test('failures in a row are one line with their number and the newest hour', () => {
  const lines = recentActivity(
    [
      event(5, {}),
      event(4, wrongPassword),
      event(3, wrongPassword),
      event(2, wrongPassword),
      event(1, {}),
      event(0, {}),
    ],
    [],
  )
  expect(lines.map(({ what, times, at: when }) => [what, times, when.getUTCMinutes()])).toEqual([
    ['signed-in', 1, 5],
    ['refused-wrong-password', 3, 4],
    ['signed-in', 1, 1],
    ['signed-in', 1, 0],
  ])
})

test('what is no matter of the person does not stand there', () => {
  expect(
    recentActivity([event(1, { event: 'retention' }), event(0, { event: 'link-requested', outcome: 'failure' })], []),
  ).toEqual([])
})

test('a refused sign-in is put down to its true reason, and failures for another reason are another line', () => {
  const because = [
    'wrong-password',
    'waiting',
    'waiting',
    'assigned-elsewhere',
    'eligible',
    'disabled',
    'not-connected',
  ]
  const lines = recentActivity(
    because.map((why, index) => event(30 - index, { outcome: 'failure', details: { because: why } })),
    [],
  )
  expect(lines.map(({ what, times }) => [what, times])).toEqual([
    ['refused-wrong-password', 1],
    ['refused-waiting', 2],
    ['refused-other-address', 1],
    ['refused-no-password', 1],
    ['refused-disabled', 1],
    ['refused-not-connected', 1],
  ])
  expect(recentActivity([event(0, { outcome: 'failure', details: {} })], [])[0]?.what).toBe('sign-in-refused')
})

test('a password set by a link and one set with a code are told apart', () => {
  const set = (details: OwnEvent['details']) =>
    recentActivity([event(0, { event: 'password-set', details })], [])[0]?.what
  expect(set({ link: 'k7QdR2mWx9Tz', purpose: 'first-password' })).toBe('password-set')
  expect(set({ code: 'k7QdR2mWx9Tz', purpose: 'first-password' })).toBe('password-set-by-code')
})

test('what the desk did stands there without its reason, and what it looked at does not', () => {
  const lines = recentActivity(
    [
      event(3, { event: 'link-sent-by-desk', details: { reason: 'called from the dean’s office' } }),
      event(2, { event: 'address-assigned', details: { reason: 'letter', held: 24 } }),
      event(1, { event: 'code-issued', details: { proof: 'card', reason: 'no PESEL', minutes: 15 } }),
      event(0, { event: 'person-viewed' }),
    ],
    [],
  )
  expect(lines.map(({ what }) => what)).toEqual(['desk-sent-link', 'desk-assigned-address', 'desk-issued-code'])
  expect(JSON.stringify(lines)).not.toMatch(/dean|letter|PESEL|card/)
})
