import pg from 'pg'

const MOST_NAMES = 500

/** Begins a statement that is put together for one request, and would never come again. */
export const MADE_FOR_ONE_REQUEST = '/* made for one request */'
const names = new Map<string, string>()

/**
 * A connection on which a statement that comes again is planned once: PostgreSQL spends more on planning a sign-in than
 * on running it (decision 006). Statements that ask for all columns are left alone, because a column added by a newer
 * node would change what they return. Needs a connection of one's own: no pooler that swaps them per transaction.
 */
export class NamingClient extends pg.Client {
  // @ts-expect-error: `pg` declares a dozen overloads; all of them pass through.
  override query(...given: unknown[]) {
    const [text, values] = given
    if (typeof text === 'string' && Array.isArray(values) && values.length > 0) {
      const name = nameOf(text)
      if (name !== undefined) {
        const rest = given.slice(2)
        // @ts-expect-error: see above.
        return super.query({ name, text, values }, ...rest)
      }
    }
    // @ts-expect-error: see above.
    return super.query(...given)
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= MOST_NAMES || text.trimStart().startsWith(MADE_FOR_ONE_REQUEST)) return undefined
  if (/(select|returning|[."])\s*\*/i.test(text)) return undefined
  const name = `furta_${names.size}`
  names.set(text, name)
  return name
}
