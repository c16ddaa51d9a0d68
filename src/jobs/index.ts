export type { Lane } from './lane.ts'
export type { Log } from './log.ts'
export { migrateJobs, startJobs } from './runner.ts'
export { countJobs, enqueue, forgetAllJobs, forgetFailedJobs, forgetJob, type JobCount } from './store.ts'
