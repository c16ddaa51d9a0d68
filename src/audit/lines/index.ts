export { cefLine } from './cef.ts'
export { jsonLine } from './json.ts'
export { framed, syslogMessage } from './syslog.ts'
export type { TrailEvent } from './trail-event.ts'
