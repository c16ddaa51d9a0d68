import type { Settings } from '../../config/index.ts'
import type { Tables } from '../../database/index.ts'
import type { Text } from '../../language/index.ts'
import { groundTexts, keptTexts, purposeTexts, whatTexts } from './texts.ts'

const DAY = 86_400_000

export type Purpose = keyof typeof purposeTexts
export type TableName = keyof Tables | 'graphile_worker._private_jobs'

/** What is kept in a table, of whom, what for and how long. */
export interface Rule {
  /** `nobody`: no data about people. `demo`: never in production. */
  readonly about: 'people' | 'staff' | 'strangers' | 'nobody' | 'demo'
  readonly purpose: Purpose
  readonly kept: keyof typeof keptTexts
  /** Counted from where `kept` says; the hourly job removes what is older. */
  readonly days?: number | 'audit' | undefined
}

/**
 * Every table of the database, and how long what it holds is kept (req 98). The hourly job works from here; so do the public page, the
 * record of processing and `docs/operating/privacy.md`. A test compares the names with the tables there are.
 */
export const rules = {
  people: { about: 'people', purpose: 'account', kept: 'with-account' },
  addresses: { about: 'people', purpose: 'account', kept: 'with-account' },
  studies: { about: 'people', purpose: 'account', kept: 'with-account' },
  identity_proofs: { about: 'people', purpose: 'security', kept: 'with-account' },
  pesel_keys: { about: 'nobody', purpose: 'security', kept: 'keys' },
  key_checks: { about: 'nobody', purpose: 'security', kept: 'keys' },
  pesel_key_seals: { about: 'nobody', purpose: 'security', kept: 'keys' },
  merges: { about: 'people', purpose: 'account', kept: 'with-account-undone', days: 30 },
  merged_ids: { about: 'people', purpose: 'account', kept: 'with-account' },
  credentials: { about: 'people', purpose: 'security', kept: 'after-closing', days: 365 },
  previous_passwords: { about: 'people', purpose: 'security', kept: 'after-closing', days: 365 },
  mailed_links: { about: 'people', purpose: 'account', kept: 'after-end', days: 7 },
  one_time_codes: { about: 'people', purpose: 'account', kept: 'after-end', days: 7 },
  wrong_answers: { about: 'people', purpose: 'security', kept: 'since', days: 365 },
  sign_in_lanes: { about: 'people', purpose: 'security', kept: 'lanes', days: 30 },
  sign_in_failures: { about: 'people', purpose: 'security', kept: 'since-last', days: 30 },
  budgets: { about: 'people', purpose: 'security', kept: 'since-last', days: 30 },
  spent_forms: { about: 'nobody', purpose: 'security', kept: 'at-end', days: 0 },
  sessions: { about: 'people', purpose: 'services', kept: 'since', days: 90 },
  service_visits: { about: 'people', purpose: 'services', kept: 'since', days: 90 },
  service_tickets: { about: 'people', purpose: 'services', kept: 'at-end', days: 0 },
  proxy_granting_tickets: { about: 'people', purpose: 'services', kept: 'with-session' },
  consents: { about: 'people', purpose: 'services', kept: 'with-account-and-service' },
  oidc_grants: { about: 'people', purpose: 'services', kept: 'at-end', days: 0 },
  oidc_tokens: { about: 'people', purpose: 'services', kept: 'at-end', days: 0 },
  oidc_passing: { about: 'people', purpose: 'services', kept: 'at-end', days: 0 },
  oidc_keys: { about: 'nobody', purpose: 'services', kept: 'keys' },
  portal_sessions: { about: 'people', purpose: 'services', kept: 'day-since-last', days: 1 },
  registered_services: { about: 'staff', purpose: 'services', kept: 'while-registered' },
  second_factors: { about: 'people', purpose: 'security', kept: 'with-account' },
  recovery_codes: { about: 'people', purpose: 'security', kept: 'with-account' },
  letters: { about: 'people', purpose: 'letters', kept: 'since', days: 30 },
  resting_addresses: { about: 'people', purpose: 'letters', kept: 'since-last', days: 60 },
  help_requests: { about: 'strangers', purpose: 'help', kept: 'after-end', days: 7 },
  cases: { about: 'people', purpose: 'help', kept: 'with-trail', days: 365 },
  case_messages: { about: 'people', purpose: 'help', kept: 'after-closing-case', days: 90 },
  import_runs: { about: 'people', purpose: 'evidence', kept: 'trail', days: 'audit' },
  scim_tokens: { about: 'people', purpose: 'security', kept: 'trail-of-token', days: 'audit' },
  usos_pulls: { about: 'staff', purpose: 'evidence', kept: 'since', days: 30 },
  usos_pull_lists: { about: 'nobody', purpose: 'account', kept: 'pull', days: 1 },
  usos_pull_people: { about: 'people', purpose: 'account', kept: 'pull', days: 1 },
  import_rows: { about: 'people', purpose: 'account', kept: 'plan', days: 1 },
  import_changes: { about: 'people', purpose: 'account', kept: 'plan', days: 1 },
  registry_facts: { about: 'nobody', purpose: 'account', kept: 'with-account' },
  audit_events: { about: 'people', purpose: 'evidence', kept: 'trail', days: 'audit' },
  audit_seals: { about: 'nobody', purpose: 'evidence', kept: 'trail', days: 'audit' },
  audit_chain: { about: 'nobody', purpose: 'evidence', kept: 'with-system' },
  audit_shipping: { about: 'nobody', purpose: 'evidence', kept: 'with-system' },
  services_file_told: { about: 'nobody', purpose: 'evidence', kept: 'with-system' },
  shown_people_deltas: { about: 'nobody', purpose: 'account', kept: 'with-system' },
  erased_identifiers: { about: 'people', purpose: 'evidence', kept: 'for-ever' },
  'graphile_worker._private_jobs': { about: 'nobody', purpose: 'account', kept: 'since-last', days: 7 },
  development_mailbox: { about: 'demo', purpose: 'letters', kept: 'demo' },
  development_cast: { about: 'demo', purpose: 'account', kept: 'demo' },
} as const satisfies Record<TableName, Rule>

export const ruleOf = (table: TableName): Rule => rules[table]

/** Days of a rule as this university has it. */
export function daysOf(table: TableName, settings: Pick<Settings, 'KEEP_AUDIT'>): number | undefined {
  const { days, kept } = ruleOf(table)
  const trail = Math.round(settings.KEEP_AUDIT / DAY)
  if (days === 'audit') return trail
  return days !== undefined && kept === 'with-trail' ? Math.min(days, trail) : days
}

/** What is told of one table. */
export interface Told {
  readonly table: TableName
  readonly about: Rule['about']
  readonly what: (typeof whatTexts)[TableName]
  readonly kept: Text<'days'>
  readonly days: number | undefined
}

export interface ToldPurpose {
  readonly name: Purpose
  readonly title: (typeof purposeTexts)[Purpose]
  readonly ground: (typeof groundTexts)[Purpose]
  readonly tables: readonly Told[]
}

/** All rules by purpose, in the order of the declarations. */
export function toldRules(settings: Pick<Settings, 'KEEP_AUDIT'>): ToldPurpose[] {
  const names = Object.keys(rules) as TableName[]
  return (Object.keys(purposeTexts) as Purpose[]).map((name) => ({
    name,
    title: purposeTexts[name],
    ground: groundTexts[name],
    tables: names
      .filter((table) => rules[table].purpose === name)
      .map((table) => ({
        table,
        about: rules[table].about,
        what: whatTexts[table],
        kept: keptTexts[rules[table].kept],
        days: daysOf(table, settings),
      })),
  }))
}
