import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { onTestFinished } from 'vitest'

export interface StoredMessage {
  readonly uid: number
  readonly source: Buffer
  readonly flags: Set<string>
}

interface ImapOptions {
  readonly certificate?: { key: string; cert: string }
  readonly user?: string
  readonly password?: string
}

/**
 * As much of an IMAP server (RFC 3501, with UIDPLUS) as somebody needs who looks into one folder: it lists, hands over,
 * flags and deletes. Stopped at the end of the test.
 */
export async function startImapServer(messages: readonly Buffer[], options: ImapOptions = {}) {
  const { user = 'bounces', password = 'topsecret', certificate } = options
  const stored: StoredMessage[] = messages.map((source, index) => ({ uid: index + 1, source, flags: new Set() }))
  const commands: string[] = []
  const sockets = new Set<Socket>()

  function serve(socket: Socket) {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('* OK ready')
    let rest = ''
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1')
      const lines = rest.split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) answer(line, say, socket)
    })
  }

  function answer(line: string, say: (line: string) => void, socket: Socket) {
    const [, tag = '', command = '', rest = ''] = /^(\S+) (UID \S+|\S+) ?(.*)$/i.exec(line) ?? []
    commands.push(`${command} ${/LOGIN|AUTH/i.test(command) ? '' : rest}`.trim())
    const ok = (what = 'done') => say(`${tag} OK ${what}`)
    switch (command.toUpperCase()) {
      case 'CAPABILITY':
        say('* CAPABILITY IMAP4rev1 UIDPLUS')
        return ok()
      case 'LOGIN':
        return rest.replaceAll('"', '') === `${user} ${password}` ? ok() : say(`${tag} NO [AUTHENTICATIONFAILED] no`)
      case 'LIST':
      case 'LSUB':
        say(`* ${command.toUpperCase()} () "/" ${/""\s*$/.test(rest) ? '""' : 'INBOX'}`)
        return ok()
      case 'SELECT':
        say('* FLAGS (\\Seen \\Flagged \\Deleted)')
        say(`* ${stored.length} EXISTS`)
        say('* 0 RECENT')
        say('* OK [PERMANENTFLAGS (\\Seen \\Flagged \\Deleted)] yes')
        say('* OK [UIDVALIDITY 1] yes')
        say(`* OK [UIDNEXT ${stored.length + 1}] yes`)
        return ok('[READ-WRITE] open')
      case 'UID SEARCH':
        say(
          `* SEARCH ${stored
            .filter(({ flags }) => !flags.has('\\Seen'))
            .map(({ uid }) => uid)
            .join(' ')}`,
        )
        return ok()
      case 'UID FETCH': {
        const at = stored.findIndex(({ uid }) => uid === Number.parseInt(rest, 10))
        const message = stored[at]
        if (message) {
          const asked = /BODY(?:\.PEEK)?(\[\](?:<\d+)?)/i.exec(rest)?.[1] ?? '[]'
          const name = asked.includes('<') ? 'BODY[]<0>' : 'BODY[]'
          socket.write(`* ${at + 1} FETCH (UID ${message.uid} ${name} {${message.source.length}}\r\n`)
          socket.write(message.source)
          say(')')
        }
        return ok()
      }
      case 'UID STORE': {
        const message = stored.find(({ uid }) => uid === Number.parseInt(rest, 10))
        for (const [flag] of rest.matchAll(/\\\w+/g)) message?.flags.add(flag)
        return ok()
      }
      case 'UID EXPUNGE':
      case 'EXPUNGE': {
        const at = stored.findIndex(({ flags }) => flags.has('\\Deleted'))
        if (at >= 0) {
          stored.splice(at, 1)
          say(`* ${at + 1} EXPUNGE`)
        }
        return ok()
      }
      case 'LOGOUT':
        say('* BYE')
        ok()
        return void socket.end()
      default:
        return ok()
    }
  }

  const server = certificate ? createTlsServer(certificate, serve) : createServer(serve)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((closed) => server.close(closed))
  })
  return { port: (server.address() as AddressInfo).port, stored, commands }
}
