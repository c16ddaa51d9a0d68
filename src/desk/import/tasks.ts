import type { FastifyBaseLogger } from 'fastify'
import type { Database, ImportRunId, PersonId } from '../../database/index.ts'
import { displayName, findPeople } from '../../people/index.ts'
import { Problem, type Upload } from '../../web/index.ts'
import type { World } from '../../world/index.ts'
import type { Decision, Importer, ImportReport, NotApplied, PlanOutcome } from './importer.ts'

export interface ImportTaskParts {
  readonly database: Pick<Database, 'db'>
  readonly world: World
  readonly log: Pick<FastifyBaseLogger, 'error'>
  readonly importer: Importer
  readonly isClockRight: () => Promise<boolean>
}

/** Somebody at the desk waits so long for an answer; then the page says how far it is. */
const PATIENCE_MS = 3_000

/** What this program is carrying out at the moment, and why the last try came to nothing. */
export interface Underway {
  readonly applying: Set<ImportRunId>
  readonly refused: Map<ImportRunId, NotApplied | 'broken'>
}

export type ReadOutcome = PlanOutcome | { kind: 'reading'; run: ImportRunId }

/** Reads an uploaded feed: to the end where that is quick, in the background where the file has come but takes its time. */
export async function readUpload(
  { importer, world, log }: ImportTaskParts,
  upload: Upload,
  { full, by }: { full: boolean; by: PersonId },
): Promise<ReadOutcome> {
  const run = Promise.withResolvers<ImportRunId>()
  const received = Promise.withResolvers<void>()
  upload.content.once('end', received.resolve)
  const planning = importer.plan(upload.content, { full, by, fileName: upload.fileName, onRun: run.resolve })
  planning.catch((error: unknown) => {
    if (!(error instanceof Problem)) log.error({ err: error }, 'a feed could not be read to its end')
  })
  const patience = Promise.all([run.promise, received.promise]).then(async ([named]): Promise<ReadOutcome> => {
    await world.clock.pause(PATIENCE_MS)
    return { kind: 'reading', run: named }
  })
  return Promise.race([planning, patience])
}

/** Puts a run into the registry, in the background where it takes its time. A second click changes nothing. */
export async function applyRun(
  { importer, world, log }: ImportTaskParts,
  { applying, refused }: Underway,
  run: ImportRunId,
  decision: Decision,
): Promise<void> {
  if (applying.has(run)) return
  applying.add(run)
  refused.delete(run)
  const work = importer
    .apply(run, decision)
    .then((outcome) => {
      if (outcome.kind === 'refused') refused.set(run, outcome.because)
    })
    .catch((error: unknown) => {
      log.error({ err: error }, 'a feed could not be put into the registry')
      refused.set(run, 'broken')
    })
    .finally(() => applying.delete(run))
  await Promise.race([work, world.clock.pause(PATIENCE_MS)])
}

/** A report with the name of whoever read the file; `undefined` is nobody: the command line or the clock, '' an account that is gone. */
export async function withNames(
  { database }: ImportTaskParts,
  reports: readonly ImportReport[],
): Promise<{ report: ImportReport; who: string | undefined }[]> {
  const ids = reports.flatMap(({ by }) => (by === 'operator' || by === 'usos-api' ? [] : [by]))
  const people = await findPeople(database.db, [...new Set(ids)])
  const names = new Map(people.map((person) => [person.id, displayName(person)]))
  return reports.map((report) => ({
    report,
    who: report.by === 'operator' || report.by === 'usos-api' ? undefined : (names.get(report.by) ?? ''),
  }))
}
