/** Milliseconds each, of the same kind of request. */
export type Samples = readonly number[]

export interface Verdict {
  readonly passes: boolean
  readonly difference: number
  /** How often a sample of the one is slower than one of the other: a half when nothing can be heard. */
  readonly auc: number
  readonly median: number
}

/** The timing verdict: whether somebody with a stop watch could tell the two apart (requirements §0.3). */
export function verdict(one: Samples, other: Samples): Verdict {
  const [a, b] = [median(one), median(other)]
  const difference = a - b
  const auc = slowerShare(one, other)
  const passes = Math.abs(difference) <= Math.max(8, 0.1 * Math.min(a, b)) && auc >= 0.4 && auc <= 0.6
  return { passes, difference, auc, median: Math.min(a, b) }
}

function median(samples: Samples) {
  const sorted = samples.toSorted((x, y) => x - y)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}

/** Ties count a half. */
function slowerShare(one: Samples, other: Samples) {
  let slower = 0
  for (const a of one) for (const b of other) slower += a > b ? 1 : a === b ? 0.5 : 0
  return slower / (one.length * other.length)
}
