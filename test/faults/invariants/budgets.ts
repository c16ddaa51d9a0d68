import type { Invariant } from './evidence.ts'

/** Every wrong answer that somebody heard of is counted: a crash gives no guesses back. */
export const budgets: Invariant = {
  promise: 'no budget is below what was counted',
  async broken({ db, ledger }) {
    const rows = await db
      .selectFrom('wrong_answers')
      .select((row) => ['person_id', row.fn.countAll<string>().as('counted')])
      .groupBy('person_id')
      .execute()
    const counted = new Map(rows.map(({ person_id, counted }) => [person_id, Number(counted)]))
    return [...ledger.wrongAnswers]
      .filter(([person, heard]) => (counted.get(person) ?? 0) < heard)
      .map(
        ([person, heard]) => `${person} heard of ${heard} wrong answers, and ${counted.get(person) ?? 0} are counted`,
      )
  },
}
