import { type ErrorItem, ErrorSummary, Field, PasswordField, usePage } from '../../../web/index.ts'
import type { FactorFaults } from '../tasks.ts'
import { texts } from '../texts.ts'

export interface Proofs {
  /** The ID, for password managers. */
  address: string
  faults?: FactorFaults | undefined
  /** Too many wrong ones. */
  waiting?: { what: 'password' | 'code'; retryAfterMs: number | undefined } | undefined
}

/** The password and a code: what every change of the second factor asks its owner for. */
export function ProofFields({ address, faults, waiting }: Proofs) {
  const { say } = usePage()
  const errors = useProofErrors({ faults, waiting })
  return (
    <>
      <input type="text" name="username" autocomplete="username" value={address} readOnly hidden />
      <PasswordField
        id="password"
        name="password"
        label={say(texts.password)}
        hint={say(texts.why)}
        autocomplete="current-password"
        required
        error={errors.password}
      />
      <Field
        id="code"
        name="code"
        label={say(texts.code)}
        hint={say(texts.codeHint)}
        error={errors.code}
        autocomplete="one-time-code"
        autocapitalize="characters"
        spellcheck={false}
        required
      />
    </>
  )
}

export function ProofSummary({ title, ...proofs }: Pick<Proofs, 'faults' | 'waiting'> & { title: string }) {
  const { password, code } = useProofErrors(proofs)
  const items: ErrorItem[] = []
  if (password !== undefined) items.push({ href: '#password', text: password })
  if (code !== undefined) items.push({ href: '#code', text: code })
  return items.length > 0 ? <ErrorSummary title={title} items={items} /> : null
}

function useProofErrors({ faults = {}, waiting }: Pick<Proofs, 'faults' | 'waiting'>) {
  const { say, time } = usePage()
  const wait =
    waiting &&
    (waiting.retryAfterMs === undefined
      ? say(waiting.what === 'password' ? texts.waitForLink : texts.waitForDesk)
      : say(texts.waitSome, { time: time.lengthAfter(waiting.retryAfterMs) }))
  const { password, code } = faults
  return {
    password:
      waiting?.what === 'password'
        ? wait
        : password && say(password === 'missing' ? texts.passwordMissing : texts.passwordWrong),
    code: waiting?.what === 'code' ? wait : code && say(code === 'missing' ? texts.codeMissing : texts.codeWrong),
  }
}
