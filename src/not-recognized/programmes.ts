import type { Database } from '../database/index.ts'
import type { Language } from '../language/index.ts'
import type { World } from '../world/index.ts'
import { listProgrammeNames } from './store.ts'

const KEPT_FOR = 10 * 60_000

/**
 * The names that the form offers, sorted. Read every ten minutes at most: the registry changes once a day, and the page is
 * open to everybody.
 */
export function createProgrammeList({ database, world }: { database: Pick<Database, 'db'>; world: World }) {
  let kept: { until: number; names: Promise<{ pl: string; en: string }[]> } | undefined
  return async (language: Language): Promise<string[]> => {
    const now = world.clock.now().getTime()
    if (!kept || now >= kept.until) kept = { until: now + KEPT_FOR, names: listProgrammeNames(database.db) }
    try {
      const names = await kept.names
      return [...new Set(names.map((name) => name[language]))].sort(new Intl.Collator(language).compare)
    } catch (error) {
      kept = undefined
      throw error
    }
  }
}
