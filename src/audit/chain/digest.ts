import type { Keyring } from '../../world/index.ts'

/** An event as the database has it, word for word: what is sealed must not depend on how a driver reads numbers or JSON. */
export interface StoredEvent {
  readonly id: string
  /** Microseconds since 1970. */
  readonly at: string
  readonly event: string
  readonly outcome: string
  readonly person_id: string | null
  readonly actor: string
  readonly source: string | null
  readonly reference: string | null
  readonly details: string
}

/** What a seal holds beside its digest. Bytes in hexadecimal. */
export interface SealFacts {
  readonly position: string
  /** Microseconds since 1970. */
  readonly sealedAt: string
  readonly sourceDigest: string | null
}

/** Both ends of the chain and how far it has been settled: all of it stands under one MAC. */
export interface ChainEnds {
  readonly position: string
  readonly digest: string | null
  readonly anchorPosition: string
  readonly anchorDigest: string | null
  readonly sourcesGoneTo: string
  readonly settledId: string
}

/** What stands before the first seal. */
export function beginning(keys: Keyring): string {
  return keys.mac('audit-seal', 'beginning').toString('hex')
}

/** The digest of a seal: over the event, and over the seal before it. */
export function sealDigest(keys: Keyring, previous: string, seal: SealFacts, event: StoredEvent): string {
  const { id, at, event: name, outcome, person_id, actor, reference, details } = event
  const { position, sealedAt, sourceDigest } = seal
  // As JSON no two different rows read the same.
  const row = [previous, position, sealedAt, id, at, name, outcome, person_id, actor, reference, details, sourceDigest]
  return keys.mac('audit-seal', JSON.stringify(row)).toString('hex')
}

/** Stands in the seal for the network address: once the salt is gone too, nobody can try addresses against it (req 98). */
export function sourceDigest(keys: Keyring, salt: string, source: string): string {
  return keys.mac('audit-source', `${salt} ${source}`).toString('hex')
}

export function endsMac(keys: Keyring, ends: ChainEnds): Buffer {
  const { position, digest, anchorPosition, anchorDigest, sourcesGoneTo, settledId } = ends
  return keys.mac(
    'audit-ends',
    JSON.stringify([position, digest, anchorPosition, anchorDigest, sourcesGoneTo, settledId]),
  )
}
