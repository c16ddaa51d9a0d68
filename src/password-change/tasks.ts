import { type AuditEvent, byPerson, recordEvent } from '../audit/index.ts'
import { clearAccount, closeCodesOf, closeLinksOf, linkPurposes } from '../challenges/index.ts'
import type { Institution } from '../config/index.ts'
import {
  type Caller,
  checkPolicy,
  confirmReentry,
  inTurn,
  type JudgementAsker,
  normalisePassword,
  type PasswordJudge,
  type PolicyContextParts,
  policyContextOf,
  type Reason,
  type ReentryParts,
  type RuleVerdict,
  setPassword,
  usedBefore,
  verifyReentry,
  wasUsedBefore,
} from '../credentials/index.ts'
import type { Trx } from '../database/index.ts'
import { letterWords, postLetter, renderLetter, withdrawLetters } from '../mail/index.ts'
import { lockPerson, maySignIn, type Person } from '../people/index.ts'
import { endSessionsOf, type Session, type TicketGrantingCookie } from '../sessions/index.ts'
import { PasswordChangedLetter } from './mails/password-changed.tsx'
import { type FormFaults, formFaults, isFaultless, type PasswordChangeForm } from './password-change.ts'
import { renewSecret } from './store.ts'

export interface PasswordChangeTaskParts extends ReentryParts, PolicyContextParts {
  readonly institution: Institution
  readonly judgePassword: PasswordJudge['judgePassword']
}

/** Who sent the form, for the trail and the letter. */
export interface Asker {
  readonly session: Session
  readonly person: Person
  readonly source: string
  /** Who waits for the answer, for the queue. */
  readonly caller: Caller
  /** Such as “Firefox, Linux”. */
  readonly browser: string
  readonly reference: string
}

export interface Refusal {
  readonly faults: FormFaults
  readonly reasons: readonly Reason[]
  /** The server's verdicts for the list of rules. */
  readonly rules: readonly RuleVerdict[]
}

export type ChangeOutcome =
  /** The session goes on under a new cookie. */
  | { kind: 'changed'; cookie: TicketGrantingCookie }
  | ({ kind: 'refused' } & Refusal)
  | { kind: 'waiting'; retryAfterMs: number | undefined }
  /** The session ended while the form was on its way. */
  | { kind: 'signed-out' }

/** Changes the password of a signed-in person who knows the current one (req 26). All hashing is done before the transaction. */
export async function changePassword(
  parts: PasswordChangeTaskParts,
  form: PasswordChangeForm,
  asker: Asker,
): Promise<ChangeOutcome> {
  const { person } = asker
  const faults = formFaults(form)
  if (faults.current) return { kind: 'refused', faults, ...judgeFaultyForm(parts, form, person) }

  // Before the current password is compared and counted: whom there is no time for has lost nothing (decision 210).
  const caller = { ...asker.caller, owner: person.id }
  return inTurn(parts, caller, HASHES_OF_A_CHANGE, async (own) => {
    const judged = isFaultless(faults) ? await judge(own, form, person, caller) : judgeFaultyForm(own, form, person)
    return compareAndChange(own, form, asker, { faults, judged })
  })
}

/** About as many as it costs: the current password, those before it, and the new one. */
const HASHES_OF_A_CHANGE = 4

async function compareAndChange(
  parts: PasswordChangeTaskParts,
  form: PasswordChangeForm,
  asker: Asker,
  { faults, judged }: { faults: FormFaults; judged: Omit<Refusal, 'faults'> },
): Promise<ChangeOutcome> {
  const { session, person, caller } = asker
  const entered = { person: person.id, session: session.id, password: form.current, caller }
  const proof = await verifyReentry(parts, entered)
  if (proof.kind === 'waiting') return proof
  if (proof.kind === 'wrong') {
    await recordEvent(
      parts.database.db,
      eventOf(asker, 'failure', parts.world.clock.now(), { because: 'wrong-password' }),
    )
    return { kind: 'refused', faults: { ...faults, current: 'wrong' }, ...judged }
  }
  if (!isFaultless(faults) || judged.reasons.length > 0) return { kind: 'refused', faults, ...judged }
  if (await wasUsedBefore(parts, person.id, form.password, form.current)) {
    return { kind: 'refused', faults: {}, ...usedBefore(judged.rules) }
  }
  const hash = await parts.hashGate.hash(normalisePassword(form.password))
  return parts.database.db.transaction().execute((trx) => complete(parts, trx, asker, proof.hash, hash))
}

/** The rules of the page, which need no dictionary and no turn. */
function judgeFaultyForm(parts: PasswordChangeTaskParts, { password }: PasswordChangeForm, person: Person) {
  if (password === '') return { reasons: [], rules: [] }
  const { broken, rules } = checkPolicy(password, policyContextOf(parts, person))
  return { reasons: broken, rules }
}

async function judge(
  parts: PasswordChangeTaskParts,
  { password }: PasswordChangeForm,
  person: Person,
  asker: JudgementAsker,
) {
  const context = policyContextOf(parts, person)
  const judgement = await parts.judgePassword(password, context, asker)
  return judgement.acceptable ? { reasons: [], rules: checkPolicy(password, context).rules } : judgement
}

/** All or nothing: the password, the other sessions, the open links and codes, the event and the letter (req 26). */
async function complete(
  parts: PasswordChangeTaskParts,
  trx: Trx,
  asker: Asker,
  provedHash: string,
  hash: string,
): Promise<ChangeOutcome> {
  const { settings, world } = parts
  const { session } = asker
  const person = await lockPerson(trx, asker.person.id)
  const now = world.clock.now()
  if (!person || !maySignIn(person)) return { kind: 'signed-out' }
  // Changed elsewhere a moment ago, or one right guess among too many: the password typed is not proof any more.
  if (!(await confirmReentry(trx, settings, { person: person.id, session: session.id }, provedHash, now))) {
    return { kind: 'refused', faults: { current: 'wrong' }, reasons: [], rules: [] }
  }
  const cookie = { id: session.id, secret: world.random.token(24) }
  if (!(await renewSecret(trx, session.id, cookie.secret))) return { kind: 'signed-out' }

  await setPassword(trx, person.id, hash, { now, keep: settings.PASSWORD_HISTORY })
  const sessions = await endSessionsOf(trx, person.id, 'password-set', now, session.id)
  await closeLinksOf(trx, person.id, 'account-changed', now)
  await closeCodesOf(trx, person.id, now, 'set-password')
  // A letter that still waits would bring a dead link.
  await withdrawLetters(trx, { people: [person.id], kinds: linkPurposes, now })
  await clearAccount(trx, person.id)
  await recordEvent(trx, eventOf(asker, 'success', now, { sessions }))
  await tell(parts, trx, person, asker, now)
  return { kind: 'changed', cookie }
}

async function tell({ institution }: PasswordChangeTaskParts, trx: Trx, person: Person, asker: Asker, now: Date) {
  if (person.assignedAddress === undefined) return
  const words = letterWords(institution, person.language)
  await postLetter(trx, {
    kind: 'password-changed',
    person: person.id,
    recipient: person.assignedAddress,
    language: person.language,
    content: renderLetter(PasswordChangedLetter({ words, moment: now, browser: asker.browser })),
    now,
  })
}

function eventOf(asker: Asker, outcome: AuditEvent['outcome'], at: Date, details: AuditEvent['details'] = {}) {
  return byPerson(asker, { at, event: 'password-changed', outcome, details })
}
