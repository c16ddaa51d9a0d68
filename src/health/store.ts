import { sql } from 'kysely'
import { type Db, MARK_OF_A_NODE } from '../database/index.ts'

/** The marks of the settings of all nodes that are connected to this database at this moment. */
export async function listMarks(db: Db): Promise<string[]> {
  const { rows } = await sql<{ mark: string }>`
    select distinct split_part(substr(application_name, ${MARK_OF_A_NODE.length + 1}::int), '/', 1) as mark from pg_stat_activity
    where datname = current_database() and starts_with(application_name, ${MARK_OF_A_NODE})`.execute(db)
  return rows.map(({ mark }) => mark)
}
