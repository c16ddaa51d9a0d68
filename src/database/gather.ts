/** Of a statement: more would make the last one wait for the rows of all the others. */
const MOST_AT_ONCE = 100

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
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      if (!underWay) void ask()
    })

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
