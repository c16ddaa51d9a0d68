export type { Finding } from './finding.ts'
export { type DoctorParts, examine } from './tasks.ts'
