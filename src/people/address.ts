import { domainToASCII, domainToUnicode } from 'node:url'

const LONGEST_LOCAL_PART = 64
const LONGEST_ADDRESS = 254

/**
 * The one form in which addresses are stored and compared: spaces around it dropped, ASCII letters folded, the domain as
 * A-label. `undefined` when the text cannot be an address of ours. Only ASCII folds (req 7): `mıke` (dotless i) or
 * a ligature in a domain must stay somebody we do not know, and never become `mike`. Lengths as RFC 5321 §4.5.3.1 (req 107).
 */
export function canonicalAddress(typed: string): string | undefined {
  if (typed.length > 4 * LONGEST_ADDRESS) return undefined
  const text = foldAscii(withoutSpacesAround(typed))
  const at = text.lastIndexOf('@')
  if (at < 1) return undefined

  const localPart = text.slice(0, at)
  const domain = canonicalDomain(text.slice(at + 1))
  if (domain === undefined || !isLocalPart(localPart)) return undefined

  const address = `${localPart}@${domain}`
  return address.length <= LONGEST_ADDRESS ? address : undefined
}

/** An address somebody else may recognise as theirs, and nobody can copy: `j***@student.agh.edu.pl` (req 11). */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, 1)}***${address.slice(at)}`
}

/** Whatever prints as a blank: what a paste out of a letter or a table brings along. Invisible characters are not forgiven. */
function withoutSpacesAround(text: string) {
  return text.replace(/^[\p{Zs}\t]+|[\p{Zs}\t]+$/gu, '')
}

function foldAscii(text: string) {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** A dot-atom of RFC 5321 in ASCII. Quoted local parts are refused: no university gives them, and they smuggle characters. */
function isLocalPart(text: string) {
  return (
    text.length <= LONGEST_LOCAL_PART && /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(text)
  )
}

function canonicalDomain(typed: string) {
  const domain = domainToASCII(typed)
  // The way there and back must lead home: IDNA also maps look-alikes (ａｇｈ, K for kelvin) to plain letters.
  if (domain !== typed && domainToUnicode(domain) !== typed) return undefined
  return /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(domain) ? domain : undefined
}
