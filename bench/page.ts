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
        what: 'the sign-in page',
        unit: 'a second',
        rounds: of.page,
        reference: { what: 'bare node:http, a process of its own too', unit: 'a second', rounds: of.bare },
        bar: atLeast(0.2, 'ratio'),
      },
      { what: 'how busy the bare server was meanwhile', unit: '% of a core', rounds: of.bareBusy },
      { what: 'and the client that asked the bare server', unit: '% of a core', rounds: of.clientOfBareBusy },
      { what: 'how busy the program was', unit: '% of a core', rounds: of.programBusy },
      { what: 'and the client that asked the program', unit: '% of a core', rounds: of.clientOfProgramBusy },
    ]
  })
}

/** Both are there all the time, and each is asked for as long before the first round and in every round. */
async function inTurn({ bare, program }: Record<'bare' | 'program', RunningProgram>) {
  const askBoth = async () => ({
    bare: await askFor(bare, '/', IN_FLIGHT),
    page: await askFor(program, '/cas/login', IN_FLIGHT),
  })
  await askBoth()
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) {
    const { bare, page } = await askBoth()
    rounds.push({
      bare: bare.rate,
      page: page.rate,
      bareBusy: bare.server * 100,
      clientOfBareBusy: bare.client * 100,
      programBusy: page.server * 100,
      clientOfProgramBusy: page.client * 100,
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
