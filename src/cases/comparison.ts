import { fold } from '../language/index.ts'
import { type AccountState, accountState, canonicalAddress, type Person, type Study, wordsIn } from '../people/index.ts'
import type { Case } from './case.ts'

/** What the registry knows of a case. */
export interface RegistryFinds {
  /** Who has the address of the case, assigned or not. */
  readonly byAddress?: Person | undefined
  /** Who has the album number that was given. */
  readonly byAlbum?: Person | undefined
  /** Who has an address that a teacher's note names. */
  readonly byNote?: Person | undefined
  /** The fields of study of `personOf` these. */
  readonly studies: readonly Study[]
}

/** One fact beside what the registry says. */
export type Compared =
  | { readonly is: 'agrees' }
  /** `registry` is what stands there instead, in no language: an address, a number; empty where it names somebody else. */
  | { readonly is: 'differs'; readonly registry: string }
  | { readonly is: 'unknown' }

export interface Comparison {
  /** Whom the case is about, as far as the registry can tell. */
  readonly person: Person | undefined
  /** What the address of the case opens now. */
  readonly account: AccountState
  readonly address: Compared
  readonly albumNumber: Compared
  readonly fieldOfStudy: Compared
  /** Whether the surname stands in the address: no proof, but somebody else's number with one's own mailbox shows by it. */
  readonly name: Compared
  /** What the registry has, for a field of study that differs. */
  readonly studies: readonly Study[]
  readonly suggestion: Suggestion
}

/** The one action that helps. `none`: it is not for this desk to help, or there is nothing to do. */
export type Suggestion =
  | 'connect'
  | 'connect-and-assign-proved-address'
  | 'assign-address'
  | 'send-link'
  | 'wait-for-registry'
  | 'ask-back'
  | 'none'

type Asked = Pick<Case, 'kind' | 'address' | 'fieldOfStudy' | 'albumNumber' | 'hasRight' | 'note'>

/** Puts a case beside the registry. What differs is shown, never repaired: people type one digit wrong, and thieves guess numbers. */
export function compareWithRegistry(asked: Asked, found: RegistryFinds): Comparison {
  const person = personOf(found)
  const account = accountState(
    found.byAddress && {
      person: found.byAddress,
      typedIsAssigned: found.byAddress.assignedAddress === asked.address,
    },
  )
  const compared = {
    person,
    account,
    address: compareAddress(asked, person),
    albumNumber: compareAlbumNumber(asked, found, person),
    fieldOfStudy: compareFieldOfStudy(asked, found.studies),
    name: compareName(asked, person),
    studies: found.studies,
  }
  return { ...compared, suggestion: suggest(asked, found, compared) }
}

/** Whom the case is about: the mailbox is proved, so its owner comes first. */
export function personOf(found: Pick<RegistryFinds, 'byAddress' | 'byAlbum' | 'byNote'>): Person | undefined {
  return found.byAddress ?? found.byAlbum ?? found.byNote
}

/** The addresses that a note names, canonical; a teacher has a handful at most. */
export function addressesIn(note: string): string[] {
  const candidates = note.match(/[^\s<>()[\]{},;:"'„”]+@[^\s<>()[\]{},;:"'„”]+/g) ?? []
  const addresses = candidates.map((text) => canonicalAddress(text.replace(/[.!?]+$/, '')))
  return [...new Set(addresses.filter((address) => address !== undefined))].slice(0, 5)
}

function compareAddress({ address }: Asked, person: Person | undefined): Compared {
  if (!person) return { is: 'unknown' }
  if (person.assignedAddress === address) return { is: 'agrees' }
  return person.assignedAddress === undefined && person.otherAddresses.includes(address)
    ? { is: 'agrees' }
    : { is: 'differs', registry: person.assignedAddress ?? '' }
}

function compareAlbumNumber({ albumNumber }: Asked, { byAlbum }: RegistryFinds, person: Person | undefined): Compared {
  if (albumNumber === '' || !person) return { is: 'unknown' }
  if (person.albumNumber === albumNumber) return { is: 'agrees' }
  if (person.albumNumber !== undefined) return { is: 'differs', registry: person.albumNumber }
  return byAlbum ? { is: 'differs', registry: '' } : { is: 'unknown' }
}

function compareFieldOfStudy({ fieldOfStudy }: Asked, studies: readonly Study[]): Compared {
  if (studies.length === 0 || fieldOfStudy === '') return { is: 'unknown' }
  const names = studies.flatMap(({ programme, name }) => [programme, name.pl, name.en])
  return spellings(fieldOfStudy).some((given) => names.some((name) => sameWords(name, given)))
    ? { is: 'agrees' }
    : { is: 'differs', registry: studies.map(({ programme }) => programme).join(', ') }
}

/** „Informatyka, I stopień” is „Informatyka”: what stands before the first comma, bracket or dash counts too, and what is in brackets. */
function spellings(fieldOfStudy: string): string[] {
  const [, before = '', inside = ''] = /^([^,;(–—]*)(?:\(([^)]*)\))?/.exec(fieldOfStudy) ?? []
  return [fieldOfStudy, before, before.split(/\s-\s/)[0] ?? '', inside].filter((text) => wordsIn(text).length > 0)
}

function sameWords(one: string, other: string) {
  return wordsIn(one).join(' ') === wordsIn(other).join(' ')
}

function compareName({ address }: Asked, person: Person | undefined): Compared {
  const parts = wordsIn(person?.surname ?? '').filter((part) => part.length > 2)
  if (!person || parts.length === 0) return { is: 'unknown' }
  const mailbox = fold(address.slice(0, address.lastIndexOf('@')))
  return parts.some((part) => mailbox.includes(part)) ? { is: 'agrees' } : { is: 'differs', registry: person.surname }
}

function suggest(asked: Asked, found: RegistryFinds, compared: Omit<Comparison, 'suggestion'>): Suggestion {
  const { person } = compared
  // A teacher who is nowhere has to be asked; a student who is nowhere comes with one of the next imports, and the case closes itself.
  if (!person) return asked.kind === 'teacher' ? 'ask-back' : 'wait-for-registry'
  if (found.byAddress && found.byAlbum && found.byAddress.id !== found.byAlbum.id) return 'ask-back'
  if (person.closedAt || person.disabledAt) return 'none'
  return found.byAddress ? forOwner(asked, person, compared) : forStranger(person, compared)
}

/** The mailbox is one of the person's: it is known who asks. */
function forOwner(
  asked: Asked,
  person: Person,
  { address, albumNumber, fieldOfStudy }: Omit<Comparison, 'suggestion'>,
) {
  if (asked.kind === 'student') {
    if (!asked.hasRight) return 'ask-back'
    const nothingAgrees = albumNumber.is === 'differs' && fieldOfStudy.is === 'differs'
    if (!person.connected && nothingAgrees) return 'ask-back'
  }
  const assigned = address.is === 'agrees' && person.assignedAddress !== undefined
  if (assigned) return person.connected ? 'send-link' : 'connect'
  return person.connected ? 'assign-address' : 'connect-and-assign-proved-address'
}

/**
 * The registry has never heard of the mailbox: a number, or an address in a note, is no proof of who asks. Whoever has an
 * address of their own is asked, and told by nobody else's mailbox; one is given only to whom the registry knows none of.
 */
function forStranger(person: Person, { fieldOfStudy, name }: Omit<Comparison, 'suggestion'>) {
  const hasNone = person.assignedAddress === undefined && person.otherAddresses.length === 0 && !person.hasPassword
  if (!hasNone || name.is !== 'agrees' || fieldOfStudy.is === 'differs') return 'ask-back'
  return person.connected ? 'assign-address' : 'connect-and-assign-proved-address'
}
