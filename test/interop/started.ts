import { type ChildProcess, spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'

/** Starts a server of somebody else in the foreground and waits until it answers; it ends with the test. */
export async function started(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
  answersAt: string,
) {
  // In a process group of its own, and ended as one: Apache ends all of its group when it is told to end, and the workers of PHP's
  // server do not notice when their first process has gone.
  const child = spawn(command, args, {
    detached: true,
    env: { ...env, PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const last = () => endGroup(child)
  process.once('exit', last)
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(String(part)))
  onTestFinished(async () => {
    await ended(child)
    process.off('exit', last)
  })
  await new Promise<void>((resolve, reject) => {
    const gone = () => reject(new Error(`${command} did not start: ${said.join('')}`))
    child.once('error', gone).once('exit', gone)
    const knock = () =>
      fetch(answersAt, { method: 'HEAD', redirect: 'manual' }).then(
        () => resolve(),
        () => child.exitCode === null && setTimeout(knock, 50),
      )
    void knock()
  })
  return { said: () => said.join('') }
}

function ended(child: ChildProcess) {
  return new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    endGroup(child)
  })
}

function endGroup({ pid }: ChildProcess) {
  if (pid !== undefined) process.kill(-pid, 'SIGTERM')
}
