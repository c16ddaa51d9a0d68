/**
 * The `lt` of the form (CAS 3.0.3, section 3.5): the nonce of its one-time value, so that it is as unique as that, belongs to
 * this very form, and has been spent with it (req 70).
 */
export function loginTicket(formValue: string): string {
  return `LT-${formValue.split('.')[1] ?? ''}`
}
