import { step, tell } from '../signals/index.ts'
import { type HashGate, HashQueueFull } from './hash.ts'

/** The same gate, telling how long each hash took from the door on, and who was turned away. */
export function watchedGate(gate: HashGate): HashGate {
  async function watched<Result>(work: () => Promise<Result>): Promise<Result> {
    const began = performance.now()
    const told = (outcome: 'done' | 'refused' | 'not-done') =>
      tell('hash', { outcome, seconds: (performance.now() - began) / 1000 })
    try {
      const result = await step(HASH, work)
      told('done')
      return result
    } catch (error) {
      told(error instanceof HashQueueFull ? 'refused' : 'not-done')
      throw error
    }
  }

  return Object.assign(Object.create(gate) as HashGate, {
    hash: (...given: Parameters<HashGate['hash']>) => watched(() => gate.hash(...given)),
    verify: (...given: Parameters<HashGate['verify']>) => watched(() => gate.verify(...given)),
  })
}

const HASH = { name: 'hash', kind: 'inside' } as const
