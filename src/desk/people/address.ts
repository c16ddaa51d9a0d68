import { canonicalAddress, checkPesel } from '../../people/index.ts'

export type AddressFault = 'missing' | 'not-an-address' | 'foreign-domain' | 'national-id'

/** Chosen instead of a known address. */
export const NEW_ADDRESS = 'new'

/**
 * The address that is to be assigned: one of the person's own, or a new one in a domain of the university. Letters go
 * nowhere else (req 24).
 */
export function readAddress(
  { address, newAddress }: { readonly address: string; readonly newAddress: string },
  mailDomains: readonly string[],
): { address: string } | { fault: AddressFault } {
  const typed = address === '' || address === NEW_ADDRESS ? newAddress : address
  if (typed.trim() === '') return { fault: 'missing' }
  const canonical = canonicalAddress(typed)
  if (canonical === undefined) return { fault: 'not-an-address' }
  // An ID that is a PESEL would stand on every page (req 47).
  if (checkPesel(canonical.slice(0, canonical.lastIndexOf('@'))).ok) return { fault: 'national-id' }
  const domain = canonical.slice(canonical.lastIndexOf('@') + 1)
  return mailDomains.includes(domain) ? { address: canonical } : { fault: 'foreign-domain' }
}
