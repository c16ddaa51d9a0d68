import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { whenDone } from '../when-done.ts'

/** What lies between two programs. `cut`: nobody gets through and everybody hears it. `black-hole`: nothing gets through and nobody hears of it. */
export type Line = 'open' | 'cut' | 'black-hole'

type Target = { path: string } | { port: number }

export interface Cable {
  readonly port: number
  /** What the other end is; of connections that are made from now on. */
  target: Target
  line: Line
  /** New connections get through from now on; those of before stay in the black hole, as with a firewall that has forgotten them. */
  forget(): void
  /** Ends every connection at once, as a router does that forgets them all. */
  drop(): void
}

/** A small cable between a node and what it needs, which tests may pull. */
export async function cableTo(first: Target): Promise<Cable> {
  let target = first
  const pairs = new Set<readonly [Socket, Socket]>()
  let line: Line = 'open'
  const lost = new WeakSet<Socket>()
  const server = createServer((near) => {
    near.on('error', () => {})
    if (line === 'cut') return void near.resetAndDestroy()
    const far = 'path' in target ? connect(target.path) : connect(target.port, '127.0.0.1')
    const pair = [near, far] as const
    pairs.add(pair)
    for (const [from, to] of [pair, [far, near] as const]) {
      from.setNoDelay(true)
      from.on('data', (part) => {
        // What is sent into a black hole is gone, as if every packet were lost from here on.
        if (line === 'open' && !lost.has(from)) to.write(part)
      })
      from.on('error', () => {})
      from.on('close', () => {
        // In a black hole the other end does not hear of it. It is kept in mind: PostgreSQL makes or drops no database while somebody
        // whom it asked for a password is neither gone nor answers, which is a minute.
        if (line === 'black-hole' || lost.has(from)) return
        pairs.delete(pair)
        to.destroy()
      })
    }
  })
  const drop = () => {
    for (const pair of pairs) for (const end of pair) end.destroy()
    pairs.clear()
  }
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  whenDone(async () => {
    drop()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    get target() {
      return target
    },
    set target(next) {
      target = next
    },
    get line() {
      return line
    },
    set line(next) {
      const before = line
      line = next
      // A connection that has lost packets is of no use to anybody afterwards.
      if (next === 'cut' || before === 'black-hole') drop()
    },
    forget() {
      for (const pair of pairs) for (const end of pair) lost.add(end)
      line = 'open'
    },
    drop,
  }
}
