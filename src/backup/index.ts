export { makeIdentity, readIdentities } from './file-tasks.ts'
export { checkBackup, type Restored, restoreBackup } from './restore-tasks.ts'
export { makeBackup } from './tasks.ts'
