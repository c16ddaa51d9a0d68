import type { Settings } from '../config/index.ts'
import type { Database, PersonId } from '../database/index.ts'
import { normalisePassword } from './folding.ts'
import type { HashGate } from './hash.ts'
import type { Reason, RuleVerdict } from './policy.ts'
import { findPasswordHashes } from './store.ts'

interface HistoryParts {
  readonly settings: Pick<Settings, 'PASSWORD_HISTORY'>
  readonly database: Database
  readonly hashGate: HashGate
}

/** What is told of a password that was used before: the other rules are as they were `judged`. */
export function usedBefore(judged: readonly RuleVerdict[]): { reasons: Reason[]; rules: RuleVerdict[] } {
  return {
    reasons: [{ id: 'used-before', rule: 'history' }],
    rules: judged.map((rule) => (rule.id === 'history' ? { ...rule, state: 'broken' } : rule)),
  }
}

/**
 * Whether the person has the password, or had it lately (req 30). Each comparison costs as much as a sign-in, so it is asked
 * last; a `current` password that has just been proved is compared as it was typed.
 */
export async function wasUsedBefore(
  { settings, database, hashGate }: HistoryParts,
  person: PersonId,
  password: string,
  current?: string,
): Promise<boolean> {
  const normalised = normalisePassword(password)
  if (current !== undefined && normalisePassword(current) === normalised) return true
  const hashes = await findPasswordHashes(database.db, person, settings.PASSWORD_HISTORY)
  for (const hash of current === undefined ? hashes : hashes.slice(1)) {
    if (await hashGate.verify(hash, normalised)) return true
  }
  return false
}
