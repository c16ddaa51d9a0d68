import type { ComponentChildren } from 'preact'
import { DeskLink, ErrorSummary, Form, Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'
import { EmailField } from './email-field.tsx'

export interface RequestPageProps {
  /** Carried over from the sign-in, or kept after a refusal (req 118). */
  typed?: string
  refusal?: 'missing' | 'incomplete' | 'not-recognized'
  /** The message and the advice of section 3 of the manual, from their own chapter. */
  notRecognized?: { message: ComponentChildren; advice: ComponentChildren }
  /** Where the person came from. */
  back: string
}

/** Fig. 3 of the manual. */
export function RequestPage({ typed = '', refusal, notRecognized, back }: RequestPageProps) {
  const { say, language, institution } = usePage()
  const mailAccountPage = <a href={institution.links.mailAccount[language]}>{say(texts.noMailboxPage)}</a>
  return (
    <Page title={say(texts.requestTitle)} gate={refusal ? 'hatch' : 'letter'} error={refusal !== undefined}>
      {refusal && <Refusal refusal={refusal} message={notRecognized?.message} />}
      <h1>{say(texts.requestHeading)}</h1>
      <p class="lead">{say(texts.requestLead)}</p>
      <Form action="/reset-password">
        <EmailField typed={typed} error={refusal && say(advice[refusal])} />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.next)}
          </button>{' '}
          <a href={back}>{say(texts.goBack)}</a>
        </p>
      </Form>
      {refusal === 'not-recognized' && notRecognized?.advice}
      <aside class="help" aria-label={say(texts.noMailboxLabel)}>
        <p>{say.rich(texts.noMailbox, { page: mailAccountPage })}</p>
        <p class="small">{say.rich(texts.desks, { it: <DeskLink desk="it" />, usos: <DeskLink desk="usos" /> })}</p>
      </aside>
    </Page>
  )
}

const advice = {
  missing: texts.emailMissing,
  incomplete: texts.emailIncomplete,
  'not-recognized': texts.checkAddress,
}

function Refusal({
  refusal,
  message,
}: {
  refusal: NonNullable<RequestPageProps['refusal']>
  message: ComponentChildren
}) {
  const { say } = usePage()
  const title = refusal === 'not-recognized' ? message : say(texts.requestRefused)
  return <ErrorSummary title={title} items={[{ href: '#email', text: say(advice[refusal]) }]} />
}
