import { isLoopbackHost } from '../config/index.ts'
import { BadMailSettings } from './bad-mail-settings.ts'

export interface SmtpServer {
  readonly host: string
  readonly port: number
  /** `from-the-start`: implicit TLS. `none` only for this very machine (req 108). */
  readonly tls: 'from-the-start' | 'starttls' | 'none'
  readonly user: string | undefined
  readonly password: string | undefined
}

/** Reads SMTP_URL. Throws `BadMailSettings`, which does not repeat it: it holds a password. */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    throw new BadMailSettings('SMTP_URL must be smtps://user:password@host:465 or smtp://user:password@host:587.')
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const secure = url.protocol === 'smtps:'
  return {
    host,
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    tls: secure ? 'from-the-start' : isLoopbackHost(url.hostname) ? 'none' : 'starttls',
    user: decoded(url.username) || undefined,
    password: decoded(url.password) || undefined,
  }
}

/** A stray `%` in a password that nobody escaped is taken as it stands. */
function decoded(part: string) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export function isOnThisMachine(server: SmtpServer) {
  return isLoopbackHost(server.host)
}
