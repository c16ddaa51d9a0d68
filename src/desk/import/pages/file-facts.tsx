import { usePage } from '../../../web/index.ts'
import type { ImportReport } from '../importer.ts'
import { pullTexts, texts } from '../texts.ts'
import { StateTag } from './state-tag.tsx'

/** Which file, who read it and when. */
export function FileFacts({ report, who }: { report: ImportReport; who: string | undefined }) {
  const { say, time } = usePage()
  const { fileName, full, startedAt, summary, state, phase } = report
  if (report.by === 'usos-api') return <SourceFacts report={report} />
  return (
    <section aria-labelledby="file">
      <h2 id="file">{say(texts.fileFacts)}</h2>
      <p>
        <StateTag state={state} phase={phase} />
      </p>
      <dl class="facts">
        <dt>{say(texts.fileName)}</dt>
        <dd>{fileName}</dd>
        <dt>{say(texts.kind)}</dt>
        <dd>{say(full ? texts.kindFull : texts.kindSome)}</dd>
        <dt>{say(texts.whoRead)}</dt>
        <dd>
          <time dateTime={startedAt.toISOString()}>{time.moment(startedAt)}</time>,{' '}
          {who === undefined ? say(texts.operator) : who || say(texts.somebody)}
        </dd>
        {summary && (
          <>
            <dt>{say(texts.encoding)}</dt>
            <dd>{summary.encoding.toUpperCase()}</dd>
          </>
        )}
        {summary && summary.ignoredColumns.length > 0 && (
          <>
            <dt>{say(texts.ignored)}</dt>
            <dd>{summary.ignoredColumns.map((column) => column || say(texts.noName)).join(', ')}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

/** The same of what was pulled: it has no file, and nobody who brought it. */
function SourceFacts({ report }: { report: ImportReport }) {
  const { say, time } = usePage()
  const { fileName, full, startedAt, summary, state, phase } = report
  return (
    <section aria-labelledby="file">
      <h2 id="file">{say(pullTexts.facts)}</h2>
      <p>
        <StateTag state={state} phase={phase} />
      </p>
      <dl class="facts">
        <dt>{say(texts.fileName)}</dt>
        <dd>{fileName}</dd>
        <dt>{say(texts.kind)}</dt>
        <dd>{say(full ? pullTexts.kindFull : pullTexts.kindSome)}</dd>
        <dt>{say(pullTexts.whoPulled)}</dt>
        <dd>
          <time dateTime={startedAt.toISOString()}>{time.moment(startedAt)}</time>, {say(pullTexts.byItself)}
        </dd>
        {summary && summary.absentColumns.length > 0 && (
          <>
            <dt>{say(pullTexts.notGranted)}</dt>
            <dd>{summary.absentColumns.join(', ')}</dd>
          </>
        )}
      </dl>
    </section>
  )
}
