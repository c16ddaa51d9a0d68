import { DeskLink, Form, Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

export type NotLetIn = 'ticket-refused' | 'no-answer' | 'not-served'

/**
 * The person came back from the sign-in and cannot be let in. The page stands still: sending them back by itself would
 * let the living sign-in bring them here again, for ever.
 */
export function NotLetInPage({ because }: { because: NotLetIn }) {
  const { say, reference, institution } = usePage()
  const { heading, lead } = words[because]
  const desk = { desk: <DeskLink desk="usos" />, mail: institution.desks.usos.mail }
  return (
    <Page title={say(heading)} gate="hatch" masthead="portal">
      <hgroup>
        <h1>{say(heading)}</h1>
        <p>{say(lead)}</p>
      </hgroup>
      <p>{say.rich(because === 'not-served' ? texts.notServedAdvice : texts.helpAdvice, desk)}</p>
      {because === 'not-served' && (
        <p>
          <a href="/help/not-known-to-a-service">{say(texts.notServedHelp)}</a>
        </p>
      )}
      <dl class="facts">
        <dt>{say(texts.reference)}</dt>
        <dd>
          <code class="big">{reference}</code>
        </dd>
      </dl>
      {because === 'not-served' ? <LogOutFirst /> : <TryAgainFirst />}
    </Page>
  )
}

const words = {
  'ticket-refused': { heading: texts.refusedHeading, lead: texts.refusedLead },
  'no-answer': { heading: texts.noAnswerHeading, lead: texts.noAnswerLead },
  'not-served': { heading: texts.notServedHeading, lead: texts.notServedLead },
}

/** Another account may be the right one; for that this sign-in has to end. */
function LogOutFirst() {
  const { say } = usePage()
  return (
    <Form class="actions" action="/portal/log-out">
      <button class="button" type="submit">
        {say(texts.logOutButton)}
      </button>{' '}
      <a href="/portal/log-in">{say(texts.tryAgain)}</a>
    </Form>
  )
}

function TryAgainFirst() {
  const { say } = usePage()
  return (
    <Form class="actions" action="/portal/log-out">
      <a class="button" href="/portal/log-in">
        {say(texts.tryAgain)}
      </a>{' '}
      <button class="plain" type="submit">
        {say(texts.logOutButton)}
      </button>{' '}
      <a href="/">{say(texts.toFront)}</a>
    </Form>
  )
}
