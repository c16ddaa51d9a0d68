import type { NextVisitor } from './arrivals.ts'
import { type Connections, formToPress, newTally, pause, visit } from './visit.ts'

const LONELY_EVERY = 250
/** Of one place of the block that floods, in milliseconds. */
const FLOOD_EVERY = 1_250

/**
 * One block sends 160 sign-ins a second from two hundred places, and lets go of each that is not answered within a second, while one person
 * after another comes from a block of their own.
 */
export async function floodFromOneBlock(at: Connections, next: NextVisitor, from: number, until: number) {
  const flooding = { inAt: [] as number[], refusals: 0 }
  const alone = newTally()
  await pause(from * 1000)
  let over = false
  const kind = { scripts: false, obeys: false, impatient: false }
  const flood = Array.from({ length: 200 }, async (_, index) => {
    await pause(index * 6)
    while (!over) {
      const who = next()
      const press = await formToPress(at, { ...who, address: '198.51.100.1' })
      for (let isIn = false; !over && !isIn; ) {
        const [letIn] = await Promise.all([press(), pause(FLOOD_EVERY)])
        isIn = letIn
        if (isIn) flooding.inAt.push(performance.now())
        else flooding.refusals += 1
      }
    }
  })
  // Each comes whether or not the one before is in.
  const lonely: Promise<void>[] = []
  const lonelyOnes = (async () => {
    for (let turn = 0; !over; turn += 1) {
      const address = `203.0.113.${turn % 250}`
      lonely.push(visit(at, { ...next(), ...kind, obeys: true, address }, alone, () => false))
      await pause(LONELY_EVERY)
    }
    await Promise.all(lonely)
  })()
  await pause((until - from) * 1000)
  over = true
  await Promise.all([...flood, lonelyOnes])
  return { alone, flooding }
}
