import { AsyncLocalStorage } from 'node:async_hooks'
import { type Step, step } from '../signals/index.ts'
import type { Db } from './database.ts'

/** Of a statement: more would make the last one wait for the rows of all the others. */
const MOST_AT_ONCE = 100

/** What a trace of each of them shows of it: the statement itself is nobody's in particular. */
const SHARED: Step = { name: 'shared statement', kind: 'client', attributes: { 'db.system.name': 'postgresql' } }
/** As it is where this is read: of no request. */
const forNobody = AsyncLocalStorage.snapshot()

/**
 * Makes one question of many: what is asked in the same turn, or while a question is under way, goes together. Under load a
 * statement and its two journeys are shared by all who wait; an idle program asks at once (decision 166). Nobody gets an
 * answer that was begun before the question, so what was written before is seen.
 *
 * `answer` returns as many answers as it was asked questions, in their order; if it fails, all who wait for it fail.
 */
export function gather<Question, Answer>(
  answer: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = []
  let underWay = false

  return (question) =>
    step(
      SHARED,
      () =>
        new Promise((resolve, reject) => {
          waiting.push({ question, resolve, reject })
          if (!underWay) void forNobody(ask)
        }),
    )

  async function ask() {
    underWay = true
    while (waiting.length > 0) {
      await new Promise((resolve) => setImmediate(resolve))
      const asked = waiting.splice(0, MOST_AT_ONCE)
      try {
        const answers = await answer(asked.map(({ question }) => question))
        for (const [index, { resolve }] of asked.entries()) resolve(answers[index] as Answer)
      } catch (error) {
        for (const { reject } of asked) reject(error)
      }
    }
    underWay = false
  }
}

interface Waiting<Question, Answer> {
  readonly question: Question
  resolve(answer: Answer): void
  reject(reason: unknown): void
}

/**
 * The same for statements that write, or that would wait for rows which others hold (decision 250). Whoever comes alone hears `undefined`, and so
 * do those for whom there is no answer in company, and all whose statement PostgreSQL refuses because of one of them: each of them asks again by
 * themselves, and nobody waits for them.
 */
export function gatherCompany<Question, Answer>(
  answer: (questions: readonly Question[]) => Promise<readonly (Answer | undefined)[] | undefined>,
): (question: Question) => Promise<Answer | undefined> {
  return gather(async (questions: readonly Question[]) => {
    const nobody = questions.map(() => undefined)
    if (questions.length === 1) return nobody
    try {
      return (await answer(questions)) ?? nobody
    } catch (error) {
      if (concernsOneAlone(error)) return nobody
      throw error
    }
  })
}

/**
 * Of PostgreSQL (SQLSTATE): a value it does not take, a unique index that has it already, two nodes in each other's way, a row that somebody
 * holds for too long. It is the fault of one or of nobody, and the others do not hear of it. Each of them has certainly written nothing.
 */
function concernsOneAlone(error: unknown) {
  return error instanceof Error && 'code' in error && /^(22|23|40|57014|55P03)/.test(String(error.code))
}

/** One of its kind for each pool of connections. */
export function perPool<Made>(make: (db: Db) => Made): (db: Db) => Made {
  const made = new WeakMap<Db, Made>()
  return (db) => {
    const one = made.get(db) ?? make(db)
    made.set(db, one)
    return one
  }
}
