import type { Settings } from '../../config/index.ts'
import type { Db } from '../../database/index.ts'
import type { Keyring } from '../../world/index.ts'
import { takeFromBudget } from './store.ts'

const HOUR = 3_600_000

/**
 * Takes one letter from an account's share (req 16, 53): the cooldown before the hour and the day, so that what the
 * cooldown refuses spends nothing of them. `account` is a person's id, or names a typed address that nobody has. A letter
 * that only tells something has a share of its own: it must not hold back the link it leads to. Every form that mails to
 * an account asks here, so that none is a way around another.
 */
export async function takeLetterOfAccount(
  quick: Db,
  asked: { keys: Keyring; settings: Settings; account: string; kind: 'links' | 'advice'; now: Date },
): Promise<boolean> {
  const { keys, settings, kind, now } = asked
  const holder = keys.mac('letters', asked.account)
  const budgets = [
    { budget: `${kind}-cooldown`, limit: 1, windowMs: settings.LETTER_COOLDOWN },
    { budget: `${kind}-hour`, limit: settings.LETTERS_PER_HOUR, windowMs: HOUR },
    { budget: `${kind}-day`, limit: settings.LETTERS_PER_DAY, windowMs: 24 * HOUR },
  ]
  for (const budget of budgets) {
    const { granted } = await takeFromBudget(quick, { ...budget, holder, now })
    if (!granted) return false
  }
  return true
}
