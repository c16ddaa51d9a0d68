import { displayName, type Person } from '../../../people/index.ts'
import { ErrorSummary, Field, Form, LogOut, Page, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'

export interface ChallengePageProps {
  person: Person
  /** The page of the desk to go on to. */
  back?: string | undefined
  /** What the service on the way asked the sign-in for. */
  onward?: Readonly<Record<string, string>> | undefined
  /** A form was turned away for this. */
  unsent?: boolean | undefined
  /** The factor stands, but not fresh enough for what comes. */
  again?: boolean | undefined
  refusal?: 'missing' | 'wrong' | undefined
  /** Too many wrong ones; without a time only an administrator helps. */
  waiting?: { retryAfterMs: number | undefined } | undefined
}

/** Asks for the second factor: one field, which takes a pasted code (req 112), and a second one for a recovery code. */
export function ChallengePage({ person, back, onward = {}, unsent, again, refusal, waiting }: ChallengePageProps) {
  const { say } = usePage()
  const error = useError(refusal, waiting)
  return (
    <Page
      title={say(texts.title)}
      gate="hatch"
      masthead="desk"
      error={error !== undefined}
      who={<LogOut who={displayName(person)} />}
    >
      {error !== undefined && <ErrorSummary title={say(texts.notEntered)} items={[{ href: '#code', text: error }]} />}
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say(again ? texts.freshLead : texts.lead)}</p>
      </hgroup>
      {unsent && <p role="status">{say(texts.unsent)}</p>}
      <Form action="/desk/second-factor">
        {back !== undefined && <input type="hidden" name="back" value={back} />}
        {Object.entries(onward).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Field
          id="code"
          name="code"
          label={say(texts.code)}
          hint={say(texts.codeHint)}
          error={error}
          autocomplete="one-time-code"
          inputMode="numeric"
        />
        <details>
          <summary>{say(texts.noTelephone)}</summary>
          <Field
            id="recovery"
            name="recovery"
            label={say(texts.recovery)}
            hint={say(texts.recoveryHint)}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
          />
          <p class="small">{say(texts.noCodes)}</p>
        </details>
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.enter)}
          </button>
        </p>
      </Form>
    </Page>
  )
}

function useError(refusal: ChallengePageProps['refusal'], waiting: ChallengePageProps['waiting']) {
  const { say, time } = usePage()
  if (waiting?.retryAfterMs !== undefined) return say(texts.waitSome, { time: time.lengthAfter(waiting.retryAfterMs) })
  if (waiting) return say(texts.waitForHelp)
  return refusal && say(refusal === 'missing' ? texts.codeMissing : texts.codeWrong)
}
