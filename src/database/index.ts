export {
  type Database,
  type Db,
  MARK_OF_A_NODE,
  migrateToLatest,
  missingMigrations,
  openDatabase,
  openPool,
  type Trx,
} from './database.ts'
export { gather } from './gather.ts'
export * from './ids.ts'
export { MADE_FOR_ONE_REQUEST } from './named-statements.ts'
export type * from './tables.ts'
