/** The form as it was sent; nothing is trimmed. */
export interface PasswordChangeForm {
  readonly current: string
  readonly password: string
  readonly repeat: string
}

/** What is wrong with the form itself, and with the proof that the person is the one. */
export interface FormFaults {
  readonly current?: 'missing' | 'wrong'
  readonly password?: 'missing'
  readonly repeat?: 'missing' | 'differs'
}

export function formFaults({ current, password, repeat }: PasswordChangeForm): FormFaults {
  return {
    ...(current === '' && { current: 'missing' as const }),
    ...(password === '' && { password: 'missing' as const }),
    ...(repeat === '' && { repeat: 'missing' as const }),
    ...(repeat !== '' && password !== '' && repeat !== password && { repeat: 'differs' as const }),
  }
}

export function isFaultless(faults: FormFaults): boolean {
  return Object.keys(faults).length === 0
}
