import { connect, type PeerCertificate, type SecureVersion, type TLSSocket } from 'node:tls'
import { broken, codeOf, type Finding, fine, look, many } from '../finding.ts'

const DAY = 86_400_000
const PATIENCE = 10_000

/** What a browser sees of the public origin's TLS. */
export async function lookAtCertificate(origin: URL, now: Date): Promise<Finding[]> {
  if (origin.protocol !== 'https:')
    return [fine('certificate', `${origin.origin} is not https: there is no certificate.`)]
  let seen: Awaited<ReturnType<typeof shake>>
  try {
    seen = await shake(origin, {})
  } catch (error) {
    return [
      broken(
        'certificate',
        `No TLS connection to ${origin.host} (${codeOf(error)}).`,
        'Is the reverse proxy running, and reachable from here?',
      ),
    ]
  }
  const { certificate, fault, protocol } = seen
  const ends = new Date(certificate.valid_to)
  const days = Math.floor((ends.getTime() - now.getTime()) / DAY)
  const until = `it is valid until ${ends.toISOString().slice(0, 10)} (${many(Math.abs(days), 'day')}${days < 0 ? ' ago' : ''})`
  const trust =
    fault === undefined
      ? days < 14
        ? look('certificate', `${origin.host}: ${until}.`, 'Renew it, and see why that has not happened by itself.')
        : fine('certificate', `${origin.host}: trusted, and ${until}.`)
      : broken(
          'certificate',
          `Browsers refuse the certificate of ${origin.host} (${fault}); ${until}.`,
          whatToDo(fault),
        )
  const old = await takesOld(origin)
  return [
    trust,
    old === undefined
      ? fine('TLS', `${origin.host} speaks ${protocol}, and nothing below 1.2.`)
      : look(
          'TLS',
          `${origin.host} still speaks ${old}.`,
          'Set `ssl_protocols TLSv1.2 TLSv1.3;` at the reverse proxy (RFC 8996).',
        ),
  ]
}

function whatToDo(fault: string) {
  if (/UNABLE_TO_VERIFY_LEAF|UNABLE_TO_GET_ISSUER/.test(fault))
    return 'The proxy must send the certificates in between too: the full chain.'
  if (/EXPIRED/.test(fault)) return 'Renew it now.'
  if (/ALTNAME/.test(fault)) return 'It is for another name: ask for one that holds this host.'
  return 'Use a certificate of an authority that browsers know.'
}

async function takesOld(origin: URL): Promise<string | undefined> {
  const old = {
    minVersion: 'TLSv1' as SecureVersion,
    maxVersion: 'TLSv1.1' as SecureVersion,
    ciphers: 'DEFAULT@SECLEVEL=0',
  }
  return shake(origin, old).then(
    ({ protocol }) => protocol,
    () => undefined,
  )
}

function shake(origin: URL, options: { minVersion?: SecureVersion; maxVersion?: SecureVersion; ciphers?: string }) {
  const host = origin.hostname.replace(/^\[|\]$/g, '')
  return new Promise<{ certificate: PeerCertificate; fault: string | undefined; protocol: string }>(
    (resolve, reject) => {
      const socket: TLSSocket = connect({
        host,
        port: Number(origin.port || 443),
        ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
        // What is wrong is told, instead of ending the conversation.
        rejectUnauthorized: false,
        timeout: PATIENCE,
        ...options,
      })
      socket.once('secureConnect', () => {
        const fault = socket.authorized ? undefined : String(socket.authorizationError)
        resolve({ certificate: socket.getPeerCertificate(), fault, protocol: socket.getProtocol() ?? 'TLS' })
        socket.destroy()
      })
      socket.once('timeout', () => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })))
      socket.once('error', reject)
    },
  )
}
