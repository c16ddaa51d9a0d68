import { DeskLink, type ErrorItem, ErrorSummary, Field, Form, Page, usePage } from '../../web/index.ts'
import { SIGN_IN } from '../sign-in-path.ts'
import { texts } from '../texts.ts'
import { EmailField } from './email-field.tsx'

export interface CodePageProps {
  /** Carried over from where the address was typed before (req 118). */
  typed?: string
  refusal?: CodeRefusal
}

export interface CodeRefusal {
  readonly email?: 'missing' | 'incomplete' | undefined
  readonly code?: 'missing' | 'not-a-code' | undefined
  /** Sent as a whole, and not accepted: one text for every reason. */
  readonly refused?: boolean
}

/** Where the one-time code from the help desk is typed. The code is never shown again. */
export function CodePage({ typed = '', refusal }: CodePageProps) {
  const { say } = usePage()
  const email = refusal?.email && say(refusal.email === 'missing' ? texts.emailMissing : texts.emailIncomplete)
  const code = refusal?.refused
    ? say(texts.codeCheck)
    : refusal?.code && say(refusal.code === 'missing' ? texts.codeMissing : texts.codeNotACode)
  const items: ErrorItem[] = [
    ...(email ? [{ href: '#email', text: email }] : []),
    ...(code ? [{ href: '#code', text: code }] : []),
  ]
  return (
    <Page title={say(texts.codeTitle)} gate={refusal ? 'closed' : 'hatch'} error={refusal !== undefined}>
      {refusal && (
        <ErrorSummary title={say(refusal.refused ? texts.codeRefused : texts.codeIncomplete)} items={items}>
          {refusal.refused && <p class="small">{say.rich(texts.codeWhy, { usos: <DeskLink desk="usos" /> })}</p>}
        </ErrorSummary>
      )}
      <h1>{say(texts.codeHeading)}</h1>
      <p class="lead">{say.rich(texts.codeLead, { usos: <DeskLink desk="usos" /> })}</p>
      <Form action="/set-password/code">
        <EmailField typed={typed} error={email} />
        <Field
          id="code"
          name="code"
          label={say(texts.code)}
          hint={say(texts.codeHint)}
          error={code}
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={64}
          size={18}
          required
        />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.next)}
          </button>{' '}
          <a href={SIGN_IN}>{say(texts.backToSignIn)}</a>
        </p>
      </Form>
    </Page>
  )
}
