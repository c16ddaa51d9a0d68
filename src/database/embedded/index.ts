export { type EmbeddedPostgres, type StartOptions, startEmbeddedPostgres } from './launcher.ts'
export { findRunningEmbeddedPostgres } from './running.ts'
export { DatabaseWillNotStart } from './will-not-start.ts'
