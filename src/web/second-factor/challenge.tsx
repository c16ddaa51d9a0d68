import { ErrorSummary, Field, Form } from '../form.tsx'
import { LogOut } from '../log-out.tsx'
import { Page } from '../page.tsx'
import { usePage } from '../page-surroundings.ts'
import { Carried } from './carried.tsx'
import { type FactorPageProps, factorPath, withOnward } from './place.ts'
import { texts } from './texts.ts'

export interface ChallengePageProps extends FactorPageProps {
  /** The page of the desk to go on to. */
  back?: string | undefined
  /** A form was turned away for this. */
  unsent?: boolean | undefined
  /** The factor stands, but not fresh enough for what comes. */
  again?: boolean | undefined
  refusal?: 'missing' | 'wrong' | undefined
  /** Too many wrong ones; without a time only somebody at the desk helps. */
  waiting?: { retryAfterMs: number | undefined } | undefined
}

/** Asks for the second factor: one field, which takes a pasted code (req 112), and a second one for a recovery code. */
export function ChallengePage({ at, name, back, onward, unsent, again, refusal, waiting }: ChallengePageProps) {
  const { say } = usePage()
  const error = useError(at, refusal, waiting)
  const lead = at === 'account' ? texts.onwardLead : again ? texts.freshLead : texts.lead
  return (
    <Page
      title={say(texts.title)}
      gate="hatch"
      {...(at === 'desk' && { masthead: 'desk' as const })}
      error={error !== undefined}
      who={<LogOut who={name} />}
    >
      {error !== undefined && <ErrorSummary title={say(texts.notEntered)} items={[{ href: '#code', text: error }]} />}
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say(lead)}</p>
      </hgroup>
      {unsent && <p role="status">{say(texts.unsent)}</p>}
      <Form action={withOnward(factorPath(at), back === undefined ? onward : { back })}>
        {back !== undefined && <input type="hidden" name="back" value={back} />}
        <Carried values={onward} />
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
          <p class="small">{say(at === 'desk' ? texts.noCodes : texts.noCodesAtAll)}</p>
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

function useError(
  at: ChallengePageProps['at'],
  refusal: ChallengePageProps['refusal'],
  waiting: ChallengePageProps['waiting'],
) {
  const { say, time } = usePage()
  if (waiting?.retryAfterMs !== undefined) return say(texts.waitSome, { time: time.lengthAfter(waiting.retryAfterMs) })
  if (waiting) return say(at === 'desk' ? texts.waitForHelp : texts.waitForDesk)
  return refusal && say(refusal === 'missing' ? texts.codeMissing : texts.codeWrong)
}
