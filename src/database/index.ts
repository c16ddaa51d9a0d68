export { type Database, type Db, migrateToLatest, openDatabase, openPool, type Trx } from './database.ts'
export { gather } from './gather.ts'
export * from './ids.ts'
export type * from './tables.ts'
