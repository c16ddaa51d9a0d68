import {
  ageRecipients,
  certificateFile,
  collector,
  count,
  day,
  duration,
  flag,
  httpAddress,
  httpsAddress,
  type Kind,
  listenAddress,
  networks,
  oneOf,
  optionalDuration,
  optionalText,
  origin,
  securityContacts,
  text,
  timeOfDay,
} from './kinds.ts'

interface Setting<Value> {
  readonly kind: Kind<Value>
  readonly fallback: NoInfer<Value>
  /** What it is and what the default is for. Printed in the documentation and in `.env.example`. */
  readonly sentence: string
  /** Never printed; also read from the file named by `NAME_FILE`. */
  readonly secret?: boolean
}

const setting = <Value>(kind: Kind<Value>, fallback: NoInfer<Value>, sentence: string): Setting<Value> => ({
  kind,
  fallback,
  sentence,
})
const secret = (sentence: string): Setting<string | undefined> => ({
  kind: optionalText,
  fallback: undefined,
  sentence,
  secret: true,
})

/** Every setting there is, once. Start-up check, documentation and `.env.example` come from here. */
export const settingGroups = {
  'Where it stands': {
    NODE_ENV: setting(
      oneOf('development', 'test', 'production'),
      'development',
      '`production` shuts the demo university and everything under `/dev`, and refuses unsafe values.',
    ),
    PORT: setting(count({ from: 1, to: 65535 }), 3000, 'The port to listen on.'),
    HOST: setting(
      optionalText,
      undefined,
      'The address to listen on. Empty means loopback (127.0.0.1 and ::1) in development and every address in production.',
    ),
    PUBLIC_ORIGIN: setting(
      origin,
      undefined,
      'The address people see. Mailed links are built from it and requests for other hosts are refused (req 17). Empty means http://localhost:PORT; in production it is required and must be https.',
    ),
    PORTAL_CAS_ORIGIN: setting(
      origin,
      undefined,
      'Where the portal reaches the sign-in server to validate tickets. Empty means PUBLIC_ORIGIN; set an inside address when the server cannot reach its own public one.',
    ),
    TRUSTED_PROXIES: setting(
      networks,
      [],
      'Addresses or networks (CIDR) of your reverse proxies. Only their X-Forwarded-For is believed (req 54); empty believes nobody.',
    ),
    DRAIN_GRACE: setting(
      optionalDuration({ from: '0s', to: '5m' }),
      undefined,
      'How long a node that is told to stop (SIGTERM) goes on serving while /readyz says that it is not ready, so that the load balancer sends people elsewhere. Empty means 8s in production, which serves probes up to every three seconds, and 0s elsewhere.',
    ),
    SECURITY_CONTACT: setting(
      securityContacts,
      [],
      'Where holes are reported: mailto: or https: addresses, separated by commas, the best one first. They stand in /.well-known/security.txt (RFC 9116); without one there is no such file.',
    ),
    SECURITY_POLICY: setting(
      httpsAddress,
      undefined,
      'The page that says how reports of holes are dealt with, for /.well-known/security.txt.',
    ),
    SECURITY_EXPIRES: setting(
      day,
      undefined,
      'The day on which /.well-known/security.txt ends, less than a year ahead, such as 2027-06-30. Empty moves it along, always half a year ahead.',
    ),
    LOG_LEVEL: setting(
      oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent'),
      'info',
      'How much the log tells. No level ever tells a secret (req 96).',
    ),
    INSTITUTION_FILE: setting(text, 'institution.yaml', 'Names, desks, links, colours and wording of the university.'),
    SERVICES_FILE: setting(
      text,
      'services.yaml',
      'The services that may use the sign-in, read again when the file changes. The portal is always one of them; others may stand at the desk.',
    ),
  },
  'What it keeps': {
    DATA_DIR: setting(text, 'data', 'The folder of the embedded database and of generated keys.'),
    DATABASE_URL: secret(
      'A PostgreSQL 15 or newer of your own, postgres://user:password@host/database. With several hosts, separated by commas, the one that takes writes is found, also after a failover. Over a network add ?sslmode=verify-full, and &sslrootcert=/etc/furta/db-ca.pem for an authority of your own: without it nothing is encrypted. Empty starts the embedded PostgreSQL 18.',
    ),
    DATABASE_CONNECTIONS: setting(
      count({ from: 4, to: 200 }),
      10,
      'Connections one node keeps at most for its pages; the work in the background keeps four more, and eight for some seconds after PostgreSQL was away. 10 serve two cores, and are the fewest of which sign-ins have some of their own; a PostgreSQL that many nodes share must allow the sum.',
    ),
    APP_SECRET: secret(
      'At least 32 random characters: the root of the keys for forms, throttling and device cookies. In development it is made once and kept in DATA_DIR; nodes over one database share it.',
    ),
    PESEL_KEY: secret(
      'At least 32 random characters: seals the keys of the national-ID digests (req 44). Lose it and every person needs the help desk; keep it apart from the database.',
    ),
    PESEL_KEY_BEFORE: secret(
      'The PESEL_KEY of before, while it is being changed node by node: docs/operating/keys.md says in which order. Otherwise empty.',
    ),
    BACKUP_RECIPIENTS: setting(
      ageRecipients,
      [],
      'Public keys of age for which `npm run furta -- backup` encrypts. Whoever has this server cannot read its backups: the secret keys are kept elsewhere. `backup key` makes a pair.',
    ),
    DEMO: setting(
      oneOf('auto', 'yes', 'no'),
      'auto',
      'The demo university with its invented people. `auto` seeds it in development on a loopback origin with the embedded database; it never exists in production.',
    ),
  },
  Mail: {
    SMTP_URL: secret(
      'Where letters are handed over: smtps://user:password@host:465 or smtp://…:587 with mandatory STARTTLS; only a loopback host may go without TLS (req 108). Empty keeps letters in the development mailbox /dev/mail.',
    ),
    MAIL_FROM: setting(
      optionalText,
      undefined,
      'The sender of every letter. Empty takes `mail.from` of the institution file.',
    ),
    MAIL_GIVE_UP_AFTER: setting(
      duration({ from: '5m', to: '7d' }),
      24 * 3_600_000,
      'How long a letter is retried. A letter whose link has expired is dropped earlier: it could only disappoint (req 109).',
    ),
    MAIL_TIMEOUT: setting(
      duration({ from: '1s', to: '5m' }),
      20_000,
      'How long one step of a delivery may take before it counts as failed. 20 s is patient with greylisting servers and quick with dead ones.',
    ),
    MAIL_BOUNCES: setting(
      optionalText,
      undefined,
      'The address to which servers send letters back, such as bounces+{letter}@example.edu: {letter} becomes the token of the letter. Without {letter} the token is looked for in what comes back. Empty takes the sender.',
    ),
    BOUNCES_URL: secret(
      'Where those reports lie: imaps://user:password@host/INBOX (imap:// with mandatory STARTTLS), or maildir:///folder (not under the units of systemd, which may not read it). Empty reads none; `npm run furta -- mail bounce` takes one from a pipe.',
    ),
    MAIL_REST: setting(
      duration({ from: '1d', to: '365d' }),
      30 * 86_400_000,
      'How long no letter goes to an address that has refused one for good. The desk can end it at any time.',
    ),
    DKIM_KEY: secret(
      'The private key (PEM, RSA of at least 2048 bits) that letters are signed with; DKIM_KEY_FILE names a file. `npm run furta -- mail dkim` makes one. Empty leaves signing to the mail server.',
    ),
    DKIM_SELECTOR: setting(text, 'furta', 'The selector under which the public key stands in the DNS.'),
    DKIM_DOMAIN: setting(
      optionalText,
      undefined,
      'The domain that signs. Empty takes the domain of the sender, which DMARC wants.',
    ),
  },
  Passwords: {
    PASSWORD_PROFILE: setting(
      oneOf('manual', 'passphrase', 'strict'),
      'manual',
      'The rules for new passwords: `manual` as the user manual says, `passphrase` waives the character classes from 15 characters, `strict` follows NIST SP 800-63B-4.',
    ),
    PASSWORD_HISTORY: setting(
      count({ from: 1, to: 24 }),
      10,
      'How many previous passwords may not come back (req 30). Each kept hash costs one verification at a change, so ten is a fair end.',
    ),
    CONTEXT_WORDS_FILE: setting(
      optionalText,
      undefined,
      'A text file with words no password may be made of, one a line, beside the institution’s own (req 32). Read anew when it changes.',
    ),
    BREACHED_PASSWORDS_FILE: setting(
      optionalText,
      undefined,
      'A file of leaked passwords in the offline format of Have I Been Pwned (SHA-1, ordered by hash). Beside the built-in list; nothing is ever asked over the network.',
    ),
    ARGON2_MEMORY: setting(
      count({ from: 19456, to: 1048576 }),
      19456,
      'KiB of memory one argon2id hash takes. 19456 with two passes is the floor of OWASP; a rise re-hashes at the next sign-in (req 37).',
    ),
    ARGON2_PASSES: setting(count({ from: 1, to: 10 }), 2, 'Passes of argon2id over its memory.'),
    HASHES_AT_ONCE: setting(
      count({ from: 0, to: 64 }),
      0,
      'Password hashes computed at the same time; 0 means one for each core. More would only slow each other down.',
    ),
    HASH_QUEUE: setting(
      count({ from: 1, to: 10000 }),
      300,
      'People who are new and may wait for a hash at a node, for about five seconds at most; of those whose promised moment has come three times as many, for twelve. Whoever is refused is told when there is a place (req 127, docs/operating/registration-morning.md).',
    ),
  },
  'Links and the security question': {
    LINK_LIFETIME: setting(
      duration({ from: '1m', to: '24h' }),
      60 * 60_000,
      'Life of a mailed link for a forgotten password. An hour survives greylisting; 24 h is the most NIST allows (req 13).',
    ),
    ACTIVATION_LINK_LIFETIME: setting(
      duration({ from: '1m', to: '24h' }),
      24 * 3_600_000,
      'Life of a mailed link for the first password (req 13).',
    ),
    ANSWERS_PER_LINK: setting(
      count({ from: 1, to: 5 }),
      3,
      'Wrong answers to the security question that burn a link (req 45).',
    ),
    ANSWERS_PER_30_DAYS: setting(
      count({ from: 1, to: 20 }),
      5,
      'Wrong answers of one person within 30 days, through any links, that close the self-service until the help desk acts (req 45).',
    ),
    ANSWERS_PER_365_DAYS: setting(
      count({ from: 1, to: 50 }),
      10,
      'The same within 365 days: what a patient thief of a mailbox gets.',
    ),
    TYPING_ERRORS_PER_LINK: setting(
      count({ from: 0, to: 50 }),
      20,
      'PESEL numbers with an impossible date or check digit that a link forgives: they cannot be right for anybody, so they tell nothing (requirements §3.4).',
    ),
    LETTER_COOLDOWN: setting(
      duration({ from: '0s', to: '24h' }),
      60_000,
      'Least time between two links for one account. A repeat within it mails nothing and keeps the live link (req 16).',
    ),
    LETTERS_PER_HOUR: setting(
      count({ from: 1, to: 1000 }),
      3,
      'Link letters for one account in an hour; the page looks the same when a letter is withheld (req 53).',
    ),
    LETTERS_PER_DAY: setting(count({ from: 1, to: 10000 }), 10, 'Link letters for one account in a day (req 53).'),
    LETTERS_PER_SOURCE: setting(
      count({ from: 1, to: 1000000 }),
      60,
      'Link requests of one source block (IPv4 address, IPv6 /64) in an hour. 60 serve a computer room on the first day of term.',
    ),
    LETTERS_OVERALL: setting(
      count({ from: 1, to: 10000000 }),
      10_000,
      'Letters that everybody together gets by link requests in an hour: ten times the worst hour known at a university of 25,000.',
    ),
  },
  'Help requests and the desk': {
    HELP_REQUESTS_PER_SOURCE: setting(
      count({ from: 1, to: 100000 }),
      20,
      'Help requests of one source block in an hour. Each mails one link at most, and nothing of it reaches the desk before that link is opened and confirmed.',
    ),
    HELP_REQUESTS_PER_ADDRESS: setting(
      count({ from: 1, to: 100 }),
      3,
      'Help requests for one mailbox in a day; the page looks the same when a letter is withheld.',
    ),
    HELP_REQUESTS_OVERALL: setting(count({ from: 1, to: 1000000 }), 2000, 'Help requests of everybody in an hour.'),
    CASE_ANSWERED_WITHIN: setting(
      count({ from: 1, to: 30 }),
      2,
      'Working days within which the desks promise an answer. The page after a help request names the day.',
    ),
    CODE_LIFETIME: setting(
      duration({ from: '1m', to: '15m' }),
      15 * 60_000,
      'Life of a one-time code that the desk reads out to somebody whose identity it has checked (req 90).',
    ),
    PRINTED_CODE_LIFETIME: setting(
      duration({ from: '15m', to: '24h' }),
      24 * 3_600_000,
      'Life of a one-time code that is handed over on paper, in person (req 90).',
    ),
    ADDRESS_HOLD: setting(
      duration({ from: '0s', to: '7d' }),
      24 * 3_600_000,
      'After another address was assigned no link is mailed for this long, unless a second member of staff confirms the move (req 91).',
    ),
    STAFF_IDLE: setting(
      duration({ from: '1m', to: '1h' }),
      15 * 60_000,
      'A page of the desk that is not used for this long asks for the second factor again (req 92).',
    ),
  },
  'The registry': {
    REGISTRY_GRACE: setting(
      duration({ from: '0s', to: '365d' }),
      14 * 86_400_000,
      'How long somebody may be missing from full feeds before the account is suspended. Nobody is ever deleted for it.',
    ),
    MOST_LEAVERS: setting(
      count({ from: 0, to: 100 }),
      10,
      'Per cent of the registry that a full feed may leave out. A feed that leaves out more looks cut off and is refused unless it is confirmed.',
    ),
  },
  'People from the USOS API': {
    USOS_API_URL: setting(
      origin,
      undefined,
      'The USOS API installation that people are pulled from, such as https://usosapps.example.edu. Empty pulls nobody; https, except on loopback.',
    ),
    USOS_API_CONSUMER_KEY: secret('The consumer key that the administrators of the installation have given Furta.'),
    USOS_API_CONSUMER_SECRET: secret('The secret of that key: it signs every request (OAuth 1.0a) and is never sent.'),
    USOS_API_TOKEN: secret(
      'An access token, where the installation wants one beside the consumer key. Empty signs with the key alone.',
    ),
    USOS_API_TOKEN_SECRET: secret('The secret of that token.'),
    USOS_API_UNIT: setting(
      optionalText,
      undefined,
      'The code (`fac_id`) of the unit that is the whole university: staff are listed unit by unit from there.',
    ),
    USOS_API_MODE: setting(
      oneOf('dry-run', 'apply'),
      'dry-run',
      'What a pull does by itself: `dry-run` leaves every plan for somebody at the desk, `apply` carries out those that keep to the two limits below.',
    ),
    USOS_API_SWEEP_AT: setting(
      timeOfDay,
      '03:15',
      'When everybody is pulled, once a day, on the clocks of the university. Only such a pull can find that somebody is missing.',
    ),
    USOS_API_QUICK_EVERY: setting(
      duration({ from: '0s', to: '24h' }),
      3_600_000,
      'How often newcomers, people who come back and people who wait for the registry are pulled in between; 0s never.',
    ),
    USOS_API_MOST_CHANGES: setting(
      count({ from: 0, to: 100 }),
      5,
      'Per cent of the registry that a pull may bring, change or miss by itself. More waits for somebody at the desk.',
    ),
    USOS_API_MOST_LEAVERS: setting(
      count({ from: 0, to: 100 }),
      1,
      'Per cent of the registry that a pull may find missing for the first time by itself. More waits for somebody at the desk.',
    ),
    USOS_API_PESEL: setting(
      flag,
      false,
      'Whether the key has been granted PESEL numbers and birth dates. Without it they are not even asked for, and answers to the security question stay as they are.',
    ),
    USOS_API_CA_FILE: setting(
      optionalText,
      undefined,
      'A file of certificates (PEM) of a private authority that the installation is trusted by, beside the public ones.',
    ),
  },
  'What a stranger may learn': {
    DISCLOSURE: setting(
      oneOf('page', 'mailbox'),
      'page',
      '`page` says “not recognized” on the page, as the manual; `mailbox` tells the truth to the mailbox alone (req 49).',
    ),
    OTHER_ADDRESSES: setting(
      oneOf('explain', 'accept'),
      'explain',
      'What another registered address of a person does: `explain` tells its mailbox which address is assigned; `accept` lets it sign in and ask for the link, which still goes to the assigned address.',
    ),
    NEGATIVE_ANSWERS_PER_SOURCE: setting(
      count({ from: 0, to: 1000000 }),
      10,
      '“Not recognized” answers one source block gets in an hour, at the sign-in and the reset form together; past them the answer turns neutral (req 52).',
    ),
    NEGATIVE_ANSWERS_OVERALL: setting(
      count({ from: 0, to: 10000000 }),
      200,
      'The same for everybody together (req 52).',
    ),
    ANSWER_FLOOR: setting(
      duration({ from: '0ms', to: '5s' }),
      150,
      'Least time of a refusal and of a reset request, so that the work behind it cannot be heard (requirements §1.2). What takes longer is answered after a whole multiple of it.',
    ),
  },
  Throttling: {
    FAILURES_FREE: setting(
      count({ from: 1, to: 100 }),
      10,
      'Wrong passwords in a row before an account has to wait (req 5). A browser that has signed in before has its own count, so that strangers cannot lock the owner out.',
    ),
    FAILURES_FIRST_WAIT: setting(
      duration({ from: '1s', to: '1h' }),
      30_000,
      'The first wait; each further failure doubles it.',
    ),
    FAILURES_LONGEST_WAIT: setting(
      duration({ from: '1s', to: '24h' }),
      3_600_000,
      'The longest wait. An hour lets a guesser try some 9,000 times a year, which no password that showed strong gives way to.',
    ),
    FAILURES_CAP: setting(
      count({ from: 1, to: 100 }),
      100,
      'Wrong passwords in a row after which only a new password helps, from wherever they came (NIST SP 800-63B-4 §3.2.2).',
    ),
    SOURCE_ACCOUNTS: setting(
      count({ from: 1, to: 1000000 }),
      40,
      'Different accounts one source block (IPv4 address, IPv6 /64) may fail at within SOURCE_WINDOW without ever succeeding, and the /48 around it four times as many: the mark of password spraying (req 56).',
    ),
    SOURCE_FAILURES: setting(
      count({ from: 1, to: 1000000 }),
      300,
      'Failures one source block may have within SOURCE_WINDOW. Ten times as many sign-ins by OpenID Connect may be begun from there.',
    ),
    SOURCE_WINDOW: setting(
      duration({ from: '1m', to: '24h' }),
      600_000,
      'The stretch of time both counts look back on.',
    ),
    CAMPUS_NETWORKS: setting(
      networks,
      [],
      'Networks (CIDR) behind which many people share one address, such as halls of residence: their blocks may fail, ask for letters and help, and try codes 25 times as often. NEGATIVE_ANSWERS_PER_SOURCE is the same for all.',
    ),
  },
  Sessions: {
    SESSION_IDLE: setting(
      duration({ from: '1m', to: '24h' }),
      3_600_000,
      'A sign-in ends after this long without use (req 59).',
    ),
    SESSION_LIFETIME: setting(
      duration({ from: '5m', to: '24h' }),
      12 * 3_600_000,
      'A sign-in ends after this long in any case (req 59).',
    ),
    REMEMBER_ME_LIFETIME: setting(
      duration({ from: '0s', to: '90d' }),
      0,
      'How long a browser is remembered whose person ticks “Keep me signed in”, used or not. 0 does not offer it; past 24 h it is longer than NIST advises (req 59), so offer it only where services ask for the password where it matters.',
    ),
    TICKET_LIFETIME: setting(
      duration({ from: '5s', to: '5m' }),
      60_000,
      'Life of a CAS service or proxy ticket (req 72).',
    ),
    TICKETS_PER_SERVICE: setting(
      count({ from: 10, to: 1000000 }),
      100,
      'About how many CAS service tickets and OpenID Connect requests one session has for one service in ten minutes: far more than a person can use, and a loop fills no disk with them and shuts out of that service alone. The portal is a service as well.',
    ),
    CALLBACK_NETWORKS: setting(
      networks,
      [],
      'Private networks (CIDR) in which registered services may be called: for CAS proxy callbacks, and to tell them of sign-outs. Empty: public addresses alone, and what is registered by its very IP address (req 77).',
    ),
    CALLBACK_CA_FILE: setting(
      certificateFile,
      undefined,
      'Certificates (PEM) of an authority of your own that services are trusted by, beside the public ones, by CAS and by OpenID Connect: for proxy callbacks and for messages of sign-outs.',
    ),
    DEVICE_LIFETIME: setting(
      duration({ from: '1d', to: '400d' }),
      180 * 86_400_000,
      'How long a browser is known by its device cookie, which opens no door and only keeps the owner’s own lane at throttling.',
    ),
    FORM_LIFETIME: setting(
      duration({ from: '20h', to: '7d' }),
      24 * 3_600_000,
      'How long an opened form may be sent. Over 20 h, as WCAG 2.2.1 wants.',
    ),
  },
  Audit: {
    AUDIT_SYSLOG_URL: setting(
      collector,
      undefined,
      'The collector that gets every event of the audit trail by syslog (RFC 5424), such as tls://siem.example.edu:6514. Empty ships nothing. UDP loses what nobody receives; TCP and TLS send again.',
    ),
    AUDIT_SYSLOG_FORMAT: setting(
      oneOf('json', 'cef'),
      'json',
      'What a shipped event looks like: `json`, the lines of `furta audit export`, or `cef`, the Common Event Format.',
    ),
    AUDIT_SYSLOG_CA_FILE: setting(
      certificateFile,
      undefined,
      'Certificates (PEM) of the authority that the collector is trusted by over TLS. Empty trusts the public ones.',
    ),
  },
  'Metrics and traces': {
    METRICS_LISTEN: setting(
      listenAddress,
      undefined,
      'Where Prometheus fetches /metrics, apart from the pages: 127.0.0.1:9464, or an address of a network of your own. Empty has no metrics. Never on the port that people reach.',
    ),
    METRICS_TOKEN: secret(
      'The bearer token that Prometheus brings, at least 32 random characters. Required where METRICS_LISTEN is not loopback.',
    ),
    OTEL_EXPORTER_OTLP_ENDPOINT: setting(
      httpAddress,
      undefined,
      'The OpenTelemetry collector that gets traces by OTLP over HTTP (JSON, below /v1/traces), such as http://127.0.0.1:4318. Empty makes no traces.',
    ),
    OTEL_EXPORTER_OTLP_HEADERS: secret(
      'Headers for the collector, name=value separated by commas, such as a token of it.',
    ),
    TRACES_PER_CENT: setting(
      count({ from: 0, to: 100 }),
      10,
      'How many of a hundred requests make a trace. What a trusted proxy has decided by `traceparent` goes before.',
    ),
  },
  Privacy: {
    KEEP_AUDIT: setting(
      duration({ from: '30d', to: '3650d' }),
      730 * 86_400_000,
      'How long the audit trail is kept (req 98).',
    ),
    KEEP_NETWORK_ADDRESSES: setting(
      duration({ from: '1d', to: '365d' }),
      90 * 86_400_000,
      'How long the audit trail says from which network address something came (req 98). The rest of the event stays.',
    ),
    SECURE_COOKIES: setting(
      flag,
      true,
      'Cookies carry `Secure` and the `__Host-` prefix (req 58). Only for a browser that refuses them on http://localhost; refused in production.',
    ),
  },
} as const

type Groups = typeof settingGroups
type AllSettings = { [Group in keyof Groups]: Groups[Group] }[keyof Groups]
type Flatten<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never
type Declared = Flatten<AllSettings>

/** The settings as read: durations in milliseconds. */
export type Settings = {
  readonly [Name in keyof Declared]: Declared[Name] extends Setting<infer Value> ? Value : never
}
export type SettingName = keyof Settings

export const declaredSettings: ReadonlyMap<string, Setting<unknown>> = new Map(
  Object.values(settingGroups).flatMap((group) => Object.entries(group as Record<string, Setting<unknown>>)),
)
