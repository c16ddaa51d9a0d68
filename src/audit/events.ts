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
  'proxying-granted':
    'A `service` may go on to others in the name of the person, until the sign-in ends; the ticket for it was sent to `callback`.',
  'proxy-ticket-issued': 'A service goes on to another `service` in the name of the person, by way of `proxy`.',
  'service-refused': 'Somebody comes from, or wants to go to, a `service` that the registry does not hold.',
  'consent-given': 'A person agrees that `service` learns `attributes`.',
  'consent-withdrawn':
    'A person takes back what was agreed for `service`: it asks again before the next sign-in to it.',
  'oidc-authorized': 'A person goes on to `service` by OpenID Connect.',
  'oidc-client-refused': 'A `service` could not prove by its secret or key that it is itself.',
  'oidc-token-replayed':
    'A code or refresh token of `service` came a second time: everything that was granted with it is worth nothing any more.',
  'signing-keys-rotated': 'The operator makes new signing keys; `signsFrom` is when they are used.',
  'signing-key-retired': 'The operator takes the signing `key` away at once.',
  'pesel-key-rotated': 'The operator makes a new `key` for the answers to the security question.',
  'pesel-key-retired':
    'The operator takes such a `key` away; `toDesk` people have no answer on record any more and need the help desk.',
  'link-requested':
    'Somebody asks for a link: `account` is the state of the typed address, `letter` what was mailed. Failure: no link was.',
  'link-opened':
    'A mailed `link` is opened, by a person or a mail scanner; at most five times an hour of one link. Failure: `found` says what has become of it.',
  'question-answered': 'The security question behind a `link` is answered; `answer` says how well, never what.',
  'password-set':
    'A `link` or a one-time `code` is completed: the password is new, `sessions` have ended. `purpose` tells the first one from a forgotten one.',
  'password-changed':
    'A person who is signed in changes the password; other `sessions` have ended. Failure: the current one was wrong.',
  'notice-of-failures': 'A person is told by mail that a success came after `failures` in a row.',
  retention:
    'Data whose time is over has been removed: how many `sessions`, `events`, `helpRequests`, `cases` and `imports`.',
  'help-requested':
    'Somebody asks for help with an account that is not recognized: `account` is the state of the typed address, `letter` what was mailed. Failure: nothing was.',
  'help-confirmed':
    'The mailbox of a help request is proved; `case` is the one it opened or joined, `none` where it was settled by mail.',
  'case-taken': 'A member of staff takes `case`.',
  'case-given-back': 'A member of staff gives `case` back to the colleagues.',
  'case-asked-back': 'The desk asks the person something about `case`.',
  'case-replied': 'The person answers the question of the desk about `case`.',
  'case-answered': 'The desk answers `case`; `answer` says how, `reason` why.',
  'case-resolved-itself': 'The registry has caught up: the person of `case` got a link by mail, without the desk.',
  'desk-entered': 'A member of staff proves the second factor; `by` says with what. Failure: it was wrong.',
  'desk-refused': 'A member of staff asks for something that the role does not allow: `route`.',
  'second-factor-code-mailed': 'A member of staff asks for the mailed code that setting up the second factor needs.',
  'second-factor-enrolled': 'A member of staff sets up the second factor.',
  'recovery-codes-renewed': 'A member of staff makes new recovery codes; the earlier ones open nothing any more.',
  'second-factor-removed': 'The second factor of a member of staff is taken away, for a new one; `reason` says why.',
  'person-viewed': 'A member of staff opens the page of a person.',
  'link-sent-by-desk':
    'The desk mails a link to set a password; `reason` says why. Failure: `because` says what forbids it.',
  'code-issued':
    'The desk issues a one-time code; `proof` says how the identity was checked, `reason` why, `minutes` how long it lives.',
  'code-used': 'A one-time `code` has set a password. Failure: what was typed opened nothing, `because` says why.',
  'question-budget-reopened': 'The desk lets a person answer the security question again; `reason` says why.',
  'person-connected': 'The desk connects a person to registration; `reason` says why, `case` where it answers one.',
  'address-assigned':
    'The desk assigns another address; `reason` says why, `held` for how many hours no link is mailed; `case` where it answers one.',
  'address-confirmed': 'A second member of staff confirms a moved address: links are mailed again.',
  'account-disabled': 'The desk disables an account; `sessions` have ended, `reason` says why.',
  'account-enabled': 'The desk enables an account again; `reason` says why.',
  'sessions-ended-by-desk': 'The desk ends the `sessions` and links of a person; `reason` says why.',
  'records-merged':
    'An administrator makes one of two records of one human: this one goes on, `gone` is the other; `reason` says why. Once for each of the two, with `kept` at the one that went.',
  'usos-id-added':
    'An administrator says that one more USOS id, `usosId`, which nobody has here, means this person; `reason` says why. With `removed`, that it does not any more.',
  'merge-undone':
    'An administrator takes a merge back: both records are as they were but for what `stays` names; `reason` says why. Once for each of the two.',
  'role-granted': 'An administrator gives a person the `role`; `reason` says why.',
  'role-revoked': 'An administrator takes the `role` from a person; `reason` says why.',
  'administrator-created': 'The operator makes somebody an administrator on the command line.',
  'service-registered': 'An administrator registers `service` at the desk; `reason` says why.',
  'service-changed':
    'An administrator changes what is registered of `service`: `changed` names the fields, `reason` says why.',
  'service-withdrawn': 'An administrator takes `service` out of use; `reason` says why.',
  'service-restored': 'An administrator puts `service` into use again; `reason` says why.',
  'service-secret-renewed':
    'An administrator gives the client `service` another secret; that of before opens nothing any more. `reason` says why.',
  'language-chosen': 'A person chooses the `language` of letters.',
  'import-planned': 'A feed has been read: `rows`, and what it would change. Nothing is changed yet.',
  'import-applied':
    'A feed is in the registry: how many `joiners`, `movers`, `leavers`, `conflicts`; `reason` says why, at the desk.',
  'import-refused': 'A feed was refused as a whole: `because` says why. Nothing has changed.',
  'person-joined': 'A feed brings a new person.',
  'person-moved': 'A feed changes what is known of a person: `changed` names the fields, never their content.',
  'person-missing': 'A full feed does not have the person any more.',
  'person-suspended': 'An account is closed: the grace period, or the time the registry gave it, is over.',
  'person-returned': 'A feed has a person again who was missing or suspended.',
  'demo-seeded': 'The demo university has been put into an empty registry: how many `people`.',
} as const satisfies Record<string, string>

export type AuditEventName = keyof typeof auditEvents
