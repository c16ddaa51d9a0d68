import { step, tell } from '../signals/index.ts'
import { AskerGone, type HashGate, HashQueueFull } from './hash.ts'

/** The same gate, telling how long each hash took, who was turned away, and who had gone before the turn came. */
export function watchedGate(gate: HashGate): HashGate {
  async function watched<Result>(work: () => Promise<Result>): Promise<Result> {
    const began = performance.now()
    const told = (outcome: 'done' | 'not-done') =>
      tell('hash', { outcome, seconds: (performance.now() - began) / 1000 })
    try {
      const result = await step(HASH, work)
      told('done')
      return result
    } catch (error) {
      told('not-done')
      throw error
    }
  }

  const same: HashGate = Object.assign(Object.create(gate) as HashGate, {
    hash: (...given: Parameters<HashGate['hash']>) => watched(() => gate.hash(...given)),
    verify: (...given: Parameters<HashGate['verify']>) => watched(() => gate.verify(...given)),
    turn: async (...[caller, hashes, work]: Parameters<HashGate['turn']>) => {
      try {
        return await gate.turn(caller, hashes, (own) => work(own === gate ? same : watchedGate(own)))
      } catch (error) {
        if (error instanceof HashQueueFull) tell('hash', { outcome: 'refused', seconds: 0 })
        if (error instanceof AskerGone) tell('hash', { outcome: 'gone', seconds: 0 })
        throw error
      }
    },
  })
  return same
}

const HASH = { name: 'hash', kind: 'inside' } as const
