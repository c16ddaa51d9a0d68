import { z } from 'zod'
import { recordEvent } from '../audit/index.ts'
import { wasLinkMailedSince } from '../challenges/index.ts'
import { asPersonId, type Database } from '../database/index.ts'
import { enqueue } from '../jobs/index.ts'
import { lockPerson } from '../people/index.ts'
import { createSendLink, type LinkParts } from './send-link.ts'

/** The job that mails a link when the hold of a moved address is over: `enqueue(trx, SEND_LINK, { person }, { runAt })`. */
export const SEND_LINK = 'send-link'

const payloadOf = z.object({ person: z.string() })

/**
 * Mails the link that could not be mailed while the address was held (req 91). Nothing is mailed to somebody who has had
 * a link since the move: the hold was lifted, or they asked for one by themselves.
 */
export async function sendHeldLink(parts: LinkParts & { database: Database }, payload: unknown): Promise<void> {
  const person = asPersonId(payloadOf.parse(payload).person)
  const sendLink = createSendLink(parts)
  await parts.database.db.transaction().execute(async (trx) => {
    const found = await lockPerson(trx, person)
    if (!found) return
    const now = parts.world.clock.now()
    const moved = found.assignedByDeskAt
    if (moved && (await wasLinkMailedSince(trx, person, moved))) return

    const sent = await sendLink(trx, { person: found, because: 'address-assigned', now })
    switch (sent.kind) {
      case 'sent':
        return recordEvent(trx, {
          at: now,
          event: 'link-sent-by-desk',
          outcome: 'success',
          person,
          actor: 'system',
          reference: parts.world.random.reference(),
          details: { reason: 'hold-over' },
        })
      case 'held':
        // The address has been moved again, or the clock of another node runs ahead.
        return enqueue(trx, SEND_LINK, { person }, { key: `${SEND_LINK}:${person}`, runAt: sent.until })
      case 'cannot':
        return
    }
  })
}
