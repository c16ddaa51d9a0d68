import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What collects everything of the thread that asks. Node shows it only to those who ask by a flag; the flag may be given late, and be taken back. */
export function garbageCollector(): NodeJS.GCFunction {
  setFlagsFromString('--expose-gc')
  const collect: NodeJS.GCFunction = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  return collect
}
