import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { hashSync, verifySync } from '@node-rs/argon2'
import type { HashTask } from './hash-threads.ts'

// On Linux this lowers the calling thread alone: pages and ticket validations go before hashes, which take the cores
// all the same whenever nobody else wants them. Elsewhere it would lower the whole program.
if (process.platform === 'linux') setPriority(10)

parentPort?.on('message', ({ id, task }: { id: number; task: HashTask }) => {
  const result = 'cost' in task ? hashSync(task.password, task.cost) : verifySync(task.stored, task.password)
  parentPort?.postMessage({ id, result })
})
