import { Field, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** The field of Fig. 3: the address a link is asked for. Password managers know it as the user name. */
export function EmailField({ typed, error }: { typed?: string; error?: string | undefined }) {
  const { say } = usePage()
  return (
    <Field
      id="email"
      name="email"
      type="email"
      label={say(texts.email)}
      autocomplete="username"
      autocapitalize="none"
      spellcheck={false}
      required
      {...(typed !== undefined && { value: typed })}
      {...(error && { error })}
    />
  )
}
