import {
  count,
  day,
  httpsAddress,
  networks,
  oneOf,
  optionalDuration,
  optionalText,
  origin,
  securityContacts,
  text,
} from '../kinds.ts'
import { setting } from './setting.ts'

export const place = {
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
}
