import { auditEvents } from './events.ts'

/** `docs/operating/audit-events.md`, written from the declarations; a test compares the two. */
export function auditEventsDocument(): string {
  const rows = Object.entries(auditEvents).map(([name, sentence]) => `| \`${name}\` | ${sentence} |`)
  return [
    '# Audit events',
    '',
    'The table `audit_events` holds who did what, when, from where and with what outcome. Each event is declared once, in',
    '`src/audit/events.ts`; this page is written from there (`npm run documents`). The table holds no password, answer, ticket or',
    'cookie, and of a mailed link only the public half. Events older than `KEEP_AUDIT` are removed.',
    '',
    '| column | what it holds |',
    '| --- | --- |',
    '| `at` | the moment, by the clock of the program |',
    '| `event`, `outcome` | one of the events below; `success` or `failure` |',
    '| `person_id` | whom it is about; empty where the typed address belongs to nobody |',
    '| `actor` | `person`, or `system` for what the program does by itself |',
    '| `source` | the network address the request came from |',
    '| `reference` | the number that also stands in the log and on the page the person saw |',
    '| `details` | what each event says of it below |',
    '',
    '| event | when it is recorded |',
    '| --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
