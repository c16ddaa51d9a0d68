import {
  newPasswordErrors,
  newPasswordForm,
  type PolicyContext,
  type Reason,
  type RuleVerdict,
} from '../../credentials/index.ts'
import {
  type ErrorItem,
  ErrorSummary,
  Form,
  LogOut,
  NewPasswordFields,
  NewPasswordRules,
  newPasswordErrorItems,
  newPasswordScripts,
  Page,
  PasswordField,
  useNewPasswordWiring,
  usePage,
} from '../../web/index.ts'
import type { FormFaults } from '../password-change.ts'
import { texts } from '../texts.ts'

export interface ChangePasswordPageProps {
  name: string
  /** The ID whose password is changed. */
  address: string
  context: PolicyContext
  /** Nothing else is open to this session (req 9). */
  mustChange: boolean
  refusal?: { faults: FormFaults; reasons: readonly Reason[]; rules: readonly RuleVerdict[] }
  /** Too many wrong ones; without a time only a mailed link helps. */
  waiting?: { retryAfterMs: number | undefined }
}

/** The rules and fields of Fig. 4 behind the current password. Nothing typed is ever shown again (req 114). */
export function ChangePasswordPage(props: ChangePasswordPageProps) {
  const { name, address, context, mustChange, refusal, waiting } = props
  const { say, language, institution } = usePage()
  const form = newPasswordForm(context, say, refusal?.rules)
  const wiring = useNewPasswordWiring(form)
  const errors = useErrors(props)
  const failed = refusal !== undefined || waiting !== undefined
  return (
    <Page title={say(texts.title)} gate="ajar" error={failed} who={<LogOut who={name} />} scripts={newPasswordScripts}>
      {failed && (
        <ErrorSummary title={say(texts.notChanged)} items={errors.items}>
          <p class="small">{say(texts.notChangedLead)}</p>
        </ErrorSummary>
      )}
      <hgroup>
        <p>{institution.fullName[language]}</p>
        <h1>{say(texts.heading)}</h1>
        <p>{say.rich(texts.account, { address: <b>{address}</b> })}</p>
      </hgroup>
      {mustChange && <p>{say(texts.mustChange)}</p>}
      <NewPasswordRules {...form} />
      <Form action="/password-change" data-new-password={wiring} data-waits>
        <Username address={address} />
        <PasswordField
          id="current"
          name="current"
          label={say(texts.current)}
          autocomplete="current-password"
          required
          error={errors.current}
        >
          <p class="small">
            {say.rich(texts.forgotten, { reset: <a href="/reset-password">{say(texts.forgottenLink)}</a> })}
          </p>
        </PasswordField>
        <NewPasswordFields form={form} errors={errors.fields} />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.change)}
          </button>{' '}
          {!mustChange && <a href="/account">{say(texts.back)}</a>}
        </p>
        <p class="small">{say(texts.note)}</p>
      </Form>
    </Page>
  )
}

/** Tells a password manager which of its entries this is. */
function Username({ address }: { address: string }) {
  return <input type="text" name="username" autocomplete="username" value={address} readOnly hidden />
}

/** The first fault of each field stands at the field; the summary names them all (req 114). */
function useErrors({ refusal, waiting }: ChangePasswordPageProps) {
  const { say, time } = usePage()
  const { faults = {}, reasons = [] } = refusal ?? {}
  const wait =
    waiting?.retryAfterMs === undefined
      ? say(texts.waitForLink)
      : say(texts.waitSome, { time: time.lengthAfter(waiting.retryAfterMs) })
  const current = waiting
    ? wait
    : faults.current && say(faults.current === 'missing' ? texts.currentMissing : texts.currentWrong)
  const fields = newPasswordErrors(faults, reasons, say)
  const items: ErrorItem[] = [
    ...(current ? [{ href: '#current', text: current }] : []),
    ...newPasswordErrorItems(fields),
  ]
  return { items, current, fields }
}
