export type { Entries } from './entries.ts'
export { recordFileChange } from './tasks.ts'
