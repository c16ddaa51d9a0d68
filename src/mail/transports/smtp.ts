import { createTransport } from 'nodemailer'
import type { ReturnPath } from '../bounces/index.ts'
import type { Signing } from '../dkim.ts'
import type { Sender } from '../sender.ts'
import { isOnThisMachine, type SmtpServer } from '../smtp-url.ts'
import { messageOf } from './message.ts'
import type { Transport } from './transport.ts'

/** A way out that can be tried without a letter. */
export interface SmtpTransport extends Transport {
  /** Connects, encrypts and signs in; throws what a letter would meet. */
  verify(): Promise<void>
}

interface SmtpParts {
  readonly server: SmtpServer
  readonly from: Sender
  readonly returnPath: ReturnPath
  /** Without it the mail server signs, or nobody. */
  readonly signing: Signing | undefined
  /** The name we greet the server with. */
  readonly name: string
  readonly connections: number
  /** Milliseconds for each step. */
  readonly timeout: number
}

/** Hands letters to a mail server, encrypted and with its certificate checked unless it is on this machine (req 108). */
export function smtpTransport({
  server,
  from,
  returnPath,
  signing,
  name,
  connections,
  timeout,
}: SmtpParts): SmtpTransport {
  const pool = createTransport({
    pool: true,
    maxConnections: connections,
    // A connection that was lost before a byte of the letter went over it is replaced once; the outbox does the rest.
    maxRequeues: 1,
    idleTimeout: Math.min(timeout / 2, 30_000),
    host: server.host,
    port: server.port,
    name,
    secure: server.tls === 'from-the-start',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'none',
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
    ...(server.user !== undefined && { auth: { user: server.user, pass: server.password ?? '' } }),
    ...(signing && { dkim: signing }),
    dnsTimeout: timeout,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    logger: false,
  })
  return {
    remote: !isOnThisMachine(server),
    async send(letter, signal) {
      await pool.sendMail({ ...messageOf(letter, from, returnPath), signal })
    },
    verify: async () => void (await pool.verify()),
    close: () => pool.close({ force: true }),
  }
}
