import { DeskLink } from '../desk-link.tsx'
import { Page } from '../page.tsx'
import { usePage } from '../page-surroundings.ts'
import type { ProblemKind } from '../problem.ts'
import { problemTexts, texts } from '../texts.ts'

interface ProblemPageProps {
  kind: ProblemKind
  retryAfterMs?: number | undefined
  /** The form that was sent, where it can be opened again. */
  openAgain?: string | undefined
}

/** One page for all problems: what happened, what has not happened, what to do next, and a number to give (req 68). */
export function ProblemPage({ kind, retryAfterMs, openAgain }: ProblemPageProps) {
  const { say, time, reference, now, origin } = usePage()
  const { title, lead } = problemTexts[kind]
  const again = formKinds.has(kind) ? openAgain : undefined
  return (
    <Page title={say(title)} gate="hatch">
      <hgroup>
        <h1>{say(title)}</h1>
        <p>{say(lead)}</p>
      </hgroup>
      {retryAfterMs !== undefined && <p>{say(texts.retryAfter, { length: time.lengthAfter(retryAfterMs) })}</p>}
      <dl class="facts">
        <dt>{say(texts.reference)}</dt>
        <dd>
          <code class="big">{reference}</code>
        </dd>
        <dt>{say(texts.when)}</dt>
        <dd>
          <time dateTime={now.toISOString()}>{time.moment(now)}</time>
        </dd>
      </dl>
      <p>{say.rich(texts.giveNumber, { desk: <DeskLink desk="usos" /> })}</p>
      <p class="actions">
        {again ? (
          <a class="button" href={again}>
            {say(texts.openAgain)}
          </a>
        ) : (
          <a class="button" href={kind === 'unknown-host' ? `${origin}/` : '/'}>
            {say(texts.toFront)}
          </a>
        )}
      </p>
    </Page>
  )
}

const formKinds: ReadonlySet<ProblemKind> = new Set([
  'forbidden-form',
  'expired-form',
  'form-without-cookie',
  'bad-request',
  'too-large',
  'wrong-type',
  'busy',
  'away',
  'broken',
  'too-many',
  'too-often',
])
