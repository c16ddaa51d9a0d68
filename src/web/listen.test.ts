import { Agent, createServer as createHttpServer, get, type RequestListener } from 'node:http'
import { type AddressInfo, connect, createServer, type ListenOptions, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { Readable } from 'node:stream'
import { type FastifyInstance, fastify } from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { type Clock, systemClock } from '../world/index.ts'
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
    await closeBegun(app)
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
      const clock = { ...systemClock, elapsed: () => systemClock.elapsed() + ahead }
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
      await closeBegun(app)
      ahead = hours * 3_600_000
      const late = new Promise((resolve) => setTimeout(resolve, 5_000, 'still waiting'))
      expect(await Promise.race([stopped.then(() => 'stopped'), late])).toBe('stopped')
    })
  },
)

describe('while a stop waits, what is here already is answered', () => {
  /** As a long piece of work does, or the collection of garbage. */
  const holdUp = (ms: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
  const question = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'

  /** A program with an answer under way that goes on when it is told to, and a client of its own. */
  async function program({
    clock = systemClock,
    beforeTheStop = () => {},
  }: {
    clock?: Clock
    beforeTheStop?: () => void
  } = {}) {
    const app = fastify({ keepAliveTimeout: 65_000, forceCloseConnections: 'idle', return503OnClosing: false })
    const asked = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    app.get('/', async () => 'An answer')
    app.get('/slow', async () => {
      asked.resolve()
      await goOn.promise
      return 'A slow answer'
    })
    app.addHook('preClose', async () => beforeTheStop())
    const port = await freePort()
    await listen(app, { PORT: port, HOST: '127.0.0.1', NODE_ENV: 'development' }, clock)
    onTestFinished(() => app.close())
    const accepted = new Promise<Socket>((resolve) => app.server.once('connection', resolve))
    const client = connect(port, '127.0.0.1').setEncoding('utf8')
    onTestFinished(() => void client.destroy())
    const heard: string[] = []
    client.on('error', () => {}).on('data', (part) => heard.push(String(part)))
    await accepted
    return { app, client, asked: asked.promise, goOn: goOn.resolve, heard, port }
  }
  const ended = (client: Socket) => new Promise((resolve) => client.once('close', resolve))

  test('though the program was held up before it could read it, longer than anybody may be silent', async () => {
    const { app, client, heard } = await program()
    const stopped = app.close()
    await closeBegun(app)
    // From here on timers come first, and then what there is to read.
    await new Promise((resolve) => setImmediate(resolve))
    client.write(question)
    holdUp(1_100)
    await ended(client)
    expect(heard.join('')).toMatch(/An answer$/)
    await stopped
  })

  test('when it comes in the moment in which the stop begins, over a connection that has had an answer before', async () => {
    const { app, client, heard } = await program({
      beforeTheStop() {
        client.write(question)
        holdUp(20)
      },
    })
    client.write(question)
    await expect.poll(() => heard.join('')).toMatch(/An answer$/)
    const stopped = app.close()
    await ended(client)
    expect(heard.join('')).toMatch(/An answer.*An answer$/s)
    await stopped
  })

  test('also when the stop begins in the middle of reading', async () => {
    const { app, client, heard, port } = await program()
    client.write(question)
    await expect.poll(() => heard.join('')).toMatch(/An answer$/)
    const other = connect(port, '127.0.0.1')
    onTestFinished(() => void other.destroy())
    other.write(question)
    const stopped = await new Promise<{ stop: Promise<unknown> }>((begun) =>
      other.once('data', () => {
        client.write(question)
        begun({ stop: app.close() })
      }),
    )
    await ended(client)
    expect(heard.join('')).toMatch(/An answer.*An answer$/s)
    await stopped.stop
  })

  test('though the program was held up in the middle of reading, by somebody else', async () => {
    let lookedOnce = () => {}
    const every: Clock['every'] = (ms, look) =>
      systemClock.every(ms, () => {
        look()
        lookedOnce()
      })
    const { app, client, asked, goOn, heard, port } = await program({ clock: { ...systemClock, every } })
    const other = connect(port, '127.0.0.1')
    onTestFinished(() => void other.destroy())
    other.on('error', () => {})
    other.write(question.replace('/', '/slow'))
    await asked
    const stopped = app.close()
    await closeBegun(app)
    other.once('data', () => {
      client.write(question)
      holdUp(1_100)
    })
    // Its answer is read in the turn that is waited for.
    lookedOnce = goOn
    await ended(client)
    expect(heard.join('')).toMatch(/An answer$/)
    await stopped
  })

  test('also over a connection that has just had an answer, and seems idle', async () => {
    const { app, client, asked, goOn, heard } = await program()
    client.write(question.replace('/', '/slow'))
    await asked
    const stopped = app.close()
    await closeBegun(app)
    client.once('data', () => {
      client.write(question)
      holdUp(100)
    })
    goOn()
    await ended(client)
    expect(heard.join('')).toMatch(/A slow answer.*An answer$/s)
    await stopped
  })

  test('though the clock is set anew meanwhile', async () => {
    let ahead = 0
    const looked = Promise.withResolvers<void>()
    const { app, client, asked, goOn, heard } = await program({
      clock: {
        ...systemClock,
        now: () => new Date(systemClock.now().getTime() + ahead),
        every: (ms, look) =>
          systemClock.every(ms, () => {
            look()
            if (ahead > 0) setImmediate(looked.resolve)
          }),
      },
    })
    client.write(question.replace('/', '/slow'))
    await asked
    const stopped = app.close()
    await closeBegun(app)
    ahead = 3_600_000
    await looked.promise
    goOn()
    await ended(client)
    expect(heard.join('')).toMatch(/A slow answer$/)
    await stopped
  })
})

/** The doors are shut, and those who are inside are being looked at. */
function closeBegun({ server }: Pick<FastifyInstance, 'server'>) {
  return expect.poll(() => server.listening, { interval: 1 }).toBe(false)
}
