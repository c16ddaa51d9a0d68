export type { Log } from './log.ts'
export { type Lane, migrateJobs, startJobs } from './runner.ts'
export { enqueue, forgetAllJobs, forgetFailedJobs, forgetJob } from './store.ts'
