import { Agent, createServer as createHttpServer, get, type RequestListener } from 'node:http'
import { type AddressInfo, connect, createServer, type ListenOptions, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { Readable } from 'node:stream'
import { fastify } from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { systemClock } from '../world/index.ts'
import { BadAddress, listen } from './listen.ts'

test('a port that is taken is told in a sentence that says what to do', async () => {
  const other = createServer()
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const app = fastify()
  onTestFinished(() => app.close())

  const failure = await listen(app, { PORT: port, HOST: undefined, NODE_ENV: 'development' }).catch((error) => error)
  expect(failure).toBeInstanceOf(BadAddress)
  expect(failure.message).toMatch(new RegExp(`^Port ${port} is taken: .* set PORT`))
})

describe.each(['EAFNOSUPPORT', 'EADDRNOTAVAIL'])('on a machine without IPv6 (%s)', (code) => {
  /** Kernels without IPv6 refuse each of its addresses, and no test can take it from this one. */
  const withoutIpv6 = (handler: RequestListener) => {
    const server = createHttpServer(handler)
    const listenTo = server.listen.bind(server) as (options: ListenOptions) => typeof server
    const refuse = () => setImmediate(() => server.emit('error', Object.assign(new Error(`listen ${code}`), { code })))
    return Object.assign(server, {
      listen: (options: ListenOptions) => (options.host?.includes(':') ? refuse() && server : listenTo(options)),
    })
  }
  const machine = () => {
    const app = fastify({ serverFactory: withoutIpv6 })
    onTestFinished(() => app.close())
    return app.get('/', async () => 'An answer')
  }

  test('production listens on every address there is', async () => {
    const port = await freePort()
    await listen(machine(), { PORT: port, HOST: undefined, NODE_ENV: 'production' })
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('An answer')
  })

  test('an address that the operator has named is not swapped for others: a sentence says what to do', async () => {
    const failure = await listen(machine(), {
      PORT: await freePort(),
      HOST: '::',
      NODE_ENV: 'production',
    }).catch((error) => error)
    expect(failure).toBeInstanceOf(BadAddress)
    expect(failure.message).toBe(':: is no address of this machine: set HOST to one that is, or leave it empty.')
  })
})

const doors = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address))

test.each(['127.0.0.1', '::1'].filter((door) => doors.includes(door)))(
  'a stop waits for the answers that are under way, and not for the connections they came over: %s',
  async (host) => {
    const app = fastify({ keepAliveTimeout: 65_000, forceCloseConnections: 'idle' })
    const asked = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    app.get('/', async () => {
      asked.resolve()
      await goOn.promise
      return 'An answer'
    })
    const port = await freePort()
    await listen(app, { PORT: port, HOST: undefined, NODE_ENV: 'development' })
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    const answer = new Promise((resolve) => {
      get({ host, port, agent }, async (response) => resolve((await response.toArray()).join('')))
    })
    await asked.promise
    const stopped = app.close()
    await new Promise((resolve) => setImmediate(resolve))
    goOn.resolve()
    expect(await answer).toBe('An answer')
    const late = new Promise((resolve) => setTimeout(resolve, 5_000, 'still waiting'))
    expect(await Promise.race([stopped.then(() => 'stopped'), late])).toBe('stopped')
  },
)

describe.each(['127.0.0.1', '::1'].filter((door) => doors.includes(door)))(
  'a stop that nobody lets go, at %s',
  (host) => {
    test.each([
      { whoever: 'says nothing', says: '', hours: 0 },
      { whoever: 'stops in the middle of a request', says: 'GET / HTTP/1.1\r\nHost: ', hours: 1 },
      {
        whoever: 'promises a form and does not send it',
        says: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n',
        hours: 1,
      },
      { whoever: 'asks and never reads', says: 'GET /long HTTP/1.1\r\nHost: a\r\n\r\n', hours: 1 },
    ])('ends the connection of whoever $whoever', async ({ says, hours }) => {
      const app = fastify({ keepAliveTimeout: 65_000, forceCloseConnections: 'idle' })
      const longAnswer = Promise.withResolvers<void>()
      app.post('/', async () => 'An answer')
      app.get('/long', async (_, reply) => {
        longAnswer.resolve()
        return reply.send(Readable.from(Array.from({ length: 300 }, () => 'x'.repeat(100_000))))
      })
      const port = await freePort()
      let ahead = 0
      const clock = { ...systemClock, now: () => new Date(Date.now() + ahead) }
      await listen(app, { PORT: port, HOST: undefined, NODE_ENV: 'development' }, clock)
      const accepted = new Promise<Socket>((resolve) => app.server.once('connection', resolve))
      const client = connect(port, host).pause()
      onTestFinished(() => void client.destroy())
      client.on('error', () => {})
      client.write(says)
      const socket = await accepted
      await expect.poll(() => socket.bytesRead).toBe(says.length)
      if (says.includes('/long')) await longAnswer.promise
      const stopped = app.close()
      await new Promise((resolve) => setImmediate(resolve))
      ahead = hours * 3_600_000
      const late = new Promise((resolve) => setTimeout(resolve, 5_000, 'still waiting'))
      expect(await Promise.race([stopped.then(() => 'stopped'), late])).toBe('stopped')
    })
  },
)
