import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareRate } from './bare.ts'
import { Browser } from './browser.ts'
import { atLeast, atMost, byName, type Figure, percentile } from './figures.ts'
import { LIBRARY } from './library.ts'
import { inFlight, shareOut } from './one-core.ts'
import { FOR_MANY_PEOPLE, openSessions, peopleWithPasswords } from './people.ts'
import { type RunningProgram, withProgram } from './program.ts'
import { load } from './signin.ts'

const ROUNDS = 3
const TICKETS = 6000
const VALIDATIONS_IN_FLIGHT = 8
const SIGN_INS_SECONDS = 8
export const SERVICE = 'https://library.example.edu/return?shelf=1'

/**
 * Tickets issued at sessions that are there, and validated with the attributes of the person, by a program that shares one
 * core with its PostgreSQL. Then validations on the whole machine while 32 people sign in.
 */
export async function cas(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-bench-'))
  const services = join(folder, 'services.yaml')
  writeFileSync(services, LIBRARY)
  const environment = { ...FOR_MANY_PEOPLE, SERVICES_FILE: services, TICKET_LIFETIME: '5m' }
  try {
    return [...(await onOneCore(environment)), ...(await whilePeopleSignIn(environment))]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export async function onOneCore(environment: Record<string, string>): Promise<Figure[]> {
  const { place, end } = shareOut()
  try {
    return await withProgram(
      async (program) => {
        const sessions = await openSessions(program)
        await validated(program, await issued(program, sessions, 1000))
        const rounds: Record<'bare' | 'issue' | 'validate' | 'slowest', number>[] = []
        for (let round = 0; round < ROUNDS; round++) {
          const tickets = await issued(program, sessions, TICKETS)
          const validations = await validated(program, tickets)
          rounds.push({
            bare: await bareRate(place, VALIDATIONS_IN_FLIGHT),
            issue: tickets.rate,
            validate: validations.rate,
            slowest: percentile(validations.times, 0.99),
          })
        }
        const of = byName(rounds)
        const reference = { what: 'bare node:http on the same core', unit: 'a second', rounds: of.bare }
        return [
          {
            what: `CAS: /p3/serviceValidate of fresh tickets on one core, ${VALIDATIONS_IN_FLIGHT} in flight`,
            unit: 'a second',
            rounds: of.validate,
            reference,
            bar: atLeast(1200),
          },
          { what: 'the same, p99', unit: 'ms', rounds: of.slowest, bar: atMost(20) },
          {
            what: 'tickets issued at sessions that are there, on one core',
            unit: 'a second',
            rounds: of.issue,
            reference,
            bar: atLeast(600),
          },
        ]
      },
      environment,
      place,
    )
  } finally {
    end()
  }
}

async function issued({ origin }: RunningProgram, sessions: readonly Map<string, string>[], count: number) {
  const tickets: string[] = []
  const path = `/cas/login?service=${encodeURIComponent(SERVICE)}`
  const turns = Array.from({ length: count }, (_, turn) => sessions[turn % sessions.length] as Map<string, string>)
  const { rate } = await inFlight(origin, VALIDATIONS_IN_FLIGHT, turns, async (browser, cookies) => {
    browser.become({ cookies })
    const ticket = /[?&]ticket=([^&#]+)/.exec((await browser.get(path)).location ?? '')?.[1]
    if (ticket === undefined) throw new Error('A session was given no ticket.')
    tickets.push(ticket)
  })
  return { rate, tickets }
}

function validated({ origin }: RunningProgram, { tickets }: { tickets: readonly string[] }) {
  return inFlight(origin, VALIDATIONS_IN_FLIGHT, tickets, validate)
}

export async function validate(browser: Browser, ticket: string) {
  const { body } = await browser.get(`/cas/p3/serviceValidate?service=${encodeURIComponent(SERVICE)}&ticket=${ticket}`)
  if (!body.includes('<cas:authenticationSuccess>') || !body.includes('<cas:sn>')) throw new Error(`Answered: ${body}`)
}

/** A service that asks eighty times a second, on a machine whose cores are all busy with hashing. */
async function whilePeopleSignIn(environment: Record<string, string>): Promise<Figure[]> {
  return withProgram(async (program) => {
    const people = await peopleWithPasswords(program)
    const sessions = await openSessions(program)
    await load(program, people, 2, 0)
    const rounds: { quiet: number; busy: number; signIns: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const quiet = await atASteadyPace(program, (await issued(program, sessions, 300)).tickets, async () => {})
      const { tickets } = await issued(program, sessions, 900)
      let signIns = 0
      const busy = await atASteadyPace(program, tickets, async () => {
        signIns = await load(program, people, SIGN_INS_SECONDS, 60)
      })
      rounds.push({ quiet: percentile(quiet, 0.99), busy: percentile(busy, 0.99), signIns })
    }
    const of = byName(rounds)
    return [
      { what: 'sign-ins beside 80 validations a second', unit: 'a second', rounds: of.signIns },
      {
        what: 'validations while 32 people sign in, p99',
        unit: 'ms',
        rounds: of.busy,
        reference: { what: 'the same on a quiet machine', unit: 'ms', rounds: of.quiet },
        bar: atMost(50),
      },
    ]
  }, environment)
}

/** Validates a ticket every 12.5 ms for as long as `meanwhile` goes on, or until none is left where it does nothing. */
async function atASteadyPace(
  { origin }: RunningProgram,
  tickets: readonly string[],
  meanwhile: () => Promise<void>,
): Promise<number[]> {
  const browsers = Array.from({ length: 8 }, () => new Browser(origin))
  const times: number[] = []
  const validations: Promise<void>[] = []
  const work = meanwhile()
  for (const [turn, ticket] of tickets.entries()) {
    const begun = performance.now()
    const browser = browsers[turn % browsers.length] as Browser
    const before = validations[turn - browsers.length]
    validations.push(
      Promise.resolve(before).then(async () => {
        await validate(browser, ticket)
        times.push(performance.now() - begun)
      }),
    )
    await new Promise((resolve) => setTimeout(resolve, 12.5))
  }
  await Promise.all([...validations, work])
  for (const browser of browsers) browser.close()
  return times
}
