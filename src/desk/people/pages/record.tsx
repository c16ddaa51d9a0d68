import type { Case } from '../../../cases/index.ts'
import type { CaseKind, CaseState } from '../../../database/index.ts'
import type { Session } from '../../../sessions/index.ts'
import { usePage } from '../../../web/index.ts'
import type { DeskLetter } from '../../letters/letter.ts'
import { StandingTag, useStandingSentences } from '../../letters/pages/standing.tsx'
import { standingTexts } from '../../letters/texts.ts'
import type { Attempt } from '../facts.ts'
import type { PersonEvent } from '../person-view.ts'
import { attemptTexts, texts } from '../texts.ts'
import { timelineTexts } from '../timeline-texts.ts'

/** The last sign-ins, newest first: when, from where, and why not. */
export function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
  const { say, time } = usePage()
  return (
    <section aria-labelledby="attempts">
      <h2 id="attempts">{say(texts.attempts)}</h2>
      {attempts.length === 0 && <p>{say(texts.attemptsNone)}</p>}
      {attempts.length > 0 && (
        <ol class="timeline">
          {attempts.map((attempt, index) => (
            <li key={`${attempt.at.toISOString()} ${index}`}>
              <time dateTime={attempt.at.toISOString()}>{time.moment(attempt.at)}</time> <AttemptLine {...attempt} />
              {attempt.times > 1 && ` ${say(texts.times, { times: attempt.times })}`}
              {attempt.source !== undefined && (
                <span class="small"> {say(texts.from, { source: attempt.source })}</span>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function AttemptLine({ succeeded, because, service }: Attempt) {
  const { say, language } = usePage()
  if (succeeded) {
    return <>{service ? say(attemptTexts.signedInTo, { service: service[language] }) : say(attemptTexts.signedIn)}</>
  }
  return <>{say(isRefusal(because) ? refusals[because] : attemptTexts.other)}</>
}

const refusals = {
  'wrong-password': attemptTexts['wrong-password'],
  waiting: attemptTexts.waiting,
  disabled: attemptTexts.disabled,
  closed: attemptTexts.closed,
  eligible: attemptTexts.eligible,
  'not-connected': attemptTexts['not-connected'],
  'assigned-elsewhere': attemptTexts['assigned-elsewhere'],
} as const

function isRefusal(because: string | undefined): because is keyof typeof refusals {
  return because !== undefined && Object.hasOwn(refusals, because)
}

/** What became of every letter (req 109): its subject and its state, never what it says. `follow`: whether the letter has a page. */
export function Letters({ letters, follow }: { letters: readonly DeskLetter[]; follow: boolean }) {
  const { say } = usePage()
  return (
    <section aria-labelledby="letters">
      <h2 id="letters">{say(texts.letters)}</h2>
      {letters.length === 0 && <p>{say(texts.lettersNone)}</p>}
      {letters.length > 0 && (
        <ul class="rows">
          {letters.map((letter) => (
            <LetterRow key={letter.id} letter={letter} follow={follow} />
          ))}
        </ul>
      )}
    </section>
  )
}

function LetterRow({ letter, follow }: { letter: DeskLetter; follow: boolean }) {
  const { say, time } = usePage()
  const { id, subject, language, recipient, at } = letter
  const sentences = useStandingSentences(letter)
  return (
    <li>
      <div>
        <p lang={language}>{follow ? <a href={`/desk/letters/${id}`}>{subject}</a> : subject}</p>
        <p class="small">{say(standingTexts.to, { moment: time.moment(at), recipient })}</p>
        {sentences.length > 0 && <p class="small">{sentences.join(' ')}</p>}
      </div>{' '}
      <StandingTag letter={letter} />
    </li>
  )
}

export function Sessions({ sessions }: { sessions: readonly Session[] }) {
  const { say, time } = usePage()
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{say(texts.sessions)}</h2>
      {sessions.length === 0 && <p>{say(texts.sessionsNone)}</p>}
      {sessions.length > 0 && (
        <ul class="rows">
          {sessions.map(({ id, browser, source, lastUsedAt }) => (
            <li key={id}>
              <div>
                <p>{browser || say(texts.unknownBrowser)}</p>
                <p class="small">{say(texts.sessionUsed, { source, moment: time.moment(lastUsedAt) })}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** `follow`: whether a case of this kind has a page for whoever looks. */
export function Cases({ cases, follow }: { cases: readonly Case[]; follow: (kind: CaseKind) => boolean }) {
  const { say } = usePage()
  if (cases.length === 0) return null
  return (
    <section aria-labelledby="cases">
      <h2 id="cases">{say(texts.cases)}</h2>
      <CaseRows cases={cases} follow={follow} />
    </section>
  )
}

/** Cases, each with its mailbox and how it stands. */
export function CaseRows({
  cases,
  follow = () => true,
}: {
  cases: readonly Case[]
  follow?: (kind: CaseKind) => boolean
}) {
  const { say, time } = usePage()
  return (
    <ul class="rows">
      {cases.map(({ id, kind, address, state, openedAt }) => (
        <li key={id}>
          <div>
            <p>{follow(kind) ? <a href={`/desk/cases/${id}`}>{id}</a> : id}</p>
            <p class="small">
              {address} · {say(texts.caseSince, { moment: time.moment(openedAt) })}
            </p>
          </div>{' '}
          <span class={state === 'closed' ? 'tag' : 'tag wait'}>{say(stateTexts[state])}</span>
        </li>
      ))}
    </ul>
  )
}

const stateTexts = {
  open: texts.caseOpen,
  'asked-back': texts.caseAsked,
  closed: texts.caseClosed,
} as const satisfies Record<CaseState, unknown>

/** Everything else that happened, newest first, one sentence each; who of the staff did it, and why. `follow` as of `Cases`. */
export function Timeline({ events, follow }: { events: readonly PersonEvent[]; follow: (kind: CaseKind) => boolean }) {
  const { say, time } = usePage()
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{say(texts.timeline)}</h2>
      {events.length === 0 && <p>{say(texts.timelineNone)}</p>}
      {events.length > 0 && (
        <ol class="timeline">
          {events.map((event, index) => (
            <li key={`${event.at.toISOString()} ${index}`}>
              <time dateTime={event.at.toISOString()}>{time.moment(event.at)}</time>{' '}
              <EventLine event={event} follow={follow} />
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function EventLine({
  event: { event, succeeded, staff, details, caseKind },
  follow,
}: {
  event: PersonEvent
  follow: (kind: CaseKind) => boolean
}) {
  const { say } = usePage()
  const sentences = event in timelineTexts ? timelineTexts[event as keyof typeof timelineTexts] : undefined
  const mistyped = event === 'question-answered' && details.answer === 'typing-error'
  if (!sentences) return null
  const { reason } = details
  const by = [staff, typeof reason === 'string' && staff !== undefined ? reason : undefined].filter(isText).join(': ')
  const number = typeof details.case === 'string' ? details.case : ''
  const isOpenToRead = caseKind !== undefined && follow(caseKind)
  const shown = isOpenToRead ? <a href={`/desk/cases/${number}`}>{number}</a> : number
  return (
    <>
      {mistyped ? say(texts.mistyped) : say(succeeded ? sentences.success : sentences.failure)}
      {(number !== '' || by !== '') && (
        <>
          <br />
          <span class="small">
            {number !== '' && say.rich(texts.caseNumber, { number: shown })}
            {number !== '' && by !== '' && '. '}
            {by}
          </span>
        </>
      )}
    </>
  )
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}
