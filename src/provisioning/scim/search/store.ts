import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { canonicalAddress } from '../../../people/index.ts'
import { bad } from '../error.ts'
import type { Comparison, Filter, FilterValue } from '../filter.ts'
import { affiliationGroups, readGroupId } from '../groups/group.ts'
import { comparable, subNamed } from '../match.ts'
import {
  type Attribute,
  ENTERPRISE,
  findAttribute,
  GROUP,
  groupType,
  type ResourceType,
  UNIVERSITY,
  USER,
  userType,
} from '../schema.ts'

// Filters become SQL, with every value a parameter: nobody is loaded to be looked at (RFC 7644, section 3.4.2.2).

type Sql = RawBuilder<unknown>
type Condition = RawBuilder<SqlBool>

/** How an attribute is found in the row `p` of a person, or `g` of a group. */
type Column =
  | { readonly of: Sql }
  /** A value each in rows of their own; `columns` by sub-attribute, `value` for the whole. */
  | { readonly rows: Sql; readonly columns: Readonly<Record<string, Sql>> }

export interface Columns {
  readonly type: ResourceType
  readonly columns: Readonly<Record<string, Column>>
  /** Where a comparison has a quicker way. */
  readonly quick?: Readonly<Record<string, (value: string) => Condition>>
}

const never = sql<SqlBool>`false`
const assigned = sql`(select address from addresses where person_id = p.id and assigned)`
const fullName = sql`trim(both ' ' from p.given_names || ' ' || p.surname)`

/** A record that was made one with another is nobody of its own; what it had, the other has (decision 187). */
export const isNotMerged = sql<SqlBool>`p.closed_because is distinct from 'merged'`

/**
 * Not the people whom an identity system has removed, until they come back (RFC 7644, section 3.6), nor merged records. The triggers that keep
 * the total have the same as `is_shown` (decision 256).
 */
export const isShown = sql<SqlBool>`((p.removed_at is null or p.closed_at is null) and ${isNotMerged})`

/** Whether person `p` studies or works here as the affiliation says: `affiliations` of `released-attributes.ts` in SQL. */
const isStudent = sql<SqlBool>`(coalesce(p.student_status, 0) = 2 or coalesce(p.phd_student_status, 0) = 2)`
const hasAffiliation: Readonly<Record<(typeof affiliationGroups)[number]['code'], Condition>> = {
  student: isStudent,
  faculty: sql<SqlBool>`p.staff_status = 2`,
  staff: sql<SqlBool>`p.staff_status = 1`,
  employee: sql<SqlBool>`p.staff_status > 0`,
  member: sql<SqlBool>`(${isStudent} or p.staff_status > 0)`,
  alum: sql<SqlBool>`(not ${isStudent} and exists (
    select from studies where person_id = p.id and status = 'graduated_diploma'))`,
}

/** The open accounts in a group. */
export function isMemberOf(id: string): Condition {
  const group = readGroupId(id)
  if (!group) return never
  const { kind, code } = group
  const open = (condition: Condition) => sql<SqlBool>`(p.closed_at is null and ${condition})`
  if (kind === 'affiliation') {
    const affiliation = affiliationGroups.find((one) => one.code === code)
    return affiliation ? open(hasAffiliation[affiliation.code]) : never
  }
  const column = kind === 'faculty' ? sql`faculty` : sql`programme`
  return open(sql<SqlBool>`exists (
    select from studies where person_id = p.id and status = 'active' and ${column} = ${code})`)
}

const affiliationRows = sql`(${sql.join(
  affiliationGroups.map(({ code }) => sql`select ${sql.lit(code)} as value where ${hasAffiliation[code]}`),
  sql` union all `,
)})`

const groupRows = sql`(
  select g.value, g.display from (
    ${sql.join(
      affiliationGroups.map(
        ({ code, id, display }) =>
          sql`select ${sql.lit(id)} as value, ${sql.lit(display)} as display where ${hasAffiliation[code]}`,
      ),
      sql` union all `,
    )}
    union all select 'faculty-' || faculty, faculty from studies
      where person_id = p.id and status = 'active' and faculty <> ''
    union all select 'programme-' || programme, name_pl from studies where person_id = p.id and status = 'active'
  ) g where p.closed_at is null)`

const listed = (values: readonly string[]) =>
  sql`(select unnest(array[${sql.join(values.map((one) => sql.lit(one)))}]) as value)`

export function userColumns(organization: string): Columns {
  const columns = { ...users.columns, [`${ENTERPRISE}:organization`]: { of: sql`${organization}::text` } }
  return { ...users, columns }
}

const core: Readonly<Record<string, Column>> = {
  schemas: { rows: listed([USER, ENTERPRISE, UNIVERSITY]), columns: { value: sql`v.value` } },
  id: { of: sql`p.id` },
  externalId: { of: sql`p.external_id` },
  'meta.resourceType': { of: sql`'User'` },
  'meta.created': { of: sql`p.created_at` },
  'meta.lastModified': { of: sql`coalesce(p.changed_at, p.created_at)` },
  userName: { of: sql`coalesce(${assigned}, p.id)` },
  'name.formatted': { of: fullName },
  'name.familyName': { of: sql`p.surname` },
  'name.givenName': { of: sql`nullif(p.given_names, '')` },
  displayName: { of: fullName },
  preferredLanguage: { of: sql`p.language` },
  active: { of: sql`(p.closed_at is null)` },
  emails: {
    rows: sql`(select address, assigned from addresses where person_id = p.id)`,
    columns: {
      value: sql`v.address`,
      type: sql`case when v.assigned then 'work' else 'other' end`,
      primary: sql`v.assigned`,
    },
  },
  groups: {
    rows: groupRows,
    columns: { value: sql`v.value`, display: sql`v.display`, type: sql`'direct'` },
  },
}

const extension: Readonly<Record<string, Column>> = {
  [`${ENTERPRISE}:employeeNumber`]: { of: sql`p.usos_id` },
  [`${ENTERPRISE}:department`]: {
    of: sql`(select nullif(faculty, '') from studies where person_id = p.id and is_primary limit 1)`,
  },
  [`${UNIVERSITY}:albumNumber`]: { of: sql`p.album_number` },
  [`${UNIVERSITY}:studentStatus`]: { of: sql`p.student_status` },
  [`${UNIVERSITY}:phdStudentStatus`]: { of: sql`p.phd_student_status` },
  [`${UNIVERSITY}:staffStatus`]: { of: sql`p.staff_status` },
  [`${UNIVERSITY}:connected`]: { of: sql`p.connected` },
  [`${UNIVERSITY}:validUntil`]: { of: sql`p.valid_until` },
  [`${UNIVERSITY}:proofKind`]: { of: sql`p.proof_kind` },
  [`${UNIVERSITY}:disabled`]: { of: sql`(p.disabled_at is not null)` },
  [`${UNIVERSITY}:eduPersonAffiliation`]: { rows: affiliationRows, columns: { value: sql`v.value` } },
  [`${UNIVERSITY}:fieldsOfStudy`]: {
    rows: sql`(select programme, name_pl, name_en, faculty, status, is_primary from studies where person_id = p.id)`,
    columns: {
      value: sql`v.programme`,
      display: sql`v.name_pl`,
      displayEnglish: sql`v.name_en`,
      faculty: sql`nullif(v.faculty, '')`,
      status: sql`v.status`,
      primary: sql`v.is_primary`,
    },
  },
}

const users: Columns = {
  type: userType,
  columns: { ...core, ...extension },
  quick: {
    // What identity systems ask before every write: by the index, and by the one spelling that addresses are stored in.
    userName: (value) => sql<SqlBool>`p.id in (
      select person_id from addresses where address = ${spelled(value)} and assigned
      union all
      select named.id from people named where named.id = ${value}
        and not exists (select from addresses where person_id = named.id and assigned))`,
    'emails.value': (value) =>
      sql<SqlBool>`p.id in (select person_id from addresses where address = ${spelled(value)})`,
    'groups.value': isMemberOf,
  },
}

/** No address is empty. */
const spelled = (value: string) => canonicalAddress(value) ?? ''

export const groupColumns: Columns = {
  type: groupType,
  columns: {
    schemas: { rows: listed([GROUP]), columns: { value: sql`v.value` } },
    id: { of: sql`g.id` },
    externalId: { of: sql`null::text` },
    'meta.resourceType': { of: sql`'Group'` },
    displayName: { of: sql`g.display` },
    members: {
      rows: sql`(select p.id, ${fullName} as display from people p where p.closed_at is null and (
        case g.id ${sql.join(
          affiliationGroups.map(({ code, id }) => sql`when ${sql.lit(id)} then ${hasAffiliation[code]}`),
          sql` `,
        )} else exists (select from studies where person_id = p.id and status = 'active'
          and ('programme-' || programme = g.id or 'faculty-' || faculty = g.id)) end))`,
      columns: { value: sql`v.id`, display: sql`v.display` },
    },
  },
}

/** Whether a row is what the filter asks for; never null, so that `not` is the opposite. */
export function conditionOf(of: Columns, filter: Filter): Condition {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const parts = filter.filters.map((one) => conditionOf(of, one))
      return sql<SqlBool>`(${sql.join(parts, filter.kind === 'and' ? sql` and ` : sql` or `)})`
    }
    case 'not':
      return sql<SqlBool>`(not ${conditionOf(of, filter.filter)})`
    case 'present':
      return present(of, filter.path)
    case 'compare':
      return compared(of, filter.path, filter.by, filter.value)
    case 'value': {
      const { attribute, column } = placeOf(of, filter.path)
      if (!('rows' in column) || attribute.type !== 'complex')
        throw bad('invalidFilter', `${attribute.name} has no values to choose from.`)
      return sql<SqlBool>`exists (select from ${column.rows} v where ${conditionWithin(attribute, column.columns, filter.filter)})`
    }
  }
}

/** What a list is sorted by: of several values the primary, or else the first (RFC 7644, section 3.4.2.3). */
export function orderOf(of: Columns, path: string): Sql {
  const { attribute, sub, column, parts } = placeOf(of, path, 'sortBy')
  const by = sub ?? attribute
  if (parts) throw bad('invalidPath', `${attribute.name} is sorted by its parts.`)
  if ('of' in column) return folded(by, column.of)
  const value = column.columns[sub?.name ?? 'value']
  const { primary } = column.columns
  if (!value) throw bad('invalidPath', `${attribute.name} cannot be sorted by that.`)
  return sql`(select ${folded(by, value)} from ${column.rows} v order by ${primary ? sql`${primary} desc, ` : sql``}${value} limit 1)`
}

function conditionWithin(attribute: Attribute, columns: Readonly<Record<string, Sql>>, filter: Filter): Condition {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const parts = filter.filters.map((one) => conditionWithin(attribute, columns, one))
      return sql<SqlBool>`(${sql.join(parts, filter.kind === 'and' ? sql` and ` : sql` or `)})`
    }
    case 'not':
      return sql<SqlBool>`(not ${conditionWithin(attribute, columns, filter.filter)})`
    case 'value':
      throw bad('invalidFilter', 'The filter has square brackets within square brackets.')
    case 'present': {
      const sub = subNamed(attribute, filter.path)
      return sql<SqlBool>`(${columnNamed(attribute, columns, sub)} is not null)`
    }
    case 'compare': {
      const sub = subNamed(attribute, filter.path)
      const value = comparable(sub, filter.by, filter.value, 'invalidFilter')
      return comparison(sub, columnNamed(attribute, columns, sub), filter.by, value)
    }
  }
}

function columnNamed(attribute: Attribute, columns: Readonly<Record<string, Sql>>, { name }: Attribute): Sql {
  const column = columns[name]
  if (!column) throw bad('invalidFilter', `${attribute.name}.${name} cannot be searched.`)
  return column
}

function present(of: Columns, path: string): Condition {
  const { attribute, sub, column, parts } = placeOf(of, path)
  if (parts)
    return sql<SqlBool>`(${sql.join(
      parts.map((one) => sql`${one} is not null`),
      sql` or `,
    )})`
  if ('of' in column) return sql<SqlBool>`(${column.of} is not null)`
  const value = column.columns[sub?.name ?? 'value']
  if (!value) throw bad('invalidFilter', `${attribute.name} cannot be searched by that.`)
  return sql<SqlBool>`exists (select from ${column.rows} v where ${value} is not null)`
}

function compared(of: Columns, path: string, by: Comparison, sent: FilterValue): Condition {
  const { key, attribute, sub, column } = placeOf(of, path)
  if ('of' in column) {
    const value = comparable(sub ?? attribute, by, sent, 'invalidFilter')
    const quick = by === 'eq' && typeof value === 'string' ? of.quick?.[key] : undefined
    return quick && typeof value === 'string' ? quick(value) : comparison(sub ?? attribute, column.of, by, value)
  }
  // `emails co "x"` speaks of the value (the example of RFC 7644, section 3.4.2.2).
  const compares = sub ?? attribute.subAttributes?.find(({ name }) => name === 'value') ?? attribute
  const of_ = column.columns[compares === attribute ? 'value' : compares.name]
  if (!of_) throw bad('invalidFilter', `${attribute.name} cannot be searched by that.`)
  const value = comparable(compares, by, sent, 'invalidFilter')
  if (value === null) {
    const some = sql<SqlBool>`exists (select from ${column.rows} v where ${of_} is not null)`
    return by === 'eq' ? sql<SqlBool>`(not ${some})` : some
  }
  const quick = by === 'eq' && typeof value === 'string' ? of.quick?.[`${attribute.name}.${compares.name}`] : undefined
  if (quick && typeof value === 'string') return quick(value)
  return sql<SqlBool>`exists (select from ${column.rows} v where ${comparison(compares, of_, by, value)})`
}

/** The attribute that a filter names, and where it is; refused where there is none, or where it may not be searched. */
function placeOf(of: Columns, path: string, asked: 'filter' | 'sortBy' = 'filter') {
  const scimType = asked === 'filter' ? 'invalidFilter' : 'invalidPath'
  const found = findAttribute(of.type, path)
  if (!found) throw bad(scimType, `The ${asked} names an attribute that nobody here has.`)
  const { attribute, sub, extension: schema } = found
  const prefix = schema === undefined ? '' : `${schema}:`
  const key = `${prefix}${attribute.name}${sub ? `.${sub.name}` : ''}`
  const column = of.columns[key] ?? of.columns[`${prefix}${attribute.name}`]
  if (column) return { key, attribute, sub, column, parts: undefined }
  const parts = attribute.subAttributes?.flatMap(({ name }) => {
    const part = of.columns[`${prefix}${attribute.name}.${name}`]
    return part && 'of' in part ? [part.of] : []
  })
  if (parts && parts.length > 0 && !sub) return { key, attribute, sub, column: { of: sql`null` } as Column, parts }
  throw bad(scimType, `${attribute.name}${sub ? `.${sub.name}` : ''} cannot be searched.`)
}

function comparison(attribute: Attribute, column: Sql, by: Comparison, value: FilterValue): Condition {
  if (value === null) return by === 'eq' ? sql<SqlBool>`(${column} is null)` : sql<SqlBool>`(${column} is not null)`
  const cast = casts[attribute.type]
  const given = folded(attribute, sql`${value}::${sql.raw(cast)}`)
  const there = folded(attribute, column)
  const text = attribute.type === 'string' || attribute.type === 'reference'
  switch (by) {
    case 'eq':
      return sql<SqlBool>`(${there} is not distinct from ${given})`
    case 'ne':
      return sql<SqlBool>`(${there} is distinct from ${given})`
    case 'co':
      return sql<SqlBool>`coalesce(strpos(${there}, ${given}) > 0, false)`
    case 'sw':
      return sql<SqlBool>`coalesce(starts_with(${there}, ${given}), false)`
    case 'ew':
      return sql<SqlBool>`coalesce(right(${there}, length(${given})) = ${given}, false)`
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le': {
      const order = text ? sql` collate "C"` : sql``
      return sql<SqlBool>`coalesce(${there}${order} ${signs[by]} ${given}${order}, false)`
    }
  }
}

const signs = { gt: sql`>`, ge: sql`>=`, lt: sql`<`, le: sql`<=` } as const

const casts: Readonly<Record<Attribute['type'], string>> = {
  string: 'text',
  reference: 'text',
  boolean: 'boolean',
  integer: 'integer',
  dateTime: 'timestamptz',
  complex: 'text',
}

/** Letters of either case are alike, unless the schema says that they are not (RFC 7643, section 2.2). */
function folded({ type, caseExact }: Attribute, text: Sql): Sql {
  return type === 'string' && !caseExact ? sql`lower(${text})` : text
}
