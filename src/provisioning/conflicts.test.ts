import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { savePerson } from '../../test/person.ts'
import { csv, registry } from '../../test/registry.ts'
import { speaker } from '../language/index.ts'
import { sayReport } from './index.ts'

const base = {
  id: '1',
  first_name: 'Ada',
  last_name: 'Wrona',
  student_number: '400001',
  pesel: '',
  birth_date: '',
  student_status: 2,
  email: 'ada@agh.edu.pl',
  other_emails: '',
}
const second = { ...base, id: '2', last_name: 'Lis', student_number: '400002', email: 'lis@agh.edu.pl' }
const third = { ...base, id: '3', last_name: 'Kos', student_number: '400003', email: 'kos@agh.edu.pl' }

const kinds = (summary: { conflicts: readonly { kind: string; findings: readonly { rows: readonly number[] }[] }[] }) =>
  summary.conflicts.map(({ kind, findings }) => ({ kind, rows: findings.map(({ rows }) => rows) }))

const wrongRows: [what: string, cells: Record<string, string>, kind: string][] = [
  ['no id', { id: '' }, 'no-id'],
  ['an id that cannot be one', { id: '12 34;' }, 'bad-id'],
  ['a PESEL as id', { id: '44051401359' }, 'id-is-pesel'],
  ['a PESEL as album number', { student_number: '44051401359' }, 'album-number-is-pesel'],
  ['a PESEL as surname', { last_name: '44051401359' }, 'pesel-in-words'],
  ['a PESEL behind a given name', { first_name: 'Ada 440514-01359' }, 'pesel-in-words'],
  ['a PESEL as a field of study', { 'programme.id': '44051401359' }, 'pesel-in-words'],
  ['no surname', { last_name: '' }, 'no-surname'],
  ['a surname of nothing but a control over others', { last_name: '\u202e' }, 'no-surname'],
  ['a surname of a whole page', { last_name: 'a'.repeat(201) }, 'too-long'],
  ['a status that is none', { student_status: '3' }, 'impossible-status'],
  ['an address without a domain', { email: 'ada' }, 'bad-address'],
  ['an address that is too long (req 107)', { email: `${'a'.repeat(65)}@agh.edu.pl` }, 'bad-address'],
  ['letters in an address that would fold (req 107)', { email: 'żaba@agh.edu.pl' }, 'bad-address'],
  ['a bad other address', { other_emails: 'x@agh.edu.pl; @' }, 'bad-address'],
  ['ten digits', { pesel: '4405140135' }, 'pesel-length'],
  ['digits of another script (req 40)', { pesel: '４４０５１４０１３５９' }, 'pesel-length'],
  ['a wrong check digit', { pesel: '44051401358' }, 'pesel-check-digit'],
  ['zeros', { pesel: '00000000000' }, 'pesel-date'],
  ['29 February of no leap year', { pesel: '01222912358' }, 'pesel-date'],
  ['a birth in the future', { pesel: '99323144449' }, 'pesel-time'],
  ['a birth before 1900', { pesel: '99923100014' }, 'pesel-time'],
  ['the substitute of a mail automaton', { pesel: '05121100000' }, 'pesel-substitute'],
  ['no day of birth', { birth_date: '2001-02-29' }, 'bad-birth-date'],
  ['no document', { document_number: '?' }, 'bad-document'],
  ['no day', { valid_until: '30.09.2027' }, 'bad-valid-until'],
  ['neither yes nor no', { registration_connected: 'maybe' }, 'impossible-value'],
  ['a language nobody writes here', { language: 'de' }, 'impossible-value'],
  ['a status no field of study has', { 'programme.id': 'INF', 'programme.status': 'frozen' }, 'impossible-status'],
]

describe('what is wrong is reported by row and left out, and the rest goes in', () => {
  test('each by its kind, in both languages, and none of them is stored (req 41)', async () => {
    const { put, db } = await registry()
    const blank = { ...base, student_number: '', email: '' }
    const rows = wrongRows.map(([, cells], index) => ({ ...blank, id: `9${index}`, ...cells }))
    const summary = await put(csv(...rows, second))
    const told = new Map(summary.conflicts.flatMap(({ kind, findings }) => findings.map(({ rows }) => [rows[0], kind])))
    expect(wrongRows.map(([what], index) => [what, told.get(index + 2)])).toEqual(
      wrongRows.map(([what, , kind]) => [what, kind]),
    )
    expect(summary.counts).toMatchObject({ joiners: 1, leftOut: wrongRows.length })
    expect(await db.selectFrom('people').select('surname').execute()).toEqual([{ surname: 'Lis' }])
    for (const language of ['pl', 'en'] as const) {
      const said = sayReport(speaker(language, {}, new Map()), summary).join('\n')
      expect(said).not.toMatch(/[{}]|undefined/)
      expect(said).toContain(
        language === 'pl' ? 'wiersz 19, kolumna pesel: cyfra' : 'row 19, column pesel: the check digit',
      )
    }
  })

  test('a right PESEL goes in, of whatever century (req 41)', async () => {
    const { put } = await registry()
    const right = ['44051401359', '02070803628', '00010100008', '00222922229', '04222912354', '22222222222']
    const rows = right.map((pesel, index) => ({ ...base, id: `${index}`, student_number: '', email: '', pesel }))
    expect((await put(csv(...rows))).counts.joiners).toBe(right.length)
  })

  test('one address on two people of the file: both are named, neither goes in', async () => {
    const { put } = await registry()
    const summary = await put(csv(base, third, { ...second, other_emails: 'ADA@agh.edu.pl' }))
    expect(kinds(summary)).toEqual([{ kind: 'address-twice', rows: [[2, 4]] }])
    expect(summary.counts).toMatchObject({ joiners: 1, leftOut: 2 })
  })

  test('one album number on two ids', async () => {
    const { put } = await registry()
    const summary = await put(csv(base, { ...second, student_number: '400001' }))
    expect(kinds(summary)).toEqual([{ kind: 'album-number-twice', rows: [[2, 3]] }])
  })

  test('one PESEL on two ids, however it is typed', async () => {
    const { put } = await registry()
    const summary = await put(csv({ ...base, pesel: '44051401359' }, { ...second, pesel: '440514-01359' }, third))
    expect(kinds(summary)).toEqual([{ kind: 'pesel-twice', rows: [[2, 3]] }])
    expect(summary.counts).toMatchObject({ joiners: 1, leftOut: 2 })
  })

  test('an address of somebody who is not in the file, or keeps it', async () => {
    const { put, db, clock } = await registry()
    await savePerson(db, clock.now(), { id: 'made-by-hand', otherAddresses: ['ada@agh.edu.pl'] })
    await put(csv(second))
    const summary = await put(csv(base, { ...third, other_emails: 'lis@agh.edu.pl' }))
    expect(kinds(summary)).toEqual([{ kind: 'address-taken', rows: [[2], [3]] }])
    expect(summary.conflicts[0]?.findings[1]).toMatchObject({ holder: '2' })
  })

  test('an address and an album number change hands where one gives them up in the same file, in any order', async () => {
    const { put, person } = await registry()
    await put(csv(base, second, third))
    const round = (feed: typeof base, { email, student_number }: typeof base) => ({ ...feed, email, student_number })
    const summary = await put(csv(round(base, second), round(second, third), round(third, base)))
    expect(summary.conflicts).toEqual([])
    expect(await person('1')).toMatchObject({ assignedAddress: 'lis@agh.edu.pl', albumNumber: '400002' })
    expect(await person('3')).toMatchObject({ assignedAddress: 'ada@agh.edu.pl', albumNumber: '400001' })
  })

  test('who is refused gives up nothing: the claim on it falls too', async () => {
    const { put, person, db, clock } = await registry()
    await savePerson(db, clock.now(), { id: 'made-by-hand', assignedAddress: 'new@agh.edu.pl' })
    await put(csv(base, second))
    const summary = await put(csv({ ...base, email: 'new@agh.edu.pl' }, { ...second, email: 'ada@agh.edu.pl' }))
    expect(kinds(summary)).toEqual([{ kind: 'address-taken', rows: [[2], [3, 2]] }])
    expect((await person('2')).assignedAddress).toBe('lis@agh.edu.pl')
  })

  test('an address of another domain and a PESEL as login go in with a warning (req 47)', async () => {
    const { put } = await registry()
    const summary = await put(csv({ ...base, email: 'ada@gmail.com' }, { ...second, email: '44051401359@agh.edu.pl' }))
    expect(summary.counts.joiners).toBe(2)
    expect(summary.warnings.map(({ kind, findings }) => [kind, findings[0]?.rows])).toEqual([
      ['foreign-domain', [2]],
      ['login-is-pesel', [3]],
    ])
  })

  test('an existing person whose row is refused stays as they are, and is not missing', async () => {
    const { put, person } = await registry()
    await put(csv(base, second))
    const summary = await put(csv({ ...base, last_name: 'Kot', student_status: '7' }, second), { full: true })
    expect(summary.counts).toMatchObject({ missing: 0, leftOut: 1 })
    expect(await person('1')).toMatchObject({ surname: 'Wrona', missingSince: undefined })
  })
})

test('no digit of a PESEL is told: not in the report, the staged rows, the trail or what is stored (req 41, 43, 44)', async () => {
  const { plan, put, db } = await registry()
  const numbers = ['44051401359', '02070803628', '44051401358', '05121100000', '99323144449']
  const rows = numbers.map((pesel, index) => ({ ...base, id: `${index}`, student_number: '', email: '', pesel }))
  const feed = csv(
    ...rows,
    { ...base, id: '44051401359', pesel: '' },
    { ...second, id: '8', student_number: '02070803628' },
    { ...second, id: '9', pesel: '44051401359', birth_date: '1944-05-14' },
  )
  const everything = async () => {
    const tables = [
      'people',
      'identity_proofs',
      'addresses',
      'audit_events',
      'import_runs',
      'import_rows',
      'import_changes',
    ]
    const read = tables.map((name) => sql`select t::text from ${sql.table(name)} t`.execute(db))
    return JSON.stringify((await Promise.all(read)).map((result) => result.rows))
  }
  const planned = await plan(feed)
  if (planned.kind !== 'planned') throw new Error(planned.kind)
  const summary = planned.report.summary
  if (!summary) throw new Error('There is no summary.')
  const told = [...(['pl', 'en'] as const).flatMap((one) => sayReport(speaker(one, {}, new Map()), summary))].join('\n')
  const staged = await everything()
  await put(feed)
  const stored = await everything()
  for (const secret of [...numbers, ...numbers.map((number) => number.slice(0, 10)), '1944-05-14', '440514']) {
    for (const text of [told, staged, stored]) expect(text).not.toContain(secret)
  }
})
