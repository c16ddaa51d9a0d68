import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { whenDone } from '../when-done.ts'
import { breakableUniversity, type Place } from './place.ts'
import { cannotBeMade, FAKETIME } from './possible.mjs'
import { report } from './report.ts'
import { beginStorm } from './storm.ts'

const impossible = cannotBeMade().clocks

test.skipIf(impossible)(
  'the clock of one node jumps forth and back under people at work, and no promise is broken',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'furta-faults-clock-'))
    whenDone(async () => rmSync(folder, { recursive: true }))
    const file = join(folder, 'clock')
    const set = (offset: string) => writeFileSync(file, `${offset}\n`)
    set('+0')
    // `faketime` itself would set a clock once and for all; with a file the time is asked for again and again.
    const under = [
      'env',
      `LD_PRELOAD=${FAKETIME}`,
      `FAKETIME_TIMESTAMP_FILE=${file}`,
      'FAKETIME_NO_CACHE=1',
      'DONT_FAKE_MONOTONIC=1',
    ]
    const place = await breakableUniversity({ nodes: 2, humans: 12, under: (node) => (node === 0 ? under : []) })
    const storm = beginStorm(place, { atOnce: 3 })
    // A ticket lives a minute, a step of the second factor half of one.
    for (const seconds of [90, -90, 0, 20, -20, 0]) {
      const mend = place.break(`the clock of node 0 at ${seconds} s`, { clock: true })
      set(`${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}s`)
      // By its own word, and that of the other one: a clock that does not jump proves nothing.
      await expect.poll(() => clocksOf(place)).toEqual([seconds, 0].map(about))
      await new Promise((resolve) => setTimeout(resolve, 5_000))
      mend()
      await storm.look()
    }
    await storm.calm()
    report('clock jumps', { jumps: 6, ...storm.journeys, violations: storm.violations.length })
    expect(storm.violations).toEqual([])
    expect(storm.journeys.done).toBeGreaterThan(5)
  },
  600_000,
)

/** How many seconds the clock of each node is ahead, as the Date of an answer says. */
function clocksOf({ nodes }: Place) {
  return Promise.all(
    nodes.map(async ({ origin }) => {
      const answer = await fetch(`${origin}/privacy`)
      await answer.arrayBuffer()
      return (Date.parse(answer.headers.get('date') ?? '') - Date.now()) / 1000
    }),
  )
}

/** A Date has whole seconds and may be one old, and the machine has other work. */
const about = (seconds: number) => expect.toSatisfy((said: number) => Math.abs(said - seconds) < 4)
