import { auditEvents } from './events.ts'

/** `docs/operating/audit-events.md`, written from the declarations; a test compares the two. */
export function auditEventsDocument(): string {
  const rows = Object.entries(auditEvents).map(([name, { pl, en }]) => `| \`${name}\` | ${pl} | ${en} |`)
  return [
    '# Audit events',
    '',
    'The table `audit_events` holds who did what, when, from where and with what outcome. Each event is declared once, in',
    '`src/audit/events.ts`; this page is written from there (`npm run documents`). The table holds no password, answer, ticket or',
    'cookie, and of a mailed link only the public half. Events older than `KEEP_AUDIT` are removed, network addresses after',
    '`KEEP_NETWORK_ADDRESSES`. How the trail is sealed, verified, exported and shipped stands in [audit.md](audit.md).',
    '',
    '| column | what it holds |',
    '| --- | --- |',
    '| `at` | the moment in UTC, by the clock of the program |',
    '| `event`, `outcome` | one of the events below; `success` or `failure` |',
    '| `person_id` | whom it is about; empty where the typed address belongs to nobody |',
    '| `actor` | `person` (the one it is about), `system` (the program by itself), `operator` (the command line), or the id of a member of staff |',
    '| `source` | the network address the request came from |',
    '| `reference` | the correlation id: it also stands in the log and on the page the person saw; what one job or command did has one in common |',
    '| `details` | what each event says of it below |',
    '',
    '| event | kiedy powstaje | when it is recorded |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
