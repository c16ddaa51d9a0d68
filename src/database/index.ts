export {
  type Database,
  type Db,
  MARK_OF_A_NODE,
  MARK_OF_IDLE,
  openDatabase,
  openPool,
  type PoolState,
  type Pools,
  type Trx,
} from './database.ts'
export { gather, gatherCompany, perPool } from './gather.ts'
export * from './ids.ts'
export { type Line, openLine } from './line.ts'
export { hasTablesOfThisProgram, knownMigrations, migrateTo, migrateToLatest, missingMigrations } from './migrate.ts'
export { MADE_FOR_ONE_REQUEST } from './named-statements.ts'
export { ofSeveral, type RowOf } from './of-several.ts'
export { reachDatabase } from './reach.ts'
export type * from './tables/index.ts'
