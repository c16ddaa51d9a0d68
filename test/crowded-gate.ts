import { MOST_TURNS_PER_THREAD } from '../src/credentials/hash.ts'
import { createHashGate } from '../src/credentials/index.ts'
import { HandSetClock } from '../src/world/index.ts'
import { MORNING } from './morning.ts'
import { hashMemory } from './shared-threads.ts'
import { whenDone } from './when-done.ts'

/** Turns that one thread has under way, and the one place before them. */
export const ALL_TAKEN = MOST_TURNS_PER_THREAD + 1

/** Its pauses end at once and are noted; the hand moves by `advance` alone. */
class StandingClock extends HandSetClock {
  readonly pauses: number[] = []

  override async pause(milliseconds: number) {
    this.pauses.push(milliseconds)
  }
}

/** A gate with one place to wait at, which a test fills with other people and empties again. Its clock is set by hand, too. */
export async function crowdedGate() {
  const clock = new StandingClock(MORNING)
  const gate = await createHashGate({ memory: hashMemory.quick, passes: 2, atOnce: 1, queue: 1, clock })
  whenDone(() => gate.stop())
  return {
    gate,
    clock,
    /** So many people come and stay until they are told to go. */
    crowd(people: number) {
      let free = () => {}
      const until = new Promise<void>((resolve) => {
        free = resolve
      })
      const stranger = { source: '192.0.2.9', gone: () => false }
      const turns = Array.from({ length: people }, () => gate.turn(stranger, 1, () => until))
      return async () => {
        free()
        await Promise.all(turns)
      }
    },
  }
}
