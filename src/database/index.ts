export {
  type Database,
  type Db,
  knownMigrations,
  type Line,
  MARK_OF_A_NODE,
  migrateTo,
  migrateToLatest,
  missingMigrations,
  openDatabase,
  openLine,
  openPool,
  type PoolState,
  type Pools,
  type Trx,
} from './database.ts'
export { gather } from './gather.ts'
export * from './ids.ts'
export { MADE_FOR_ONE_REQUEST } from './named-statements.ts'
export type * from './tables.ts'
