import type { ComponentChildren, InputHTMLAttributes, JSX, PartialInputHTMLAttributes } from 'preact'
import { usePage } from './page-surroundings.ts'
import { texts } from './texts.ts'

type FormProps = Omit<JSX.IntrinsicElements['form'], 'action' | 'method'> & { action: string; method?: 'post' }

/** A plain form that carries the anti-forgery value (req 63). Works without a script. */
export function Form({ action, method = 'post', children, ...rest }: FormProps) {
  const { antiForgery } = usePage()
  return (
    <form {...rest} action={action} method={method}>
      <input type="hidden" name={ANTI_FORGERY_FIELD} value={antiForgery} />
      {children}
    </form>
  )
}

export const ANTI_FORGERY_FIELD = 'form'

export interface FieldParts {
  id: string
  name: string
  label: ComponentChildren
  hint?: ComponentChildren | undefined
  /** The sentence that says what to do. Its presence marks the field as faulty (req 114). */
  error?: ComponentChildren | undefined
  /** Ids of further elements that describe the field, such as a list of rules. */
  describedBy?: string | undefined
  /** Stands under the control: a `<details>`, a strength meter. */
  children?: ComponentChildren | undefined
}

type InputAttributes = Omit<
  PartialInputHTMLAttributes<HTMLInputElement>,
  keyof FieldParts | 'type' | 'role' | 'aria-describedby' | 'aria-invalid' | 'ref'
>
type FieldProps = FieldParts &
  InputAttributes & {
    type?:
      | 'text'
      | 'email'
      | 'tel'
      | 'url'
      | 'search'
      | 'date'
      | 'file'
      | undefined /** The id of a `<datalist>` with values that are offered. */
    list?: string | undefined
  }

/** Label, hint and error stand before the control and are named in `aria-describedby` (req 114). */
export function Field({ label, hint, error, describedBy, children, type = 'text', ...input }: FieldProps) {
  return (
    <FieldFrame id={input.id} label={label} hint={hint} error={error}>
      <input {...(described({ ...input, hint, error, describedBy, type }) as InputHTMLAttributes)} />
      {children}
    </FieldFrame>
  )
}

type PasswordFieldProps = FieldParts &
  InputAttributes & {
    autocomplete: 'current-password' | 'new-password' | 'one-time-code' | 'off'
    /** What the button shows, where the label names no thing: “the repeated password”. */
    thing?: string | undefined
  }

/**
 * A password with a button that shows and hides it (req 116). The button is there for the island
 * `show-password.js` alone; where scripts are off the style takes it away. Never carries a value (req 114).
 */
export function PasswordField({ label, thing, hint, error, describedBy, children, ...input }: PasswordFieldProps) {
  const { say } = usePage()
  return (
    <FieldFrame id={input.id} label={label} hint={hint} error={error}>
      <div class="reveal">
        <input
          {...(described({
            autocapitalize: 'none',
            spellcheck: false,
            ...input,
            hint,
            error,
            describedBy,
            type: 'password',
            value: undefined,
          }) as InputHTMLAttributes)}
        />
        <button type="button" aria-controls={input.id} data-show={say(texts.show)} data-hide={say(texts.hide)}>
          {say(texts.show)}
          <span class="hidden"> {thing ?? (typeof label === 'string' ? withinSentence(label) : label)}</span>
        </button>
      </div>
      {children}
    </FieldFrame>
  )
}

/** “New password:” becomes “new password”. */
function withinSentence(label: string) {
  return label.charAt(0).toLowerCase() + label.slice(1).replace(/:\s*$/, '')
}

export function FieldFrame({
  id,
  label,
  hint,
  error,
  children,
}: Pick<FieldParts, 'id' | 'label' | 'hint' | 'error' | 'children'>) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <HintAndError id={id} hint={hint} error={error} />
      {children}
    </div>
  )
}

export function HintAndError({ id, hint, error }: Pick<FieldParts, 'id' | 'hint' | 'error'>) {
  const { say } = usePage()
  return (
    <>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          <span class="hidden">{say(texts.errorBefore)}</span>
          {error}
        </p>
      )}
    </>
  )
}

type Described = Pick<FieldParts, 'id' | 'hint' | 'error' | 'describedBy'>

/** The attributes of the control, with what describes it. */
export function described<Attributes extends Described>({ hint, error, describedBy, ...attributes }: Attributes) {
  const ids = [hint && `${attributes.id}-hint`, error && `${attributes.id}-error`, describedBy]
    .filter(Boolean)
    .join(' ')
  return {
    ...attributes,
    'aria-describedby': ids === '' ? undefined : ids,
    'aria-invalid': error ? ('true' as const) : undefined,
  }
}

export interface ErrorItem {
  /** `#id` of the field. */
  href: string
  text: string
}

interface ErrorSummaryProps {
  title: ComponentChildren
  items?: readonly ErrorItem[]
  children?: ComponentChildren | undefined
}

/** First in the page after a refusal; takes the focus without a script and links to the fields (req 114). */
export function ErrorSummary({ title, items = [], children }: ErrorSummaryProps) {
  return (
    <div class="summary" role="alert" tabindex={-1} autofocus aria-labelledby="summary">
      <h2 id="summary">{title}</h2>
      {items.length > 0 && (
        <ul>
          {items.map(({ href, text }) => (
            <li key={href + text}>
              <a href={href}>{text}</a>
            </li>
          ))}
        </ul>
      )}
      {children}
    </div>
  )
}

/** First in the page after something was done, where the error summary would stand after a refusal; takes the focus as that does. */
export function Confirmation({ children }: { children: ComponentChildren }) {
  return (
    <p class="done" role="status" tabindex={-1} autofocus>
      {children}
    </p>
  )
}

/** A way out beside the main one. `id` names its heading. */
export function HelpBlock({
  id,
  title,
  children,
}: {
  id: string
  title: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <aside class="help" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </aside>
  )
}
