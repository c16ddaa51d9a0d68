export interface DeclaredMetric {
  readonly kind: 'counter' | 'gauge' | 'histogram'
  /**
   * `node`: what this process has seen; the whole is the sum over the nodes. `system`: read from the database that all nodes share, so
   * every node says the same, and the whole is the maximum, never the sum.
   */
  readonly per: 'node' | 'system'
  /** Each of them has as many values as the sources name: kinds, codes, patterns of addresses; nothing that a request may choose. */
  readonly labels: readonly string[]
  readonly buckets?: readonly number[]
  readonly sentence: string
}

const latencies = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Every metric of ours, once. `docs/operating/metrics.md` is written from here; dashboard and alerts may ask for nothing else. */
export const declaredMetrics = {
  furta_http_requests_total: {
    kind: 'counter',
    per: 'node',
    labels: ['method', 'route', 'status'],
    sentence: 'Requests answered, by the pattern of the address and the class of the status (2xx).',
  },
  furta_http_request_duration_seconds: {
    kind: 'histogram',
    per: 'node',
    labels: ['route'],
    buckets: latencies,
    sentence: 'From the first byte of a request to the end of the answer, by the pattern of the address.',
  },
  furta_sign_ins_total: {
    kind: 'counter',
    per: 'node',
    labels: ['outcome'],
    sentence:
      'Sign-in forms sent: success, refused, not-recognized, source-waits (throttled), busy (told to come back, a place is kept), gone (whoever asked had gone: nothing was done), sent-twice, broken.',
  },
  furta_sign_ins_account_waits_total: {
    kind: 'counter',
    per: 'node',
    labels: [],
    sentence: 'Of the refused ones those at an account where too many have failed, whatever the password (throttled).',
  },
  furta_hashes_total: {
    kind: 'counter',
    per: 'node',
    labels: ['outcome'],
    sentence:
      'Turns at the hashes: done, refused (too many wait, or a password was not judged in time: told to come back), gone (whoever asked had gone when the turn came), not-done (it broke).',
  },
  furta_hash_duration_seconds: {
    kind: 'histogram',
    per: 'node',
    labels: [],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10],
    sentence:
      'How long a hash took that was done, from the moment its turn had come: waiting for a thread, and to be told of it, is in it, the line is not.',
  },
  furta_hashes_pending: {
    kind: 'gauge',
    per: 'node',
    labels: [],
    sentence: 'Turns at the hashes that are under way or wait at this moment.',
  },
  furta_turns_waiting: {
    kind: 'gauge',
    per: 'node',
    labels: [],
    sentence:
      'Of them those that wait: the line. At most HASH_QUEUE who are new, and three times as many whose promised moment has come.',
  },
  furta_turns_promised: {
    kind: 'gauge',
    per: 'node',
    labels: [],
    sentence:
      'People who were told when their turn comes, at a press or with the page they opened, and have a place kept for them, until it is used or forgotten.',
  },
  furta_turn_wait_seconds: {
    kind: 'gauge',
    per: 'node',
    labels: [],
    sentence:
      'How long somebody waits for a turn who is let in at this moment. It stays small however long the line is: past five seconds, or one where others have a place kept, people are told to come later and count as furta_turns_promised.',
  },
  furta_hash_threads: {
    kind: 'gauge',
    per: 'node',
    labels: [],
    sentence: 'Threads that hash: as many hashes run at once; what is pending beyond them waits.',
  },
  furta_ready: {
    kind: 'gauge',
    per: 'node',
    labels: [],
    sentence:
      'What /readyz says: 1, or 0 when no people should be sent here. The log says why: `This node is not ready`, or that it is being drained.',
  },
  furta_database_up: {
    kind: 'gauge',
    per: 'node',
    labels: [],
    sentence:
      'Whether the database has answered this very scrape within two seconds: 1, or 0 and no metric of the whole system.',
  },
  furta_database_connections: {
    kind: 'gauge',
    per: 'node',
    labels: ['pool', 'state'],
    sentence: 'Open connections to PostgreSQL, by pool and whether they are busy or idle.',
  },
  furta_database_waiting: {
    kind: 'gauge',
    per: 'node',
    labels: ['pool'],
    sentence:
      'Work that waits for a connection, by pool. More than a moment above zero: raise DATABASE_CONNECTIONS, or look at PostgreSQL.',
  },
  furta_tickets_issued_total: {
    kind: 'counter',
    per: 'node',
    labels: ['kind'],
    sentence: 'CAS tickets given out: service or proxy.',
  },
  furta_ticket_validations_total: {
    kind: 'counter',
    per: 'node',
    labels: ['endpoint', 'code'],
    sentence: 'CAS validations, by endpoint and by success or the code of the protocol, such as INVALID_TICKET.',
  },
  furta_oidc_token_requests_total: {
    kind: 'counter',
    per: 'node',
    labels: ['grant', 'outcome'],
    sentence: 'Requests for tokens of OpenID Connect, by grant and whether they were given.',
  },
  furta_letter_attempts_total: {
    kind: 'counter',
    per: 'node',
    labels: ['kind', 'outcome'],
    sentence:
      'Attempts to hand a letter over, by its kind: sent, later (tried again), refused for good, given-up, dropped (its link is dead), suppressed (the address rests), interrupted.',
  },
  furta_letters_withheld_total: {
    kind: 'counter',
    per: 'node',
    labels: ['form'],
    sentence:
      'Requests that were mailed nothing because their network had had its share (LETTERS_PER_SOURCE, HELP_REQUESTS_PER_SOURCE), by form: link or help. The page says what it always says, so nobody else will tell you.',
  },
  furta_audit_events_total: {
    kind: 'counter',
    per: 'node',
    labels: ['event', 'outcome'],
    sentence:
      'Audit events, counted by the node that seals them, some seconds after they were written; the sum over the nodes has each exactly once, those of commands and imports too. Links sent and spent, imports, SCIM, help requests: audit-events.md has the names.',
  },
  furta_jobs_done_total: {
    kind: 'counter',
    per: 'node',
    labels: ['task', 'outcome'],
    sentence: 'Work in the background that this node has done, by task. A failed one is tried again.',
  },
  furta_build_info: {
    kind: 'gauge',
    per: 'node',
    labels: ['version'],
    sentence: 'Always 1; the label says which version runs.',
  },
  furta_sessions_alive: {
    kind: 'gauge',
    per: 'system',
    labels: [],
    sentence: 'Sign-ins that stand at this moment.',
  },
  furta_outbox_letters: {
    kind: 'gauge',
    per: 'system',
    labels: [],
    sentence: 'Letters that no mail server has taken yet.',
  },
  furta_outbox_oldest_seconds: {
    kind: 'gauge',
    per: 'system',
    labels: [],
    sentence: 'How long the oldest of them has been waiting; 0 when there is none.',
  },
  furta_jobs_due: {
    kind: 'gauge',
    per: 'system',
    labels: ['task'],
    sentence: 'Work in the background that is due and not done, by task.',
  },
  furta_jobs_failed: {
    kind: 'gauge',
    per: 'system',
    labels: ['task'],
    sentence:
      'Work that was tried for the last time and failed, by task. It is forgotten after a week; the alert compares with an hour ago.',
  },
  furta_audit_unsealed_events: {
    kind: 'gauge',
    per: 'system',
    labels: [],
    sentence: 'Audit events without a seal; usually a few seconds’ worth. Past ten thousand nobody counts on.',
  },
  furta_audit_broken: {
    kind: 'gauge',
    per: 'system',
    labels: [],
    sentence:
      'Places where the last check of the whole trail (every night) found it not as it was written. Anything but 0 is an alarm.',
  },
  furta_audit_check_age_seconds: {
    kind: 'gauge',
    per: 'system',
    labels: [],
    sentence: 'Since the whole trail was last checked; not there before the first check.',
  },
  furta_cases_waiting: {
    kind: 'gauge',
    per: 'system',
    labels: ['kind', 'state'],
    sentence: 'Cases of people who need help: open waits for the desk, asked-back for the person.',
  },
  furta_cases_oldest_seconds: {
    kind: 'gauge',
    per: 'system',
    labels: ['kind', 'state'],
    sentence: 'How old the oldest of them is.',
  },
} as const satisfies Record<string, DeclaredMetric>

export type MetricName = keyof typeof declaredMetrics

/** Of the process, by prom-client, under the names that dashboards everywhere know. Which of them there are depends on the system. */
export const processMetrics = {
  process_cpu_user_seconds_total: 'CPU time of the program itself.',
  process_cpu_system_seconds_total: 'CPU time of the system on its behalf.',
  process_cpu_seconds_total: 'Both together.',
  process_start_time_seconds: 'When the process was started.',
  process_resident_memory_bytes: 'Memory it holds, without that of the embedded PostgreSQL.',
  process_virtual_memory_bytes: 'Address space it has reserved.',
  process_heap_bytes: 'Size of its data segment.',
  process_open_fds: 'Open files and sockets.',
  process_max_fds: 'How many there may be.',
  nodejs_eventloop_lag_seconds: 'How late the event loop is at this moment.',
  nodejs_eventloop_lag_min_seconds: 'The least since the last scrape.',
  nodejs_eventloop_lag_max_seconds: 'The most since the last scrape.',
  nodejs_eventloop_lag_mean_seconds: 'On average since the last scrape.',
  nodejs_eventloop_lag_stddev_seconds: 'How far it spreads.',
  nodejs_eventloop_lag_p50_seconds: 'Half of the time it is no later than this.',
  nodejs_eventloop_lag_p90_seconds: 'Nine times in ten.',
  nodejs_eventloop_lag_p99_seconds: '99 times in a hundred.',
  nodejs_active_resources: 'What keeps the loop alive, by type.',
  nodejs_active_resources_total: 'All of it.',
  nodejs_active_handles: 'Handles of the loop, by type.',
  nodejs_active_handles_total: 'All of them.',
  nodejs_active_requests: 'Requests of the loop, by type.',
  nodejs_active_requests_total: 'All of them.',
  nodejs_heap_size_total_bytes: 'The heap of JavaScript, as reserved.',
  nodejs_heap_size_used_bytes: 'The heap of JavaScript, as used. That grows for hours and never falls: a leak.',
  nodejs_external_memory_bytes: 'Memory outside the heap that JavaScript holds: buffers.',
  nodejs_heap_space_size_total_bytes: 'The same, by space of the heap.',
  nodejs_heap_space_size_used_bytes: 'Used, by space.',
  nodejs_heap_space_size_available_bytes: 'Free, by space.',
  nodejs_version_info: 'The version of Node.',
  nodejs_gc_duration_seconds: 'Garbage collections, by kind.',
} as const
