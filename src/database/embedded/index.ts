export { type EmbeddedPostgres, type LauncherLog, type StartOptions, startEmbeddedPostgres } from './launcher.ts'
export { DatabaseWillNotStart } from './will-not-start.ts'
