import {
  newPasswordErrors,
  newPasswordForm,
  type PolicyContext,
  type Reason,
  type RuleVerdict,
} from '../../credentials/index.ts'
import {
  DeskLink,
  type ErrorItem,
  ErrorSummary,
  Field,
  Form,
  NewPasswordFields,
  NewPasswordRules,
  newPasswordErrorItems,
  newPasswordScripts,
  Page,
  useNewPasswordWiring,
  usePage,
} from '../../web/index.ts'
import type { FormFaults } from '../new-password.ts'
import { texts } from '../texts.ts'

export interface SetPasswordPageProps {
  /** The public half of the link, or the code that was proved: says which tab this is (attack A8). */
  proof: { link: string } | { code: string }
  /** The account whose password is set. */
  address: string
  context: PolicyContext
  question: { asked: false } | { asked: true; answersPerLink: number; letters: boolean }
  refusal?: { faults: FormFaults; reasons: readonly Reason[]; rules: readonly RuleVerdict[] }
}

/** Fig. 4 of the manual. Nothing typed is ever shown again: neither the answer nor the passwords. */
export function SetPasswordPage({ proof, address, context, question, refusal }: SetPasswordPageProps) {
  const { say, language, institution } = usePage()
  const form = newPasswordForm(context, say, refusal?.rules)
  const wiring = useNewPasswordWiring(form)
  const errors = useErrors(refusal)
  return (
    <Page title={say(texts.setTitle)} gate="ajar" error={refusal !== undefined} scripts={newPasswordScripts}>
      {refusal && (
        <ErrorSummary title={say(texts.notSet)} items={errors.items}>
          <p class="small">{say('link' in proof ? texts.linkStillGood : texts.codeStillGood)}</p>
        </ErrorSummary>
      )}
      <hgroup>
        <p>{institution.fullName[language]}</p>
        <h1>{say(texts.setHeading)}</h1>
        <p>{say.rich(texts.setAccount, { address: <b>{address}</b> })}</p>
      </hgroup>
      <NewPasswordRules {...form} />
      <Form action={actionOf(proof)} data-new-password={wiring} data-waits>
        {Object.entries(proof).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {/* Whose password it is: without it a password manager takes the answer to the question for the user name. */}
        <input type="text" name="username" autocomplete="username" value={address} readOnly hidden />
        {question.asked && <Question {...question} error={errors.answer} refused={errors.answerRefused} />}
        <NewPasswordFields form={form} errors={errors.fields} />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.setPassword)}
          </button>
        </p>
        <p class="small">{say(texts.setNote)}</p>
      </Form>
    </Page>
  )
}

function actionOf(proof: SetPasswordPageProps['proof']) {
  return 'link' in proof ? `/set-password/${proof.link}` : `/set-password/code/${proof.code}`
}

interface QuestionProps {
  answersPerLink: number
  /** A document number may have letters: a keypad of digits alone could not type it. */
  letters: boolean
  error: string | undefined
  /** Something was typed and was not right. */
  refused: boolean
}

/** One field for every kind of proof; the label is the manual's. */
function Question({ answersPerLink, letters, error, refused }: QuestionProps) {
  const { say } = usePage()
  return (
    <Field
      id="pesel"
      name="pesel"
      label={say(texts.question)}
      hint={
        <>
          {say(texts.questionHint)} {say(texts.answersPerLink, { count: answersPerLink })}
        </>
      }
      inputMode={letters ? 'text' : 'numeric'}
      autocomplete="off"
      maxLength={40}
      required
      data-personal
      {...(error && { error })}
    >
      {/* Open for everybody then: what answers to the question without a PESEL, and how it is written. */}
      <details open={refused}>
        <summary>{say(texts.noPesel)}</summary>
        <p>
          {say.rich(texts.noPeselAdvice, {
            usos: <DeskLink desk="usos" />,
            code: <a href="/set-password/code">{say(texts.haveCode)}</a>,
          })}
        </p>
      </details>
    </Field>
  )
}

/** The first fault of each field stands at the field; the summary names them all (req 114). */
function useErrors(refusal: SetPasswordPageProps['refusal']) {
  const { say } = usePage()
  const { faults = {}, reasons = [] } = refusal ?? {}
  const answer = faults.answer && say(answerTexts[faults.answer])
  const fields = newPasswordErrors(faults, reasons, say)
  const items: ErrorItem[] = [...(answer ? [{ href: '#pesel', text: answer }] : []), ...newPasswordErrorItems(fields)]
  const answerRefused = faults.answer !== undefined && faults.answer !== 'missing'
  return { items, answer, answerRefused, fields }
}

const answerTexts = {
  missing: texts.answerMissing,
  'typing-error': texts.answerTypingError,
  wrong: texts.answerWrong,
}
