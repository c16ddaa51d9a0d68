import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { asPersonId } from '../database/index.ts'
import { type CurrentPerson, planPerson } from './account.ts'
import { type FeedPerson, mergeRows } from './feed.ts'

const now = new Date('2026-11-22T12:00:00Z')

const said = {
  usosId: '1',
  givenNames: 'Ada',
  surname: 'Wrona',
  albumNumber: '400001',
  studentStatus: 2,
  phdStudentStatus: null,
  staffStatus: 0,
  email: 'ada@agh.edu.pl',
  otherEmails: [],
  studies: [],
  connected: undefined,
  language: 'pl',
  validUntil: null,
  proof: { kind: 'none' },
} as const satisfies FeedPerson
const known: CurrentPerson = {
  id: asPersonId('ada'),
  usosId: '1',
  givenNames: 'Ada',
  surname: 'Wrona',
  albumNumber: '400001',
  studentStatus: 2,
  phdStudentStatus: null,
  staffStatus: 0,
  connected: true,
  connectedByDesk: false,
  assignedByDesk: false,
  missing: false,
  closed: false,
  closedBecause: null,
  validUntil: null,
  language: 'pl',
  proofKind: 'none',
  proof: null,
  assignedAddress: 'ada@agh.edu.pl',
  otherAddresses: [],
  studies: [],
}
const plan = (feed: Partial<FeedPerson>, current: Partial<CurrentPerson> = {}) =>
  planPerson({ ...said, ...feed }, { ...known, ...current }, now)

describe('one person of a feed beside the registry', () => {
  test('nobody knows them: a joiner, connected when active here', () => {
    expect(planPerson(said, undefined, now)).toMatchObject({ kind: 'joiner', next: { connected: true } })
    expect(planPerson({ ...said, studentStatus: 1 }, undefined, now)).toMatchObject({ next: { connected: false } })
    expect(planPerson({ ...said, studentStatus: 1, staffStatus: 1 }, undefined, now)).toMatchObject({
      next: { connected: true },
    })
  })

  test('all is as it was: unchanged', () => {
    expect(plan({})).toEqual({ kind: 'unchanged', kept: [] })
  })

  test.each<[what: string, feed: Partial<FeedPerson>, changed: string[]]>([
    ['a married name', { surname: 'Kot' }, ['name']],
    ['a second first name', { givenNames: 'Ada Ewa' }, ['name']],
    ['an album number', { albumNumber: '400009' }, ['album-number']],
    ['a student who teaches as well', { staffStatus: 2 }, ['status']],
    ['another assigned address', { email: 'wrona@agh.edu.pl' }, ['address']],
    ['no address any more', { email: null }, ['address']],
    ['a further address', { otherEmails: ['wrona@agh.edu.pl'] }, ['other-addresses']],
    ['a first PESEL', { proof: { kind: 'pesel', keyId: 'k', digest: '00' } }, ['proof']],
    ['an end', { validUntil: '2027-09-30T22:00:00.000Z' }, ['valid-until']],
    ['another name and status', { surname: 'Kot', studentStatus: 1 }, ['name', 'status']],
  ])('%s: a mover', (_what, feed, changed) => {
    expect(plan(feed)).toMatchObject({ kind: 'mover', changed, returned: false, suspended: false })
  })

  test('what the feed does not speak of stays', () => {
    const silent = { givenNames: undefined, albumNumber: undefined, email: undefined, otherEmails: undefined }
    const more = { studies: undefined, proof: undefined, validUntil: undefined, staffStatus: undefined }
    expect(plan({ ...silent, ...more, studentStatus: undefined, phdStudentStatus: undefined })).toEqual({
      kind: 'unchanged',
      kept: [],
    })
  })

  test.each<[what: string, current: Partial<CurrentPerson>, feed: Partial<FeedPerson>, closed: boolean]>([
    ['missing until now', { missing: true }, {}, false],
    ['suspended for having been missing', { missing: true, closed: true, closedBecause: 'missing' }, {}, false],
    ['suspended when the time was over, and given more', { closed: true, closedBecause: 'valid-until' }, {}, false],
    ['left, and studies again', { closed: true, closedBecause: 'left' }, {}, false],
    ['closed by an earlier version, and works here', { closed: true }, { studentStatus: 1, staffStatus: 2 }, false],
  ])('%s: returns', (_what, current, feed, closed) => {
    expect(plan(feed, current)).toMatchObject({ kind: 'mover', returned: true, next: { closed } })
  })

  test('who left stays so while the feed has them as a former student only', () => {
    const current = { closed: true, closedBecause: 'left', studentStatus: 1 } as const
    expect(plan({ studentStatus: 1 }, current)).toEqual({ kind: 'unchanged', kept: [] })
  })

  test('the time is over: suspended, and only once', () => {
    const over = { validUntil: '2026-11-22T12:00:00.000Z' }
    expect(plan(over)).toMatchObject({ suspended: true, next: { closed: true, closedBecause: 'valid-until' } })
    expect(plan(over, { ...over, closed: true, closedBecause: 'valid-until' }).kind).toBe('unchanged')
  })

  test('a source that says that somebody has left closes the account, whatever else was said before', () => {
    const gone = (current: Partial<CurrentPerson> = {}) => planPerson(said, { ...known, ...current }, now, 'gone')
    const left = { next: { closed: true, closedBecause: 'left' } }
    expect(gone()).toMatchObject({ kind: 'mover', suspended: true, returned: false, ...left })
    expect(gone({ missing: true })).toMatchObject({ suspended: true, returned: false, ...left })
    expect(gone({ closed: true, closedBecause: 'missing' })).toMatchObject({ suspended: true, ...left })
    expect(gone({ closed: true, closedBecause: 'left' })).toEqual({ kind: 'unchanged', kept: [] })
    expect(planPerson(said, undefined, now, 'gone')).toMatchObject({ kind: 'joiner', ...left })
  })

  test('a source that says that somebody is here opens what is closed; one that does not say leaves it', () => {
    for (const closedBecause of ['left', 'missing', 'valid-until', null] as const) {
      const closed = { ...known, closed: true, closedBecause }
      const here = planPerson(said, closed, now, 'here')
      expect(here).toMatchObject({ kind: 'mover', returned: true, next: { closed: false } })
      const silent = planPerson(said, closed, now, 'not-said')
      expect([closedBecause, silent.kind]).toEqual([
        closedBecause,
        closedBecause === 'valid-until' ? 'mover' : 'unchanged',
      ])
    }
    const over = { ...said, validUntil: '2026-11-01T00:00:00.000Z' }
    expect(planPerson(over, known, now, 'here')).toMatchObject({ next: { closed: true, closedBecause: 'valid-until' } })
  })

  test('the desk has connected them and the feed says no: kept, and said', () => {
    const current = { connectedByDesk: true }
    expect(plan({ connected: false }, current)).toEqual({ kind: 'unchanged', kept: ['connection'] })
    expect(plan({ connected: true }, current)).toMatchObject({
      changed: ['desk-agreed'],
      next: { connectedByDesk: false },
    })
    expect(plan({ connected: undefined }, current)).toEqual({ kind: 'unchanged', kept: [] })
  })

  test('the desk has assigned another address: kept, and the feed’s is known beside it', () => {
    const current = { assignedByDesk: true, assignedAddress: 'desk@agh.edu.pl', otherAddresses: ['ada@agh.edu.pl'] }
    expect(plan({}, current)).toEqual({ kind: 'unchanged', kept: ['address'] })
    expect(plan({ email: 'new@agh.edu.pl' }, current)).toMatchObject({
      next: { assignedAddress: 'desk@agh.edu.pl', otherAddresses: ['new@agh.edu.pl'], assignedByDesk: true },
    })
    expect(plan({ email: 'desk@agh.edu.pl', otherEmails: ['ada@agh.edu.pl'] }, current)).toMatchObject({
      changed: ['desk-agreed'],
      next: { assignedByDesk: false },
    })
  })

  test('without a column for other addresses the address before stays known', () => {
    expect(plan({ email: 'new@agh.edu.pl', otherEmails: undefined })).toMatchObject({
      next: { assignedAddress: 'new@agh.edu.pl', otherAddresses: ['ada@agh.edu.pl'] },
    })
  })
})

describe('rows of one id', () => {
  const study = (programme: string) => ({
    programme,
    name: { pl: programme, en: programme },
    faculty: 'W',
    status: 'active' as const,
    isPrimary: false,
  })
  const { usosId, ...facts } = said

  test('are one person with all fields of study; the same row twice is one', () => {
    const rows = ['INF', 'MAT', 'INF'].map((programme, row) => ({
      row,
      facts: { ...facts, studies: [study(programme)] },
    }))
    expect(mergeRows(usosId, rows)).toMatchObject({ kind: 'person', person: { studies: [study('INF'), study('MAT')] } })
  })

  test('contradict each other in a fact, or in one field of study', () => {
    const rows = (other: object) => [
      { row: 2, facts: { ...facts, studies: [study('INF')] } },
      { row: 7, facts: { ...facts, studies: [study('INF')], ...other } },
    ]
    const contradiction = (column: string) => ({ kind: 'contradiction', rows: [2, 7], column })
    expect(mergeRows(usosId, rows({ email: null }))).toEqual(contradiction('email'))
    expect(mergeRows(usosId, rows({ studies: [{ ...study('INF'), status: 'cancelled' }] }))).toEqual(
      contradiction('studies'),
    )
  })
})

test('the drawing of a run has the states that the database allows', () => {
  const drawn = readFileSync('src/provisioning/README.md', 'utf8').matchAll(/--> (\w+):/g)
  const migration = readFileSync('src/database/migrations/2026-11-22-registry-import.ts', 'utf8')
  const allowed = /state in \(([^)]*)\)/.exec(migration)?.[1]?.match(/\w+/g) ?? []
  expect([...new Set([...drawn].map(([, state]) => state))].sort()).toEqual(allowed.sort())
})
