import { duration, optionalText, text } from '../kinds.ts'
import { secret, setting } from './setting.ts'

export const mail = {
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
}
