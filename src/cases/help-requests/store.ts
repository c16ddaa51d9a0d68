import type { Selectable } from 'kysely'
import type { CaseId, Db, HelpRequestId, HelpRequestsTable, Trx } from '../../database/index.ts'
import type { HelpFacts, HelpRequest } from './help-request.ts'

/** Keeps what was asked until the mailbox is proved. */
export async function saveHelpRequest(
  trx: Trx,
  request: HelpFacts & Pick<HelpRequest, 'id' | 'secretHash' | 'createdAt' | 'expiresAt'>,
): Promise<void> {
  await trx
    .insertInto('help_requests')
    .values({
      id: request.id,
      secret_hash: request.secretHash,
      kind: request.kind,
      address: request.address,
      field_of_study: request.fieldOfStudy,
      album_number: request.albumNumber,
      has_right: request.hasRight,
      note: request.note,
      language: request.language,
      created_at: request.createdAt,
      expires_at: request.expiresAt,
    })
    .execute()
}

export async function findHelpRequest(db: Db, id: HelpRequestId): Promise<HelpRequest | undefined> {
  const row = await db.selectFrom('help_requests').selectAll().where('id', '=', id).executeTakeFirst()
  return row && requestIn(row)
}

/**
 * Proves the mailbox. Of simultaneous confirmations one gets the request, and the others wait for its transaction and
 * get nothing: whatever comes of it comes once.
 */
export async function proveHelpRequest(
  trx: Trx,
  { id, secretHash }: Pick<HelpRequest, 'id' | 'secretHash'>,
  now: Date,
): Promise<HelpRequest | undefined> {
  const row = await trx
    .updateTable('help_requests')
    .set({ proved_at: now })
    .where('id', '=', id)
    .where('secret_hash', '=', secretHash)
    .where('proved_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row && requestIn(row)
}

/** Says what came of a proved request. The facts stand in the case from now on, and nowhere twice. */
export async function settleHelpRequest(trx: Trx, id: HelpRequestId, to: CaseId | undefined): Promise<void> {
  await trx
    .updateTable('help_requests')
    .set({ case_id: to ?? null, field_of_study: '', album_number: '', note: '' })
    .where('id', '=', id)
    .execute()
}

function requestIn(row: Selectable<HelpRequestsTable>): HelpRequest {
  return {
    id: row.id,
    secretHash: row.secret_hash,
    kind: row.kind,
    address: row.address,
    fieldOfStudy: row.field_of_study,
    albumNumber: row.album_number,
    hasRight: row.has_right,
    note: row.note,
    language: row.language,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    provedAt: row.proved_at ?? undefined,
    case: row.case_id ?? undefined,
  }
}
