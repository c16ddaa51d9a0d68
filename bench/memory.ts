import { type Installation, withOwnInstallation } from './alone.ts'
import { startBareServer } from './bare.ts'
import { atMost, byName, type Figure } from './figures.ts'
import { peopleWithPasswords } from './people.ts'
import { type RunningProgram, withProgram } from './program.ts'
import { pssOf } from './pss.ts'
import { load } from './signin.ts'

const ROUNDS = 3
const SECONDS = 6
/** After this long what a burst has taken is given back: connections, threads, and the young generation of the heap. */
const SETTLING = 30_000
const BARE_SETTLING = 5_000
const IDLE_BAR = 180
const LOAD_BAR = 400

/** The memory of the program with its PostgreSQL and all their processes (PSS, in MiB): while 32 sign in, and half a minute later. */
export async function memory(): Promise<Figure[]> {
  const { bare, rounds } = await withOwnInstallation(async (own) => ({
    // Beforehand: two programs over the same Node would share its pages.
    bare: await bareIdle(own),
    rounds: await withProgram(measure, {}, { own }),
  }))
  const of = byName(rounds)
  const reference = { what: 'a bare node:http server, idle', unit: 'MiB', rounds: bare }
  return [
    { what: 'memory of program and PostgreSQL, idle', unit: 'MiB', rounds: of.idle, reference, bar: atMost(IDLE_BAR) },
    { what: 'the same while 32 sign in, at the peak', unit: 'MiB', rounds: of.load, reference, bar: atMost(LOAD_BAR) },
  ]
}

async function bareIdle(own: Installation): Promise<number[]> {
  const rounds: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await startBareServer({ own })
    await new Promise((resolve) => setTimeout(resolve, BARE_SETTLING))
    rounds.push(pssOf(bare.pid))
    await bare.stop()
  }
  return rounds
}

async function measure(program: RunningProgram) {
  const people = await peopleWithPasswords(program)
  const rounds: { load: number; idle: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const watch = watchPeak(program.pid)
    await load(program, people, SECONDS, 0)
    const peak = watch.stop()
    await new Promise((resolve) => setTimeout(resolve, SETTLING))
    rounds.push({ load: peak, idle: pssOf(program.pid) })
  }
  return rounds
}

function watchPeak(pid: number) {
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, pssOf(pid))
  }, 500)
  return {
    stop() {
      clearInterval(timer)
      return peak
    },
  }
}
