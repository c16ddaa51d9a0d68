import { auditRow } from '../../audit/index.ts'
import { settleSoon } from '../../cases/index.ts'
import { gatherCompany, type PersonId } from '../../database/index.ts'
import { findErased, holdErasures } from '../../people/index.ts'
import { planPerson } from '../account.ts'
import { openProofs, type Proofs } from '../proofs.ts'
import { claimsOf, type Doing, eventOf, feedOf, type ScimParts } from './doing.ts'
import type { Known } from './show.ts'
import type { Spoken } from './spoken.ts'
import { holdPesels, insertJoiners, isAnyTaken, type Joiner, knownJoiner } from './store.ts'

export interface Newcomer {
  readonly id: PersonId
  readonly spoken: Spoken
  readonly doing: Doing
  readonly now: Date
}

/**
 * Newcomers who arrive at the same moment go in together, in one transaction: thirty-two at once share its statements and wait
 * for the disk once (decision 194). Where anybody of them may not go in as said, or comes alone, nobody does so here: undefined,
 * and each is looked at by itself.
 */
export function openJoining(parts: ScimParts): (newcomer: Newcomer) => Promise<Known | undefined> {
  return gatherCompany((newcomers: readonly Newcomer[]) => joinTogether(parts, newcomers))
}

function joinTogether({ database, keys, peselKeys }: ScimParts, newcomers: readonly Newcomer[]) {
  return database.db.transaction().execute(async (trx): Promise<Known[] | undefined> => {
    const claims = newcomers.map(({ spoken }) => claimsOf(spoken))
    await holdErasures(trx, 'shared')
    if ((await findErased(trx, keys, claims.flatMap(identifiersOf))).length > 0) return undefined
    if (await isAnyTaken(trx, claims)) return undefined

    const proofs = await openProofs(trx, peselKeys)
    const joiners = newcomers.map((newcomer) => joinerOf(proofs, newcomer))
    await holdPesels(
      trx,
      joiners.flatMap(({ joiner: { next } }) => (next.proofKind === 'pesel' ? [next.proof?.bucket ?? 0] : [])),
    )
    const told = newcomers.map(({ id, spoken }) => ({ person: id, answer: spoken.answer }))
    if ((await proofs.holders(trx, told)).some((holders) => holders.length > 0)) return undefined
    if (isOnePeselTwice(newcomers)) return undefined

    const now = newcomers[0]?.now ?? new Date(0)
    const { waits } = await insertJoiners(trx, joiners, now)
    if (waits) await settleSoon(trx)
    return joiners.map(({ joiner }) => knownJoiner(joiner, now))
  })
}

export function joinerOf(proofs: Proofs, { id, spoken, doing, now }: Newcomer) {
  const change = planPerson(feedOf(proofs, spoken, id), undefined, now, spoken.standing)
  if (change.kind !== 'joiner') throw new Error('Somebody new can only join.')
  const joiner: Joiner = { id, next: change.next, externalId: spoken.externalId ?? null }
  return { joiner, event: auditRow({ ...eventOf(doing, now), event: 'person-joined', person: id }) }
}

function identifiersOf({ addresses, usosId, albumNumber }: ReturnType<typeof claimsOf>) {
  return [
    ...(usosId === null ? [] : [{ kind: 'usos-id' as const, value: usosId }]),
    ...(albumNumber === null ? [] : [{ kind: 'album-number' as const, value: albumNumber }]),
    ...addresses.map((value) => ({ kind: 'address' as const, value })),
  ]
}

function isOnePeselTwice(newcomers: readonly Newcomer[]) {
  const pesels = newcomers.flatMap(({ spoken: { answer } }) => (answer?.kind === 'pesel' ? [answer.text] : []))
  return new Set(pesels).size < pesels.length
}
