import { isAlarm, type TrailEvent } from './trail-event.ts'

/** “log audit” of RFC 5424, table 1. */
const FACILITY = 13

/** One event as a message of RFC 5424. `text` is the line that says all of it. */
export function syslogMessage(event: TrailEvent, text: string, host: string): Buffer {
  const priority = FACILITY * 8 + severity(event)
  const head = [
    `<${priority}>1`,
    event.at.toISOString(),
    printable(host, 255),
    'furta',
    '-',
    printable(event.event, 32),
    '[origin software="furta"]',
  ]
  return Buffer.from(`${head.join(' ')} ${text}`, 'utf8')
}

/** Counted octets (RFC 6587, section 3.4.1; RFC 5425, section 4.3): a message may then hold whatever it likes. */
export function framed(message: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${message.length} `), message])
}

/** Alert, warning or notice (RFC 5424, table 2). */
function severity(event: TrailEvent): number {
  if (isAlarm(event)) return 1
  return event.outcome === 'failure' ? 4 : 5
}

/** Fields of the header hold visible ASCII alone. */
function printable(text: string, most: number): string {
  return text.replace(/[^!-~]/g, '?').slice(0, most) || '-'
}
