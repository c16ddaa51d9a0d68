import { Browser } from './browser.ts'
import { atLeast, atMost, byName, type Figure } from './figures.ts'
import { bareRate } from './one-core.ts'
import { withProgram } from './program.ts'

const ROUNDS = 3
const SECONDS = 4
const IN_FLIGHT = 16
const WIRE_BAR = 20_000

/** What the sign-in page and everything it loads weigh on the wire, and how fast it is made beside a bare server. */
export async function page(): Promise<Figure[]> {
  return withProgram(async ({ origin }) => {
    const bytes = await weigh(origin)
    // It has been running for a while where people sign in: what is hot is compiled.
    await rate(origin)
    const rounds: { bare: number; page: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ bare: await bareRate({}, IN_FLIGHT), page: await rate(origin) })
    }
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
    ]
  })
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

async function rate(origin: string): Promise<number> {
  const begun = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      const browser = new Browser(origin)
      while (performance.now() - begun < SECONDS * 1000) {
        const { status } = await browser.get('/cas/login')
        if (status !== 200) throw new Error(`The sign-in page was answered ${status}.`)
        done += 1
      }
      browser.close()
    }),
  )
  return done / ((performance.now() - begun) / 1000)
}
