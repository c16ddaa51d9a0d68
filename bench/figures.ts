/** One line of a report: a figure beside the bar it must reach. */
export interface Figure {
  readonly what: string
  readonly figure: string
  readonly bar: string
  readonly reached: boolean
}

export function sorted(values: readonly number[]): number[] {
  return [...values].sort((one, other) => one - other)
}

export function percentile(values: readonly number[], share: number): number {
  const all = sorted(values)
  return all[Math.min(all.length - 1, Math.ceil(all.length * share) - 1)] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** "0.91 (0.90 to 0.93)": the median of the rounds, and how far they lie apart. */
export function spread(values: readonly number[], digits: number): string {
  const all = sorted(values)
  const shown = (value: number | undefined) => (value ?? Number.NaN).toFixed(digits)
  return `${shown(median(all))} (${shown(all[0])} to ${shown(all.at(-1))}, ${all.length} rounds)`
}
