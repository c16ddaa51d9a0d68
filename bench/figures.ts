/** One line of a report, in numbers: what is printed, kept, drawn and written into README comes from it alone. */
export interface Figure {
  readonly what: string
  /** "ms", "a second"; empty where the figure is a mere number. */
  readonly unit: string
  /** One value of each round. */
  readonly rounds: readonly number[]
  /** What the machine itself was capable of in the same rounds. */
  readonly reference?: Reference
  /** Without one the figure is there to be compared. */
  readonly bar?: Bar
  /** Stands in README though no bar is set: what has one would flatter without it. */
  readonly inReadme?: true
  /** The percentiles 1 to 100 of all that was timed, where the figure is one of them. */
  readonly percentiles?: readonly number[]
}

interface Reference {
  readonly what: string
  readonly unit: string
  readonly rounds: readonly number[]
}

/** What the median must reach: of the figure, or of its ratio to the reference, round by round. */
interface Bar {
  readonly of: 'figure' | 'ratio'
  readonly direction: 'at most' | 'at least'
  readonly value: number
}

export const atMost = (value: number, of: Bar['of'] = 'figure'): Bar => ({ of, direction: 'at most', value })
export const atLeast = (value: number, of: Bar['of'] = 'figure'): Bar => ({ of, direction: 'at least', value })

/** Round by round, since the machine's speed drifts. */
export function ratios({ rounds, reference }: Figure): number[] {
  return reference ? rounds.map((value, round) => value / (reference.rounds[round] ?? Number.NaN)) : []
}

export function reached(figure: Figure): boolean {
  if (!figure.bar) return true
  const { of, direction, value } = figure.bar
  const had = median(of === 'ratio' ? ratios(figure) : figure.rounds)
  return direction === 'at most' ? had <= value : had >= value
}

/** The values of each name, round by round: `{ raw, signIns }[]` becomes `{ raw: [], signIns: [] }`. */
export function byName<Name extends string>(rounds: readonly Record<Name, number>[]): Record<Name, number[]> {
  const names = Object.keys(rounds[0] ?? {}) as Name[]
  return Object.fromEntries(names.map((name) => [name, rounds.map((round) => round[name])])) as Record<Name, number[]>
}

/** "131 a second (121 to 147)": the median of the rounds, and how far they lie apart. */
export function spread(values: readonly number[], unit: string): string {
  const all = sorted(values)
  const [least, middle, most] = [all[0], median(all), all.at(-1)].map((value) => shown(value ?? Number.NaN))
  const apart = all.length > 1 ? ` (${least} to ${most})` : ''
  return `${middle}${unit && ` ${unit}`}${apart}`
}

/** As many digits as say something: 1,484, 14.3, 0.853. */
export function shown(value: number): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}

export function barShown({ unit, bar, inReadme }: Figure): string {
  if (!bar) return inReadme ? 'no bar is set' : ''
  return `${bar.of === 'ratio' ? 'ratio ' : ''}${bar.direction} ${shown(bar.value)}${bar.of === 'ratio' || !unit ? '' : ` ${unit}`}`
}

export function sorted(values: readonly number[]): number[] {
  return [...values].sort((one, other) => one - other)
}

export function percentile(values: readonly number[], share: number): number {
  const all = sorted(values)
  return all[Math.min(all.length - 1, Math.ceil(all.length * share) - 1)] ?? Number.NaN
}

export function percentiles(values: readonly number[]): number[] {
  return Array.from({ length: 100 }, (_, at) => Number(percentile(values, (at + 1) / 100).toFixed(2)))
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}
