import { readdirSync, readFileSync } from 'node:fs'

/** PSS of the program and everything it has started, PostgreSQL included, in MiB: shared pages are counted once. */
export function pssOf(pid: number): number {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1])
    if (parent) parents.set(Number(name), parent)
  }
  const belongs = (one: number): boolean => one === pid || (parents.has(one) && belongs(parents.get(one) as number))
  let kib = 0
  for (const one of [pid, ...parents.keys()].filter((each, index, all) => all.indexOf(each) === index && belongs(each)))
    kib += Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${one}/smaps_rollup`))?.[1] ?? 0)
  return kib / 1024
}

/** A process may have ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
