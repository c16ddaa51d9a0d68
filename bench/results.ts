import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Figure } from './figures.ts'

const folder = fileURLToPath(new URL('./results/', import.meta.url))

/** What a measurement found, and where and when. */
export interface Result {
  readonly date: string
  /** The commit of the build that was measured; kept nowhere in the first results. */
  readonly commit?: string
  readonly machine: Machine
  readonly figures: readonly Figure[]
  /** One minute after the other, where a measurement is about time. */
  readonly samples?: readonly Record<string, number>[]
}

interface Machine {
  readonly cores: number
  readonly memoryGiB: number
  readonly kernel: string
  readonly node: string
  readonly postgres: string
}

/** What a measurement gives back. */
export type Measured = readonly Figure[] | Pick<Result, 'figures' | 'samples'>

export function keep(name: string, measured: Measured, commit: string | undefined): Result {
  const found = 'figures' in measured ? measured : { figures: measured }
  const date = new Date().toISOString().slice(0, 10)
  const result: Result = { date, ...(commit !== undefined && { commit }), machine: thisMachine(), ...found }
  mkdirSync(folder, { recursive: true })
  const short = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value)
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(result, short, 1).replaceAll(/\n\s+(?=-?\d|\])/g, ' ')}\n`)
  return result
}

/** Of what a program and its measurement are made, but for what is measured. */
const MAKES_A_RESULT = [
  'src',
  'bin',
  'bench',
  'package.json',
  'package-lock.json',
  'institution.yaml',
  ':!bench/results',
]

/** "5f30951a2b3c", with a plus where what is built or measures differs from that commit; nothing where Git is missing or the folder is no clone. */
export function commitOf(folder: string): string | undefined {
  const git = (...words: string[]) => spawnSync('git', words, { cwd: folder, encoding: 'utf8' })
  const commit = git('rev-parse', '--short=12', 'HEAD')
  if (commit.status !== 0) return undefined
  const { stdout: changed } = git('status', '--porcelain', '--', ...MAKES_A_RESULT)
  return `${commit.stdout.trim()}${changed === '' ? '' : '+'}`
}

/** What is kept, by the name of its measurement. */
export function keptResults(): Map<string, Result> {
  mkdirSync(folder, { recursive: true })
  const names = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return new Map(
    names.sort().map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(`${folder}${file}`, 'utf8'))]),
  )
}

/** Nothing that names it: a figure is compared by these. */
function thisMachine(): Machine {
  const { optionalDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return {
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release().replace(/^(\d+\.\d+).*/, '$1'),
    node: process.version,
    postgres: String(Object.values(optionalDependencies)[0]).replace(/-.*/, ''),
  }
}
