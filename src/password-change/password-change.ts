import { type NewPasswordFaults, newPasswordFaults } from '../credentials/index.ts'

/** The form as it was sent; nothing is trimmed. */
export interface PasswordChangeForm {
  readonly current: string
  readonly password: string
  readonly repeat: string
}

/** What is wrong with the form itself, and with the proof that the person is the one. */
export interface FormFaults extends NewPasswordFaults {
  readonly current?: 'missing' | 'wrong'
}

export function formFaults(form: PasswordChangeForm): FormFaults {
  return { ...(form.current === '' && { current: 'missing' as const }), ...newPasswordFaults(form) }
}

export function isFaultless(faults: FormFaults): boolean {
  return Object.keys(faults).length === 0
}
