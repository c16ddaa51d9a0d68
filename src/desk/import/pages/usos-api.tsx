import { Form, usePage } from '../../../web/index.ts'
import type { PullView } from '../puller.ts'
import { pullTexts } from '../texts.ts'
import { useNumbers } from './numbers.ts'

const SHOWN = 6

/** What came from the USOS API, how far the pull is that is under way, and a button for another. */
export function UsosApi({ pulls, refused }: { pulls: readonly PullView[]; refused: boolean }) {
  const { say } = usePage()
  const underWay = pulls.some(({ state }) => state === 'pulling')
  return (
    <section aria-labelledby="usos-api">
      <h2 id="usos-api">{say(pullTexts.heading)}</h2>
      {refused && <p class="small">{say(pullTexts.refused)}</p>}
      {pulls.length === 0 && <p>{say(pullTexts.none)}</p>}
      {pulls.length > 0 && (
        <ul class="rows">
          {pulls.slice(0, SHOWN).map((pull) => (
            <PullLine key={pull.id} pull={pull} />
          ))}
        </ul>
      )}
      {underWay ? <UnderWay /> : <StartForms />}
    </section>
  )
}

function PullLine({ pull }: { pull: PullView }) {
  const { say, time, language } = usePage()
  const numbers = useNumbers()
  const { kind, state, step, after, read, listed, run, because, startedAt, notBefore } = pull
  const { text, tone } = states[state]
  const counts = { read: numbers.format(read), listed: numbers.format(listed) }
  return (
    <li>
      <div>
        <p>{run === undefined ? say(pullTexts[kind]) : <a href={`/desk/import/${run}`}>{say(pullTexts[kind])}</a>}</p>
        <p class="small">
          <time dateTime={startedAt.toISOString()}>{time.moment(startedAt)}</time>. {say(pullTexts.people, counts)}
        </p>
        {state === 'pulling' && (
          <p class="small">
            {say(pullTexts[`step-${step}`])}
            {after !== undefined && <> {say(pullTexts.after, { after })}</>}
          </p>
        )}
        {because && <p class="small">{because[language]}</p>}
        {notBefore && (
          <p class="small">
            {say.rich(pullTexts.again, {
              moment: <time dateTime={notBefore.toISOString()}>{time.moment(notBefore)}</time>,
            })}
          </p>
        )}
      </div>{' '}
      <span class={tone}>{say(text)}</span>
    </li>
  )
}

function UnderWay() {
  const { say } = usePage()
  return (
    <>
      <p>
        <a href="/desk/import">{say(pullTexts.lookAgain)}</a>
      </p>
      <Form action="/desk/import/usos-api/stop">
        <p class="actions">
          <button type="submit" class="button quiet">
            {say(pullTexts.stop)}
          </button>
        </p>
      </Form>
    </>
  )
}

function StartForms() {
  const { say } = usePage()
  return (
    <>
      <p class="small">{say(pullTexts.about)}</p>
      {(['quick', 'sweep'] as const).map((kind) => (
        <Form key={kind} action={`/desk/import/usos-api/${kind}`}>
          <p class="actions">
            <button type="submit" class="button quiet">
              {say(kind === 'quick' ? pullTexts.startQuick : pullTexts.startSweep)}
            </button>
          </p>
        </Form>
      ))}
    </>
  )
}

const states = {
  pulling: { text: pullTexts.statePulling, tone: 'tag wait' },
  waiting: { text: pullTexts.stateWaiting, tone: 'tag wait' },
  applied: { text: pullTexts.stateApplied, tone: 'tag good' },
  dropped: { text: pullTexts.stateDropped, tone: 'tag' },
  unchanged: { text: pullTexts.stateUnchanged, tone: 'tag' },
  reported: { text: pullTexts.stateReported, tone: 'tag' },
  failed: { text: pullTexts.stateFailed, tone: 'tag bad' },
  stopped: { text: pullTexts.stateStopped, tone: 'tag' },
} satisfies Record<PullView['state'], unknown>
