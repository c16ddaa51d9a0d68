import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csv, registry } from '../../test/registry.ts'
import { speaker } from '../language/index.ts'
import { applyImport, sayFault, sayReport } from './index.ts'

const columns = [
  'id',
  'last_name',
  'first_name',
  'student_number',
  'pesel',
  'student_status',
  'email',
  'other_emails',
  'programme.id',
  'programme.status',
  'valid_until',
  'language',
  'shoe size',
]

const right: Record<string, fc.Arbitrary<string>> = {
  id: fc.nat({ max: 12 }).map(String),
  student_number: fc.nat({ max: 12 }).map((number) => `4000${number}`),
  pesel: fc.constantFrom('', '', '44051401359', '02070803628', '04222912354', '05121100000', '44051401358'),
  student_status: fc.constantFrom('0', '1', '2', ''),
  email: fc.nat({ max: 12 }).map((number) => `a${number}@agh.edu.pl`),
  other_emails: fc
    .array(
      fc.nat({ max: 12 }).map((number) => `b${number}@agh.edu.pl`),
      { maxLength: 2 },
    )
    .map((all) => all.join(';')),
  'programme.id': fc.constantFrom('', 'INF', 'MAT'),
  'programme.status': fc.constantFrom('active', ''),
  valid_until: fc.constantFrom('', '2020-01-01', '2030-01-01'),
  language: fc.constantFrom('', 'pl', 'en'),
}

/** What spreadsheets, scripts and attackers put into a cell. */
const wrong = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '"',
    '""',
    '"a',
    'a"b',
    '=1+1',
    '@SUM(A1)',
    "+cmd|'/c'",
    '\u0000',
    '\u001b[2J',
    '\r\n',
    '\t',
    '\ufeff',
    '\u202e',
    'NULL',
    '\\',
    "';drop table people;--",
    '\ud800',
    'İ',
    '９',
    'a@b@c',
  ),
  fc.constant('x'.repeat(30_000)),
)

const cell = (column: string) =>
  fc.oneof(
    { weight: 12, arbitrary: right[column] ?? fc.constantFrom('Żak', 'Lis', 'Łoś') },
    { weight: 1, arbitrary: wrong },
  )
const quoting = fc.oneof({ weight: 20, arbitrary: fc.constant('right') }, { weight: 1, arbitrary: fc.constant('none') })

const row = fc.tuple(
  fc.tuple(...columns.map((column) => fc.tuple(cell(column), quoting))),
  fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(-1, 1) }),
)

const file = fc
  .record({
    rows: fc.array(row, { maxLength: 12 }),
    separator: fc.constantFrom(',', ';', '\t'),
    end: fc.constantFrom('\n', '\r\n'),
    damage: fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat() }),
    byte: fc.nat({ max: 255 }),
  })
  .map(({ rows, separator, end, damage, byte }) => {
    const written = (text: string, how: string) =>
      how === 'right' && /["\r\n]|[,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    const lines = rows.map(([cells, more]) => {
      const all = cells.map(([text, how]) => written(text, how))
      return (more < 0 ? all.slice(1) : more > 0 ? [...all, 'x'] : all).join(separator)
    })
    const bytes = Buffer.from([columns.join(separator), ...lines].join(end))
    if (damage !== undefined) bytes[damage % bytes.length] = byte
    return bytes
  })

test('whatever a file holds, it is refused in a sentence or goes in as promised, and never by halves', async () => {
  const { parts, plan, put, db, clock } = await registry()
  await put(
    csv({ id: '1', last_name: 'Żak', student_number: '40001', email: 'a1@agh.edu.pl', other_emails: 'b3@agh.edu.pl' }),
  )
  const snapshot = async () => {
    const people = await db
      .selectFrom('people')
      .select(['usos_id', 'surname', 'album_number', 'words'])
      .orderBy('usos_id')
      .execute()
    const addresses = await db.selectFrom('addresses').selectAll().orderBy('address').execute()
    return { people, addresses }
  }
  const seen = { refused: 0, applied: 0, leftOut: 0 }
  await fc.assert(
    fc.asyncProperty(file, fc.boolean(), async (bytes, full) => {
      const before = await snapshot()
      clock.advance({ minutes: 1 })
      const planned = await plan(Readable.from([bytes]), { full })
      expect(await snapshot()).toEqual(before)
      if (planned.kind === 'busy') throw new Error('Nobody else is here.')
      if (planned.kind === 'refused') {
        seen.refused += 1
        expect(planned.faults.length).toBeGreaterThan(0)
        for (const fault of planned.faults) {
          for (const language of ['pl', 'en'] as const) {
            const sentence = sayFault(speaker(language, {}, new Map()), fault)
            expect(sentence).toMatch(/^[A-Z].*[^{}]\.$/)
            expect(sentence).not.toMatch(/undefined|[{}]/)
          }
          if (!['empty', 'not-text', 'file-too-large'].includes(fault.kind)) expect(fault.row).toBeGreaterThan(0)
        }
        return
      }
      const { summary } = planned.report
      if (!summary) throw new Error('There is no summary.')
      expect(sayReport(speaker('pl', {}, new Map()), summary).join('\n')).not.toMatch(/44051401359|undefined|[{}]/)
      const applied = await applyImport(parts, planned.run, { by: 'operator', evenIfManyLeave: true })
      expect(applied.kind).toBe('applied')
      seen.applied += 1
      seen.leftOut += summary.counts.leftOut
      const { joiners } = summary.counts
      expect((await snapshot()).people).toHaveLength(before.people.length + joiners)
      expect(summary.counts.people).toBe(
        joiners + summary.counts.movers + summary.counts.unchanged + summary.counts.leftOut - nobodys(summary),
      )

      // What has gone in is what the file says: said again, nothing more is to be done.
      const again = await plan(Readable.from([bytes]), { full })
      if (again.kind !== 'planned') throw new Error(again.kind)
      expect(again.report.summary?.counts).toMatchObject({ joiners: 0, movers: 0, missing: 0 })
    }),
    { numRuns: 120, seed: 20261122 },
  )
  // The seed shows all of it.
  expect(Object.values(seen).every((count) => count > 5)).toBe(true)
}, 180_000)

/** Rows without a usable id are left out and are nobody's. */
function nobodys({ conflicts }: { conflicts: readonly { kind: string; count: number }[] }) {
  return conflicts
    .filter(({ kind }) => ['no-id', 'bad-id', 'id-is-pesel'].includes(kind))
    .reduce((sum, { count }) => sum + count, 0)
}
