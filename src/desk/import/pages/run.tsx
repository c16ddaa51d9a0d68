import type { ComponentChildren } from 'preact'
import { usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import type { ImportReport, ImportSummary } from '../importer.ts'
import { pullTexts, texts } from '../texts.ts'
import { DecisionForm, type DecisionRefusal, DecisionRefused } from './decision.tsx'
import { faultSentence } from './fault-sentence.ts'
import { FileFacts } from './file-facts.tsx'
import { FindingLists } from './finding-lists.tsx'
import { useNumbers } from './numbers.ts'
import { Progress } from './progress.tsx'
import { SummaryOfChanges } from './summary-of-changes.tsx'

export interface RunView {
  readonly report: ImportReport
  /** Undefined for the command line, empty for an account that is gone. */
  readonly who: string | undefined
}

interface RunPageProps extends RunView {
  staff: Pick<Staff, 'person'>
  refused?: DecisionRefusal | undefined
  /** What was typed, when it has to be corrected. */
  reason?: string | undefined
}

/** One import: how far it is, what it would change, or what has become of it. */
export function RunPage({ staff, report, who, refused, reason = '' }: RunPageProps) {
  const { say } = usePage()
  const applying = report.phase === 'applying'
  const goesOn = applying || report.state === 'reading'
  const { title, lead } = useHeading(report)
  return (
    <DeskPage
      title={title}
      staff={staff}
      here="import"
      error={refused !== undefined || report.state === 'refused'}
      scripts={goesOn ? ['look-again.js'] : []}
    >
      {refused && <DecisionRefused refused={refused} />}
      <hgroup>
        <p>
          <a href="/desk/import">{say(texts.back)}</a>
        </p>
        <h1>{title}</h1>
        {lead && <p>{lead}</p>}
        {report.state === 'planned' && !applying && report.summary && (
          <p>
            <InShort summary={report.summary} />
          </p>
        )}
      </hgroup>
      <div class="split">
        <div>
          {goesOn && <Progress report={report} />}
          {report.state === 'refused' && <Faults report={report} />}
          {!goesOn && report.summary && <SummaryOfChanges summary={report.summary} full={report.full} />}
          {!goesOn && report.state === 'planned' && report.summary && (
            <DecisionForm
              run={report.run}
              brake={report.summary.brake}
              pulled={report.by === 'usos-api'}
              refused={refused}
              reason={reason}
            />
          )}
          {!goesOn && report.summary && <FindingLists summary={report.summary} />}
        </div>
        <div>
          <FileFacts report={report} who={who} />
          {!goesOn && (
            <p>
              <a href="/desk/import">{say(texts.another)}</a>
            </p>
          )}
        </div>
      </div>
    </DeskPage>
  )
}

/** What the decision hangs on, above the fold of a small screen. */
function InShort({ summary: { counts, source } }: { summary: ImportSummary }) {
  const { say } = usePage()
  const names = source === 'usos-api' ? { ...texts, missing: pullTexts.missing } : texts
  const numbers = useNumbers()
  const shown = (['joiners', 'movers', 'missing', 'suspended', 'leftOut'] as const).filter((name) => counts[name] > 0)
  return <>{shown.map((name) => `${say(names[name])}: ${numbers.format(counts[name])}`).join('\u00a0· ')}</>
}

function Faults({ report }: { report: ImportReport }) {
  const { say } = usePage()
  return (
    <>
      <ul>
        {report.faults.map((fault) => (
          <li>{faultSentence(say, fault)}</li>
        ))}
      </ul>
      <p>{say(texts.nothingChanged)}</p>
    </>
  )
}

function useHeading({ state, phase, finishedAt, by }: ImportReport): { title: string; lead?: ComponentChildren } {
  const { say, time } = usePage()
  const titles = by === 'usos-api' ? { ...texts, ...pullTexts } : texts
  if (phase === 'applying') return { title: say(texts.applying), lead: say(texts.applyingNote) }
  switch (state) {
    case 'reading':
      return { title: say(phase === 'reading' ? texts.reading : texts.comparing), lead: say(texts.plannedLead) }
    case 'planned':
      return { title: say(titles.planned), lead: say(texts.plannedLead) }
    case 'applied':
      return {
        title: say(titles.applied),
        lead:
          finishedAt &&
          say.rich(texts.appliedLead, {
            moment: <time dateTime={finishedAt.toISOString()}>{time.moment(finishedAt)}</time>,
          }),
      }
    case 'refused':
      return { title: say(texts.cannotRead) }
    case 'cancelled':
    case 'superseded':
    case 'abandoned':
      return { title: say(titles[state]), lead: say(texts.droppedLead) }
  }
}
