import { certificateFile, collector, oneOf } from '../kinds.ts'
import { setting } from './setting.ts'

export const audit = {
  AUDIT_SYSLOG_URL: setting(
    collector,
    undefined,
    'The collector that gets every event of the audit trail by syslog (RFC 5424), such as tls://siem.example.edu:6514. Empty ships nothing. UDP loses what nobody receives; TCP and TLS send again.',
  ),
  AUDIT_SYSLOG_FORMAT: setting(
    oneOf('json', 'cef'),
    'json',
    'What a shipped event looks like: `json`, the lines of `furta audit export`, or `cef`, the Common Event Format.',
  ),
  AUDIT_SYSLOG_CA_FILE: setting(
    certificateFile,
    undefined,
    'Certificates (PEM) of the authority that the collector is trusted by over TLS. Empty trusts the public ones.',
  ),
}
