import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { csv } from '../registry.ts'
import { whenDone } from '../when-done.ts'
import { breakableUniversity, settingsOfNode } from './place.ts'
import { report } from './report.ts'
import { beginStorm } from './storm.ts'

const KILLS = 10
const PEOPLE = 1_500

test(`an import is killed ${KILLS} times at any moment, and its people come in all at once or not at all`, async () => {
  const place = await breakableUniversity({ nodes: 1, humans: 4 })
  const storm = beginStorm(place, { atOnce: 1, desk: false })
  const folder = mkdtempSync(join(tmpdir(), 'furta-faults-import-'))
  whenDone(async () => rmSync(folder, { recursive: true }))
  const file = join(folder, 'people.csv')
  const whole: number[] = []
  let usual = 0
  for (let round = 0; round <= KILLS; round++) {
    const rows = Array.from({ length: PEOPLE }, (_, number) => newcomer(round * PEOPLE + number))
    writeFileSync(file, csv(...rows))
    const begun = performance.now()
    const mend = place.break('an import is killed')
    // The first one goes through, so that it is known how long one takes.
    await runImport(place, file, round === 0 ? undefined : usual * (0.3 + 0.75 * place.dice.share()))
    if (round === 0) usual = performance.now() - begun
    mend()
    await storm.look()
    const there = await countNewcomers(round)
    expect([0, PEOPLE]).toContain(there)
    whole.push(there)
  }
  await storm.calm()
  // An import that nobody is at work on any more keeps no later one from coming in.
  writeFileSync(file, csv(newcomer(90_000)))
  await runImport(place, file)
  expect(await countNewcomers(90_000 / PEOPLE, 1)).toBe(1)
  report('imports killed', {
    kills: KILLS,
    'had come in whole': whole.filter((one) => one > 0).length - 1,
    people: PEOPLE,
    ...storm.journeys,
  })
  expect(storm.violations).toEqual([])
  expect(storm.journeys.done).toBeGreaterThan(5)

  async function countNewcomers(round: number, people = PEOPLE) {
    const { there } = await place.database.db
      .selectFrom('people')
      .select((row) => row.fn.countAll<string>().as('there'))
      .where('usos_id', '>=', String(8_000_000 + round * PEOPLE))
      .where('usos_id', '<', String(8_000_000 + round * PEOPLE + people))
      .executeTakeFirstOrThrow()
    return Number(there)
  }
}, 600_000)

function newcomer(number: number) {
  return {
    id: String(8_000_000 + number),
    first_name: 'Zofia',
    last_name: 'Nowa',
    student_number: String(8_000_000 + number),
    email: `new${number}@student.agh.edu.pl`,
    student_status: 2,
    registration_connected: 1,
  }
}

type Place = Awaited<ReturnType<typeof breakableUniversity>>

async function runImport(place: Place, file: string, killAfter?: number) {
  const child = spawn(process.execPath, [join(process.cwd(), 'dist', 'furta.js'), 'import', file], {
    env: { PATH: process.env.PATH, ...settingsOfNode(place) },
    stdio: 'ignore',
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  await gone
  clearTimeout(timer)
}
