import { recordEvent } from '../../audit/index.ts'
import {
  askBack,
  type Case,
  type CaseLetters,
  closeCase,
  findCase,
  findInRegistry,
  giveCaseBack,
  lockCase,
  personOf,
  takeCase,
} from '../../cases/index.ts'
import type { CaseAnswer, CaseId, CaseKind, PersonId, Trx } from '../../database/index.ts'
import { letterWords } from '../../mail/index.ts'
import { findPerson, holdErasures, listStudies, lockPerson, type Person } from '../../people/index.ts'
import { connect, type Doing, eventOf, moveAddress } from '../acts.ts'
import type { SendLink } from '../people/send-link.ts'
import { spendForm } from '../people/store.ts'
import { holdsNationalId, type ReasonFault, readReason } from '../reason.ts'
import { answersFor, hindranceOf, isWithColleague, type RegistryAnswer } from './answers.ts'
import { type DeclineReason, declineReasons, LONGEST_WORDS } from './decline.ts'
import { assignCaseTo, findFacultyOf } from './store.ts'
import { type CaseParts, isOwnedByAnother } from './tasks.ts'
import { declineTexts } from './texts.ts'

export interface AnswerParts extends CaseParts {
  readonly sendLink: SendLink
  readonly caseLetters: CaseLetters
}

/** Which case, of which desk, and who sent which form about it. */
export interface Sent {
  readonly id: CaseId
  readonly kind: CaseKind
  readonly staff: PersonId
  /** Who had taken the case when the page of the form was made. */
  readonly owner: PersonId | undefined
  readonly form: Buffer
  readonly source: string
  readonly reference: string
}

export interface AnswerFaults {
  readonly reason?: ReasonFault
  readonly question?: ReasonFault
  readonly because?: 'missing'
  readonly words?: ReasonFault
}

export type AnswerOutcome =
  | { kind: 'done' }
  /** A colleague was quicker, or the registry: nothing has happened. */
  | { kind: 'answered-already' }
  | { kind: 'refused'; faults: AnswerFaults }
  /** A colleague has taken the case since the page was made: whoever answers all the same says so once more. */
  | { kind: 'taken-since' }
  /** What was asked, or what the registry says, is another thing by now. */
  | { kind: 'changed' }
  | { kind: 'forbidden' }
  | { kind: 'nobody' }

/** The answer that changes the registry, and the letter with the link: all or nothing, and once. */
export async function answerInRegistry(
  parts: AnswerParts,
  sent: Sent,
  form: { answer: RegistryAnswer; person: PersonId; seen: number; reason: string },
): Promise<AnswerOutcome> {
  const read = readReason(form.reason)
  const outcome = await answering(parts, sent, form.person, async (trx, { it, staff, person, ownedByAnother, now }) => {
    if (!person) return { kind: 'changed' }
    if ('fault' in read) return { kind: 'refused', faults: { reason: read.fault } }
    const chosen = { address: it.address, person, ownedByAnother }
    // Whoever presses has seen what was asked: a request that joined since then may say something else.
    if (it.askedTimes !== form.seen || !answersFor(staff, it.kind, chosen).includes(form.answer))
      return { kind: 'changed' }

    const doing = {
      by: staff.id,
      reason: read.reason,
      case: it.id,
      now,
      source: sent.source,
      reference: sent.reference,
    }
    const answer = await answers[form.answer](parts, trx, person, it, doing)
    await assignCaseTo(trx, it.id, person.id)
    await close(trx, it, person.id, answer, doing)
    return { kind: 'done' }
  })
  return outcome
}

type Answering = (parts: AnswerParts, trx: Trx, person: Person, it: Case, doing: Doing) => Promise<CaseAnswer>

const answers: Record<RegistryAnswer, Answering> = {
  async connect(parts, trx, person, _it, doing) {
    await connect(trx, person, doing)
    await invite(parts, trx, person.id, 'connected', doing)
    return 'connected'
  },
  async 'connect-and-assign'(parts, trx, person, it, doing) {
    await connect(trx, person, doing)
    return move(parts, trx, person, it, doing)
  },
  async assign(parts, trx, person, it, doing) {
    return move(parts, trx, person, it, doing)
  },
  async 'send-link'(parts, trx, person, it, doing) {
    await invite(parts, trx, person.id, 'case', doing)
    await recordEvent(trx, {
      ...eventOf(doing),
      event: 'link-sent-by-desk',
      person: person.id,
      details: { reason: doing.reason, case: it.id },
    })
    return 'link-sent'
  },
}

async function move(parts: AnswerParts, trx: Trx, person: Person, it: Case, doing: Doing): Promise<CaseAnswer> {
  const moved = await moveAddress(parts, trx, person, it.address, doing)
  if (moved.kind !== 'moved') throw new Error('An address that could be assigned under the lock can be assigned')
  await invite(parts, trx, person.id, 'address-assigned', doing)
  return 'address-assigned'
}

/** The link goes out now, or by itself when the hold of a moved address is over. */
async function invite(
  { sendLink }: AnswerParts,
  trx: Trx,
  id: PersonId,
  because: Parameters<SendLink>[1]['because'],
  { now }: Doing,
): Promise<void> {
  const person = await findPerson(trx, id)
  const outcome = person && (await sendLink(trx, { person, because, now }))
  if (!outcome || outcome.kind === 'cannot')
    throw new Error('An answer of the desk must leave an account that can have a link')
}

/** A question to whoever asks; the letter has a link that takes the answer. */
export async function askPerson(parts: AnswerParts, sent: Sent, typed: string): Promise<AnswerOutcome> {
  const question = typed.trim()
  return answering(parts, sent, undefined, async (trx, { it, staff, now, person }) => {
    const fault = wordsFault(question)
    if (fault) return { kind: 'refused', faults: { question: fault } }
    // The same form a second time would mail a second letter, and kill the link in the first.
    if (!(await spendForm(trx, sent.form, new Date(now.getTime() + 7 * DAY)))) return { kind: 'done' }

    const { secretHash } = await parts.caseLetters.askedBack(trx, { case: it, question, now })
    await askBack(trx, it.id, { by: staff.id, text: question, secretHash, now })
    await recordEvent(trx, {
      at: now,
      event: 'case-asked-back',
      outcome: 'success',
      person: person?.id,
      actor: staff.id,
      source: sent.source,
      reference: sent.reference,
      details: { case: it.id },
    })
    return { kind: 'done' }
  })
}

const DAY = 86_400_000

function wordsFault(text: string): ReasonFault | undefined {
  if (text.length < 3) return 'missing'
  if (text.length > LONGEST_WORDS) return 'too-long'
  return holdsNationalId(text) ? 'national-id' : undefined
}

/** No, and why, and whom to ask instead. */
export async function decline(
  parts: AnswerParts,
  sent: Sent,
  form: { because: string; words: string },
): Promise<AnswerOutcome> {
  const choices: readonly DeclineReason[] = declineReasons[sent.kind]
  const because = choices.find((one) => one === form.because)
  const words = form.words.trim()
  return answering(parts, sent, undefined, async (trx, { it, staff, now, person }) => {
    const fault = words === '' && because !== 'other' ? undefined : wordsFault(words)
    if (!because || fault) {
      return { kind: 'refused', faults: { ...(!because && { because: 'missing' }), ...(fault && { words: fault }) } }
    }
    const { say } = letterWords(parts.institution, it.language)
    const reason = [because === 'other' ? '' : say(declineTexts[because]), words]
      .filter((part) => part !== '')
      .join(' ')
    await parts.caseLetters.declined(trx, { case: it, reason, faculty: await facultyOf(trx, it, person), now })
    await close(trx, it, person?.id, 'declined', {
      by: staff.id,
      reason,
      now,
      source: sent.source,
      reference: sent.reference,
    })
    return { kind: 'done' }
  })
}

async function facultyOf(trx: Trx, it: Case, person: Person | undefined) {
  const studies = person ? await listStudies(trx, person.id) : []
  return studies.find(({ status }) => status === 'active')?.faculty ?? (await findFacultyOf(trx, it.fieldOfStudy))
}

/** Takes a case from nobody, or from the colleague whom the page showed as its owner. */
export async function take(parts: AnswerParts, sent: Sent, from: PersonId | undefined): Promise<AnswerOutcome> {
  return holding(parts, sent, undefined, async (trx, { it, staff, now, person }) => {
    if (it.owner === staff.id) return { kind: 'done' }
    if (!(await takeCase(trx, it.id, staff.id, now, from))) return { kind: 'changed' }
    await recordEvent(trx, {
      at: now,
      event: 'case-taken',
      outcome: 'success',
      person: person?.id,
      actor: staff.id,
      source: sent.source,
      reference: sent.reference,
      details: { case: it.id },
    })
    return { kind: 'done' }
  })
}

export async function giveBack(parts: AnswerParts, sent: Sent): Promise<AnswerOutcome> {
  return holding(parts, sent, undefined, async (trx, { it, staff, now, person }) => {
    if (!(await giveCaseBack(trx, it.id, staff.id))) return { kind: 'changed' }
    await recordEvent(trx, {
      at: now,
      event: 'case-given-back',
      outcome: 'success',
      person: person?.id,
      actor: staff.id,
      source: sent.source,
      reference: sent.reference,
      details: { case: it.id },
    })
    return { kind: 'done' }
  })
}

interface Held {
  readonly it: Case
  readonly staff: Person
  /** The one named by the form; without one, whom the case is about. */
  readonly person: Person | undefined
  readonly ownedByAnother: boolean
  readonly now: Date
}

/** What the person is told by: never past a colleague whom the page did not show. */
function answering(
  parts: AnswerParts,
  sent: Sent,
  chosen: PersonId | undefined,
  act: (trx: Trx, held: Held) => Promise<AnswerOutcome>,
): Promise<AnswerOutcome> {
  return holding(parts, sent, chosen, async (trx, held) => {
    const { it } = held
    return isWithColleague(it, sent.staff) && it.owner !== sent.owner ? { kind: 'taken-since' } : act(trx, held)
  })
}

/**
 * One transaction around everything that answers a case: erasures are held off, then the person's row and then the case, so that of two
 * members of staff the second finds it answered; roles and accounts as they are now (req 88, 92).
 */
async function holding(
  parts: AnswerParts,
  { id, kind, staff: staffId }: Sent,
  chosen: PersonId | undefined,
  act: (trx: Trx, held: Held) => Promise<AnswerOutcome>,
): Promise<AnswerOutcome> {
  return parts.database.db.transaction().execute(async (trx): Promise<AnswerOutcome> => {
    if ((await findCase(trx, id))?.kind !== kind) return { kind: 'nobody' }
    await holdErasures(trx, 'shared')
    const named = chosen === undefined ? undefined : await lockPerson(trx, chosen)
    const it = await lockCase(trx, id)
    if (!it) return { kind: 'nobody' }
    const found = await findInRegistry(trx, it)
    const staff = await findPerson(trx, staffId)
    const person = named ?? personOf(found)
    const involved = [found.byAddress, found.byAlbum, named].filter((one) => one !== undefined)
    if (!staff || hindranceOf(staff, kind, involved)) return { kind: 'forbidden' }
    if (it.state === 'closed') return { kind: 'answered-already' }

    const ownedByAnother = await isOwnedByAnother(trx, parts.keys, it.address, found.byAddress, person)
    return act(trx, {
      it,
      staff,
      person: chosen === undefined ? person : named,
      ownedByAnother,
      now: parts.world.clock.now(),
    })
  })
}

async function close(
  trx: Trx,
  it: Case,
  person: PersonId | undefined,
  answer: CaseAnswer,
  doing: Doing,
): Promise<void> {
  await closeCase(trx, it.id, { by: doing.by, answer, reason: doing.reason, now: doing.now })
  await recordEvent(trx, {
    ...eventOf(doing),
    event: 'case-answered',
    person,
    details: { case: it.id, answer, reason: doing.reason },
  })
}
