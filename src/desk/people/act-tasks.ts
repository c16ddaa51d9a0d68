import { recordEvent } from '../../audit/index.ts'
import { closeCase, findOpenCasesOf, lockCase } from '../../cases/index.ts'
import { closeWaysOf, issueCode } from '../../challenges/index.ts'
import type { Institution } from '../../config/index.ts'
import { takeFactorAway } from '../../credentials/second-factor/index.ts'
import type { CaseAnswer, PersonId, Trx } from '../../database/index.ts'
import { findRest } from '../../mail/index.ts'
import { findPerson, holdErasures, liftHold, lockPerson, type Person, setDisabled } from '../../people/index.ts'
import { endSessionsOf, listSessions, revokeSession, sessionHandle, sessionLimits } from '../../sessions/index.ts'
import { connect, type Doing, eventOf, moveAddress, takePasswordAway } from '../acts.ts'
import { isWithColleague } from '../cases/answers.ts'
import { wakeMailbox } from '../letters/tasks.ts'
import { postNotice } from '../notice.ts'
import { readReason } from '../reason.ts'
import { type ActForm, type Fault, faultsOf, type Handover, knownAs } from './act-form.ts'
import { readAddress } from './address.ts'
import { answeredBy, helpfulActs, isAllowed, type PersonAct } from './helpful-acts.ts'
import type { SendLink } from './send-link.ts'
import { forgiveAnswers, spendForm } from './store.ts'
import { actFactsOf, type LookParts } from './tasks.ts'

export interface ActParts extends LookParts {
  readonly institution: Institution
  readonly sendLink: SendLink
}

/** Who sent it, and which form it was. */
export interface Sender {
  readonly staff: PersonId
  readonly form: Buffer
  readonly source: string
  readonly reference: string
}

export type Done =
  | { readonly act: Exclude<PersonAct, 'issue-code'>; readonly link?: 'sent' | 'held' | 'none' }
  /** Shown this once; nobody can read it again. */
  | { readonly act: 'issue-code'; readonly code: string; readonly until: Date; readonly handover: Handover }

export type ActOutcome =
  | { kind: 'done'; person: Person; done: Done }
  | { kind: 'refused'; faults: readonly Fault[] }
  /** The same form a second time. */
  | { kind: 'sent-before' }
  /** Somebody else was quicker, or the registry. */
  | { kind: 'helps-no-longer' }
  /** A colleague deals with a case that this would answer, and the page did not say so: whoever does it all the same says so once more. */
  | { kind: 'with-colleague' }
  | { kind: 'forbidden' }
  | { kind: 'nobody' }

const DAY = 86_400_000

/**
 * One act for one person: all or nothing, with the roles and the account as they are now (req 88, 92), once however often
 * the button is pressed (req 70).
 */
export async function carryOut(
  parts: ActParts,
  { act, id, form, sender }: { act: PersonAct; id: PersonId; form: ActForm; sender: Sender },
): Promise<ActOutcome> {
  const faults = faultsOf(act, form, parts.institution.mailDomains)
  const carriedOut = parts.database.db.transaction().execute(async (trx): Promise<ActOutcome> => {
    if (act === 'assign-address') await holdErasures(trx, 'shared')
    const person = await lockPerson(trx, id)
    if (!person) return { kind: 'nobody' }
    const staff = await findPerson(trx, sender.staff)
    const now = parts.world.clock.now()
    const facts = await actFactsOf(parts, trx, person, now)
    if (!staff || !isAllowed(staff, facts, act)) return { kind: 'forbidden' }
    if (faults.length > 0) return { kind: 'refused', faults }
    const helps = helpfulActs(facts).includes(act)
    if (!(await spendForm(trx, sender.form, new Date(now.getTime() + 7 * DAY)))) return { kind: 'sent-before' }
    if (!helps) return { kind: 'helps-no-longer' }

    const read = readReason(form.reason)
    const reason = 'reason' in read ? read.reason : ''
    const doing = { by: staff.id, reason, now, source: sender.source, reference: sender.reference }
    const outcome = await doers[act](parts, trx, person, doing, form)
    return 'field' in outcome ? { kind: 'refused', faults: [outcome] } : { kind: 'done', person, done: outcome }
  })
  return carriedOut.catch((error: unknown) => {
    if (error instanceof PastColleague) return { kind: 'with-colleague' }
    throw error
  })
}

/** A case would be answered past a colleague whom the page did not name: all of the act is undone, the spending of its form too. */
class PastColleague extends Error {}

type Doer = (parts: ActParts, trx: Trx, person: Person, doing: Doing, form: ActForm) => Promise<Done | Fault>

const doers: Record<PersonAct, Doer> = {
  connect: connectAndInvite,
  'send-link': mailLink,
  'reopen-question': reopenQuestion,
  'issue-code': giveCode,
  'wake-mailbox': wake,
  'assign-address': assign,
  'confirm-address': confirmMove,
  'remove-second-factor': removeFactor,
  'end-session': endOne,
  'end-sessions': endAll,
  'take-password-away': takePassword,
  disable,
  enable,
}

async function connectAndInvite(parts: ActParts, trx: Trx, person: Person, doing: Doing, form: ActForm): Promise<Done> {
  await connect(trx, person, doing)
  const link = await inviteNow(parts, trx, person.id, 'connected', doing)
  if (link === 'sent') await answerCases(trx, person.id, { act: 'connect', form }, 'connected', doing)
  return { act: 'connect', link }
}

async function mailLink(parts: ActParts, trx: Trx, person: Person, doing: Doing): Promise<Done> {
  const link = await inviteNow(parts, trx, person.id, 'desk', doing)
  const sent = link === 'sent'
  await recordEvent(trx, {
    ...eventOf(doing),
    event: 'link-sent-by-desk',
    outcome: sent ? 'success' : 'failure',
    person: person.id,
    details: { reason: doing.reason, ...(!sent && { because: link }) },
  })
  return { act: 'send-link', link }
}

async function reopenQuestion(parts: ActParts, trx: Trx, person: Person, doing: Doing): Promise<Done> {
  const answers = await forgiveAnswers(trx, person.id, doing.now)
  await recordEvent(trx, {
    ...eventOf(doing),
    event: 'question-budget-reopened',
    person: person.id,
    details: { reason: doing.reason, answers },
  })
  await postNotice(parts, trx, person, 'question-reopened', doing.now)
  return { act: 'reopen-question' }
}

/** The code leaves this function once, in the answer to the form (req 90). The notice goes where a stranger cannot read it. */
async function giveCode(parts: ActParts, trx: Trx, person: Person, doing: Doing, form: ActForm): Promise<Done> {
  const { settings, world } = parts
  const handover: Handover = form.handover === 'printed' ? 'printed' : 'spoken'
  const lifetimeMs = handover === 'printed' ? settings.PRINTED_CODE_LIFETIME : settings.CODE_LIFETIME
  const issued = await issueCode(
    trx,
    { person: person.id, purpose: 'set-password', issuedBy: doing.by, lifetimeMs, now: doing.now },
    world.random,
  )
  await recordEvent(trx, {
    ...eventOf(doing),
    event: 'code-issued',
    person: person.id,
    details: { proof: form.proof, reason: doing.reason, minutes: Math.round(lifetimeMs / 60_000) },
  })
  await postNotice(parts, trx, person, 'code-issued', doing.now)
  return { act: 'issue-code', code: issued.code, until: issued.expiresAt, handover }
}

/** Letters go to the assigned address again; whether the mailbox lives, the next one shows. */
async function wake(parts: ActParts, trx: Trx, person: Person, doing: Doing): Promise<Done> {
  await wakeMailbox(parts, trx, { address: person.assignedAddress ?? '', person }, doing)
  return { act: 'wake-mailbox' }
}

async function assign(parts: ActParts, trx: Trx, person: Person, doing: Doing, form: ActForm): Promise<Done | Fault> {
  const read = readAddress(form, parts.institution.mailDomains)
  if ('fault' in read) return { field: 'address', because: read.fault }
  const moved = await moveAddress(parts, trx, person, read.address, doing)
  if (moved.kind !== 'moved') return { field: 'address', because: moved.kind }
  const link = await inviteNow(parts, trx, person.id, 'address-assigned', doing)
  await answerCases(trx, person.id, { act: 'assign-address', form }, 'address-assigned', doing)
  return { act: 'assign-address', link }
}

/** The second member of staff: the hold ends, and the link that waited for its end is mailed now (req 91). */
async function confirmMove(parts: ActParts, trx: Trx, person: Person, doing: Doing): Promise<Done> {
  await liftHold(trx, person.id)
  await recordEvent(trx, {
    ...eventOf(doing),
    event: 'address-confirmed',
    person: person.id,
    details: { reason: doing.reason },
  })
  return { act: 'confirm-address', link: await inviteNow(parts, trx, person.id, 'address-assigned', doing) }
}

/** The owner hears of it by letter, as of everything that becomes of the factor. */
async function removeFactor(parts: ActParts, trx: Trx, person: Person, doing: Doing): Promise<Done> {
  await takeFactorAway(parts, trx, person, { now: doing.now, because: 'ended-by-desk' })
  await recordEvent(trx, {
    ...eventOf(doing),
    event: 'second-factor-removed',
    person: person.id,
    details: { reason: doing.reason },
  })
  return { act: 'remove-second-factor' }
}

/** Links and codes stay: what ends is one device, one that was lost or left signed in. */
async function endOne(parts: ActParts, trx: Trx, person: Person, doing: Doing, form: ActForm): Promise<Done | Fault> {
  const living = await listSessions(trx, person.id, sessionLimits(parts.settings), doing.now)
  const session = living.find(({ id }) => sessionHandle(parts.keys, id) === form.session)
  // Its owner may sign out, or a colleague end it, while this waits.
  if (!session || !(await revokeSession(trx, session, 'ended-by-desk', doing.now)))
    return { field: 'session', because: 'ended' }
  await recordEvent(trx, {
    ...eventOf(doing),
    event: 'session-ended-by-desk',
    person: person.id,
    details: { reason: doing.reason, browser: session.browser },
  })
  await postNotice(parts, trx, person, 'session-ended', doing.now)
  return { act: 'end-session' }
}

async function endAll(parts: ActParts, trx: Trx, person: Person, doing: Doing): Promise<Done> {
  const sessions = await endSessionsOf(trx, person.id, 'ended-by-desk', doing.now)
  await closeWaysOf(trx, [person.id], doing.now)
  await recordEvent(trx, {
    ...eventOf(doing),
    event: 'sessions-ended-by-desk',
    person: person.id,
    details: { reason: doing.reason, sessions },
  })
  await postNotice(parts, trx, person, 'sessions-ended', doing.now)
  return { act: 'end-sessions' }
}

async function takePassword(parts: ActParts, trx: Trx, person: Person, doing: Doing): Promise<Done> {
  const sessions = await takePasswordAway(parts, trx, person, doing.now)
  await recordEvent(trx, {
    ...eventOf(doing),
    event: 'password-taken-away',
    person: person.id,
    details: { reason: doing.reason, sessions },
  })
  return { act: 'take-password-away' }
}

async function disable(parts: ActParts, trx: Trx, person: Person, doing: Doing): Promise<Done> {
  await setDisabled(trx, person.id, doing.now)
  const sessions = await endSessionsOf(trx, person.id, 'disabled', doing.now)
  await closeWaysOf(trx, [person.id], doing.now)
  await recordEvent(trx, {
    ...eventOf(doing),
    event: 'account-disabled',
    person: person.id,
    details: { reason: doing.reason, sessions },
  })
  await postNotice(parts, trx, person, 'disabled', doing.now)
  return { act: 'disable' }
}

async function enable(parts: ActParts, trx: Trx, person: Person, doing: Doing): Promise<Done> {
  await setDisabled(trx, person.id, undefined, doing.now)
  await recordEvent(trx, {
    ...eventOf(doing),
    event: 'account-enabled',
    person: person.id,
    details: { reason: doing.reason },
  })
  await postNotice(parts, trx, person, 'enabled', doing.now)
  return { act: 'enable' }
}

/** The account as it is after the act gets its link, if it can have one. */
async function inviteNow(
  { sendLink }: ActParts,
  trx: Trx,
  id: PersonId,
  because: Parameters<SendLink>[1]['because'],
  { now }: Doing,
): Promise<'sent' | 'held' | 'none'> {
  const person = await findPerson(trx, id)
  if (!person) return 'none'
  // A letter to an address that rests would not be sent, and the page must not say that it is on its way.
  if (person.assignedAddress !== undefined && (await findRest(trx, person.assignedAddress, now))) return 'none'
  const outcome = await sendLink(trx, { person, because, now })
  return outcome.kind === 'cannot' ? 'none' : outcome.kind
}

/** Who works from the page of a person has answered what that person asked. */
async function answerCases(
  trx: Trx,
  person: PersonId,
  { act, form }: { act: PersonAct; form: ActForm },
  answer: CaseAnswer,
  doing: Doing,
) {
  const { by, reason, now } = doing
  const known = form.colleagues.split(', ')
  for (const { id, kind } of await findOpenCasesOf(trx, person)) {
    if (kind !== answeredBy[act]) continue
    const open = await lockCase(trx, id)
    if (!open || open.state === 'closed') continue
    if (isWithColleague(open, by) && !known.includes(knownAs(open))) throw new PastColleague()
    await closeCase(trx, id, { by, answer, reason, now })
    await recordEvent(trx, {
      ...eventOf(doing),
      event: 'case-answered',
      person,
      details: { case: id, answer, reason },
    })
  }
}
