import { count, duration } from '../kinds.ts'
import { setting } from './setting.ts'

export const links = {
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
}
