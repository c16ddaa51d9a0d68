import { recordEvent } from '../audit/index.ts'
import {
  type Case,
  findCase,
  findCaseSecret,
  findHelpRequest,
  HELP_REQUEST_LIFETIME,
  type HelpRequest,
  helpRequestState,
  openOrJoinCase,
  proveHelpRequest,
  reply,
  saveHelpRequest,
  settleHelpRequest,
} from '../cases/index.ts'
import { LINK_ID_CHARACTERS, LINK_SECRET_CHARACTERS, takeFromBudget } from '../challenges/index.ts'
import { asHelpRequestId, type CaseId, type HelpRequestId, type PersonId, type Trx } from '../database/index.ts'
import type { Language } from '../language/index.ts'
import { findByAddress, lockPerson } from '../people/index.ts'
import { sameDigest, secretDigest } from '../world/index.ts'
import { plainText } from './help-form.ts'
import { type HelpTaskParts, settleByMail } from './help-tasks.ts'
import type { Asker, HelpParts } from './parts.ts'

/** What a browser has shown to know of one link, by its address and its cookie. */
export type Token =
  | { kind: 'request'; id: HelpRequestId; secret: string }
  | { kind: 'case'; id: CaseId; secret: string }

/** What a link opens now. */
export type HelpView =
  /** Waits for one press. */
  | { kind: 'unproved'; request: HelpRequest }
  | { kind: 'expired'; request: HelpRequest }
  /** No desk was needed: the mailbox has a letter that helps. */
  | { kind: 'settled'; address: string }
  /** `joined`: the case was there before this request. */
  | { kind: 'case'; case: Case; joined: boolean }
  /** No such link, or not its secret, or forgotten since. */
  | { kind: 'unknown' }

/** Looks at a link and changes nothing: mail scanners open links too (req 15). */
export async function lookAtHelp(parts: HelpParts, token: Token | undefined): Promise<HelpView> {
  if (!token) return { kind: 'unknown' }
  return token.kind === 'case' ? lookAtCase(parts, token) : lookAtRequest(parts, token)
}

async function lookAtCase(
  { database: { db } }: HelpParts,
  { id, secret }: { id: CaseId; secret: string },
): Promise<HelpView> {
  const stored = await findCaseSecret(db, id)
  const found = stored && sameDigest(stored, secretDigest(secret)) ? await findCase(db, id) : undefined
  return found ? { kind: 'case', case: found, joined: false } : { kind: 'unknown' }
}

async function lookAtRequest(
  { database: { db }, world }: HelpParts,
  { id, secret }: { id: HelpRequestId; secret: string },
): Promise<HelpView> {
  const request = await findHelpRequest(db, id)
  if (!request || !sameDigest(request.secretHash, secretDigest(secret))) return { kind: 'unknown' }
  const state = helpRequestState(request, world.clock.now())
  switch (state) {
    case 'unproved':
    case 'expired':
      return { kind: state, request }
    case 'settled':
      return { kind: 'settled', address: request.address }
    case 'handed-over': {
      const found = request.case && (await findCase(db, request.case))
      if (!found) return { kind: 'unknown' }
      return { kind: 'case', case: found, joined: found.openedAt < (request.provedAt ?? found.openedAt) }
    }
  }
}

/**
 * The one press behind the mailed link: the mailbox is proved. The desk gets a case, or the open one gets the newest
 * facts; where the account is there by now, it resolves itself by mail. However often it is pressed, it happens once.
 */
export async function confirmHelp(parts: HelpTaskParts, token: Token | undefined, asker: Asker): Promise<HelpView> {
  const view = await lookAtHelp(parts, token)
  if (view.kind !== 'unproved') return view
  const now = parts.world.clock.now()
  await parts.database.db.transaction().execute(async (trx) => {
    const proved = await proveHelpRequest(trx, view.request, now)
    if (proved) await handOver(parts, trx, proved, asker, now)
  })
  return lookAtHelp(parts, token)
}

async function handOver(parts: HelpTaskParts, trx: Trx, proved: HelpRequest, asker: Asker, now: Date) {
  const found = await findByAddress(trx, proved.address)
  const person = found && (await lockPerson(trx, found.person.id))
  const told = person && (await settleByMail(parts, trx, { person, mailbox: proved.address, asker, now }))
  const opened = told ? undefined : await openOrJoinCase(trx, { ...proved, person: person?.id, now })
  await settleHelpRequest(trx, proved.id, opened?.id)
  await recordEvent(trx, {
    at: now,
    event: 'help-confirmed',
    outcome: 'success',
    person: person?.id,
    actor: 'person',
    source: asker.source,
    reference: asker.reference,
    details: { case: opened?.id ?? 'none', joined: opened?.joined ?? false, letter: told ?? 'none' },
  })
}

/** Answers the question of the desk. Of two answers at once one counts; the view says how the case stands now. */
export async function answerDesk(
  parts: HelpParts,
  token: Token | undefined,
  text: string,
  asker: Pick<Asker, 'source' | 'reference'>,
): Promise<HelpView> {
  const view = await lookAtHelp(parts, token)
  if (view.kind !== 'case') return view
  const now = parts.world.clock.now()
  await parts.database.db.transaction().execute(async (trx) => {
    if (!(await reply(trx, view.case.id, { text, now }))) return
    await recordEvent(trx, {
      at: now,
      event: 'case-replied',
      outcome: 'success',
      person: view.case.person,
      actor: 'person',
      source: asker.source,
      reference: asker.reference,
      details: { case: view.case.id },
    })
  })
  return lookAtHelp(parts, token)
}

export interface TeacherAsks {
  readonly person: PersonId
  /** Canonical; the asker has proved to read it. */
  readonly address: string
  /** What the asker adds, several lines at most; may be empty. */
  readonly note: string
  readonly language: Language
  readonly asker: Pick<Asker, 'source' | 'reference'>
}

/**
 * A case for the USOS help desk from somebody whose mailbox is proved already, by the seal of a letter to it: the assigned
 * mailbox cannot be read any more. Lent by `server.ts`. `next` is where the browser goes on, to the page of the case.
 */
export function openTeacherCase(parts: HelpParts) {
  return async (
    asks: TeacherAsks,
  ): Promise<{ kind: 'opened'; next: string } | { kind: 'held-back'; retryAfterMs: number }> => {
    const { database, world, keys, settings } = parts
    const now = world.clock.now()
    const { granted, retryAfterMs } = await takeFromBudget(database.quick, {
      budget: 'help-day',
      holder: keys.mac('help-mailbox', asks.address),
      limit: settings.HELP_REQUESTS_PER_ADDRESS,
      windowMs: 24 * 3_600_000,
      now,
    })
    if (!granted) return { kind: 'held-back', retryAfterMs }

    const id = asHelpRequestId(world.random.token(LINK_ID_CHARACTERS))
    const secret = world.random.token(LINK_SECRET_CHARACTERS)
    const facts = {
      kind: 'teacher' as const,
      address: asks.address,
      fieldOfStudy: '',
      albumNumber: '',
      hasRight: false,
      note: plainText(asks.note).slice(0, 1000),
      language: asks.language,
    }
    const expiresAt = new Date(now.getTime() + HELP_REQUEST_LIFETIME)
    await database.db.transaction().execute(async (trx) => {
      await saveHelpRequest(trx, { ...facts, id, secretHash: secretDigest(secret), createdAt: now, expiresAt })
      await proveHelpRequest(trx, { id, secretHash: secretDigest(secret) }, now)
      const opened = await openOrJoinCase(trx, { ...facts, person: asks.person, now })
      await settleHelpRequest(trx, id, opened.id)
      await recordEvent(trx, {
        at: now,
        event: 'help-confirmed',
        outcome: 'success',
        person: asks.person,
        actor: 'person',
        source: asks.asker.source,
        reference: asks.asker.reference,
        details: { case: opened.id, joined: opened.joined, letter: 'assigned-elsewhere' },
      })
    })
    return { kind: 'opened', next: `/not-recognized/request/${id}.${secret}` }
  }
}
