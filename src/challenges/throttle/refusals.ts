import { type AuditEvent, recordEvent } from '../../audit/index.ts'
import type { Settings } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { Keyring } from '../../world/index.ts'
import { sourceMark, sourcesBehind } from './source.ts'
import { takeFromBudget } from './store.ts'

const HOUR = 3_600_000
/** Far more than people get wrong in an hour, far less than a program sends. */
export const REFUSALS_OF_A_SOURCE = 100
export const REFUSALS_OVERALL = 3_000
const ALARMS_OVERALL = 100

export interface RefusalParts {
  readonly database: Database
  readonly keys: Keyring
  readonly settings: Settings
}

/**
 * Records what anybody may cause without being let in anywhere: the first hundred of an hour from one source block, the first
 * three thousand from everywhere, one by one. Past that an alarm says once in the hour that more are not recorded one by one, so
 * that a stranger fills no disk and buries nothing (req 55, 95; decision 156).
 */
export async function recordRefusal({ database, keys, settings }: RefusalParts, event: AuditEvent): Promise<void> {
  const { quick } = database
  const now = event.at
  const source = event.source ?? ''
  const ofSource = sourceMark(keys, source)
  const everybody = Buffer.alloc(0)
  const take = async (budget: string, holder: Buffer, limit: number) =>
    (await takeFromBudget(quick, { budget, holder, limit, windowMs: HOUR, now })).granted

  const limitOfSource = REFUSALS_OF_A_SOURCE * sourcesBehind(source, settings.CAMPUS_NETWORKS)
  const mayFromHere = await take('refusals-source', ofSource, limitOfSource)
  if (mayFromHere && (await take('refusals-overall', everybody, REFUSALS_OVERALL))) return recordEvent(quick, event)

  const isFirst = await take('refusals-alarm', mayFromHere ? everybody : ofSource, 1)
  if (!isFirst || !(await take('refusals-alarms', everybody, ALARMS_OVERALL))) return
  await recordEvent(quick, {
    at: now,
    event: 'refusals-not-listed',
    outcome: 'failure',
    actor: 'system',
    source: mayFromHere ? undefined : event.source,
    reference: event.reference,
    details: { first: event.event, from: mayFromHere ? 'everywhere' : 'one-network' },
  })
}
