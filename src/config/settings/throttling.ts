import { count, duration, networks } from '../kinds.ts'
import { setting } from './setting.ts'

export const throttling = {
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
  SOURCE_WINDOW: setting(duration({ from: '1m', to: '24h' }), 600_000, 'The stretch of time both counts look back on.'),
  CAMPUS_NETWORKS: setting(
    networks,
    [],
    'Networks (CIDR) behind which many people share one address, such as halls of residence: their blocks may fail, ask for letters and help, and try codes 25 times as often. NEGATIVE_ANSWERS_PER_SOURCE is the same for all.',
  ),
}
