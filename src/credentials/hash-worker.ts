import { parentPort, workerData } from 'node:worker_threads'
import { hashSync, verifySync } from '@node-rs/argon2'
import { giveWay } from '../world/index.ts'
import type { HashTask } from './hash-threads.ts'

// Pages and ticket validations go before hashes.
if (workerData.yields) giveWay()

parentPort?.on('message', async ({ id, task }: { id: number; task: HashTask }) => {
  parentPort?.postMessage({ id, result: 'spelled' in task ? await compareOld(task) : resultOf(task) })
})

function resultOf(task: Exclude<HashTask, { spelled: unknown }>) {
  return 'cost' in task ? hashSync(task.password, task.cost) : verifySync(task.stored, task.password)
}

/** What old hashes need is loaded with the first one. What cannot be compared fits nobody. */
async function compareOld({ stored, spelled, nobody }: Extract<HashTask, { spelled: unknown }>) {
  const beside = import.meta.url.endsWith('.ts') ? './old-hashes/compare-old.ts' : './compare-old.js'
  const loaded: typeof import('./old-hashes/compare-old.ts') = await import(new URL(beside, import.meta.url).href)
  return loaded.compareOld(stored, spelled, nobody).catch(() => false)
}
