import { type ChildProcess, spawn } from 'node:child_process'
import { THIS_PROGRAM } from '../releases.ts'
import { whenDone } from '../when-done.ts'
import { until } from './postgres.ts'

export interface Node {
  readonly name: string
  readonly port: number
  readonly origin: string
  /** Requests that it has answered so far, by route. */
  served(route?: string): number
  said(): string
  /** The minutes in which it has carried out this task of the timetable. */
  ran(task: string): readonly string[]
  /** The status of /readyz, or 0 when nobody listens. */
  readyz(): Promise<number>
  /** Starts it, or the program of another release in its place. */
  start(program?: string): Promise<void>
  /** SIGTERM; gives the exit code when it has gone. */
  stop(): Promise<number | null>
  kill(): Promise<void>
}

/** The program as it is shipped, in a process of its own, on a port that it keeps. */
export function makeNode(name: string, port: number, environment: Record<string, string>): Node {
  const origin = `http://127.0.0.1:${port}`
  const routes = new Map<string, number>()
  const ran: { task: string; minute: string }[] = []
  let said = ''
  let line = ''
  let child: ChildProcess | undefined
  let ended: Promise<number | null> = Promise.resolve(0)

  function hear(part: string) {
    said = (said + part).slice(-200_000)
    const lines = (line + part).split('\n')
    line = lines.pop() ?? ''
    for (const one of lines) {
      const [, route] = /"route":"([^"]*)".*"msg":"answered"/.exec(one) ?? []
      if (route !== undefined) routes.set(route, (routes.get(route) ?? 0) + 1)
      const [, minute = '', task] = /"time":"([^"]{16}).*"msg":"Completed task \S+ \(([\w-]+),/.exec(one) ?? []
      if (task !== undefined) ran.push({ task, minute })
    }
  }
  const readyz = () =>
    fetch(`${origin}/readyz`).then(
      async (answer) => {
        await answer.arrayBuffer()
        return answer.status
      },
      () => 0,
    )
  async function end(signal: NodeJS.Signals) {
    child?.kill(signal)
    return ended
  }
  whenDone(() => end('SIGKILL'))
  return {
    name,
    port,
    origin,
    served: (route) =>
      route === undefined ? [...routes.values()].reduce((sum, one) => sum + one, 0) : (routes.get(route) ?? 0),
    said: () => said,
    ran: (task) => ran.filter((one) => one.task === task).map(({ minute }) => minute),
    readyz,
    async start(program = THIS_PROGRAM) {
      const running = spawn(process.execPath, [program], {
        env: { PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'debug', ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = running
      ended = new Promise((resolve) => running.once('exit', resolve))
      running.stdout.on('data', (part) => hear(String(part)))
      running.stderr.on('data', (part) => hear(String(part)))
      await until(async () => {
        if (running.exitCode !== null) throw new Error(`${name} did not start: ${said.slice(-1_000)}`)
        return (await readyz()) === 200
      }, 60_000)
    },
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  }
}
