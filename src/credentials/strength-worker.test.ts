import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { whenDone } from '../../test/when-done.ts'
import type { PolicyContext } from './policy.ts'
import { FEW_YOUNG_OBJECTS } from './strength-thread.ts'

const context: PolicyContext = {
  profile: 'strict',
  personal: { givenNames: ['Anna'], surnames: ['Wrona'], login: 'anna.wrona@agh.edu.pl', otherAddresses: [] },
  contextWords: [],
}

test('a thread that judges one password after the other keeps nothing of them', async () => {
  const thread = new Worker(new URL('./strength-worker.ts', import.meta.url), { resourceLimits: FEW_YOUNG_OBJECTS })
  whenDone(() => thread.terminate())
  const heapAfter = async (from: number, until: number) => {
    // One more than is counted: whoever answers it has collected after the one before.
    for (let turn = from; turn <= until; turn++) {
      thread.postMessage({ password: `Bor-${turn}-sosnowy#szumi`, context })
      await once(thread, 'message')
    }
    const { used_heap_size } = await thread.getHeapStatistics()
    return used_heap_size / 1024 ** 2
  }
  const afterTheFirst = await heapAfter(0, 1)
  // Three hundred more would leave some 5 MiB of names behind.
  expect(await heapAfter(1, 301)).toBeLessThan(afterTheFirst + 2)
})
