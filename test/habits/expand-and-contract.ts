/** What a node of before does not notice. Everything else is a contraction, and waits until no such node runs. */
const expansions = [
  /^create table\b/,
  /^create unlogged table\b/,
  /^create (index|extension|function|or replace function|sequence|statistics|view)\b/,
  /^comment on\b/,
  // One that runs after a row was written leaves it as it is. What its function writes, a reader of the migration judges.
  /^create trigger \w+ after\b/,
  // Rows of its own tables; of others only what nobody reads yet. A reader of the migration judges that, but for rows that are deleted.
  /^(insert into|update|with)\b/,
  /^(analyze|set local)\b/,
]
/** A column that a node of before leaves out gets a value by itself, or none. */
const column =
  /^add column (if not exists )?\w+ (?!.*\bnot null\b(?!.*\bdefault\b))(?!.*\bdefault\b.*\bcheck\b.*\bnot valid\b).*$/

/**
 * Statements of a migration that a node of the release before would notice, unless they are marked `-- contract: …`. `all`: every migration
 * there is, as some of them made what this one drops.
 */
export function contractions(text: string, all: string): string[] {
  const made = new Set(
    [...text.matchAll(/\bcreate (?:unlogged )?table (?:if not exists )?(\w+)/gi)].map(([, name]) => name),
  )
  const indexes = statements(all).flatMap(({ sql }) => {
    const [, unique, name] = /^create (unique )?index (?:concurrently )?(?:if not exists )?(\w+) on\b/.exec(sql) ?? []
    return name === undefined ? [] : [{ name, unique: unique !== undefined }]
  })
  const onlyFinds = (index: string) => {
    const ofThatName = indexes.filter(({ name }) => name === index)
    return ofThatName.length > 0 && ofThatName.every(({ unique }) => !unique)
  }
  return statements(text)
    .filter(({ marked }) => !marked)
    .map(({ sql }) => sql)
    .filter((sql) => !isExpansion(sql, made, onlyFinds))
}

function isExpansion(
  sql: string,
  made: ReadonlySet<string | undefined>,
  onlyFinds: (index: string) => boolean,
): boolean {
  const dropped = /^drop index (?:concurrently )?(?:if exists )?(.*?)(?: cascade| restrict)?$/.exec(sql)
  // An `on conflict` of a node of before fails without a unique one.
  if (dropped) return (dropped[1] ?? '').split(',').every((index) => onlyFinds(index.trim()))
  const emptied = [...sql.matchAll(/\bdelete from (?:only )?(\w+)/g)].map(([, table]) => table)
  if (!emptied.every((table) => made.has(table))) return false
  const unique = /^create unique index\b.*\bon (?:only )?(\w+)/.exec(sql)
  // Where a node of before writes twice what has to be unique from now on, it would fail.
  if (unique) return made.has(unique[1])
  const altered = /^alter table (?:if exists )?(?:only )?(\w+) (.*)$/.exec(sql)
  if (altered) return made.has(altered[1]) || actions(altered[2] ?? '').every((action) => column.test(action))
  return expansions.some((pattern) => pattern.test(sql))
}

/** `add column a text, add column b text`: commas within brackets part nothing. */
function actions(list: string) {
  let depth = 0
  const parts = ['']
  for (const sign of list) {
    if (sign === '(') depth += 1
    if (sign === ')') depth -= 1
    if (sign === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += sign
  }
  return parts.map((part) => part.trim())
}

/** In lower case on one line each, with texts and bodies of functions taken out. */
function statements(text: string) {
  const blanked = text
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
    .replace(/--.*$/gm, (comment) => comment.replace(/[;']/g, ','))
    .replace(/'(?:[^']|'')*'/g, "''")
  return blanked
    .split(';')
    .map((part) => ({
      marked: /^[ \t]*--[ \t]*contract:[ \t]*\S.{10,}$/m.test(part),
      sql: part.replace(/--.*$/gm, '').replace(/\s+/g, ' ').trim().toLowerCase(),
    }))
    .filter(({ sql }) => sql !== '')
}
