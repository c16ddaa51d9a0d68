import type { ImportRunId, PersonId } from '../database/index.ts'
import { csvColumns } from './csv/index.ts'
import {
  applyImport,
  cancelImport,
  type ImportParts,
  importRuns,
  type PlanOptions,
  planImport,
  reportOf,
} from './tasks.ts'

/** The import as it is lent to the desk. */
export function createImporter(parts: ImportParts) {
  const { db } = parts.database
  return {
    columns: csvColumns,
    plan: (
      source: AsyncIterable<Buffer | string>,
      feed: Pick<PlanOptions, 'full' | 'by' | 'fileName'> & { onRun: (run: ImportRunId) => void },
    ) => planImport(parts, source, feed),
    apply: (run: ImportRunId, how: { by: PersonId; reason: string; evenIfManyLeave: boolean }) =>
      applyImport(parts, run, how),
    cancel: (run: ImportRunId, by: PersonId) => cancelImport(parts, run, by),
    reportOf: (run: ImportRunId) => reportOf(db, run),
    runs: () => importRuns(db),
  }
}
