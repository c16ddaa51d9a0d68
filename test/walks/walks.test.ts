import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type University, university } from '../university.ts'
import { Model } from './model.ts'
import * as steps from './steps.ts'
import { Walker } from './walker.ts'

const WALKS = 200
// The same walks every time, so that a red run means a change: WALKS_SEED=$RANDOM takes others.
const seed = Number(process.env.WALKS_SEED ?? 93_219_041)

let place: University
beforeAll(async () => {
  place = await university({
    // Budgets have tests of their own; here only the cooldown between two letters stands.
    settings: {
      LETTERS_PER_HOUR: '1000',
      LETTERS_PER_DAY: '10000',
      LETTERS_PER_SOURCE: '1000000',
      LETTERS_OVERALL: '1000000',
      NEGATIVE_ANSWERS_PER_SOURCE: '1000000',
      NEGATIVE_ANSWERS_OVERALL: '1000000',
      SOURCE_ACCOUNTS: '1000000',
      SOURCE_FAILURES: '1000000',
      ADDRESS_HOLD: '0s',
    },
  })
})

const browser = fc.nat({ max: 1 })
const address = fc.constantFrom('first', 'first', 'first', 'first', 'second', 'second', 'stranger')
const link = fc.constantFrom(0, 0, 0, 0, 1, 2)
const password = fc.nat({ max: 4 })

/** Often what a journey is made of, now and then what comes between. */
const any = [
  ...often(7, fc.tuple(browser, address), (chosen) => new steps.AskForLink(...chosen)),
  ...often(6, fc.tuple(link, password), (chosen) => new steps.SetPassword(...chosen)),
  ...often(2, fc.tuple(link, fc.constantFrom(1, 3)), (chosen) => new steps.AnswerWrongly(...chosen)),
  ...often(3, fc.tuple(browser, address, fc.constant('mine')), (chosen) => new steps.SignIn(...chosen)),
  ...often(1, fc.tuple(browser, address, password), (chosen) => new steps.SignIn(...chosen)),
  ...often(2, browser, (number) => new steps.OpenAccount(number)),
  ...often(1, browser, (number) => new steps.SignOut(number)),
  ...often(2, link, (pick) => new steps.Scan(pick)),
  ...often(3, fc.constantFrom(2, 2, 65, 1500), (minutes) => new steps.Wait(minutes)),
  ...often(1, fc.constant(undefined), () => new steps.PressButton()),
  ...often(1, fc.constant(undefined), () => new steps.SetTwoAtOnce()),
  ...often(1, fc.constantFrom(steps.Disable, steps.Leave, steps.LoseConnection), (Trouble) => new Trouble()),
  ...often(3, fc.constantFrom(steps.Enable, steps.Return, steps.Connect), (Help) => new Help()),
  ...often(1, fc.constant(undefined), () => new steps.MoveAddress()),
]

function often<Chosen, Step>(times: number, chosen: fc.Arbitrary<Chosen>, step: (chosen: Chosen) => Step) {
  return Array.from({ length: times }, () => chosen.map(step))
}

test(`whatever happens in whatever order, pages, mailboxes and sessions do as the table of states says (seed ${seed})`, async () => {
  let walkers = 0
  const walk = fc.asyncProperty(
    fc.constantFrom(true, true, true, false),
    fc.commands(any, { maxCommands: 36, size: 'max' }),
    async (connected, walked) => {
      const walker = await Walker.arrives(place, ++walkers, connected)
      const model = new Model(connected)
      await fc.asyncModelRun(() => ({ model, real: walker }), walked)
      await steps.tryEveryPassword(model, walker)
    },
  )
  await fc.assert(walk, { numRuns: WALKS, seed })
  expect(walkers).toBeGreaterThanOrEqual(WALKS)
}, 240_000)
