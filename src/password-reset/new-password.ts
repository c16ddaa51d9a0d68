import { isTypingError } from '../challenges/index.ts'
import { type NewPasswordFaults, newPasswordFaults } from '../credentials/index.ts'

/** The set form as it was sent. Nothing here is trimmed but the answer, whose spaces mean nothing. */
export interface NewPasswordForm {
  readonly answer: string
  readonly password: string
  readonly repeat: string
}

/** What is wrong with a form before anybody is asked anything. Public arithmetic: it tells nothing about the person. */
export interface FormFaults extends NewPasswordFaults {
  readonly answer?: 'missing' | 'typing-error' | 'wrong'
}

export function formFaults(form: NewPasswordForm, asksQuestion: boolean): FormFaults {
  return { ...(asksQuestion && answerFault(form.answer)), ...newPasswordFaults(form) }
}

function answerFault(answer: string): Pick<FormFaults, 'answer'> {
  if (answer.trim() === '') return { answer: 'missing' }
  return isTypingError(answer) ? { answer: 'typing-error' } : {}
}

/**
 * What the answer adds to the personal data a password must not repeat: the digits are read as the page's script reads
 * them, so that the two agree (req 29, 35). Compared with what was typed, never with the registry: it tells nothing.
 */
export function personalDataTyped(answer: string): { pesel?: string; birthDate?: string } {
  const digits = answer.replace(/\D/g, '')
  if (digits.length > 8) return { pesel: digits }
  return digits.length >= 4 ? { birthDate: digits } : {}
}
