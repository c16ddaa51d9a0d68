import { expect, test } from 'vitest'
import { breakableUniversity } from './place.ts'
import { medianOf, report } from './report.ts'
import { logged } from './signs.ts'
import { beginStorm } from './storm.ts'
import { signInAt, signInWorks } from './strikes.ts'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('a node that is cut off from PostgreSQL, loses its packets, is frozen or has its connections broken again and again breaks no promise, and the other one serves', async () => {
  const place = await breakableUniversity({ nodes: 2, humans: 16 })
  const storm = beginStorm(place, { atOnce: 4 })
  const [struck, other] = place.nodes
  const [cable] = place.cables
  if (!struck || !other || !cable) throw new Error('Two nodes are needed.')
  const seconds: number[] = []

  const notReady = async () => (await struck.status('/readyz')) !== 200
  const connectionsLost = async (since: number) => logged([struck], 'a database connection was lost', since).length > 0

  const during = async (
    what: string,
    begin: () => void,
    end: () => void,
    { ms = 8_000, sign = notReady }: { ms?: number; sign?: (since: number) => Promise<boolean> } = {},
  ) => {
    // A look that was under way in the fault before may take a while.
    await expect.poll(notReady, { timeout: 30_000 }).toBe(false)
    const mend = place.break(what)
    const since = Date.now()
    begin()
    const asked = performance.now()
    // Whoever is sent to the other node notices nothing.
    await signInAt(place, other.origin)
    expect(performance.now() - asked).toBeLessThan(10_000)
    await Promise.all([wait(ms), expect.poll(() => sign(since), { timeout: 30_000 }).toBe(true)])
    end()
    const mended = performance.now()
    await signInWorks(place)
    seconds.push((performance.now() - mended) / 1000)
    mend()
    await storm.look()
  }
  await during(
    'cut off',
    () => (cable.line = 'cut'),
    () => (cable.line = 'open'),
  )
  await during(
    'packets lost',
    () => (cable.line = 'black-hole'),
    () => (cable.line = 'open'),
    { ms: 16_000 },
  )
  await during('frozen', struck.freeze, struck.wake)
  let again: NodeJS.Timeout | undefined
  await during(
    'connections broken',
    () => {
      again = setInterval(cable.drop, 300)
    },
    () => clearInterval(again),
    { sign: connectionsLost },
  )
  await storm.calm()
  report('seconds from a mended network to a sign-in', {
    ...medianOf(seconds),
    violations: storm.violations.length,
    ...storm.journeys,
  })
  expect(storm.violations).toEqual([])
  expect(Math.max(...seconds)).toBeLessThan(5)
  expect(storm.journeys.done).toBeGreaterThan(10)
}, 600_000)
