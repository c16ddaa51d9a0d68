import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { hashSync, verifySync } from '@node-rs/argon2'
import { giveWay } from '../world/index.ts'
import type { Answered, Asked, HashTask } from './hash-threads.ts'

// Pages and ticket validations go before hashes.
if (workerData.yields) giveWay()

/**
 * While more wait at the door, results are told in handfuls, so many milliseconds apart: each time the main thread and PostgreSQL are
 * woken they find the caches filled with what hashing needs, and pay for it once (decision 252).
 */
const TOLD_EVERY = 40
const door: Asked[] = []
let working = false
let results: Answered[] = []
let toldAt = Number.NEGATIVE_INFINITY

parentPort?.on('message', (asked: Asked) => {
  door.push(asked)
  if (!working) void work()
})

async function work() {
  working = true
  try {
    for (let asked = next(); asked; asked = next()) {
      const { id, task } = asked
      // One of another system may take a second: whoever is done does not wait for it.
      if ('spelled' in task) tell()
      const result = 'spelled' in task ? await compareOld(task) : resultOf(task)
      results.push({ id, result })
      if (performance.now() - toldAt >= TOLD_EVERY) tell()
    }
  } finally {
    tell()
    working = false
  }
}

function next(): Asked | undefined {
  return door.shift() ?? (parentPort ? receiveMessageOnPort(parentPort)?.message : undefined)
}

function tell() {
  if (results.length === 0) return
  parentPort?.postMessage(results)
  results = []
  toldAt = performance.now()
}

function resultOf(task: Exclude<HashTask, { spelled: unknown }>) {
  return 'cost' in task ? hashSync(task.password, task.cost) : verifySync(task.stored, task.password)
}

/** What old hashes need is loaded with the first one. What cannot be compared fits nobody. */
async function compareOld({ stored, spelled, nobody }: Extract<HashTask, { spelled: unknown }>) {
  const beside = import.meta.url.endsWith('.ts') ? './old-hashes/compare-old.ts' : './compare-old.js'
  const loaded: typeof import('./old-hashes/compare-old.ts') = await import(new URL(beside, import.meta.url).href)
  return loaded.compareOld(stored, spelled, nobody).catch(() => false)
}
