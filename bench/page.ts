import { askFor, startBareServer } from './bare.ts'
import { Browser } from './browser.ts'
import { atLeast, atMost, byName, type Figure } from './figures.ts'
import { type RunningProgram, withProgram } from './program.ts'

const ROUNDS = 5
const IN_FLIGHT = 16
const WIRE_BAR = 20_000

/** What the sign-in page and everything it loads weigh on the wire, and how fast it is made beside a bare server. */
export async function page(): Promise<Figure[]> {
  return withProgram(async (program) => {
    const bytes = await weigh(program.origin)
    const bare = await startBareServer()
    const rounds = await inTurn({ bare, program }).finally(() => bare.stop())
    const of = byName(rounds)
    return [
      { what: 'the sign-in page with everything it loads', unit: 'bytes', rounds: [bytes], bar: atMost(WIRE_BAR) },
      {
        what: 'the sign-in page, at LOG_LEVEL=error',
        unit: 'a second',
        rounds: of.page,
        reference: { what: 'bare node:http, a process of its own too', unit: 'a second', rounds: of.bare },
        bar: atLeast(0.2, 'ratio'),
      },
      {
        what: 'the same for a client that sleeps between two answers, and that the server wakes',
        unit: 'a second',
        rounds: of.pageAsleep,
        reference: { what: 'bare node:http, for the same client', unit: 'a second', rounds: of.bareAsleep },
        inReadme: true,
      },
      // Else the client would be measured, and the page flattered.
      { what: 'how busy the bare server was', unit: '% of a core', rounds: of.bareBusy, bar: atLeast(90) },
      { what: 'how busy the program was', unit: '% of a core', rounds: of.programBusy },
    ]
  })
}

/** Both are there all the time, and each is asked for as long before the first round and in every round. */
async function inTurn({ bare, program }: Record<'bare' | 'program', RunningProgram>) {
  const askBoth = async (awake: boolean) => ({
    bare: await askFor(bare, '/', { atOnce: IN_FLIGHT, awake }),
    page: await askFor(program, '/cas/login', { atOnce: IN_FLIGHT, awake }),
  })
  await askBoth(true)
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) {
    const asleep = await askBoth(false)
    const awake = await askBoth(true)
    rounds.push({
      bare: awake.bare.rate,
      page: awake.page.rate,
      bareAsleep: asleep.bare.rate,
      pageAsleep: asleep.page.rate,
      bareBusy: awake.bare.busy * 100,
      programBusy: awake.page.busy * 100,
    })
  }
  return rounds
}

async function weigh(origin: string): Promise<number> {
  const browser = new Browser(origin)
  const wanted = { 'accept-encoding': 'br, gzip' }
  const page = await browser.get('/cas/login', wanted)
  const plain = await browser.get('/cas/login')
  const loaded = [...plain.body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path as string)
  let bytes = page.bytes
  for (const path of new Set(loaded)) bytes += (await browser.get(path, wanted)).bytes
  browser.close()
  return bytes
}
