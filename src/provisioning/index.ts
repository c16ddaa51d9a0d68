export type { ChangedField } from './account.ts'
export { type CsvEncoding, csvEncodings } from './csv/index.ts'
export type { FeedFault, Finding, FoundOfAKind } from './findings.ts'
export { createImporter } from './importer.ts'
export { suspendLeavers } from './leavers/tasks.ts'
export type { Example, ImportReport, ImportSummary } from './report.ts'
export { inImportTurn, type Progress, waitsWithKey } from './runs/store.ts'
export { sayFault, sayRefusal, sayReport } from './say-report.ts'
export { countAnew, createTokenBook, registerScim } from './scim/index.ts'
export {
  type ApplyOptions,
  type ApplyOutcome,
  type ApplyRefusal,
  applyImport,
  cancelImport,
  type ImportedBy,
  type ImportParts,
  importRuns,
  type PlanOptions,
  type PlanOutcome,
  planImport,
  reportOf,
} from './tasks.ts'
