import { type ReasonFault, readReason } from '../reason.ts'
import { type Scope, scopes } from './token-book.ts'

/** As it is typed. */
export interface TokenForm {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly days: string
  readonly reason: string
}

export const lifetimes = ['30', '90', '365'] as const

export interface FormFaults {
  readonly name?: 'pattern' | 'taken'
  readonly scopes?: 'missing'
  readonly reason?: ReasonFault
}

export const emptyForm: TokenForm = { name: '', scopes: ['users:read', 'users:write'], days: '365', reason: '' }

const DAY_MS = 86_400_000

export type ReadForm =
  | { readonly token: { name: string; scopes: readonly Scope[]; lifetimeMs: number }; readonly reason: string }
  | { readonly faults: FormFaults }

/** A token has a name for the trail, something it may do, and an end at most a year away. */
export function readTokenForm(form: TokenForm): ReadForm {
  const name = form.name.trim()
  const read = readReason(form.reason)
  const chosen = scopes.filter((scope) => form.scopes.includes(scope))
  const faults: FormFaults = {
    ...(!/^[a-z][a-z0-9-]{1,39}$/.test(name) && { name: 'pattern' }),
    ...(chosen.length === 0 && { scopes: 'missing' }),
    ...('fault' in read && { reason: read.fault }),
  }
  if (Object.keys(faults).length > 0 || 'fault' in read) return { faults }
  const days = lifetimes.find((one) => one === form.days) ?? '30'
  return { token: { name, scopes: chosen, lifetimeMs: Number(days) * DAY_MS }, reason: read.reason }
}
