import { spawn } from 'node:child_process'
import { ownPriority } from '../src/world/index.ts'

/**
 * What is measured is started from here, and has the class and the priority that this process has. Where they are not the usual ones no
 * thread gives way to another as it should, and a figure says nothing of the program.
 */
export function refuseUnusualPriority() {
  const { nice, policy } = ownPriority() ?? { nice: 0, policy: 0 }
  if (nice === 0 && policy === 0) return
  console.error(
    `This shell runs with nice ${nice} and scheduling policy ${policy}, not 0 and 0: a figure would say nothing.`,
  )
  process.exit(2)
}

/**
 * Does `work` with the machine to itself, where it is shared and `BENCH_ALONE` says how it is to be had: a command that writes a line when
 * it has it, and gives it back when its input ends. So what is only being filled in holds nobody up.
 */
export async function withTheMachine<Result>(work: () => Promise<Result>): Promise<Result> {
  const command = process.env.BENCH_ALONE
  if (command === undefined) return work()
  const holder = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => holder.once('close', resolve))
  await Promise.race([
    new Promise((resolve) => holder.stdout.once('data', resolve)),
    ended.then((code) => Promise.reject(new Error(`BENCH_ALONE ended with ${code} before it had the machine.`))),
  ])
  try {
    return await work()
  } finally {
    holder.stdin.end()
    await ended
  }
}
