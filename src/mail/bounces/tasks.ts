import { recordEvent } from '../../audit/index.ts'
import type { Settings } from '../../config/index.ts'
import type { Db, PersonId, Trx } from '../../database/index.ts'
import { beginRest, countSoftBounce, lockByBounceToken, noteBounce } from '../store.ts'
import { readBounce } from './bounce.ts'
import { judgeBounce, saysMore, type Verdict } from './verdict.ts'

export interface BounceParts {
  readonly db: Db
  readonly settings: Pick<Settings, 'MAIL_REST'>
}

/** `noted`: of a letter of ours. `unknown`: a bounce, but of none. `no-bounce`: something else, for a person to read. */
export type BounceOutcome = 'noted' | 'unknown' | 'no-bounce'

const DAY = 86_400_000
/** Letters in a row that came back before an address rests, within this time of each other, and for how long then. */
const SOFT_BOUNCES = 3
const SOFT_MEMORY = 14 * DAY
const SOFT_REST = 3 * DAY

/**
 * One message of the mailbox for bounces. Anybody may write there: nothing is believed that does not repeat the token of a
 * letter, and then it says something of that letter's own recipient alone (attack A16).
 */
export async function takeBounce({ db, settings }: BounceParts, source: Buffer, now: Date): Promise<BounceOutcome> {
  const bounce = readBounce(source)
  if (!bounce) return 'no-bounce'
  return db.transaction().execute(async (trx) => {
    const letter = await lockByBounceToken(trx, bounce.tokens)
    if (!letter) return 'unknown'
    const verdict = judgeBounce(bounce, letter.recipient)
    if (!saysMore(verdict.bounce, letter.bounce)) return 'noted'
    await noteBounce(trx, letter.id, { bounce: verdict.bounce, status: bounce.status, now })
    if (verdict.bounce === 'delayed') return 'noted'
    await recordEvent(trx, {
      at: now,
      event: 'letter-bounced',
      outcome: 'failure',
      person: letter.person,
      actor: 'system',
      details: { letter: letter.kind, bounce: verdict.bounce, status: bounce.status ?? null },
    })
    // A letter that came back once for a passing reason and now for good is one letter.
    const counts = verdict.bounce === 'hard' || letter.bounce !== 'soft'
    if (counts) {
      const { recipient: address, person } = letter
      await letRest({ settings }, trx, { address, person, verdict, status: bounce.status, now })
    }
    return 'noted'
  })
}

interface ToRest {
  readonly address: string
  readonly person: PersonId | undefined
  readonly verdict: Verdict
  readonly status: string | undefined
  readonly now: Date
}

/** No letters for a while to an address where nobody reads them, or where several in a row came back. */
export async function letRest(
  { settings }: Pick<BounceParts, 'settings'>,
  trx: Trx,
  { address, person, verdict, status, now }: ToRest,
): Promise<void> {
  const length = verdict.bounce === 'hard' ? settings.MAIL_REST : Math.min(SOFT_REST, settings.MAIL_REST)
  if (verdict.bounce === 'soft') {
    if (!verdict.counts) return
    const since = new Date(now.getTime() - SOFT_MEMORY)
    if ((await countSoftBounce(trx, { address, status, now, since })) < SOFT_BOUNCES) return
  }
  if (!(await beginRest(trx, { address, status, now, until: new Date(now.getTime() + length) }))) return
  await recordEvent(trx, {
    at: now,
    event: 'mailbox-rests',
    outcome: 'success',
    person,
    actor: 'system',
    details: { status: status ?? null, days: Math.round(length / DAY) },
  })
}
