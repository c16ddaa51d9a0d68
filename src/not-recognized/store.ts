import type { Db } from '../database/index.ts'

/** The names of the registry's fields of study, once each. */
export function listProgrammeNames(db: Db): Promise<{ pl: string; en: string }[]> {
  return db.selectFrom('studies').select(['name_pl as pl', 'name_en as en']).distinct().execute()
}
