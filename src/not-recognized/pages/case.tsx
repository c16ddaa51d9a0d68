import type { Case } from '../../cases/index.ts'
import { DeskLink, ErrorSummary, Form, Page, TextArea, usePage } from '../../web/index.ts'
import { texts } from '../case-texts.ts'
import { LONGEST_NOTE } from '../help-form.ts'
import { HelpFactsList, Lines } from './facts.tsx'

export interface CasePageProps {
  case: Case
  /** The case was there before this request. */
  joined?: boolean | undefined
  /** The day by which the desk answers. */
  answerDay: Date
  /** Where an answer to a question of the desk goes. */
  answerTo: string
  refusal?: { typed: string; fault: 'missing' | 'too-long' } | undefined
}

/** How a case stands: with the desk, with the person, or answered. */
export function CasePage(props: CasePageProps) {
  switch (props.case.state) {
    case 'open':
      return <OpenCasePage {...props} />
    case 'asked-back':
      return <AskedBackPage {...props} />
    case 'closed':
      return <ClosedCasePage {...props} />
  }
}

function OpenCasePage({ case: about, joined, answerDay }: CasePageProps) {
  const { say, time } = usePage()
  const title = say(about.kind === 'student' ? texts.openStudent : texts.openTeacher)
  const answered = about.messages.at(-1)?.author === 'person'
  return (
    <Page title={title} gate="hatch">
      <hgroup>
        <h1>{title}</h1>
        <p role="status">{say(answered ? texts.answered : texts.proved)}</p>
      </hgroup>
      {joined && <p>{say(texts.joined, { day: time.day(about.openedAt) })}</p>}
      <HelpFactsList facts={about} number={about.id} />
      <Said about={about} />
      <section aria-labelledby="next">
        <h2 id="next">{say(texts.next)}</h2>
        <ol class="timeline">
          <li>
            <time dateTime={about.lastAskedAt.toISOString()}>{time.moment(about.lastAskedAt)}</time>{' '}
            {say(texts.deskHas)}
          </li>
          <li>
            <time dateTime={answerDay.toISOString().slice(0, 10)}>
              {say(texts.byDay, { day: time.day(answerDay) })}
            </time>{' '}
            {say.rich(texts.deskAnswers, { address: <b>{about.address}</b> })}
          </li>
          <li>{say(about.kind === 'student' ? texts.onceConnected : texts.onceAssigned)}</li>
        </ol>
        <p>{say(texts.sameLink)}</p>
      </section>
      <p class="actions">
        <a href="/">{say(texts.backToSystem)}</a>
      </p>
    </Page>
  )
}

function AskedBackPage({ case: about, answerTo, refusal }: CasePageProps) {
  const { say } = usePage()
  const most = { most: LONGEST_NOTE }
  const error = refusal && (refusal.fault === 'missing' ? say(texts.answerMissing) : say(texts.answerTooLong, most))
  return (
    <Page title={say(texts.askedTitle)} gate="hatch" error={refusal !== undefined}>
      {error && <ErrorSummary title={say(texts.cannotSend)} items={[{ href: '#answer', text: error }]} />}
      <hgroup>
        <h1>{say(texts.askedTitle)}</h1>
        <p>{say(texts.askedLead, { case: about.id })}</p>
      </hgroup>
      <Said about={about} />
      <Form action={answerTo}>
        <TextArea
          id="answer"
          name="answer"
          label={say(texts.answer)}
          hint={say(texts.answerHint, most)}
          error={error}
          value={refusal?.typed}
          maxLength={LONGEST_NOTE}
          rows={5}
          required
        />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.sendAnswer)}
          </button>
        </p>
      </Form>
      <HelpFactsList facts={about} number={about.id} />
    </Page>
  )
}

function ClosedCasePage({ case: about }: CasePageProps) {
  const { say, time } = usePage()
  const declined = about.answer === 'declined'
  const title = say(declined ? texts.declinedTitle : texts.closedTitle)
  const when = say(texts.closedLead, { case: about.id, day: time.day(about.closedAt ?? about.lastAskedAt) })
  return (
    <Page title={title} gate={declined ? 'closed' : 'letter'}>
      <hgroup>
        <h1>{title}</h1>
        <p>{declined ? when : <LinkSent about={about} />}</p>
      </hgroup>
      {declined ? <Declined about={about} /> : <LinkGone />}
      <Said about={about} />
      {!declined && <p class="small">{when}</p>}
      <p class="actions">
        <a href="/">{say(texts.backToSystem)}</a>
      </p>
    </Page>
  )
}

/** The reason of a case that was connected is the desk's own note; only that of a refusal is for the person. */
function Declined({ about }: { about: Case }) {
  const { say } = usePage()
  const again = <a href={`/not-recognized/${about.kind}`}>{say(texts.askAgain)}</a>
  return (
    <>
      <section aria-labelledby="because">
        <h2 id="because">{say(texts.because)}</h2>
        <p>
          <Lines text={about.reason ?? ''} />
        </p>
      </section>
      <p>
        {about.kind === 'student'
          ? say.rich(texts.whomToAsk, { again })
          : say.rich(texts.whomToAskTeacher, { usos: <DeskLink desk="usos" /> })}
      </p>
    </>
  )
}

/** A link goes to the assigned address, which the page does not name: it may be another one than that of the case. */
function LinkSent({ about }: { about: Case }) {
  const { say } = usePage()
  const here = about.answer === 'resolved-itself' || about.answer === 'address-assigned'
  return <>{here ? say.rich(texts.linkSent, { address: <b>{about.address}</b> }) : say(texts.linkSentSomewhere)}</>
}

function LinkGone() {
  const { say } = usePage()
  return <p>{say.rich(texts.linkGone, { again: <a href="/reset-password">{say(texts.askForLink)}</a> })}</p>
}

function Said({ about }: { about: Case }) {
  const { say, time } = usePage()
  if (about.messages.length === 0) return null
  return (
    <section aria-labelledby="said">
      <h2 id="said">{say(texts.said)}</h2>
      <ol class="timeline">
        {about.messages.map(({ at, author, text }) => (
          <li key={at.toISOString() + author}>
            <time dateTime={at.toISOString()}>
              {say(author === 'person' ? texts.youAnswered : texts.deskAsks)}, {time.moment(at)}
            </time>{' '}
            <Lines text={text} />
          </li>
        ))}
      </ol>
    </section>
  )
}
