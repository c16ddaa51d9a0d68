import { canonicalAddress, findByAddress } from '../../people/index.ts'
import {
  areDays,
  asCsv,
  asJson,
  type Culprit,
  findServiceEver,
  type ReachParts,
  type Reporter,
  reachKeys,
  reachWays,
  reportReach,
} from '../../personal-data/index.ts'

export interface BreachForm {
  readonly what: string
  readonly which: string
  readonly from: string
  readonly to: string
  readonly format: string
}

export interface BreachFaults {
  readonly what?: 'missing' | undefined
  readonly which?: 'missing' | 'unknown' | undefined
  readonly days?: 'bad' | undefined
}

export type BreachOutcome =
  | { kind: 'report'; content: string; type: string; fileName: string }
  | { kind: 'refused'; faults: BreachFaults }

/** The list as a file (req 102). */
export async function makeReport(parts: ReachParts, form: BreachForm, reporter: Reporter): Promise<BreachOutcome> {
  const days = { from: form.from.trim(), to: form.to.trim() }
  const way = reachWays.find((one) => one === form.what)
  const which = form.which.trim()
  const culprit = way === undefined || which === '' ? undefined : await culpritOf(parts, way, which)
  const faults: BreachFaults = {
    what: way === undefined ? 'missing' : undefined,
    which: which === '' ? 'missing' : way !== undefined && !culprit ? 'unknown' : undefined,
    days: areDays(days) ? undefined : 'bad',
  }
  if (!culprit || faults.days) return { kind: 'refused', faults }

  const { reached, madeAt } = await reportReach(parts, { culprit, days }, reporter)
  const name = `breach-${culprit.by}-${days.from}-${days.to}`
  return form.format === 'json'
    ? {
        kind: 'report',
        content: asJson({ by: culprit.by, days, madeAt }, reached),
        type: 'application/json',
        fileName: `${name}.json`,
      }
    : { kind: 'report', content: asCsv(reached), type: 'text/csv', fileName: `${name}.csv` }
}

async function culpritOf(parts: ReachParts, by: Culprit['by'], which: string): Promise<Culprit | undefined> {
  switch (by) {
    case 'session':
    case 'staff': {
      const address = canonicalAddress(which)
      const found = address === undefined ? undefined : await findByAddress(parts.database.db, address)
      return found && { by, person: found.person.id }
    }
    case 'network':
      return { by, source: which }
    case 'service':
      return (await findServiceEver(parts, which)) && { by, service: which }
    case 'key': {
      const key = reachKeys.find((one) => one === which.toLowerCase())
      return key && { by, key }
    }
  }
}
