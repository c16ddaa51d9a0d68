import { Field, Form } from '../../web/index.ts'

interface AddressFormProps {
  action: string
  label: string
  button: string
  /** What was typed, and what is wrong with it. */
  typed?: string | undefined
  error?: string | undefined
}

/** Somebody, or a mailbox, by address: sent in the body, so that no address stands in an address (decision 061). */
export function AddressForm({ action, label, button, typed, error }: AddressFormProps) {
  return (
    <Form action={action}>
      <Field
        id="address"
        name="address"
        type="email"
        label={label}
        value={typed}
        error={error}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        required
      />
      <p class="actions">
        <button class="button quiet" type="submit">
          {button}
        </button>
      </p>
    </Form>
  )
}
