import { expect, test } from 'vitest'
import { type OwnEvent, recentActivity } from './activity.ts'

const library = {
  id: 'library',
  name: { pl: 'Biblioteka', en: 'Library' },
  urls: ['https://library.example.edu/'],
  attributes: [],
  singleLogout: true,
}
const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute))
const event = (minute: number, about: Partial<OwnEvent>): OwnEvent => ({
  at: at(minute),
  event: 'sign-in',
  outcome: 'success',
  details: {},
  ...about,
})

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

test('failures in a row are one line with their number and the newest hour', () => {
  const lines = recentActivity(
    [
      event(5, {}),
      event(4, { outcome: 'failure' }),
      event(3, { outcome: 'failure' }),
      event(2, { outcome: 'failure' }),
      event(1, {}),
      event(0, {}),
    ],
    [],
  )
  expect(lines.map(({ what, times, at: when }) => [what, times, when.getUTCMinutes()])).toEqual([
    ['signed-in', 1, 5],
    ['sign-in-refused', 3, 4],
    ['signed-in', 1, 1],
    ['signed-in', 1, 0],
  ])
})

test('what is no matter of the person does not stand there', () => {
  expect(
    recentActivity([event(1, { event: 'retention' }), event(0, { event: 'link-requested', outcome: 'failure' })], []),
  ).toEqual([])
})
