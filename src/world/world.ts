import type { Clock } from './clock.ts'
import { systemClock } from './clock.ts'
import type { Random } from './random.ts'
import { systemRandom } from './random.ts'

/** Time and dice. Built in `main.ts` and handed down; tests hand down a clock they set and dice they know. */
export interface World {
  readonly clock: Clock
  readonly random: Random
}

export const realWorld: World = { clock: systemClock, random: systemRandom }
