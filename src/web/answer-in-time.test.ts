import { expect, test } from 'vitest'
import { openFrame } from '../../test/frame.ts'

const forEver = new Promise<never>(() => {})
/** A minute in which nothing came over the connection is over. */
const aMinutePasses = ({ socket }: { socket: { emit(event: 'timeout'): unknown } }) => socket.emit('timeout')

test('whoever waits for an answer that does not come is told to try again', async () => {
  const frame = await openFrame((app) => {
    app.get('/hangs', async (request) => {
      expect(request.raw.socket.timeout).toBe(60_000)
      setImmediate(() => aMinutePasses(request.raw))
      return forEver
    })
  })
  const { status, headers, text } = await frame.ask('/hangs')
  expect([status, headers['retry-after']]).toEqual([503, '5'])
  expect(text).toContain('</html>')
  expect(frame.log()).toContainEqual(expect.objectContaining({ msg: 'no answer within 60000 ms' }))
})

test('nothing is done any more for whoever has been told so, as for whoever has gone', async () => {
  const looks: boolean[] = []
  const frame = await openFrame((app) => {
    app.get('/waits', async ({ raw, caller }) => {
      looks.push(caller.gone())
      aMinutePasses(raw)
      looks.push(caller.gone(), raw.socket.destroyed)
      return forEver
    })
  })
  expect((await frame.ask('/waits')).status).toBe(503)
  expect(looks).toEqual([false, true, false])
})

test('an answer that was begun and does not go on is cut off, and so is one in other hands', async () => {
  const frame = await openFrame((app) => {
    app.get('/half', async (request, reply) => {
      reply.hijack()
      reply.raw.writeHead(200, { 'content-length': '100' }).write('half')
      setImmediate(() => aMinutePasses(request.raw))
    })
    app.get('/elsewhere', async (request, reply) => {
      reply.hijack()
      setImmediate(() => aMinutePasses(request.raw))
    })
  })
  await expect(frame.ask('/half')).rejects.toThrow(/aborted|hang up|terminated/)
  await expect(frame.ask('/elsewhere')).rejects.toThrow('socket hang up')
})

test('an answer that came in time leaves a connection that is kept for the next request', async () => {
  const frame = await openFrame((app) => {
    app.get('/quick', async () => 'here')
  })
  const connection = frame.connect()
  const answers: string[] = []
  for (let turn = 0; turn < 2; turn += 1) {
    connection.write('GET /quick HTTP/1.1\r\nHost: localhost:3000\r\n\r\n')
    answers.push(await new Promise((resolve) => connection.once('data', (bytes) => resolve(bytes.toString()))))
  }
  connection.destroy()
  expect(answers.map((answer) => answer.split('\r\n', 1)[0])).toEqual(['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK'])
})
