import { count, duration } from '../kinds.ts'
import { setting } from './setting.ts'

export const desk = {
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
}
