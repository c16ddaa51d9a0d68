import { recordEvent } from '../../audit/index.ts'
import { closeCodesOf, issueCode } from '../../challenges/index.ts'
import type { Institution, Settings } from '../../config/index.ts'
import { takeFactorAway } from '../../credentials/second-factor/index.ts'
import { asPersonId, type Database, type PersonId, type Trx } from '../../database/index.ts'
import { letterWords, postLetter, renderLetter } from '../../mail/index.ts'
import {
  canonicalAddress,
  connectPerson,
  findByAddress,
  findErased,
  holdErasures,
  lockPerson,
  type NewPerson,
  type Person,
  savePeople,
  setRoles,
} from '../../people/index.ts'
import type { Keyring, Random, World } from '../../world/index.ts'
import { takePasswordAway } from '../acts.ts'
import { RoleLetter } from '../roles/mails/role-letter.tsx'
import { rolesAfter } from '../roles/role-change.ts'

export interface OperatorParts {
  readonly settings: Pick<Settings, 'PRINTED_CODE_LIFETIME'>
  readonly institution: Institution
  readonly database: Database
  readonly world: World
  readonly origin: string
  /** Root APP_SECRET: tells what belonged to somebody who was erased. */
  readonly keys: Keyring
}

export interface NewAdministrator {
  /** As typed. */
  readonly address: string
  readonly givenNames: string
  readonly surname: string
  /** A code also for somebody who has a password. */
  readonly codeInAnyCase: boolean
}

export type CreateOutcome =
  | {
      kind: 'created'
      person: Person
      /** Whether the person was not in the registry before. */
      isNew: boolean
      /** Shown this once. None for somebody who has a password. */
      code: { code: string; expiresAt: Date } | undefined
    }
  | { kind: 'no-address' }
  | { kind: 'foreign-domain' }
  | { kind: 'surname-missing' }
  /** The address is known, but is not the one its owner signs in with. */
  | { kind: 'not-assigned' }
  | { kind: 'account-ended' }
  /** The address belonged to somebody who was erased (req 100). */
  | { kind: 'erased' }

/**
 * Makes somebody an administrator, and the person where the registry does not know one: how the first one comes to be, for
 * no account is there from the start (req 8). The one-time code sets the password; it works once.
 */
export async function createAdministrator(parts: OperatorParts, wanted: NewAdministrator): Promise<CreateOutcome> {
  const { institution, database, world } = parts
  const address = canonicalAddress(wanted.address)
  if (address === undefined) return { kind: 'no-address' }
  const found = await findByAddress(database.db, address)
  if (!found) {
    if (!isOurs(address, institution)) return { kind: 'foreign-domain' }
    if (wanted.surname.trim() === '') return { kind: 'surname-missing' }
  }
  if (found && !found.typedIsAssigned) return { kind: 'not-assigned' }
  if (found?.person.disabledAt || found?.person.closedAt) return { kind: 'account-ended' }

  return database.db.transaction().execute(async (trx): Promise<CreateOutcome> => {
    const now = world.clock.now()
    await holdErasures(trx, 'shared')
    if ((await findErased(trx, parts.keys, [{ kind: 'address', value: address }])).length > 0) return { kind: 'erased' }
    if (!found) await savePeople(trx, [newPerson(wanted, address, world.random)], now)
    const id = (found ?? (await findByAddress(trx, address)))?.person.id
    const person = id && (await lockPerson(trx, id))
    if (!person) throw new Error('The person was gone as soon as it was there')

    // A feed that does not know the person must not take the account away.
    if (!found || !person.connected) await connectPerson(trx, person.id, now)
    await grant(parts, trx, person, now)
    const needsCode = !person.hasPassword || wanted.codeInAnyCase
    const code = needsCode ? await giveCode(parts, trx, person, now) : undefined
    await recordEvent(trx, {
      at: now,
      event: 'administrator-created',
      outcome: 'success',
      person: person.id,
      actor: 'operator',
      reference: world.random.reference(),
      details: { code: needsCode },
    })
    return { kind: 'created', person, isNew: !found, code }
  })
}

function isOurs(address: string, { mailDomains }: Institution) {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return mailDomains.includes(domain)
}

function newPerson({ givenNames, surname }: NewAdministrator, address: string, random: Random): NewPerson {
  return {
    id: asPersonId(random.token(20)),
    usosId: undefined,
    givenNames: givenNames.trim(),
    surname: surname.trim(),
    albumNumber: undefined,
    studentStatus: undefined,
    phdStudentStatus: undefined,
    staffStatus: 1,
    connected: true,
    disabledAt: undefined,
    closedAt: undefined,
    proofKind: 'none',
    proof: undefined,
    language: 'pl',
    roles: [],
    demo: false,
    assignedAddress: address,
    otherAddresses: [],
    studies: [],
  }
}

async function grant({ institution, origin }: OperatorParts, trx: Trx, person: Person, now: Date) {
  if (person.roles.includes('administrator') || person.assignedAddress === undefined) return
  const change = { what: 'grant', role: 'administrator' } as const
  await setRoles(trx, person.id, rolesAfter(person.roles, change))
  // The help desk may have issued one while the person was no member of staff (req 92).
  await closeCodesOf(trx, person.id, now)
  const words = letterWords(institution, person.language)
  await postLetter(trx, {
    kind: 'role-granted',
    person: person.id,
    recipient: person.assignedAddress,
    language: person.language,
    content: renderLetter(RoleLetter({ words, change, moment: now, desk: `${origin}/desk` })),
    now,
  })
}

function giveCode({ settings, world }: OperatorParts, trx: Trx, person: Person, now: Date) {
  const lifetimeMs = settings.PRINTED_CODE_LIFETIME
  const wanted = { person: person.id, purpose: 'set-password', issuedBy: 'operator', lifetimeMs, now } as const
  return issueCode(trx, wanted, world.random)
}

export type ResetFactorOutcome = { kind: 'removed'; person: Person } | { kind: 'no-factor' } | { kind: 'nobody' }

/** Takes the second factor of somebody away who has lost telephone and recovery codes, when no administrator is left to. */
export async function resetSecondFactor(parts: OperatorParts, typed: string): Promise<ResetFactorOutcome> {
  const address = canonicalAddress(typed)
  const found = address === undefined ? undefined : await findByAddress(parts.database.db, address)
  if (!found) return { kind: 'nobody' }
  return parts.database.db.transaction().execute(async (trx): Promise<ResetFactorOutcome> => {
    const person = await lockPerson(trx, found.person.id)
    const now = parts.world.clock.now()
    if (!person || !(await takeFactorAway(parts, trx, person, { now, because: 'ended-by-desk' })))
      return { kind: 'no-factor' }
    await recordEvent(trx, {
      at: now,
      event: 'second-factor-removed',
      outcome: 'success',
      person: person.id,
      actor: 'operator',
      reference: parts.world.random.reference(),
    })
    return { kind: 'removed', person }
  })
}

export interface PasswordParts extends Pick<OperatorParts, 'institution' | 'database' | 'world'> {
  readonly settings: Pick<Settings, 'PASSWORD_HISTORY'>
}

export type WithdrawOutcome = { kind: 'taken-away'; sessions: number } | { kind: 'no-password' } | { kind: 'nobody' }

/** What the desk does with a password that others know, where nobody at the desk can: after a restore, or for one of the staff. */
export function withdrawPassword(
  { settings, institution, database, world }: PasswordParts,
  { person: id, reason }: { person: PersonId; reason: string },
): Promise<WithdrawOutcome> {
  return database.db.transaction().execute(async (trx): Promise<WithdrawOutcome> => {
    const person = await lockPerson(trx, id)
    if (!person) return { kind: 'nobody' }
    if (!person.hasPassword) return { kind: 'no-password' }
    const now = world.clock.now()
    const sessions = await takePasswordAway({ settings, institution }, trx, person, now)
    await recordEvent(trx, {
      at: now,
      event: 'password-taken-away',
      outcome: 'success',
      person: id,
      actor: 'operator',
      reference: world.random.reference(),
      details: { reason, sessions },
    })
    return { kind: 'taken-away', sessions }
  })
}
