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
  /** A form was turned away for this, and what was typed into it is lost. */
  unsent?: boolean | undefined
  /** The form that was turned away for this, sealed: it goes along until the code is right. */
  waits?: string | undefined
  /** The factor stands, but not fresh enough for what comes. */
  again?: boolean | undefined
  refusal?: 'missing' | 'wrong' | undefined
  /** Too many wrong ones; without a time only somebody at the desk helps. */
  waiting?: { retryAfterMs: number | undefined } | undefined
}

/** Asks for the second factor: one field, which takes a pasted code (req 112), and a second one for a recovery code. */
export function ChallengePage(props: ChallengePageProps) {
  const { at, name, back, onward, unsent, waits, again, refusal, waiting } = props
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
      {(unsent || waits) && <p role="status">{say(waits ? texts.waits : texts.unsent)}</p>}
      <Form action={withOnward(factorPath(at), at === 'desk' ? inAddress(props) : onward)}>
        {back !== undefined && <input type="hidden" name="back" value={back} />}
        {waits !== undefined && <input type="hidden" name="waits" value={waits} />}
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

/** Opened again from its address, the page has the form no more, and says so. */
function inAddress({ back, unsent, waits }: ChallengePageProps): Record<string, string> {
  return { ...(back !== undefined && { back }), ...((unsent || waits) && { unsent: 'yes' }) }
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
