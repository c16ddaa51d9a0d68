import { readdirSync, readFileSync } from 'node:fs'

/**
 * What a program and everything it has started hold of the machine's memory, in MiB. PSS: a page that several processes share is
 * counted once, by shares, so the buffers of PostgreSQL stand in the sum as often as in the machine.
 */
export function pssOf(pid: number): number {
  return memoryOf(pid).all
}

export interface Memory {
  readonly all: number
  readonly program: number
}

/** All of it, and the program by itself. */
export function memoryOf(pid: number): Memory {
  const children = childrenOf()
  const tree = [pid]
  for (const process of tree) tree.push(...(children.get(process) ?? []))
  const [program = 0, ...others] = tree.map((process) => kibibytesOf(process) / 1024)
  return { all: others.reduce((sum, one) => sum + one, program), program }
}

function childrenOf(): Map<number, number[]> {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    // What has ended meanwhile is nobody's child.
    const parent = Number(/\nPPid:\s+(\d+)/.exec(read(`/proc/${name}/status`))?.[1] ?? 0)
    children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  return children
}

function kibibytesOf(pid: number): number {
  return Number(/\nPss:\s+(\d+) kB/.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
