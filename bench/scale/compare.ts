import { atMost, type Figure, median, percentile, percentiles } from '../figures.ts'
import { type Kind, prepared } from './kind.ts'
import { A_NIGHT, kinds } from './kinds.ts'
import type { Asked } from './university.ts'

const ROUNDS = 3
const TURNS = Number(process.env.SCALE_TURNS ?? 40)
const IMPORTS = 4
const WARM_UP = 5
const BAR = 1.15

type Both<Value> = Record<'small' | 'large', Value>

/** Every kind of request to the one and to the other, the order changing from turn to turn. */
export async function inTurn(both: Both<Asked>): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [what, kind] of Object.entries(kinds)) {
    const rounds: Both<number>[] = []
    const all: Both<number[]> = { small: [], large: [] }
    if (what !== A_NIGHT) await askedSoOften(both, kind, WARM_UP, 1000)
    for (let round = 0; round < ROUNDS; round++) {
      const turns = what === A_NIGHT ? IMPORTS : TURNS
      const times = await askedSoOften(both, kind, turns, round * turns)
      for (const which of ['small', 'large'] as const) all[which].push(...times[which])
      rounds.push({ small: median(times.small), large: median(times.large) })
    }
    console.log(
      `  ${what}: p99 ${percentile(all.small, 0.99).toFixed(1)} ms, then ${percentile(all.large, 0.99).toFixed(1)} ms`,
    )
    figures.push({
      what,
      unit: 'ms',
      rounds: rounds.map(({ large }) => large),
      reference: {
        what: `the same over ${both.small.people.toLocaleString('en')} people`,
        unit: 'ms',
        rounds: rounds.map(({ small }) => small),
      },
      bar: atMost(BAR, 'ratio'),
      percentiles: percentiles(all.large),
    })
  }
  return figures
}

/** What is prepared before a request and looked at after it is done in both as well, and not timed. */
async function askedSoOften(both: Both<Asked>, kind: Kind, turns: number, from: number): Promise<Both<number[]>> {
  const times: Both<number[]> = { small: [], large: [] }
  for (let turn = 0; turn < turns; turn++) {
    const order = turn % 2 === 0 ? (['small', 'large'] as const) : (['large', 'small'] as const)
    for (const which of order) {
      const { ask, check } = await prepared(kind, both[which], from + turn)
      const begun = performance.now()
      await ask()
      times[which].push(performance.now() - begun)
      await check?.()
    }
  }
  return times
}
