import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { crowdMember } from '../src/demo/crowd/crowd.ts'
import { bareRate } from './bare.ts'
import { type Browser, Browser as Visitor } from './browser.ts'
import { importCrowd, writeCrowdFile } from './crowd-file.ts'
import { pathOf } from './desk-feed.ts'
import { atLeast, atMost, byName, type Figure, percentile, percentiles } from './figures.ts'
import { inFlight } from './one-core.ts'
import { type RunningProgram, withProgram } from './program.ts'
import { rawVerifications } from './signin.ts'

const ROUNDS = 3
const ASKED = Number(process.env.RESET_ASKED ?? 600)
const JOURNEYS = Number(process.env.RESET_JOURNEYS ?? 300)
/** Nearly half of a crowd are students who answer with a PESEL. */
const PEOPLE = Math.ceil(ROUNDS * (ASKED + JOURNEYS) * 2.5)
const AT_ONCE = 32
/** Where somebody asks, an answer takes at least 150 ms: more must be under way for as much work. */
const ASKING_AT_ONCE = 64
/** The worst that is known: 5,000 requests in ten minutes after a letter to everybody. Three times as many must pass. */
const ASKS_BAR = (3 * 5000) / 600
/** The letters of one round are there by then, or lost. */
const PATIENCE = 60_000

/**
 * Everybody forgets their password at once: requests for a link, then whole journeys (ask, read the letter, answer with the PESEL,
 * choose a password). Letters go out by SMTP to a server that counts them. Meanwhile somebody opens the page of the request.
 */
export async function reset(): Promise<Figure[]> {
  const mail = await mailSink()
  const environment = {
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    LETTERS_PER_SOURCE: '1000000',
    LETTERS_OVERALL: '1000000',
  }
  const folder = mkdtempSync(join(tmpdir(), 'furta-bench-'))
  try {
    return await withProgram(async (program, dataDir) => {
      const file = join(folder, 'crowd.csv')
      await writeCrowdFile(file, PEOPLE, 0)
      importCrowd(dataDir, file)
      return await measure(program, mail)
    }, environment)
  } finally {
    mail.close()
    rmSync(folder, { recursive: true })
  }
}

async function measure(program: RunningProgram, mail: MailSink): Promise<Figure[]> {
  const people = forgetful()
  const waited: number[] = []
  const rounds: Record<'raw' | 'bare' | 'asks' | 'journeys' | 'page' | 'lost' | 'doubled', number>[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const asking = people.splice(0, ASKED)
    const going = people.splice(0, JOURNEYS)
    const before = await rawVerifications(3)
    const probe = probePage(program)
    const asks = await inFlight(program.origin, ASKING_AT_ONCE, asking, async (browser, { address }) =>
      ask(browser, address),
    )
    const journeys = await inFlight(program.origin, AT_ONCE, going, (browser, person) => journey(browser, person, mail))
    const page = await probe.stop()
    // A letter for each who asked, and the notice of the new password for each who has come through.
    await until(() => asking.every(({ address }) => mail.to(address) > 0))
    await until(() => going.every(({ address }) => mail.to(address) > 1))
    const of = (some: readonly Forgetful[], wanted: number, more: boolean) =>
      some.reduce((sum, { address }) => sum + Math.max(0, (more ? 1 : -1) * (mail.to(address) - wanted)), 0)
    const raw = (before + (await rawVerifications(3))) / 2
    waited.push(...page)
    const bare = await bareRate({}, ASKING_AT_ONCE)
    rounds.push({
      raw,
      bare,
      asks: asks.rate,
      journeys: journeys.rate,
      page: percentile(page, 0.99),
      lost: of(asking, 1, false) + of(going, 2, false),
      doubled: of(asking, 1, true) + of(going, 2, true),
    })
  }
  const { raw, bare, asks, journeys, page, lost, doubled } = byName(rounds)
  const reference = { what: 'raw argon2id (m=19456, t=2, p=1)', unit: 'a second', rounds: raw }
  return [
    {
      what: `requests for a link, ${ASKING_AT_ONCE} in flight`,
      unit: 'a second',
      rounds: asks,
      reference: { what: 'bare node:http', unit: 'a second', rounds: bare },
      bar: atLeast(ASKS_BAR),
    },
    {
      what: `whole journeys to a new password, ${AT_ONCE} in flight`,
      unit: 'a second',
      rounds: journeys,
      reference,
      bar: atLeast(5000 / 600),
    },
    {
      what: 'the page of the request meanwhile, p99',
      unit: 'ms',
      rounds: page,
      bar: atMost(50),
      percentiles: percentiles(waited),
    },
    { what: 'letters lost', unit: '', rounds: lost, bar: atMost(0) },
    { what: 'letters doubled', unit: '', rounds: doubled, bar: atMost(0) },
  ]
}

interface Forgetful {
  readonly address: string
  readonly pesel: string
}

/** Of the crowd those who may set a password by their PESEL. */
function forgetful(): Forgetful[] {
  const all = Array.from({ length: PEOPLE }, (_, number) => crowdMember(number, 'agh.edu.pl', new Date('2026-11-22')))
  return all.flatMap(({ person, answer }) =>
    person.proofKind === 'pesel' &&
    person.connected &&
    person.studentStatus === 2 &&
    person.assignedAddress &&
    !person.disabledAt
      ? [{ address: person.assignedAddress, pesel: answer }]
      : [],
  )
}

async function ask(browser: Browser, address: string) {
  const { form } = await browser.openForm('/reset-password')
  const { status } = await sent(browser, '/reset-password', { form, email: address })
  if (status !== 303) throw new Error(`A request for a link was answered with ${status}.`)
}

async function journey(browser: Browser, { address, pesel }: Forgetful, mail: MailSink) {
  await ask(browser, address)
  const link = await mail.linkFor(address)
  browser.become()
  const path = pathOf((await browser.get(link)).location)
  const form = /name="form" value="([^"]+)"/.exec((await browser.get(path)).body)?.[1] ?? ''
  // In nobody's name, address, album number or PESEL: digits of the PESEL in it were refused to one in sixty.
  const password = 'Wrzos#5-kwitnie-cicho'
  const answers = { form, link: path.slice(path.lastIndexOf('/') + 1), pesel, new: password, repeat: password }
  const { status, body } = await sent(browser, path, answers)
  const told = [...body.matchAll(/<(?:h1|p class="error)[^>]*>([^<]*)/g)].map(([, words]) => words).join('; ')
  if (status !== 303) throw new Error(`A new password was answered with ${status}: ${told}`)
}

/** Sends a form, and again as long as the page asks to wait a moment, as that page does by itself. */
async function sent(browser: Browser, path: string, fields: Record<string, string>) {
  for (;;) {
    const answer = await browser.post(path, fields)
    if (answer.status !== 503) return answer
    await new Promise((resolve) => setTimeout(resolve, (answer.retryAfter ?? 1) * 1000))
  }
}

function probePage({ origin }: RunningProgram) {
  const times: number[] = []
  let going = true
  const visits = (async () => {
    const browser = new Visitor(origin)
    while (going) {
      const begun = performance.now()
      await browser.get('/reset-password')
      times.push(performance.now() - begun)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    browser.close()
  })()
  // When something else fails the program ends first, and this visitor meets nobody: that is not what is to be told then.
  visits.catch(() => {})
  return {
    async stop() {
      going = false
      await visits
      return times
    },
  }
}

interface MailSink {
  readonly port: number
  to(address: string): number
  linkFor(address: string): Promise<string>
  close(): void
}

/** A mail server that takes everything, and keeps how often it was written to whom and the last link. */
async function mailSink(): Promise<MailSink> {
  const counts = new Map<string, number>()
  const links = new Map<string, string>()
  const waiting = new Map<string, (link: string) => void>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      simpleParser(stream).then(({ text = '' }) => {
        const link = /\/set-password\/[\w.~-]+/.exec(text)?.[0]
        for (const { address } of session.envelope.rcptTo) {
          counts.set(address, (counts.get(address) ?? 0) + 1)
          if (link === undefined) continue
          links.set(address, link)
          waiting.get(address)?.(link)
        }
        done()
      }, done)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    port: (server.server.address() as AddressInfo).port,
    to: (address) => counts.get(address) ?? 0,
    linkFor: (address) =>
      new Promise((resolve, reject) => {
        const there = links.get(address)
        if (there !== undefined) return resolve(there)
        const timer = setTimeout(() => reject(new Error('A letter did not come.')), PATIENCE)
        waiting.set(address, (link) => {
          clearTimeout(timer)
          resolve(link)
        })
      }),
    close: () => server.close(),
  }
}

async function until(holds: () => boolean) {
  const begun = performance.now()
  while (!holds() && performance.now() - begun < PATIENCE) await new Promise((resolve) => setTimeout(resolve, 50))
}
