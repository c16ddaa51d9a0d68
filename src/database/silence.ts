import type pg from 'pg'
import { systemClock } from '../world/index.ts'

const LOOKS_EVERY = 2_500
/** After two of them without a byte PostgreSQL is asked whether it works on the question at all. */
const SILENT_LOOKS = 2

/** What `pg` knows of a connection and does not declare. */
interface Watched {
  readonly readyForQuery?: boolean
  readonly processID?: number | null
  readonly connection?: { readonly stream: { readonly bytesRead: number; destroy(): void } }
}

/**
 * Closes connections on which an answer will never come: packets that are lost between here and PostgreSQL, a primary that has gone
 * without a word. TCP itself would wait for a quarter of an hour, and the pool of a node is used up long before. A statement that PostgreSQL
 * is at work on may take as long as it likes. Gives the function that ends the watch.
 */
export function watchForSilence(pool: pg.Pool, ask: () => pg.Client, every = LOOKS_EVERY): () => void {
  const silences = new Map<Watched, { bytes: number; looks: number }>()
  pool.on('connect', (client) => silences.set(client as unknown as Watched, { bytes: -1, looks: 0 }))
  pool.on('remove', (client) => silences.delete(client as unknown as Watched))
  let asking = false

  async function look() {
    const suspects: Watched[] = []
    for (const [client, silence] of silences) {
      const bytes = client.connection?.stream.bytesRead ?? 0
      // Looks are counted, and not the time: a program that was stopped for a while finds its answers first.
      const looks = client.readyForQuery === false && bytes === silence.bytes ? silence.looks + 1 : 0
      silences.set(client, { bytes, looks })
      if (looks >= SILENT_LOOKS) suspects.push(client)
    }
    if (suspects.length === 0 || asking) return
    asking = true
    try {
      const working = await listWorking(ask())
      for (const client of suspects) {
        const isStillSilent = silences.get(client)?.bytes === client.connection?.stream.bytesRead
        if (isStillSilent && working !== 'cannot-say' && !working.has(client.processID ?? 0))
          client.connection?.stream.destroy()
      }
    } finally {
      asking = false
    }
  }
  return systemClock.every(every, () => void look())
}

/** Who is at work, by process. Nobody, where PostgreSQL cannot be reached; one that only has no room for the question cannot say. */
async function listWorking(client: pg.Client): Promise<ReadonlySet<number> | 'cannot-say'> {
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ pid: number }>(
      "select pid from pg_stat_activity where state is distinct from 'idle'",
    )
    return new Set(rows.map(({ pid }) => pid))
  } catch (error) {
    // No room there, or none here: no descriptor is left for the question.
    return /^(53|57P03|28|EMFILE|ENFILE|EADDRNOTAVAIL)/.test(String((error as { code?: unknown }).code))
      ? 'cannot-say'
      : new Set()
  } finally {
    // Nobody waits for a good-bye: on a line that has gone silent it would never come.
    void client.end().catch(() => {})
    ;(client as unknown as Watched).connection?.stream.destroy()
  }
}
