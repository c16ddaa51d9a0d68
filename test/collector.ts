import { createSocket } from 'node:dgram'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { onTestFinished } from 'vitest'

export interface CollectedMessage {
  readonly priority: number
  readonly at: string
  readonly host: string
  readonly kind: string
  readonly text: string
}

export interface SyslogCollector {
  readonly port: number
  /** What has arrived, in its order. */
  readonly messages: readonly CollectedMessage[]
  stop(): Promise<void>
}

interface CollectorOptions {
  readonly port?: number
  readonly certificate?: { key: string; cert: string }
  /** Reads so many bytes of a connection, then breaks it: as a collector does that is killed. */
  readonly breakAfter?: number
}

/** A real collector of syslog over TCP or TLS with counted octets (RFC 6587, RFC 5425), stopped at the end of the test. */
export async function startCollector(options: CollectorOptions = {}): Promise<SyslogCollector> {
  const messages: CollectedMessage[] = []
  const sockets = new Set<Socket>()
  const serve = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    let waiting = Buffer.alloc(0)
    let read = 0
    socket.on('data', (part) => {
      read += part.length
      if (options.breakAfter !== undefined && read > options.breakAfter) return socket.resetAndDestroy()
      waiting = Buffer.concat([waiting, part])
      for (;;) {
        const space = waiting.indexOf(' ')
        const length = Number(waiting.subarray(0, Math.max(0, space)).toString())
        if (space < 1 || waiting.length < space + 1 + length) return
        messages.push(parse(waiting.subarray(space + 1, space + 1 + length).toString()))
        waiting = waiting.subarray(space + 1 + length)
      }
    })
  }
  const server = options.certificate ? createTlsServer(options.certificate, serve) : createServer(serve)
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  onTestFinished(stop)
  return { port: (server.address() as AddressInfo).port, messages, stop }
}

/** The same over UDP: one message, one datagram. */
export async function startDatagramCollector(): Promise<SyslogCollector> {
  const messages: CollectedMessage[] = []
  const socket = createSocket('udp4', (datagram) => messages.push(parse(datagram.toString())))
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const stop = () => new Promise<void>((resolve) => socket.close(() => resolve()))
  onTestFinished(stop)
  return { port: socket.address().port, messages, stop }
}

/** The grammar of RFC 5424, section 6, as far as we use it. */
function parse(message: string): CollectedMessage {
  const [, priority, at = '', host = '', kind = '', text = ''] =
    /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([!-~]{1,255}) furta - ([!-~]{1,32}) \[origin software="furta"\] ([^\n]*)$/.exec(
      message,
    ) ?? []
  if (priority === undefined) throw new Error(`Not a message of RFC 5424: ${message}`)
  return { priority: Number(priority), at, host, kind, text }
}
