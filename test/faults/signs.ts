import type { ProgramProcess } from '../program-process.ts'

interface Line {
  readonly time: string
  readonly msg: string
  /** The codes that the courier met. */
  readonly because?: string
}

/** What nodes have written into their logs since a moment: the sign of a fault that shows in no answer. */
export function logged(nodes: readonly ProgramProcess[], msg: string, since: number): readonly Line[] {
  return nodes
    .flatMap((node) => node.said().split('\n'))
    .map(lineOf)
    .filter((line) => line !== undefined)
    .filter((line) => line.msg === msg && Date.parse(line.time) >= since)
}

/** The oldest one may be half gone. */
function lineOf(text: string): Line | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
