import { ErrorSummary, Form, LogOut, Page, PasswordField, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

export interface OwnDataPageProps {
  name: string
  /** The ID, for password managers. */
  address: string
  refusal?: 'missing' | 'wrong' | undefined
  /** Too many wrong ones; without a time only a mailed link helps. */
  waiting?: { retryAfterMs: number | undefined } | undefined
  /** Asked too many times today. */
  tooOften?: { retryAfterMs: number } | undefined
}

/** Says what is in the file, and asks for the password before it is given out (req 99). */
export function OwnDataPage({ name, address, refusal, waiting, tooOften }: OwnDataPageProps) {
  const { say } = usePage()
  const error = useError(refusal, waiting, tooOften)
  return (
    <Page
      title={say(texts.dataTitle)}
      gate="ajar"
      error={error !== undefined}
      who={<LogOut who={name} />}
      scripts={['show-password.js']}
    >
      {error !== undefined && (
        <ErrorSummary title={say(texts.dataNotGiven)} items={[{ href: '#password', text: error }]} />
      )}
      <hgroup>
        <h1>{say(texts.dataTitle)}</h1>
        <p>{say(texts.dataLead)}</p>
      </hgroup>
      <p>{say.rich(texts.dataMore, { link: <a href="/privacy">{say(texts.dataPrivacy)}</a> })}</p>
      <Form action="/account/data">
        <input type="text" name="username" autocomplete="username" value={address} readOnly hidden />
        <PasswordField
          id="password"
          name="password"
          label={say(texts.password)}
          hint={say(texts.dataWhy)}
          autocomplete="current-password"
          required
          error={error}
        />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.dataButton)}
          </button>{' '}
          <a href="/account">{say(texts.back)}</a>
        </p>
      </Form>
    </Page>
  )
}

function useError(
  refusal: OwnDataPageProps['refusal'],
  waiting: OwnDataPageProps['waiting'],
  tooOften: OwnDataPageProps['tooOften'],
) {
  const { say, time } = usePage()
  if (tooOften) return say(texts.dataTooOften, { time: time.lengthAfter(tooOften.retryAfterMs) })
  if (waiting?.retryAfterMs !== undefined) return say(texts.waitSome, { time: time.lengthAfter(waiting.retryAfterMs) })
  if (waiting) return say(texts.waitForLink)
  return refusal && say(refusal === 'missing' ? texts.passwordMissing : texts.passwordWrong)
}
