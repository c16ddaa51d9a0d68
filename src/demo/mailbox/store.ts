import type { Selectable } from 'kysely'
import type { Db, DevelopmentMailboxTable } from '../../database/index.ts'
import type { KeptLetter } from './kept-letter.ts'

/** The newest letters first, `atMost` of those before `position`. `to` finds a part of the recipient's address. */
export async function listNewest(
  db: Db,
  { to, before, atMost }: { to: string; before?: string | undefined; atMost: number },
) {
  const rows = await db
    .selectFrom('development_mailbox')
    .selectAll()
    .$if(to !== '', (query) => query.where('recipient', 'like', `%${literally(to)}%`))
    .$if(before !== undefined, (query) => query.where('position', '<', before ?? ''))
    .orderBy('position', 'desc')
    .limit(atMost)
    .execute()
  return rows.map(kept)
}

/** All letters, oldest first; with `to` those to exactly this address. */
export async function listAll(db: Db, to: string | undefined): Promise<KeptLetter[]> {
  const rows = await db
    .selectFrom('development_mailbox')
    .selectAll()
    .$if(to !== undefined, (query) => query.where('recipient', '=', to ?? ''))
    .orderBy('position')
    .execute()
  return rows.map(kept)
}

export async function findLetter(db: Db, id: string): Promise<KeptLetter | undefined> {
  const row = await db.selectFrom('development_mailbox').selectAll().where('id', '=', id).executeTakeFirst()
  return row && kept(row)
}

function kept(row: Selectable<DevelopmentMailboxTable>): KeptLetter {
  return {
    position: row.position,
    id: row.id,
    from: row.sender,
    to: row.recipient,
    subject: row.subject,
    text: row.text,
    html: row.html,
    headers: row.headers,
    createdAt: row.created_at,
  }
}

/** `%` and `_` stand for themselves. */
function literally(text: string) {
  return text.replace(/[\\%_]/g, '\\$&')
}
