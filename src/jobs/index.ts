export type { Log } from './log.ts'
export { type Jobs, type Lane, migrateJobs, startJobs, type Task } from './runner.ts'
export { enqueue } from './store.ts'
