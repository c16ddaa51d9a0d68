import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { migrations } from '../../src/database/migrate.ts'
import { releases } from '../releases.ts'
import { contractions } from './expand-and-contract.ts'

const all = Object.values(migrations).join('\n;\n')
const known = new Map(releases().flatMap((release) => Object.entries(release.migrations)))

test('what was released stays as it was: a migration that ran at a university is never edited, renamed or taken away', () => {
  const changed = [...known].filter(([name, digest]) => digestOf(migrations[name] ?? '') !== digest)
  expect(changed.map(([name]) => name)).toEqual([])
})

test('what came since only expands, so that nodes of the release before go on beside it, or says that it contracts', () => {
  const noticed = Object.entries(migrations)
    .filter(([name]) => !known.has(name))
    .flatMap(([name, text]) => contractions(text, all).map((statement) => `${name}: ${statement}`))
  expect(noticed).toEqual([])
})

describe('the check itself can fail', () => {
  test.each([
    'drop table letters',
    'alter table people drop column language',
    'alter table people rename column language to tongue',
    'alter table people alter column language set not null',
    'alter table people add column must text not null',
    'alter table people add column fine text, drop column language',
    'alter table people add constraint short check (length(surname) < 10)',
    'create unique index one_surname on people (surname)',
    'drop index one_open_link',
    'drop index if exists sessions_by_age, one_open_code',
    'drop index of_which_nobody_knows',
    'delete from letters',
    'with gone as (delete from letters returning id) insert into other select id from gone',
    'truncate letters',
    'create trigger kept before delete on letters for each row execute function f()',
    'alter type state rename to status',
    '-- contract:\nalter table people drop column language',
  ])('%s', (statement) => expect(contractions(`create table other (id text);\n${statement};`, all)).toHaveLength(1))

  test.each([
    "alter table people add column must text not null default 'x; y', add column may numeric(10, 2)",
    'create table fresh (id text primary key); create unique index fresh_id on fresh (id); alter table fresh add constraint long check (true)',
    '-- contract: nodes before 0.2 read it; they are gone since 0.3\nalter table people drop column language',
    'create trigger counted after insert on letters for each statement execute function f()',
    'create function f() returns int language sql as $$ delete from letters; select 1 $$',
    'drop index concurrently if exists sessions_by_age, letters_due',
    '-- contract: nodes before 0.2 insert by it; they are gone since 0.3\ndrop index one_open_link',
    'create table fresh (id text); with gone as (delete from fresh returning id) insert into fresh select id from gone',
  ])('and lets pass: %s', (text) => expect(contractions(text, all)).toEqual([]))
})

function digestOf(text: string) {
  return createHash('sha256').update(text).digest('hex')
}
