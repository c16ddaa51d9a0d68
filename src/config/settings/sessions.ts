import { certificateFile, count, duration, networks } from '../kinds.ts'
import { setting } from './setting.ts'

export const sessions = {
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
}
