import { expect, test } from 'vitest'
import { dump } from '../../test/attacks/steps.ts'
import { csv, registry } from '../../test/registry.ts'

/** What registries have of people, and this one has no use for; beside a PESEL a birth date is none either. */
const anna = {
  id: '1001',
  first_name: 'Anna',
  last_name: 'Żak',
  student_number: '400001',
  pesel: '44051401359',
  birth_date: '1944-05-14',
  email: 'anna.zak@student.agh.edu.pl',
}
const more = {
  sex: 'sex-K',
  gender: 'gender-F',
  date_of_birth: '14.05.1944',
  birth_place: 'Bochnia',
  citizenship: 'PL-citizen',
  mobile_phone: '600700800',
  photo: 'photo-of-1001',
}
const marks = ['14.05', '440514', '01359', ...Object.values(more)]
/** Alone: among the digits of digests and ids four of them come about by chance. */
const yearAlone = /(?<![\w-])1944(?!\w)/

test('birth date, sex and whatever else a feed brings along stand nowhere, before it goes in and after (req 101)', async () => {
  const here = await registry()
  const pools = { db: here.db, quick: here.db }
  const database = { ...pools, hashing: pools, pools: () => [], close: async () => {} }
  const feed = csv(
    { ...anna, ...more },
    // Without a PESEL the birth date is the answer to the question, and stays as a keyed digest alone.
    { ...anna, ...more, id: '1002', pesel: '', student_number: '400002', email: 'ewa@student.agh.edu.pl' },
  )
  const planned = await here.plan(feed)
  if (planned.kind !== 'planned') throw new Error(planned.kind)
  const staged = await dump(database)
  expect(marks.filter((mark) => staged.includes(mark))).toEqual([])
  expect(staged).not.toMatch(yearAlone)

  const summary = await here.put(feed)
  expect(summary).toMatchObject({ counts: { joiners: 2, leftOut: 0 }, ignoredColumns: Object.keys(more) })
  const stored = await dump(database)
  expect(marks.filter((mark) => stored.includes(mark))).toEqual([])
  expect(stored).not.toMatch(yearAlone)
  expect((await here.person('1002')).proofKind).toBe('birth_date')
})

test('the registry has no column for them: what is there is what is needed', async () => {
  const { db } = await registry()
  const columns = (await db.introspection.getTables()).flatMap(({ name, columns }) =>
    columns.map((column) => `${name}.${column.name}`),
  )
  const keys = /^pesel_key(s|_seals)\./
  const named = columns.filter((name) => /sex|gender|birth|citizen|phone|photo|pesel/.test(name) && !keys.test(name))
  expect(named.sort()).toEqual([
    // The demo's own, and marks that live until the run or the pull is over (decision 094).
    'development_cast.birth_date',
    'development_cast.pesel',
    'import_rows.pesel_mark',
    'usos_pull_people.pesel_mark',
  ])
})
