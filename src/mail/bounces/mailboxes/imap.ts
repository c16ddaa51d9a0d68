import { isLoopbackHost } from '../../../config/index.ts'
import type { BounceMailbox } from './mailbox.ts'

interface ImapParts {
  readonly host: string
  readonly port: number
  /** `from-the-start`: implicit TLS. `none` only for this very machine. */
  readonly tls: 'from-the-start' | 'starttls' | 'none'
  readonly user: string
  readonly password: string
  readonly folder: string
  /** Milliseconds for each step. */
  readonly timeout: number
}

const LARGEST = 512 * 1024

/** A folder on an IMAP server, opened for one look and closed again: encrypted, with its certificate checked, like SMTP. */
export function imapMailbox({ host, port, tls, user, password, folder, timeout }: ImapParts): BounceMailbox {
  return {
    async readNew(take, { atMost, signal }) {
      const { ImapFlow } = await imapClient()
      const client = new ImapFlow({
        host,
        port,
        secure: tls === 'from-the-start',
        doSTARTTLS: tls === 'starttls',
        auth: { user, pass: password },
        tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
        logger: false,
        connectionTimeout: timeout,
        greetingTimeout: timeout,
        socketTimeout: timeout,
        disableAutoIdle: true,
      })
      // Without a listener an error that comes late would end the program; the command under way fails anyhow.
      client.on('error', () => {})
      const cut = () => client.close()
      signal.addEventListener('abort', cut)
      try {
        await client.connect()
        await client.mailboxOpen(folder)
        const unseen = (await client.search({ seen: false }, { uid: true })) || []
        let read = 0
        for (const uid of unseen.slice(0, atMost)) {
          if (signal.aborted) break
          const message = await client.fetchOne(String(uid), { source: { maxLength: LARGEST } }, { uid: true })
          const source = message ? message.source : undefined
          const fate = source ? await take(source) : 'left'
          if (fate === 'taken') await client.messageDelete(String(uid), { uid: true })
          else await client.messageFlagsAdd(String(uid), ['\\Seen', '\\Flagged'], { uid: true })
          read++
        }
        await client.logout()
        return read
      } finally {
        signal.removeEventListener('abort', cut)
        client.close()
      }
    },
  }
}

/** Beside this file while developing; beside `main.js` in the build. */
function imapClient(): Promise<typeof import('./imap-client.ts')> {
  const file = import.meta.url.endsWith('.ts') ? './imap-client.ts' : './imap-client.js'
  return import(new URL(file, import.meta.url).href)
}

/** `imaps://user:password@host:993/INBOX`; undefined when it is none. */
export function parseImapUrl(url: URL): Omit<ImapParts, 'timeout'> | undefined {
  const secure = url.protocol === 'imaps:'
  if (!/^imaps?:$/.test(url.protocol) || url.hostname === '' || url.username === '' || url.password === '')
    return undefined
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : secure ? 993 : 143,
    tls: secure ? 'from-the-start' : isLoopbackHost(url.hostname) ? 'none' : 'starttls',
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
  }
}
