import type { Visitor } from './people.ts'
import { type Connections, look, newTally, pause, type Tally, visit } from './visit.ts'

export const IN_FLIGHT = 32
/** Beside so many who come one opens the page and never sends the form. */
const ONE_ONLY_LOOKS = 20

/** Gives one after the other. */
export type NextVisitor = () => Visitor

/** Whoever comes is somebody who was not there before, at the peak as in the spike: what PostgreSQL has at hand is alike. */
export function oneByOne(people: readonly Visitor[]): NextVisitor {
  let came = 0
  return () => {
    const next = people[came++]
    if (!next) throw new Error(`More than ${people.length} people come on one morning: STORM_PEOPLE has to be larger.`)
    return next
  }
}

/** As many people in flight as keep the cores busy, each coming when another is done; nobody is refused. */
export async function peak(at: Connections, next: NextVisitor, seconds: number): Promise<number> {
  const tally = newTally()
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (performance.now() - begun < seconds * 1000) {
        await visit(at, { ...next(), impatient: false }, tally, () => false)
      }
    }),
  )
  if (tally.faults.size > 0) throw new Error(`Not signed in: ${JSON.stringify([...tally.faults])}`)
  return tally.signedIn / ((performance.now() - begun) / 1000)
}

/** People come as they like, whether the program is ready or not. Gives how many a second got in meanwhile. */
export async function arrivals(at: Connections, next: NextVisitor, tally: Tally, rate: number, seconds: number) {
  const visits: Promise<void>[] = []
  let over = false
  const begun = performance.now()
  const before = tally.signedIn
  let sent = 0
  for (;;) {
    const passed = performance.now() - begun
    if (passed >= seconds * 1000) break
    for (; sent < (passed / 1000) * rate; sent += 1) {
      const who = next()
      visits.push(visit(at, who, tally, () => over).catch((error) => fault(tally, error)))
      if (sent % ONE_ONLY_LOOKS === 0) visits.push(look(at, who).catch((error) => fault(tally, error)))
    }
    await pause(20)
  }
  const got = (tally.signedIn - before) / ((performance.now() - begun) / 1000)
  return {
    visits,
    rate: got,
    end() {
      over = true
    },
  }
}

function fault(tally: Tally, error: unknown) {
  const what = error instanceof Error ? error.message : 'unknown'
  tally.faults.set(what, (tally.faults.get(what) ?? 0) + 1)
}
