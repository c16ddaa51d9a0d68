import { count, oneOf, optionalText } from '../kinds.ts'
import { setting } from './setting.ts'

export const passwords = {
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
}
