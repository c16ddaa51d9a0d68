import { recordEvent } from '../audit/index.ts'
import { settleSoon } from '../cases/index.ts'
import { closeWaysOf } from '../challenges/index.ts'
import type { Institution, Settings } from '../config/index.ts'
import { removePassword } from '../credentials/index.ts'
import type { CaseId, PersonId, Trx } from '../database/index.ts'
import { enqueue } from '../jobs/index.ts'
import { assignAddress, connectPerson, findErased, type Person } from '../people/index.ts'
import { endSessionsOf } from '../sessions/index.ts'
import type { Keyring } from '../world/index.ts'
import { postAddressMoved, postNotice } from './notice.ts'

/** Who at the desk does something, why, and on the occasion of which case. The event of the act is made of it. */
export interface Doing {
  readonly by: PersonId
  readonly reason: string
  readonly case?: CaseId | undefined
  readonly now: Date
  readonly source: string
  readonly reference: string
}

/** The part of an event that every act of the desk has in common. */
export function eventOf({ by, now, source, reference }: Doing) {
  return { at: now, outcome: 'success', actor: by, source, reference } as const
}

/**
 * Connects a person to registration. The caller holds the row, and mails the link; whatever else is asked for under the
 * address settles itself.
 */
export async function connect(trx: Trx, person: Person, doing: Doing): Promise<void> {
  await connectPerson(trx, person.id, doing.now)
  await recordEvent(trx, {
    ...eventOf(doing),
    event: 'person-connected',
    person: person.id,
    details: detailsOf(doing),
  })
  await settleSoon(trx)
}

/**
 * Takes a password away that others know (req 9): it leads nowhere, not even to the page that changes it, for the thief would be
 * the one who does (decision 265). The caller holds the person's row and records the event. Gives how many sessions ended.
 */
export async function takePasswordAway(
  parts: { readonly settings: Pick<Settings, 'PASSWORD_HISTORY'>; readonly institution: Institution },
  trx: Trx,
  person: Person,
  now: Date,
): Promise<number> {
  await removePassword(trx, person.id, { now, keep: parts.settings.PASSWORD_HISTORY })
  const sessions = await endSessionsOf(trx, person.id, 'ended-by-desk', now)
  await closeWaysOf(trx, [person.id], now)
  await postNotice(parts, trx, person, 'password-taken-away', now)
  return sessions
}

/** The job of the chapter that sets passwords: mails the link when a hold is over, unless one went out before. */
const SEND_LINK = 'send-link'

export interface MoveParts {
  readonly settings: Pick<Settings, 'ADDRESS_HOLD'>
  readonly institution: Institution
  /** Root APP_SECRET: tells what belonged to somebody who was erased. */
  readonly keys: Keyring
}

export type MoveOutcome =
  | { kind: 'moved'; heldUntil: Date }
  | { kind: 'already-assigned' }
  /** An address belongs to one person (req 93). */
  | { kind: 'belongs-to-another' }
  /** It belonged to somebody who was erased (req 100). */
  | { kind: 'erased' }

/**
 * Makes another address the login: open links and codes die, both mailboxes are told, and the link to set a password is mailed by
 * itself when the hold is over (req 23, 91). The caller holds erasures off, and then the row.
 */
export async function moveAddress(
  { settings, institution, keys }: MoveParts,
  trx: Trx,
  person: Person,
  address: string,
  doing: Doing,
): Promise<MoveOutcome> {
  const { now } = doing
  if ((await findErased(trx, keys, [{ kind: 'address', value: address }])).length > 0) return { kind: 'erased' }
  // Somebody who has neither an address nor a password has nothing to be robbed of.
  const hold = person.assignedAddress === undefined && !person.hasPassword ? 0 : settings.ADDRESS_HOLD
  const heldUntil = new Date(now.getTime() + hold)
  const outcome = await assignAddress(trx, person.id, address, { now, heldUntil })
  if (outcome.kind !== 'assigned') return outcome

  await closeWaysOf(trx, [person.id], now)
  await postAddressMoved({ institution }, trx, person, { address, before: outcome.before, heldUntil, now })
  await recordEvent(trx, {
    ...eventOf(doing),
    event: 'address-assigned',
    person: person.id,
    details: { ...detailsOf(doing), held: Math.round(hold / 3_600_000) },
  })
  if (hold > 0)
    await enqueue(trx, SEND_LINK, { person: person.id }, { key: `${SEND_LINK}:${person.id}`, runAt: heldUntil })
  await settleSoon(trx)
  return { kind: 'moved', heldUntil }
}

function detailsOf({ reason, case: number }: Doing) {
  return number === undefined ? { reason } : { reason, case: number }
}
