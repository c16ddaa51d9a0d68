import { count, duration, flag, oneOf, optionalText, origin, timeOfDay } from '../kinds.ts'
import { secret, setting } from './setting.ts'

export const usosApi = {
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
}
