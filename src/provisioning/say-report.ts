import type { Speaker } from '../language/index.ts'
import { type ChangedField, changedFields } from './account.ts'
import type { FeedFault, Finding, FoundOfAKind } from './findings.ts'
import type { Example, ImportSummary } from './report.ts'
import { changeTexts, faultTexts, findingTexts, refusalTexts, reportTexts } from './texts.ts'

/** Why a file cannot be read, in one sentence with the row number. */
export function sayFault(say: Speaker, { kind, row = 1, column = '?', cells = 0, expected = 0 }: FeedFault): string {
  return say(faultTexts[kind], { row, column, cells, expected })
}

/** Why a plan is not carried out. */
export function sayRefusal(say: Speaker, because: keyof typeof refusalTexts): string {
  return say(refusalTexts[because])
}

/** What is wrong in which rows, in one line: “rows 5 and 9, column email: one address on different people”. */
function sayFinding(say: Speaker, { kind, rows, people, column, holder }: Finding): string {
  const and = new Intl.ListFormat(say.language, { type: 'conjunction' })
  const list = and.format(rows.map(String))
  const where = [
    people === undefined
      ? say(rows.length === 1 ? reportTexts.rowOf : reportTexts.rowsOf, { rows: list })
      : say(reportTexts.idsOf, { ids: and.format(people) }),
    ...(column === undefined ? [] : [say(reportTexts.column, { column })]),
  ].join(', ')
  const who = holder === undefined ? '' : ` (${say(reportTexts.holder, { holder })})`
  return `${where}: ${say(findingTexts[kind])}${who}`
}

/**
 * The whole report in plain words, line by line, for the command line and the log of a nightly import. `confirmed`: whoever asked
 * has said that it is right when many leave.
 */
export function sayReport(say: Speaker, summary: ImportSummary, { confirmed = false } = {}): string[] {
  const { counts, examples, brake } = summary
  const number = new Intl.NumberFormat(say.language, { useGrouping: 'always' })
  const shown = (count: number) => number.format(count)
  const count = (text: (typeof reportTexts)['joiners'], of: number, some: readonly Example[] = []) =>
    of === 0 ? [] : [say(text, { count: shown(of) }), ...some.slice(0, 3).map((one) => `    ${sayExample(say, one)}`)]
  const columns = (names: readonly string[]) => names.map((name) => name || say(reportTexts.unnamedColumn)).join(', ')

  const pulled = summary.source === 'usos-api'
  return [
    pulled
      ? say(reportTexts.pulled, { people: shown(counts.people) })
      : say(reportTexts.read, { rows: shown(counts.rows), people: shown(counts.people), encoding: summary.encoding }),
    ...(summary.ignoredColumns.length > 0
      ? [say(reportTexts.ignored, { columns: columns(summary.ignoredColumns) })]
      : []),
    ...(summary.absentColumns.length > 0
      ? [say(pulled ? reportTexts.notGranted : reportTexts.absent, { columns: columns(summary.absentColumns) })]
      : []),
    ...count(reportTexts.joiners, counts.joiners, examples.joiners),
    ...count(reportTexts.movers, counts.movers, examples.movers),
    ...changedFields.flatMap((field) => {
      const movers = summary.changes[field]
      return movers === undefined ? [] : [`    ${say(changeTexts[field])}: ${shown(movers)}`]
    }),
    ...count(reportTexts.returned, counts.returned, examples.returned),
    ...count(reportTexts.unchanged, counts.unchanged),
    ...count(reportTexts.missing, counts.missing, examples.missing),
    ...count(reportTexts.stillMissing, counts.stillMissing),
    ...count(reportTexts.suspended, counts.suspended),
    ...count(reportTexts.leftOut, counts.leftOut),
    ...(brake.holds ? [say(brakeText(pulled, confirmed), { percent: brake.percent, most: brake.most })] : []),
    ...sayFound(say, reportTexts.conflicts, summary.conflicts),
    ...sayFound(say, reportTexts.warnings, summary.warnings),
    ...sayFound(say, reportTexts.notes, summary.notes),
  ]
}

function brakeText(pulled: boolean, confirmed: boolean) {
  if (pulled) return confirmed ? reportTexts.brakeOfPullConfirmed : reportTexts.brakeOfPull
  return confirmed ? reportTexts.brakeConfirmed : reportTexts.brake
}

function sayFound(say: Speaker, title: (typeof reportTexts)['conflicts'], found: readonly FoundOfAKind[]): string[] {
  if (found.length === 0) return []
  const lines = found.flatMap(({ count, findings }) => {
    const shown = findings.slice(0, 10).map((finding) => `    ${sayFinding(say, finding)}`)
    return count > shown.length
      ? [...shown, `    ${say(reportTexts.andOthers, { count: count - shown.length })}`]
      : shown
  })
  return [`${say(title)}:`, ...lines]
}

function sayExample(say: Speaker, { row, usosId, name = '', changed }: Example): string {
  const who =
    row === undefined
      ? say(reportTexts.exampleOutside, { name, id: usosId })
      : say(reportTexts.example, { name, id: usosId, row })
  return changed.length === 0
    ? who
    : `${who}: ${changed.map((field: ChangedField) => say(changeTexts[field])).join(', ')}`
}
