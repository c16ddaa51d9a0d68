import { createServer, Server, type Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { isProduction, type Settings } from '../config/index.ts'
import { type Clock, systemClock } from '../world/index.ts'
import { ANSWERED_WITHIN } from './answer-in-time.ts'

/** The address cannot be listened on, for a reason the message tells the operator. */
export class BadAddress extends Error {
  override readonly name = 'BadAddress'
}

/** What was under way when the close began has arrived by then. */
const SPEAKS_WITHIN = 1_000

/**
 * Opens the door: the address of HOST, or every address in production, or in development both loopback addresses,
 * since browsers try `::1` for `localhost` first and not every machine names it in its hosts file. A machine without IPv6 does without.
 */
export async function listen(
  app: FastifyInstance,
  settings: Pick<Settings, 'HOST' | 'PORT' | 'NODE_ENV'>,
  clock: Clock = systemClock,
): Promise<void> {
  const connections = new Set<Socket>()
  app.server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  const closing = (door: Server) =>
    app.addHook('preClose', async () => {
      endConnections({ app, door, connections, clock })
      // The close ends those that are idle, and a form that has come already may not be read yet: what is there is read between two of these.
      for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    })
  closing(app.server)
  try {
    await open(app, settings, closing)
  } catch (cause) {
    const sentence = sentenceFor((cause as NodeJS.ErrnoException).code, settings)
    throw sentence === undefined ? cause : new BadAddress(sentence, { cause })
  }
}

function sentenceFor(code: string | undefined, { HOST, PORT }: Pick<Settings, 'HOST' | 'PORT'>) {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${PORT} is taken: another program, perhaps another Furta, listens on it. End that one, or set PORT to a free one.`
    case 'EACCES':
      return `This user may not listen on port ${PORT}: set PORT to one from 1024 up.`
    // Without IPv6 it is the one or the other, by how it was shut.
    case 'EAFNOSUPPORT':
    case 'EADDRNOTAVAIL':
      return HOST === undefined
        ? 'This machine has no address to listen on: bring its network up, loopback at least, or set HOST to an address it has.'
        : `${HOST} is no address of this machine: set HOST to one that is, or leave it empty.`
    default:
      return undefined
  }
}

interface Closing {
  readonly app: FastifyInstance
  readonly door: Server
  readonly connections: ReadonlySet<Socket>
  readonly clock: Clock
}

/**
 * Once the close has begun, ends each connection that has had its answer, until the door it came in by is closed. The server itself ends those
 * that are idle at that moment only: one whose answer was under way then would be kept for `keepAliveTimeout`, and the stop would wait for it.
 * It no longer watches over `headersTimeout` and `requestTimeout` either, so one that says nothing, or half a request, or that never reads,
 * would be waited for until somebody kills the program.
 * What came while the program was held up waits to be read, in connections that seem silent or idle until then: they are looked at after
 * all that is there has been read.
 */
function endConnections({ app: { server }, door, connections, clock }: Closing) {
  const begun = clock.elapsed()
  const look = (passed: number) => {
    server.closeIdleConnections()
    if (passed >= ANSWERED_WITHIN) return server.closeAllConnections()
    if (passed < SPEAKS_WITHIN) return
    // A browser opens connections ahead of what it may ask.
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy()
  }
  // How long they were silent is measured before that reading, which may take long itself while more comes.
  const stop = clock.every(50, () => void setImmediate(look, clock.elapsed() - begun))
  door.once('close', stop)
}

async function open(
  app: FastifyInstance,
  settings: Pick<Settings, 'HOST' | 'PORT' | 'NODE_ENV'>,
  closing: (door: Server) => void,
): Promise<void> {
  const { HOST: host, PORT: port } = settings
  if (host !== undefined) return void (await app.listen({ port, host }))
  if (isProduction(settings)) return everywhere(app, port)
  const second = createServer((socket) => app.server.emit('connection', socket))
  closing(second)
  app.addHook('onClose', () => closed(second))
  await app.listen({ port, host: '127.0.0.1' })
  await loopback6(second, port)
}

async function everywhere(app: FastifyInstance, port: number): Promise<void> {
  try {
    await app.listen({ port, host: '::' })
  } catch (error) {
    if (!isWithoutIpv6(error)) throw error
    await app.listen({ port, host: '0.0.0.0' })
  }
}

function loopback6(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => (isWithoutIpv6(error) ? resolve() : reject(error)))
    server.listen(port, '::1', resolve)
  })
}

function isWithoutIpv6(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT'
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}

/**
 * Takes no new connection; those that are there are served as before. The system takes connections ahead of us, and one that is waiting
 * when the door shuts is broken off, with a form in it that no balancer may send twice. So it shuts right after all have been let in.
 * `nginx.nodes.ts` restarts nodes under load.
 */
export function shutDoor({ server }: Pick<FastifyInstance, 'server'>): Promise<void> {
  return new Promise((resolve) =>
    setImmediate(() => {
      // Not that of http: it would end idle connections too, which the close of the server does when its turn comes.
      Server.prototype.close.call(server)
      resolve()
    }),
  )
}
