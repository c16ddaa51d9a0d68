import type { Settings } from '../../config/index.ts'
import type { Db } from '../../database/index.ts'
import type { Keyring } from '../../world/index.ts'
import { sourceMark } from './source.ts'
import { takeFromBudget } from './store.ts'

const HOUR = 3_600_000

/**
 * Whether this source may still be told "not recognized". One budget for the sign-in and the reset form together;
 * past it both answer neutrally (req 52). Called for every negative answer, whatever the setting, so that it takes
 * the same time.
 */
export async function mayHearNotRecognized(
  quick: Db,
  asked: { keys: Keyring; settings: Settings; source: string; now: Date },
): Promise<boolean> {
  const { keys, settings, source, now } = asked
  const ofSource = await takeFromBudget(quick, {
    budget: 'negative-answers-source',
    holder: sourceMark(keys, source),
    limit: settings.NEGATIVE_ANSWERS_PER_SOURCE,
    windowMs: HOUR,
    now,
  })
  if (!ofSource.granted) return false
  const ofAll = await takeFromBudget(quick, {
    budget: 'negative-answers-overall',
    holder: Buffer.alloc(0),
    limit: settings.NEGATIVE_ANSWERS_OVERALL,
    windowMs: HOUR,
    now,
  })
  return ofAll.granted && settings.DISCLOSURE === 'page'
}
