import { createSocket } from 'node:dgram'
import { isIP, type Socket, connect as tcpConnect } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { framed } from '../lines/index.ts'
import type { Collector } from './collector.ts'

export interface SendOptions {
  /** Certificates (PEM) of an authority of one's own, beside none of the public ones. */
  readonly ca?: string | undefined
  readonly timeoutMs: number
}

/** Hands messages over. Throws when it is not sure that all of them have arrived, as far as the transport can tell. */
export function sendMessages(collector: Collector, messages: readonly Buffer[], options: SendOptions): Promise<void> {
  return collector.transport === 'udp' ? sendDatagrams(collector, messages) : sendStream(collector, messages, options)
}

/** RFC 5426: nobody confirms a datagram. */
async function sendDatagrams({ host, port }: Collector, messages: readonly Buffer[]) {
  const socket = createSocket(isIP(host) === 6 ? 'udp6' : 'udp4')
  try {
    for (const message of messages) {
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject)
        socket.send(message, port, host, (error) => {
          socket.off('error', reject)
          if (error) reject(error)
          else resolve()
        })
      })
    }
  } finally {
    socket.close()
  }
}

/**
 * One connection for each batch (RFC 6587, RFC 5425). Neither has a word for “received”; but a collector that has read to the
 * end of the connection closes it too. That is waited for: bytes that were only on their way when the line broke are sent again.
 */
function sendStream(collector: Collector, messages: readonly Buffer[], { ca, timeoutMs }: SendOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = open(collector, ca, timeoutMs)
    let taken = false
    const fail = (reason: Error) => {
      socket.destroy()
      reject(reason)
    }
    const late = new Error(`the collector did not take the events and close the connection within ${timeoutMs} ms`)
    socket.once('timeout', () => fail(late))
    socket.once('error', fail)
    socket.once('end', () => {
      // One that hangs up before everything is on its way has not read it.
      taken = socket.writableFinished
    })
    socket.once('close', () => (taken ? resolve() : reject(new Error('the connection to the collector broke'))))
    socket.resume()
    socket.once(collector.transport === 'tls' ? 'secureConnect' : 'connect', () =>
      socket.end(Buffer.concat(messages.map(framed))),
    )
  })
}

function open({ transport, host, port }: Collector, ca: string | undefined, timeout: number): Socket {
  if (transport === 'tcp') return tcpConnect({ host, port, timeout })
  return tlsConnect({
    host,
    port,
    timeout,
    minVersion: 'TLSv1.2',
    ...(ca !== undefined && { ca }),
    ...(isIP(host) === 0 && { servername: host }),
  })
}
