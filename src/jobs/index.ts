export type { Log } from './log.ts'
export { type Lane, migrateJobs, startJobs } from './runner.ts'
export { countJobs, enqueue, forgetAllJobs, forgetFailedJobs, forgetJob, type JobCount } from './store.ts'
