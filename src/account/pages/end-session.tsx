import { ErrorSummary, Form, LogOut, Page, PasswordField, usePage } from '../../web/index.ts'
import type { OwnSession } from '../tasks.ts'
import { texts } from '../texts.ts'

export interface EndSessionPageProps {
  name: string
  /** The ID, for password managers. */
  address: string
  /** The one session that is to end; without it all others. */
  session?: OwnSession | undefined
  refusal?: 'missing' | 'wrong'
  /** Too many wrong ones; without a time only a mailed link helps. */
  waiting?: { retryAfterMs: number | undefined }
}

/** Asks for the password before sessions are ended (req 61). */
export function EndSessionPage({ name, address, session, refusal, waiting }: EndSessionPageProps) {
  const { say, time } = usePage()
  const error = useError(refusal, waiting)
  const browser = session && (session.browser || say(texts.unknownBrowser))
  return (
    <Page
      title={say(texts.endTitle)}
      gate="ajar"
      error={error !== undefined}
      who={<LogOut who={name} />}
      scripts={['show-password.js']}
    >
      {error !== undefined && <ErrorSummary title={say(texts.notEnded)} items={[{ href: '#password', text: error }]} />}
      <hgroup>
        <h1>{browser === undefined ? say(texts.endOthersHeading) : say(texts.endOneHeading, { browser })}</h1>
        {session && <p>{say(texts.sessionUsed, { source: session.source, moment: time.moment(session.lastUsed) })}</p>}
        <p>{say(session ? texts.endOneLead : texts.endOthersLead)}</p>
      </hgroup>
      <Form action={`/account/sessions/${session?.handle ?? 'others'}/end`}>
        <input type="text" name="username" autocomplete="username" value={address} readOnly hidden />
        <PasswordField
          id="password"
          name="password"
          label={say(texts.password)}
          hint={say(texts.why)}
          autocomplete="current-password"
          required
          error={error}
        >
          <p class="small">
            {say.rich(texts.forgotten, { reset: <a href="/reset-password">{say(texts.forgottenLink)}</a> })}
          </p>
        </PasswordField>
        <p class="actions">
          <button class="button" type="submit">
            {say(session ? texts.endButton : texts.endOthers)}
          </button>{' '}
          <a href="/account">{say(texts.back)}</a>
        </p>
      </Form>
    </Page>
  )
}

function useError(refusal: EndSessionPageProps['refusal'], waiting: EndSessionPageProps['waiting']) {
  const { say, time } = usePage()
  if (waiting?.retryAfterMs !== undefined) return say(texts.waitSome, { time: time.lengthAfter(waiting.retryAfterMs) })
  if (waiting) return say(texts.waitForLink)
  return refusal && say(refusal === 'missing' ? texts.passwordMissing : texts.passwordWrong)
}
