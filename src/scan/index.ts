export type { Marker } from './look.ts'
export { type Hit, type ScanReport, scan } from './tasks.ts'
