import {
  type ClosedBecause,
  closeLinksOf,
  findLink,
  linkState,
  type MailedLink,
  spendLink,
} from '../challenges/index.ts'
import {
  type Caller,
  inTurn,
  normalisePassword,
  type Reason,
  type RuleVerdict,
  usedBefore,
} from '../credentials/index.ts'
import type { LinkId, PersonId } from '../database/index.ts'
import { findPerson, lockPerson, maySetPassword, type Person } from '../people/index.ts'
import { sameDigest, secretDigest } from '../world/index.ts'
import { asksQuestion } from './lifetime.ts'
import { type FormFaults, formFaults, type NewPasswordForm } from './new-password.ts'
import {
  askHistory,
  HASHES_OF_A_NEW_PASSWORD,
  judgeFaultyForm,
  judgeNewPassword,
  putPassword,
} from './new-password-tasks.ts'
import type { Asker, ResetParts } from './parts.ts'
import { answerQuestion, questionClosed } from './question-task.ts'

export interface LinkToken {
  readonly id: LinkId
  readonly secret: string
}

/** What a mailed link opens now. */
export type LinkView =
  | { kind: 'open'; link: MailedLink; person: Person }
  /** Proved, but only the desk can go on. */
  | { kind: 'question-closed'; because: 'budget-spent' | 'no-proof' }
  | { kind: 'dead'; because: ClosedBecause | 'expired'; address: string }
  /** No such link, or not its secret. */
  | { kind: 'unknown' }

/** Looks at a link and changes nothing: mail scanners open links too (req 15). */
export async function lookAtLink(parts: ResetParts, token: LinkToken | undefined): Promise<LinkView> {
  const { db } = parts.database
  const now = parts.world.clock.now()
  const link = token && (await findLink(db, token.id))
  if (!link || !sameDigest(link.secretHash, secretDigest(token.secret))) return { kind: 'unknown' }

  const person = await findPerson(db, link.person)
  const state = linkState(link, accountNow(person), now)
  if (!person || state.state !== 'open') {
    return { kind: 'dead', because: state.state === 'closed' ? state.because : 'expired', address: link.address }
  }
  if (!asksQuestion(parts.settings)) return { kind: 'open', link, person }
  const because = await questionClosed(parts, person.id, now)
  return because ? { kind: 'question-closed', because } : { kind: 'open', link, person }
}

export type SetOutcome =
  | { kind: 'password-set'; person: PersonId }
  | {
      kind: 'refused'
      view: Extract<LinkView, { kind: 'open' }>
      faults: FormFaults
      reasons: readonly Reason[]
      rules: readonly RuleVerdict[]
    }
  | Exclude<LinkView, { kind: 'open' }>

/**
 * Sets the password by a mailed link. The order is the protection: what the form alone can tell is told first and costs
 * nothing (req 20); then the question, so that no answer is ever compared without being counted (attack A24); then the
 * costly comparison with earlier passwords; and last, in one transaction, everything that changes (req 14, 21, 22).
 */
export async function setPasswordByLink(
  parts: ResetParts,
  token: LinkToken | undefined,
  form: NewPasswordForm,
  asker: Asker & { readonly caller: Caller },
): Promise<SetOutcome> {
  const view = await lookAtLink(parts, token)
  if (view.kind !== 'open') return view
  const { answer, ...faults } = formFaults(form, asksQuestion(parts.settings))
  if (faults.password || faults.repeat || answer === 'missing') {
    const { reasons, rules } = judgeFaultyForm(parts, view.person, form)
    return refusal(view, { ...(answer && { answer }), ...faults }, reasons, rules)
  }
  // Before the answer is counted: whom there is no time for has lost neither a try nor the link (decision 210).
  const caller = { ...asker.caller, owner: view.person.id }
  return inTurn(parts, caller, HASHES_OF_A_NEW_PASSWORD, async (own) => {
    const judged = await judgeNewPassword(own, view.person, form, caller)
    if (judged.reasons.length > 0) return refusal(view, { ...(answer && { answer }) }, judged.reasons, judged.rules)
    return compareAndSet(own, token, view, { form, judged, asker })
  })
}

async function compareAndSet(
  parts: ResetParts,
  token: LinkToken | undefined,
  view: Extract<LinkView, { kind: 'open' }>,
  { form, judged, asker }: { form: NewPasswordForm; judged: Judged; asker: Asker },
): Promise<SetOutcome> {
  const refused = (faults: FormFaults, reasons: readonly Reason[] = [], rules: readonly RuleVerdict[] = []) =>
    refusal(view, faults, reasons, rules)
  if (asksQuestion(parts.settings)) {
    const answered = await answerQuestion(parts, view.link, form.answer, asker)
    if (answered !== 'right') {
      const after = await lookAtLink(parts, token)
      return after.kind === 'open' && answered !== 'closed' ? refused({ answer: answered }) : gone(after, view.link)
    }
  }
  // Asked only of somebody whose answer was right.
  const history = await askHistory(parts, view.person, form.password, view.link.id)
  if (history === 'used-before') {
    const { reasons, rules } = usedBefore(judged.rules)
    return refused({}, reasons, rules)
  }
  if (history === 'enough') {
    await closeLink(parts, view.link)
    return gone(await lookAtLink(parts, token), view.link)
  }
  const hash = await parts.hashGate.hash(normalisePassword(form.password))
  const done = await complete(parts, view.link, hash, asker)
  return done ? { kind: 'password-set', person: view.person.id } : gone(await lookAtLink(parts, token), view.link)
}

interface Judged {
  readonly rules: readonly RuleVerdict[]
}

function refusal(
  view: Extract<LinkView, { kind: 'open' }>,
  faults: FormFaults,
  reasons: readonly Reason[],
  rules: readonly RuleVerdict[],
): SetOutcome {
  return { kind: 'refused', view, faults, reasons, rules }
}

function accountNow(person: Person | undefined) {
  return { maySetPassword: person !== undefined && maySetPassword(person), assignedAddress: person?.assignedAddress }
}

function closeLink({ database, world }: ResetParts, link: MailedLink): Promise<void> {
  return database.db.transaction().execute(async (trx) => {
    await lockPerson(trx, link.person)
    // A newer link than this one stays as it is.
    const current = await findLink(trx, link.id)
    if (current && !current.closedBecause) {
      await closeLinksOf(trx, link.person, 'too-many-old-passwords', world.clock.now())
    }
  })
}

/** All or nothing: of twenty parallel posts one completes (req 14). */
function complete(parts: ResetParts, link: MailedLink, hash: string, asker: Asker): Promise<boolean> {
  const { database, world } = parts
  return database.db.transaction().execute(async (trx) => {
    const person = await lockPerson(trx, link.person)
    const now = world.clock.now()
    if (!person || linkState(link, accountNow(person), now).state !== 'open') return false
    // A person has one open link at most: with this one spent, none is left (req 21).
    if (!(await spendLink(trx, link, now))) return false

    await putPassword(parts, trx, { person, hash, by: { link: link.id }, purpose: link.purpose, now }, asker)
    return true
  })
}

/** What is to be shown of a link that was open a moment ago; when it still looks so, somebody else is just using it. */
function gone(view: LinkView, link: MailedLink): Exclude<LinkView, { kind: 'open' }> {
  return view.kind === 'open' ? { kind: 'dead', because: 'password-set', address: link.address } : view
}
