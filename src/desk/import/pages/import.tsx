import { Choice, ErrorSummary, Field, Form, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import type { Fault, ImportReport } from '../importer.ts'
import type { PullView } from '../puller.ts'
import { pullTexts, texts } from '../texts.ts'
import { faultSentence } from './fault-sentence.ts'
import { StateTag } from './state-tag.tsx'
import { UsosApi } from './usos-api.tsx'

export type UploadRefusal =
  | { because: 'incomplete'; file: boolean; what: boolean }
  | { because: 'too-large' | 'busy' | 'wrong-clock' }
  | { because: 'faults'; faults: readonly Fault[] }

export interface RunLine extends Pick<ImportReport, 'run' | 'state' | 'phase' | 'fileName' | 'startedAt' | 'by'> {
  /** Undefined for the command line, empty for an account that is gone. */
  readonly who: string | undefined
}

interface ImportPageProps {
  staff: Pick<Staff, 'person'>
  runs: readonly RunLine[]
  columns: readonly string[]
  /** Megabytes. */
  largest: number
  refused?: UploadRefusal | undefined
  /** Undefined where people come by files alone. */
  pulls?: readonly PullView[] | undefined
  pullRefused?: boolean | undefined
}

/** A new feed, and those before it. */
export function ImportPage({ staff, runs, columns, largest, refused, pulls, pullRefused = false }: ImportPageProps) {
  const { say } = usePage()
  return (
    <DeskPage title={say(texts.title)} staff={staff} here="import" error={refused !== undefined}>
      {refused && <Refusal refused={refused} largest={largest} />}
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say(texts.lead)}</p>
      </hgroup>
      <div class="split">
        <div>
          <UploadForm largest={largest} refused={refused} />
          <details>
            <summary>{say(texts.columns)}</summary>
            <p>{say(texts.columnsNote)}</p>
            <p>
              {columns.map((column, index) => (
                <>
                  {index > 0 && ', '}
                  <code>{column}</code>
                </>
              ))}
            </p>
          </details>
        </div>
        <div>
          {pulls && <UsosApi pulls={pulls} refused={pullRefused} />}
          <Runs runs={runs} />
        </div>
      </div>
    </DeskPage>
  )
}

function UploadForm({ largest, refused }: { largest: number; refused: UploadRefusal | undefined }) {
  const { say } = usePage()
  const missing = refused?.because === 'incomplete' ? refused : undefined
  return (
    <section aria-labelledby="upload">
      <h2 id="upload">{say(texts.uploadHeading)}</h2>
      {/* The file comes last: what stands before it is judged before it is read. */}
      <Form action="/desk/import" enctype="multipart/form-data">
        <Choice
          id="what"
          name="what"
          legend={say(texts.what)}
          options={[
            { value: 'some', label: say(texts.some), hint: say(texts.someHint) },
            { value: 'full', label: say(texts.full), hint: say(texts.fullHint) },
          ]}
          error={missing?.what && say(texts.chooseWhat)}
          required
        />
        <Field
          id="file"
          name="file"
          type="file"
          accept=".csv,text/csv"
          label={say(texts.file)}
          hint={say(texts.fileHint, { size: largest })}
          error={missing?.file && say(texts.chooseFile)}
          required
        />
        <p class="actions">
          <button type="submit" class="button">
            {say(texts.read)}
          </button>
        </p>
        <p class="small">{say(texts.nothingYet)}</p>
      </Form>
    </section>
  )
}

function Refusal({ refused, largest }: { refused: UploadRefusal; largest: number }) {
  const { say } = usePage()
  switch (refused.because) {
    case 'faults':
      return (
        <ErrorSummary title={say(texts.cannotRead)}>
          <ul>
            {refused.faults.map((fault) => (
              <li>{faultSentence(say, fault)}</li>
            ))}
          </ul>
          <p>{say(texts.nothingChanged)}</p>
        </ErrorSummary>
      )
    case 'incomplete': {
      const items = [
        ...(refused.what ? [{ href: '#what', text: say(texts.chooseWhat) }] : []),
        ...(refused.file ? [{ href: '#file', text: say(texts.chooseFile) }] : []),
      ]
      return <ErrorSummary title={say(texts.notRead)} items={items} />
    }
    case 'too-large':
      return (
        <ErrorSummary
          title={say(texts.notRead)}
          items={[{ href: '#file', text: say(texts.tooLarge, { size: largest }) }]}
        />
      )
    case 'busy':
      return <ErrorSummary title={say(texts.notRead)} items={[{ href: '#runs', text: say(texts.busy) }]} />
    case 'wrong-clock':
      return <ErrorSummary title={say(texts.notRead)} items={[{ href: '#file', text: say(texts.wrongClock) }]} />
  }
}

function Runs({ runs }: { runs: readonly RunLine[] }) {
  const { say, time } = usePage()
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">{say(texts.runs)}</h2>
      {runs.length === 0 && <p>{say(texts.noRuns)}</p>}
      {runs.length > 0 && (
        <ul class="rows">
          {runs.map(({ run, state, phase, fileName, startedAt, who, by }) => (
            <li key={run}>
              <div>
                <p>
                  <a href={`/desk/import/${run}`}>{fileName}</a>
                </p>
                <p class="small">
                  <time dateTime={startedAt.toISOString()}>{time.moment(startedAt)}</time>,{' '}
                  {by === 'usos-api'
                    ? say(pullTexts.byItself)
                    : who === undefined
                      ? say(texts.operator)
                      : who || say(texts.somebody)}
                </p>
              </div>{' '}
              <StateTag state={state} phase={phase} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
