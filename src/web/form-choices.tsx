import type { ComponentChildren, JSX } from 'preact'
import { described, FieldFrame, type FieldParts, HintAndError } from './form.tsx'

export interface Option {
  readonly value: string
  readonly label: ComponentChildren
  /** One sentence under the label: what follows from choosing it. */
  readonly hint?: ComponentChildren | undefined
}

interface ChoiceProps extends Omit<FieldParts, 'label'> {
  /** The question. */
  legend: ComponentChildren
  options: readonly Option[]
  /** The one chosen. Without it none is, so that nothing is sent by mistake. */
  value?: string | undefined
  required?: boolean | undefined
}

/** One of a few, all in sight. The first radio button has the id of the field, so that an error summary leads to it (req 114). */
export function Choice({
  id,
  name,
  legend,
  options,
  value,
  hint,
  error,
  describedBy,
  required,
  children,
}: ChoiceProps) {
  // ARIA has no invalid groups: the error stands in the description, and the summary leads to the first button.
  const { 'aria-describedby': about } = described({ id, hint, error, describedBy })
  return (
    <fieldset class="field" aria-describedby={about}>
      <legend>{legend}</legend>
      <HintAndError id={id} hint={hint} error={error} />
      {options.map((option, index) => {
        const own = index === 0 ? id : `${id}-${index + 1}`
        return (
          <p class="choice" key={option.value}>
            <input
              type="radio"
              id={own}
              name={name}
              value={option.value}
              checked={option.value === value}
              required={required}
              aria-describedby={option.hint ? `${own}-about` : undefined}
            />{' '}
            <label for={own}>{option.label}</label>
            {option.hint && (
              <span class="small" id={`${own}-about`}>
                {option.hint}
              </span>
            )}
          </p>
        )
      })}
      {children}
    </fieldset>
  )
}

interface CheckboxProps extends FieldParts {
  /** What is sent when it is ticked. */
  value?: string | undefined
  checked?: boolean | undefined
  required?: boolean | undefined
}

/** One statement that is ticked or not. */
export function Checkbox({ label, hint, error, describedBy, children, value = 'yes', ...input }: CheckboxProps) {
  return (
    <div class="field">
      <HintAndError id={input.id} hint={hint} error={error} />
      <p class="choice">
        <input {...described({ ...input, value, hint, error, describedBy })} type="checkbox" />{' '}
        <label for={input.id}>{label}</label>
      </p>
      {children}
    </div>
  )
}

interface SelectProps extends FieldParts {
  options: readonly { readonly value: string; readonly label: string }[]
  value?: string | undefined
  required?: boolean | undefined
}

/** One of many. An option with the value `''` stands first where nothing is chosen yet. */
export function Select({ label, hint, error, describedBy, children, options, value, ...select }: SelectProps) {
  return (
    <FieldFrame id={select.id} label={label} hint={hint} error={error}>
      <select {...described({ ...select, hint, error, describedBy })}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
      {children}
    </FieldFrame>
  )
}

type TextAreaProps = FieldParts &
  Pick<JSX.IntrinsicElements['textarea'], 'rows' | 'maxLength' | 'autocomplete' | 'spellcheck' | 'required'> & {
    value?: string | undefined
  }

/** Several lines. */
export function TextArea({ label, hint, error, describedBy, children, value, rows = 3, ...area }: TextAreaProps) {
  return (
    <FieldFrame id={area.id} label={label} hint={hint} error={error}>
      <textarea {...described({ ...area, rows, hint, error, describedBy })} value={value} />
      {children}
    </FieldFrame>
  )
}
