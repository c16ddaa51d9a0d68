import { readFileSync } from 'node:fs'

/** One demand of a specification: where it stands, what it asks in our words, what we do. */
export interface Clause {
  /** The section, and a word where a section asks several things. Test names carry it. */
  readonly id: string
  readonly asks: string
  readonly does: string
}

export function clause(id: string, asks: string, does: string): Clause {
  return { id, asks, does }
}

/** The clauses that each test of a file says that it holds, by the sentence of the test. */
export function clausesHeldIn(tests: string): Map<string, string[]> {
  const names = [...readFileSync(tests, 'utf8').matchAll(/^test\(\n?\s*'([^']+)'/gm)].map(([, name = '']) => name)
  return new Map(
    names.map((name) => {
      const [ids = '', sentence = ''] = name.split(' · ')
      return [sentence, ids.split('; ')]
    }),
  )
}

/** A row of the page for each clause, with the tests that hold it. */
export function clauseRows(clauses: readonly Clause[], tests: string): string[] {
  const held = [...clausesHeldIn(tests)]
  return clauses.map(({ id, asks, does }) => {
    const sentences = held.filter(([, ids]) => ids.includes(id)).map(([sentence]) => sentence)
    return `| ${id} | ${asks} | ${does} | ${sentences.join('<br>')} |`
  })
}
