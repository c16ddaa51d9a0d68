export { type EmbeddedPostgres, type StartOptions, startEmbeddedPostgres } from './launcher.ts'
export { findRunningEmbeddedPostgres, hasEmbeddedPostgres } from './running.ts'
export { DatabaseWillNotStart } from './will-not-start.ts'
