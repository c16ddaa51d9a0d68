import { recordEvent } from '../audit/index.ts'
import {
  countTypingError,
  countWrongAnswers,
  findLink,
  giveAnswerBack,
  isBudgetSpent,
  isTypingError,
  type MailedLink,
  type QuestionLimits,
  spendAnswer,
} from '../challenges/index.ts'
import type { Settings } from '../config/index.ts'
import type { PersonId, Trx } from '../database/index.ts'
import { canonicalAnswer, findProof, lockPerson, openProofKeys, proveAndRekey } from '../people/index.ts'
import type { Asker, ResetParts } from './parts.ts'

/** Why the question cannot be put to this person on a page, if it cannot. */
export async function questionClosed(
  parts: ResetParts,
  person: PersonId,
  now: Date,
): Promise<'no-proof' | 'budget-spent' | undefined> {
  const { db } = parts.database
  const proof = await findProof(db, person)
  // A proof under a key that is gone can be compared with nothing: that person needs the desk, too (req 48).
  if (!proof || !(await openProofKeys(db, parts.peselKeys)).find(proof.keyId)) return 'no-proof'
  const past = await countWrongAnswers(db, person, now)
  return isBudgetSpent(past, questionLimits(parts.settings)) ? 'budget-spent' : undefined
}

/** Counts, compares, and gives back when it was right: one transaction, one answer of a person at a time (req 46). */
export function answerQuestion(
  parts: ResetParts,
  link: MailedLink,
  typed: string,
  asker: Asker,
): Promise<'right' | 'wrong' | 'typing-error' | 'closed'> {
  const limits = questionLimits(parts.settings)
  return parts.database.db.transaction().execute(async (trx) => {
    const person = await lockPerson(trx, link.person)
    const now = parts.world.clock.now()
    const current = await findLink(trx, link.id)
    if (!person || !current || current.closedBecause) return 'closed'
    // A right answer does not help once the budget is spent.
    if (isBudgetSpent(await countWrongAnswers(trx, person.id, now), limits)) return 'closed'

    const record = (answer: 'right' | 'wrong' | 'typing-error') =>
      recordEvent(trx, {
        at: now,
        event: 'question-answered',
        outcome: answer === 'right' ? 'success' : 'failure',
        person: person.id,
        actor: 'person',
        source: asker.source,
        reference: asker.reference,
        details: { link: link.id, answer },
      })
    if (isTypingError(typed)) {
      await countTypingError(trx, current, limits, now)
      await record('typing-error')
      return 'typing-error'
    }
    const spent = await spendAnswer(trx, current, limits, now)
    const right = await isRight(parts, trx, person.id, typed)
    if (right) await giveAnswerBack(trx, spent)
    await record(right ? 'right' : 'wrong')
    return right ? 'right' : 'wrong'
  })
}

/** Constant work for every answer; without a stored proof none is right (req 42). */
async function isRight(parts: ResetParts, trx: Trx, person: PersonId, typed: string) {
  const stored = await findProof(trx, person)
  const answer = canonicalAnswer(stored?.kind ?? 'pesel', typed)
  return proveAndRekey(trx, parts.peselKeys, {
    person,
    stored,
    answer: answer.kind === 'answer' ? answer.text : undefined,
  })
}

function questionLimits(settings: Settings): QuestionLimits {
  return {
    perLink: settings.ANSWERS_PER_LINK,
    per30Days: settings.ANSWERS_PER_30_DAYS,
    per365Days: settings.ANSWERS_PER_365_DAYS,
    typingErrorsPerLink: settings.TYPING_ERRORS_PER_LINK,
  }
}
