import pg from 'pg'
import { onTestFinished, vi } from 'vitest'

/** What `pg` knows and does not declare. */
interface Inside {
  readonly _activeQuery: unknown
  readonly _queryQueue: readonly unknown[]
}

/** Until the test ends: what was asked of a connection while it was at work on something else, which `pg` 9 refuses. */
export function askedWhileAtWork(): string[] {
  const { query } = pg.Client.prototype
  const statements: string[] = []
  const asked = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    const [what] = given as [string | { text: string }]
    // One that has failed is over, though PostgreSQL has not said yet that it is ready.
    const { _activeQuery: atWork, _queryQueue: waiting } = this as unknown as Inside
    if (atWork || waiting.length > 0) statements.push(typeof what === 'string' ? what : what.text)
    return Reflect.apply(query, this, given)
  })
  onTestFinished(() => asked.mockRestore())
  return statements
}
