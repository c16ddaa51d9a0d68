import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'

const people = Number(process.env.SIMULATED_PEOPLE ?? 60)
const seed = Number(process.env.SIMULATION_SEED ?? 20261122)
const report = process.env.SIMULATION_REPORT

test(`of ${people} people who are not recognized nineteen in twenty help themselves with one click at a desk, and nobody else gets in (seed ${seed})`, async () => {
  const simulation = await simulate({ people, seed })
  if (report !== undefined) writeFileSync(report, JSON.stringify(simulation))

  const inside = simulation.kinds.filter(({ belongs }) => belongs === 'in')
  const sum = (of: 'people' | 'withOneClick') => inside.reduce((total, kind) => total + kind[of], 0)
  const told = simulation.surprises.join('\n')
  expect(
    simulation.kinds.filter(({ belongs, signedIn }) => belongs !== 'in' && signedIn > 0),
    told,
  ).toEqual([])
  expect(sum('withOneClick') / sum('people'), told).toBeGreaterThanOrEqual(0.95)
}, 1_800_000)
