import { type ErrorItem, PasswordField } from './form.tsx'
import { texts } from './new-password-texts.ts'
import { usePage } from './page-surroundings.ts'

/** What `newPasswordForm` of `credentials` gives: said here as a shape, since the frame knows no part of the core. */
interface NewPasswordParts {
  readonly rulesTitle: string
  readonly rules: readonly {
    readonly id: string
    readonly state: string
    readonly stateWord: string
    readonly sentence: string
    readonly note: string | undefined
  }[]
  readonly passwordRules: string
  readonly island: { readonly context: object; readonly texts: object }
}

/** The islands of a page with these fields: `<Page scripts={newPasswordScripts}>`. */
export const newPasswordScripts = ['show-password.js', 'set-password.js', 'wait-turn.js'] as const

/** What stands in `data-new-password` of the form: all that the island `set-password.ts` must know. */
export function useNewPasswordWiring({ island }: NewPasswordParts): string {
  const { assets } = usePage()
  const worker = assets.has('strength-worker.js') ? assets.url('strength-worker.js') : ''
  return JSON.stringify({ field: 'new', rules: 'rules', worker, ...island })
}

/** The rules, said before anything is typed; a hidden word repeats the shape of each mark (req 34, 115). */
export function NewPasswordRules({ rulesTitle, rules }: NewPasswordParts) {
  return (
    <section aria-labelledby="rules-title">
      <h2 id="rules-title">{rulesTitle}</h2>
      <ul class="rules" id="rules">
        {rules.map(({ id, state, stateWord, sentence, note }) => (
          <li key={id} data-rule={id} data-is={state}>
            <span class="hidden">{stateWord} </span>
            {sentence}
            {note && <span class="small"> {note}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is wrong with the two fields, in words, as `newPasswordErrors` of `credentials` gives it. */
interface NewPasswordErrors {
  readonly password: readonly string[]
  readonly repeat: string | undefined
}

/** The same for the summary, each with the field it leads to. */
export function newPasswordErrorItems({ password, repeat }: NewPasswordErrors): ErrorItem[] {
  return [
    ...password.map((text) => ({ href: '#new', text })),
    ...(repeat === undefined ? [] : [{ href: '#repeat', text: repeat }]),
  ]
}

interface NewPasswordFieldsProps {
  form: NewPasswordParts
  errors: NewPasswordErrors
}

/** The two fields of Fig. 4, named `new` and `repeat`, with the strength under the first. Never carry a value (req 114). */
export function NewPasswordFields({ form, errors }: NewPasswordFieldsProps) {
  const { say } = usePage()
  const forPasswordManagers = { passwordrules: form.passwordRules }
  return (
    <>
      <PasswordField
        id="new"
        name="new"
        label={say(texts.newPassword)}
        autocomplete="new-password"
        required
        describedBy="rules"
        error={errors.password.length > 0 ? errors.password.join('. ') : undefined}
        {...forPasswordManagers}
      >
        <div class="strength">
          <span class="steps" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <p role="status" />
        </div>
      </PasswordField>
      <PasswordField
        id="repeat"
        name="repeat"
        label={say(texts.repeat)}
        thing={say(texts.repeated)}
        autocomplete="new-password"
        required
        error={errors.repeat}
        {...forPasswordManagers}
      />
    </>
  )
}
