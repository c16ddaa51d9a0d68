import { ageRecipients, count, oneOf, text } from '../kinds.ts'
import { secret, setting } from './setting.ts'

export const storage = {
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
}
