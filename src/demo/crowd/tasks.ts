import { type HashGate, normalisePassword } from '../../credentials/index.ts'
import type { Db } from '../../database/index.ts'
import { type NewPerson, openProofKeys, type ProofKeyring, proofDigest, savePeople } from '../../people/index.ts'
import type { RootKeyring, World } from '../../world/index.ts'
import { CROWD_NUMBERS_FROM, type CrowdMember, crowdMember } from './crowd.ts'
import { countCrowd, savePasswords } from './store.ts'

/** The password of everybody in the crowd who has one. */
export const CROWD_PASSWORD = 'Siedem-malych-fok-60'

export interface CrowdParts {
  readonly db: Db
  readonly world: World
  readonly hashGate: HashGate
  readonly peselKeys: RootKeyring
  readonly mailDomain: string
}

const AT_ONCE = 1000

/**
 * Makes the crowd at least `size` people strong and returns how many came. Each thousand is one transaction: whoever
 * stops it keeps whole thousands, and the next run goes on from there.
 */
export async function growCrowd(parts: CrowdParts, size: number, tell: (present: number) => void): Promise<number> {
  const { db, world, hashGate } = parts
  const before = await countCrowd(db, CROWD_NUMBERS_FROM)
  // One hash for all: sixty thousand of their own would take a quarter of an hour.
  const hash = await hashGate.hash(normalisePassword(CROWD_PASSWORD))

  for (let start = before; start < size; start += AT_ONCE) {
    const now = world.clock.now()
    const members = Array.from({ length: Math.min(AT_ONCE, size - start) }, (_, index) =>
      crowdMember(start + index, parts.mailDomain, now),
    )
    await db.transaction().execute(async (trx) => {
      const { keys } = (await openProofKeys(trx, parts.peselKeys)).inUse
      await savePeople(
        trx,
        members.map((member) => withProof(member, keys)),
        now,
      )
      await savePasswords(
        trx,
        members.filter(({ withPassword }) => withPassword).map(({ person }) => person.id),
        hash,
        now,
      )
    })
    tell(start + members.length)
  }
  return Math.max(0, size - before)
}

function withProof({ person, answer }: CrowdMember, keys: ProofKeyring): NewPerson {
  const { id, proofKind } = person
  return { ...person, proof: proofKind === 'none' ? undefined : proofDigest(keys, id, proofKind, answer) }
}
