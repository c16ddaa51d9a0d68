import type { Db, PersonId } from '../database/index.ts'
import { findPeselHolders, openProofKeys, type ProofKeyring, type ProofKeys, proofDigest } from '../people/index.ts'
import type { RootKeyring } from '../world/index.ts'
import type { FeedProof } from './feed.ts'

/** The answer to the security question as a feed says it, canonical. It goes no further than here (req 44). */
export type ToldAnswer =
  | { readonly kind: 'pesel' | 'birth_date' | 'document'; readonly text: string }
  | { readonly kind: 'none' }

/** What every feed makes of the answers it brings: CSV, SCIM and the USOS API alike. */
export class Proofs {
  readonly #keys: ProofKeys

  constructor(keys: ProofKeys) {
    this.#keys = keys
  }

  /** The digest under the key of today, and under those of before, so that what is stored under one can be compared (req 48). */
  of(answer: ToldAnswer | undefined, person: PersonId): FeedProof | undefined {
    if (answer === undefined || answer.kind === 'none') return answer
    const { kind, text } = answer
    const { inUse, all } = this.#keys
    const under = (keys: ProofKeyring) => proofDigest(keys, person, kind, text)
    const { keyId, digest, bucket } = under(inUse.keys)
    const before = all
      .filter(({ id }) => id !== inUse.id)
      .map(({ id, keys }) => ({ keyId: id, digest: under(keys).digest.toString('hex') }))
    return { kind, keyId, digest: digest.toString('hex'), bucket, ...(before.length > 0 && { before }) }
  }

  /** Who in the registry has each of these PESELs already, but for the person who is to have it; nobody where it is none. */
  holders(
    db: Db,
    told: readonly { readonly person: PersonId; readonly answer: ToldAnswer | undefined }[],
  ): Promise<PersonId[][]> {
    const pesels = told.map(({ person, answer }) => ({
      person,
      digits: answer?.kind === 'pesel' ? answer.text : undefined,
    }))
    return findPeselHolders(db, this.#keys, pesels)
  }

  /** Whether a digest can be verified still: the key of a plan may have been taken away while it waited. */
  knows({ keyId }: { readonly keyId: string }): boolean {
    return this.#keys.find(keyId) !== undefined
  }
}

export async function openProofs(db: Db, roots: RootKeyring): Promise<Proofs> {
  return new Proofs(await openProofKeys(db, roots))
}

/** Whether an answer is the stored one, whatever key that stands under. */
export function isStoredAnswer(
  given: FeedProof | undefined,
  { proofKind, proof }: { readonly proofKind: string; readonly proof: { keyId: string; digest: string } | null },
): boolean {
  if (!given || given.kind === 'none' || given.kind !== proofKind || !proof) return false
  return [given, ...(given.before ?? [])].some(({ keyId, digest }) => keyId === proof.keyId && digest === proof.digest)
}

/**
 * Tells that two people of one run or pull have one PESEL, and nothing once it is over. Under PESEL_KEY itself, which stays the
 * same while a pull goes on for hours and its digests come under a new key.
 */
export function peselMark(roots: RootKeyring, run: string, digits: string): string {
  return roots.mac('import-equality-v1', run, digits).toString('hex')
}
