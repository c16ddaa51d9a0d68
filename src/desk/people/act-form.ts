import type { Case } from '../../cases/index.ts'
import type { ReasonFault } from '../reason.ts'
import { readReason } from '../reason.ts'
import { type AddressFault, readAddress } from './address.ts'
import { answeredBy, type PersonAct } from './helpful-acts.ts'

/** How the desk made sure who stands there (req 90). */
export const proofs = ['card', 'document', 'known'] as const
/** Said here and now, or printed and given from hand to hand. */
export const handovers = ['spoken', 'printed'] as const
export type Handover = (typeof handovers)[number]

/** What a form of a person's page sends. Fields of other acts stay empty. */
export interface ActForm {
  readonly reason: string
  readonly proof: string
  readonly handover: string
  /** One of the known addresses, or `new`. */
  readonly address: string
  readonly newAddress: string
  /** The handle of the one that is to end. */
  readonly session: string
  /** Which colleagues deal with which cases of the person, as the page said (`knownAs`). */
  readonly colleagues: string
}

/** A case and whoever has taken it, as the form of an act that answers the case says it. */
export function knownAs({ id, owner }: Pick<Case, 'id' | 'owner'>): string {
  return `${id} ${owner ?? ''}`
}

export type Fault =
  | { readonly field: 'reason'; readonly because: ReasonFault }
  | { readonly field: 'proof' | 'handover'; readonly because: 'missing' }
  | { readonly field: 'address'; readonly because: AddressFault | 'belongs-to-another' | 'already-assigned' | 'erased' }
  | { readonly field: 'session'; readonly because: 'missing' | 'ended' }

/** The address that an act would give the person, and the kind of cases from there that it would answer. */
export function givenBy(
  act: PersonAct,
  form: ActForm,
  mailDomains: readonly string[],
): Pick<Case, 'address' | 'kind'> | undefined {
  const kind = answeredBy[act]
  if (act !== 'assign-address' || kind === undefined) return undefined
  const read = readAddress(form, mailDomains)
  return 'address' in read ? { address: read.address, kind } : undefined
}

/** What the form alone can tell, in the order of its fields. */
export function faultsOf(act: PersonAct, form: ActForm, mailDomains: readonly string[]): Fault[] {
  const faults: Fault[] = []
  if (act === 'issue-code') {
    if (!isOneOf(proofs, form.proof)) faults.push({ field: 'proof', because: 'missing' })
    if (!isOneOf(handovers, form.handover)) faults.push({ field: 'handover', because: 'missing' })
  }
  if (act === 'assign-address') {
    const address = readAddress(form, mailDomains)
    if ('fault' in address) faults.push({ field: 'address', because: address.fault })
  }
  if (act === 'end-session' && form.session === '') faults.push({ field: 'session', because: 'missing' })
  const reason = readReason(form.reason)
  if ('fault' in reason) faults.push({ field: 'reason', because: reason.fault })
  return faults
}

function isOneOf(values: readonly string[], text: string) {
  return values.includes(text)
}
