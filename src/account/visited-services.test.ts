import { expect, test } from 'vitest'
import { registered } from '../../test/service.ts'
import { visitedServices } from './visited-services.ts'

const library = registered({
  id: 'library',
  name: { pl: 'Biblioteka', en: 'Library' },
  urls: ['https://library.example.edu/'],
  attributes: ['givenName', 'sn'],
})
const timetable = registered({ id: 'timetable', name: { pl: 'Plan', en: 'Timetable' }, attributes: ['student_number'] })
const at = (minute: number) => new Date(Date.UTC(2026, 10, 28, 12, minute))
const cas = (minute: number, service: string) => ({ protocol: 'cas', service, at: at(minute) }) as const
const oidc = (minute: number, service: string) => ({ protocol: 'oidc', service, at: at(minute) }) as const
const told = (...given: Parameters<typeof visitedServices>) =>
  visitedServices(...given).map(({ id, lastVisit, learns }) => [
    id,
    lastVisit?.getUTCMinutes(),
    learns.map(({ en }) => en).join(', '),
  ])

test('each service stands once, with the newest visit of either protocol, and the newest first', () => {
  const visits = [
    cas(1, 'https://library.example.edu/search?q=1'),
    oidc(9, 'timetable'),
    cas(4, 'https://library.example.edu/'),
  ]
  expect(told(visits, [], [library, timetable])).toEqual([
    ['timetable', 9, 'your album number, a permanent identifier with nothing about you in it'],
    ['library', 4, 'your university e-mail address, your given names, your surname'],
  ])
})

test('a service that is registered no more is named by its host and says nothing of what it learned', () => {
  expect(told([cas(1, 'https://old.example.edu/x?ticket=1'), oidc(0, 'gone')], [], [library])).toEqual([
    ['old.example.edu', 1, ''],
    ['gone', 0, ''],
  ])
})

test('what was agreed stands with its service, also where no visit is remembered', () => {
  const consents = [
    { service: 'library', attributes: ['sn'], places: [], offline: false, givenAt: at(0) },
    { service: 'timetable', attributes: ['student_number'], places: [], offline: false, givenAt: at(1) },
  ]
  const services = visitedServices([cas(2, 'https://library.example.edu/')], consents, [library, timetable])
  expect(services.map(({ id, agreedAt, lastVisit }) => [id, agreedAt, lastVisit])).toEqual([
    ['library', at(0), at(2)],
    ['timetable', at(1), undefined],
  ])
})
