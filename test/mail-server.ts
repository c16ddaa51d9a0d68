import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { whenDone } from './when-done.ts'

export interface ReceivedLetter {
  readonly from: string
  readonly to: readonly string[]
  /** Raw, as it came over the line. */
  readonly source: string
  readonly encrypted: boolean
  /** What the client wants to hear of the delivery (RFC 3461). */
  readonly reports: { readonly ret: unknown; readonly envid: unknown; readonly notify: unknown }
}

export interface MailServer {
  readonly port: number
  readonly letters: readonly ReceivedLetter[]
  /** Connections made so far. */
  readonly connections: number
  /** Connections open at this moment, and the most there ever were. */
  readonly open: number
  readonly mostOpen: number
  /** What clients signed in with. */
  readonly signIns: readonly { user: string; password: string }[]
  parsed(at?: number): Promise<ParsedMail>
  stop(): Promise<void>
}

interface MailServerOptions {
  /** Default: no TLS at all. */
  readonly tls?: 'from-the-start' | 'starttls'
  readonly certificate?: { key: string; cert: string }
  readonly port?: number
  readonly wantsSignIn?: boolean
  /** Answers a recipient; undefined accepts. */
  readonly recipient?: (address: string) => { status: number; text: string } | undefined
  /** Called with the first bytes of a letter, as they come. */
  readonly beginning?: (text: string) => void
  /** Called when the letter is complete, before it is accepted: throw to refuse, or never end to hang. */
  readonly letter?: (letter: ReceivedLetter) => Promise<void> | void
}

/** The types of the package do not know RFC 3461 yet. */
function reportsWanted(envelope: object) {
  const { dsn, rcptTo } = envelope as { dsn?: Record<string, unknown>; rcptTo: { dsn?: Record<string, unknown> }[] }
  return { ret: dsn?.ret, envid: dsn?.envid, notify: rcptTo[0]?.dsn?.notify }
}

/** A real SMTP server on a loopback port, stopped at the end of the test or of the file. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const letters: ReceivedLetter[] = []
  const signIns: { user: string; password: string }[] = []
  const count = { connections: 0, open: 0, mostOpen: 0 }
  const server = new SMTPServer({
    secure: options.tls === 'from-the-start',
    ...options.certificate,
    disabledCommands: [...(options.tls === 'starttls' ? [] : ['STARTTLS']), ...(options.wantsSignIn ? [] : ['AUTH'])],
    authOptional: !options.wantsSignIn,
    // Only so that a test can see what would have been said in the clear.
    allowInsecureAuth: true,
    disableReverseLookup: true,
    hideDSN: false,
    closeTimeout: 100,
    onConnect(_, done) {
      count.connections++
      count.open++
      count.mostOpen = Math.max(count.mostOpen, count.open)
      done()
    },
    onClose: () => void count.open--,
    onAuth(auth, _, done) {
      signIns.push({ user: auth.username ?? '', password: auth.password ?? '' })
      done(null, { user: auth.username })
    },
    onRcptTo({ address }, _, done) {
      const refusal = options.recipient?.(address)
      done(refusal ? Object.assign(new Error(refusal.text), { responseCode: refusal.status }) : undefined)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        if (chunks.push(chunk) === 1) options.beginning?.(chunk.toString('latin1'))
      })
      stream.on('end', async () => {
        const { mailFrom, rcptTo } = session.envelope
        const letter = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString('latin1'),
          encrypted: session.secure,
          reports: reportsWanted(session.envelope),
        }
        try {
          await options.letter?.(letter)
          letters.push(letter)
          done()
        } catch (error) {
          done(error as Error)
        }
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((listening) => server.listen(options.port ?? 0, '127.0.0.1', listening))
  const { port } = server.server.address() as AddressInfo
  const stop = () => new Promise<void>((closed) => server.close(closed))
  whenDone(stop)
  return {
    port,
    letters,
    signIns,
    get connections() {
      return count.connections
    },
    get open() {
      return count.open
    },
    get mostOpen() {
      return count.mostOpen
    },
    parsed: (at = 0) => simpleParser(Buffer.from(letters[at]?.source ?? '', 'latin1')),
    stop,
  }
}
