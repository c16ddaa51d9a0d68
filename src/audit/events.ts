/**
 * Every event there is: when it is recorded, and what its details hold. What is not here cannot be recorded.
 * `docs/operating/audit-events.md` is written from here.
 */
export const auditEvents = {
  'sign-in':
    'Somebody sends the sign-in form. Failure: `because` says why, which the page never does. Success: `service` is where it led.',
  'sign-out': 'A person ends the session.',
  'session-ended':
    'A person ends `sessions` of their own from the account page. Failure: the password typed for it was wrong.',
  'source-throttled':
    'An alarm, once in `SOURCE_WINDOW`: one network has failed so often (`failures`, at `accounts` accounts) that it has to wait.',
  'spraying-suspected': 'The same alarm when the failures are spread over many accounts: one password tried on each.',
  'service-ticket-issued': 'A person who is signed in already goes on to another `service`.',
  'service-refused': 'Somebody comes from, or wants to go to, a `service` that the registry does not hold.',
  'link-requested':
    'Somebody asks for a link: `account` is the state of the typed address, `letter` what was mailed. Failure: no link was.',
  'link-opened':
    'A mailed `link` is opened, by a person or a mail scanner. Failure: `found` says what has become of it.',
  'question-answered': 'The security question behind a `link` is answered; `answer` says how well, never what.',
  'password-set':
    'A `link` is completed: the password is new, `sessions` have ended. `purpose` tells the first one from a forgotten one.',
  'password-changed':
    'A person who is signed in changes the password; other `sessions` have ended. Failure: the current one was wrong.',
  'notice-of-failures': 'A person is told by mail that a success came after `failures` in a row.',
  retention: 'Data whose time is over has been removed: how many `sessions` and `events`.',
  'demo-seeded': 'The demo university has been put into an empty registry: how many `people`.',
} as const satisfies Record<string, string>

export type AuditEventName = keyof typeof auditEvents
