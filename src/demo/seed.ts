import { recordEvent } from '../audit/index.ts'
import { type HashGate, normalisePassword, setPassword } from '../credentials/index.ts'
import { asPersonId, type Db, type PersonId } from '../database/index.ts'
import {
  canonicalAnswer,
  type NewPerson,
  openProofKeys,
  type Proof,
  type ProofKeyring,
  proofDigest,
  registryIsEmpty,
  type Study,
  savePeople,
} from '../people/index.ts'
import type { RootKeyring, World } from '../world/index.ts'
import { addressAt, type CastMember, cast, peselOf, proofKindOf } from './cast/index.ts'
import { programmes } from './programmes.ts'
import { saveCast, takeSeedingTurn } from './store.ts'

export interface SeedParts {
  readonly db: Db
  readonly world: World
  readonly hashGate: HashGate
  /** The keyring of PESEL_KEY. */
  readonly peselKeys: RootKeyring
  /** `mailDomain` of the institution: the cast gets addresses there. */
  readonly mailDomain: string
}

/**
 * Fills an empty registry with the demo university. Returns whether it did: a registry with anybody in it is left alone,
 * and a seed that is killed halfway leaves nothing behind. Whether a demo may exist here at all is the caller's to ask
 * (`demoWanted`).
 */
export async function seedDemoUniversity(parts: SeedParts): Promise<boolean> {
  const { db, world } = parts
  if (!(await registryIsEmpty(db))) return false

  const now = world.clock.now()
  const members = await hashPasswords(parts)
  return db.transaction().execute(async (trx) => {
    await takeSeedingTurn(trx)
    if (!(await registryIsEmpty(trx))) return false

    const { keys } = (await openProofKeys(trx, parts.peselKeys)).inUse
    await savePeople(
      trx,
      members.map((member, index) => personFor(member, index, { ...parts, keys }, now)),
      now,
    )
    await saveCast(trx, members.map(castRow))
    for (const { id, hash } of members) {
      if (hash !== undefined) await setPassword(trx, id, hash, { now, keep: 0 })
    }
    await recordEvent(trx, {
      at: now,
      event: 'demo-seeded',
      outcome: 'success',
      actor: 'system',
      reference: parts.world.random.reference(),
      details: { people: members.length },
    })
    return true
  })
}

type Member = CastMember & { id: PersonId; hash: string | undefined }

/** Two at a time: even the shortest queue that can be set has room for them. */
async function hashPasswords({ hashGate, world }: SeedParts): Promise<Member[]> {
  const members: Member[] = []
  for (let start = 0; start < cast.length; start += 2) {
    const pair = cast.slice(start, start + 2).map(async (member) => ({
      ...member,
      id: asPersonId(world.random.token(20)),
      hash: member.password === undefined ? undefined : await hashGate.hash(normalisePassword(member.password)),
    }))
    members.push(...(await Promise.all(pair)))
  }
  return members
}

function personFor(
  member: Member,
  index: number,
  { mailDomain, keys }: Pick<SeedParts, 'mailDomain'> & { keys: ProofKeyring },
  now: Date,
): NewPerson {
  return {
    id: member.id,
    usosId: String(9_900_001 + index),
    givenNames: member.givenNames,
    surname: member.surname,
    albumNumber: member.albumNumber,
    studentStatus: member.student ?? 0,
    phdStudentStatus: member.doctoral ?? 0,
    staffStatus: member.staff ?? 0,
    connected: member.connected ?? true,
    disabledAt: member.disabled ? now : undefined,
    closedAt: member.closed ? now : undefined,
    proofKind: proofKindOf(member),
    language: member.language ?? 'pl',
    roles: member.roles ?? [],
    demo: true,
    assignedAddress: addressAt(mailDomain, member.login),
    otherAddresses: (member.otherAddresses ?? []).map((address) => addressAt(mailDomain, address)),
    studies: studiesOf(member),
    proof: proofOf(member, keys),
  }
}

function studiesOf({ studies = [] }: CastMember): Study[] {
  return studies.map((study, index) => {
    const [name, status] = typeof study === 'string' ? [study, 'active' as const] : study
    return { ...programmes[name], status, isPrimary: index === 0 }
  })
}

function proofOf(member: Member, keys: ProofKeyring): Proof | undefined {
  const kind = proofKindOf(member)
  const typed = { pesel: peselOf(member), birth_date: member.born, document: member.document, none: '' }[kind]
  const answer = canonicalAnswer(kind, typed ?? '')
  return answer.kind === 'answer' ? proofDigest(keys, member.id, kind, answer.text) : undefined
}

function castRow(member: Member, position: number) {
  return {
    key: member.key,
    person_id: member.id,
    position,
    password: member.password ?? null,
    pesel: peselOf(member) ?? null,
    birth_date: member.born,
    document: member.document ?? null,
  }
}
