import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { breakableUniversity } from './place.ts'
import { report } from './report.ts'
import { beginStorm } from './storm.ts'

const EACH = 250

test(`${2 * EACH} clients that dribble headers and bodies keep nobody waiting, and are shown the door in time`, async () => {
  const place = await breakableUniversity({ nodes: 1, humans: 10 })
  const port = place.nodes[0]?.port ?? 0
  const closed: number[] = []
  const begun = performance.now()
  const sockets = [
    ...Array.from({ length: EACH }, () => dribble(port, 'GET /cas/login HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')),
    ...Array.from({ length: EACH }, () =>
      dribble(
        port,
        'POST /cas/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 20000\r\n\r\n',
      ),
    ),
  ]
  const gone = sockets.map(({ socket, stop }) =>
    new Promise<void>((ended) => socket.once('close', () => ended())).then(() => {
      stop()
      closed.push((performance.now() - begun) / 1000)
    }),
  )
  const storm = beginStorm(place, { atOnce: 3 })
  const slowest = await slowestPage(place.nodes[0]?.origin ?? '', 10_000)
  await Promise.all(gone)
  await storm.calm()
  report('slow clients', {
    clients: sockets.length,
    'slowest page meanwhile, ms': Math.round(slowest),
    'the last one closed after, s': Math.max(...closed).toFixed(1),
    ...storm.journeys,
  })
  expect(Math.max(...closed)).toBeLessThan(45)
  expect(slowest).toBeLessThan(3_000)
  expect(storm.journeys.done).toBeGreaterThan(5)
  expect(storm.violations).toEqual([])
}, 400_000)

/** A byte every second, for as long as it is listened to. */
function dribble(port: number, first: string): { socket: Socket; stop(): void } {
  const socket = connect(port, '127.0.0.1', () => socket.write(first))
  socket.on('error', () => {})
  socket.resume()
  const timer = setInterval(() => socket.writable && socket.write('a'), 1_000)
  return { socket, stop: () => clearInterval(timer) }
}

async function slowestPage(origin: string, forMs: number) {
  const until = performance.now() + forMs
  let slowest = 0
  while (performance.now() < until) {
    const begun = performance.now()
    const answer = await fetch(`${origin}/cas/login`, { headers: { connection: 'close' } })
    await answer.arrayBuffer()
    expect(answer.status).toBe(200)
    slowest = Math.max(slowest, performance.now() - begun)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return slowest
}
