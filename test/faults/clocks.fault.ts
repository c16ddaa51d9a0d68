import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
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
    await twoYearsAhead(place, set)
    report('clock jumps', { jumps: 6, ...storm.journeys, violations: storm.violations.length })
    expect(storm.violations).toEqual([])
    expect(storm.journeys.done).toBeGreaterThan(5)
  },
  600_000,
)

/** Nobody is at work: sessions and links end by such a clock. Whatever the timetable starts removes and closes nothing, and goes on at the other node. */
async function twoYearsAhead(place: Place, set: (offset: string) => void) {
  const { db } = place.database
  const soon = new Date(Date.now() + 300 * 86_400_000)
  await db.updateTable('people').set({ valid_until: soon }).execute()
  const kept = async () => {
    const { rows } = await sql<{ open: number; events: number }>`select
      (select count(*) from people where closed_at is null)::int as open,
      (select count(*) from audit_events)::int as events`.execute(db)
    return rows[0] ?? { open: 0, events: 0 }
  }
  const before = await kept()
  set('+63072000s')
  await expect
    .poll(() => place.nodes[0]?.said(), { timeout: 60_000, interval: 500 })
    .toContain('more than five minutes apart')
  for (const task of ['retention', 'suspend-leavers'])
    await sql`select from graphile_worker.add_job(${task}, job_key => ${`timetable:${task}`})`.execute(db)
  const due = () =>
    sql<{
      key: string
    }>`select key from graphile_worker._private_jobs where key in ('timetable:retention', 'timetable:suspend-leavers')`.execute(
      db,
    )
  await expect.poll(async () => (await due()).rows, { timeout: 120_000, interval: 500 }).toEqual([])
  set('+0')
  const after = await kept()
  expect(after.open).toBe(before.open)
  expect(after.events).toBeGreaterThanOrEqual(before.events)
}

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
