import { demoAllowed, publicOrigin, type Settings } from '../config/index.ts'
import { asLetterId, type Db, type LetterId } from '../database/index.ts'
import type { Lane, Log } from '../jobs/index.ts'
import { canonicalAddress } from '../people/index.ts'
import { step, tell } from '../signals/index.ts'
import type { World } from '../world/index.ts'
import { judgeRefusal, letRest, openBounceMailbox, returnPath, takeBounce } from './bounces/index.ts'
import { afterFailure, type Outcome, outcomeOf } from './delivery.ts'
import { signingWith } from './dkim.ts'
import { senderOf } from './sender.ts'
import { parseSmtpUrl } from './smtp-url.ts'
import {
  type ClaimedLetter,
  claimLetter,
  claimNextLetter,
  DELIVER,
  discardVoidLetter,
  discardVoidLetters,
  dropUselessLetters,
  EXPIRED,
  enqueueOverdue,
  findRest,
  finishLetter,
  postponeLetter,
  trimDevelopmentMailbox,
} from './store.ts'
import { developmentMailbox, nowhere, smtpTransport, type Transport } from './transports/index.ts'

export interface CourierParts {
  readonly db: Db
  readonly world: World
  readonly settings: Settings
  /** `mail.from` of the institution file; MAIL_FROM comes before it. */
  readonly from: string
  /** The public origin, for Message-ID and greeting. */
  readonly origin?: string
  /** Whether the demo university is here, and with it the development mailbox. */
  readonly demo: boolean
  readonly log: Log
}

export interface Courier {
  /** What the queue of jobs is to do for mail. */
  readonly lane: Lane
  /** Delivers whatever is due by the world's clock, and ends when nothing is: for tests and tools. */
  deliverDue(): Promise<number>
  /** Finds letters whose job was lost. */
  sweep(): Promise<void>
  /** Looks into the mailbox where letters come back. */
  readBounces(): Promise<void>
  /** Ends deliveries that are under way (their letters go back to the outbox) and closes all connections. */
  stop(): Promise<void>
}

/** Letters on their way at the same time, each over a connection of its own: what a busy relay is content with. */
const CONNECTIONS = 4
const KEEP_IN_MAILBOX = 2_000
const SWEPT_AT_ONCE = 500
const BOUNCES_AT_ONCE = 200
/** A job that is not late yet needs no second one. */
const PATIENCE_WITH_JOBS = 30_000

const TOLD = { accepted: 'sent', refused: 'refused', interrupted: 'interrupted' } as const
const DELIVERY = { name: 'smtp send', kind: 'client' } as const

/** Starts to hand letters over. Throws `BadMailSettings` when SMTP_URL or the sender cannot be read. */
export function startCourier({ db, world, settings, from, origin, demo, log }: CourierParts): Courier {
  const { clock, random } = world
  const { hostname } = new URL(origin ?? publicOrigin(settings))
  const { main, forDemo } = chooseTransports(db, { settings, demo }, settings.MAIL_FROM ?? from, hostname)
  const bounces =
    settings.BOUNCES_URL === undefined ? undefined : openBounceMailbox(settings.BOUNCES_URL, settings.MAIL_TIMEOUT)
  // Connecting, greeting and data may each take their time; whoever drags it out further is cut off.
  const longestDelivery = 3 * settings.MAIL_TIMEOUT
  // While a lease lasts no other courier touches the letter: long enough for clocks of nodes that differ.
  const lease = 2 * longestDelivery
  const stopped = new AbortController()
  const underWay = new Set<Promise<unknown>>()

  const claim = () => {
    const now = clock.now()
    return { now, leaseUntil: new Date(now.getTime() + lease), domain: hostname }
  }

  async function deliver(id: LetterId, stopping: AbortSignal) {
    const letter = await claimLetter(db, id, claim())
    if (letter) await tracked(carry(letter, stopping))
    else await discardVoidLetter(db, id)
  }

  function tracked(work: Promise<void>) {
    const entry = work.finally(() => underWay.delete(entry))
    underWay.add(entry)
    return entry
  }

  async function carry(letter: ClaimedLetter, stopping: AbortSignal) {
    if (letter.uselessAfter && letter.uselessAfter <= clock.now()) {
      tell('letter-attempted', { kind: letter.kind, outcome: 'dropped' })
      return void (await finishLetter(db, letter, { state: 'dropped', because: EXPIRED }, clock.now()))
    }
    const rest = await findRest(db, letter.recipient, clock.now())
    if (rest) {
      tell('letter-attempted', { kind: letter.kind, outcome: 'suppressed' })
      log.info({ letter: letter.id, because: rest.status }, 'letter not sent: its address rests')
      return void (await finishLetter(db, letter, suppressed(rest.status), clock.now()))
    }
    const transport = letter.demo && main.remote ? forDemo : main
    if (!transport) {
      tell('letter-attempted', { kind: letter.kind, outcome: 'dropped' })
      return void (await finishLetter(db, letter, { state: 'dropped', because: 'demo person' }, clock.now()))
    }
    const outcome = await handOver(letter, transport, stopping)
    if (outcome.kind !== 'not-now') tell('letter-attempted', { kind: letter.kind, outcome: TOLD[outcome.kind] })
    switch (outcome.kind) {
      case 'accepted':
        log.info({ letter: letter.id, attempts: letter.attempts }, 'letter sent')
        return await noteSent(letter)
      case 'refused':
        log.warn({ letter: letter.id, because: outcome.because }, 'letter refused for good')
        return await noteRefused(letter, outcome.because)
      case 'not-now':
        return await tryAgainLater(letter, outcome)
      case 'interrupted':
        return await postponeLetter(db, letter, clock.now(), 'interrupted by the end of the program')
    }
  }

  async function handOver(
    letter: ClaimedLetter,
    transport: Transport,
    stopping: AbortSignal,
  ): Promise<Outcome | { kind: 'interrupted' }> {
    // What is not a plain address of ours never reaches a header or an SMTP command (req 106, 107).
    if (canonicalAddress(letter.recipient) !== letter.recipient) return { kind: 'refused', because: 'not an address' }
    const ending = AbortSignal.any([stopping, stopped.signal])
    try {
      await step(DELIVERY, () =>
        transport.send(letter, AbortSignal.any([ending, AbortSignal.timeout(longestDelivery)])),
      )
      return { kind: 'accepted' }
    } catch (error) {
      return ending.aborted ? { kind: 'interrupted' } : outcomeOf(error)
    }
  }

  /** The letter is out: if this is not written down, it will be sent twice. So a database that hiccups is asked again. */
  async function noteSent(letter: ClaimedLetter) {
    for (let pause = 250; ; pause *= 2) {
      try {
        return void (await finishLetter(db, letter, { state: 'sent' }, clock.now()))
      } catch (error) {
        if (pause > lease / 4 || stopped.signal.aborted) throw error
        await clock.pause(pause)
      }
    }
  }

  /** Nobody will ever take it: that says something of the address too. */
  async function noteRefused(letter: ClaimedLetter, because: string) {
    const now = clock.now()
    const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(because)?.[0]
    await db.transaction().execute(async (trx) => {
      await finishLetter(trx, letter, { state: 'given-up', because }, now)
      if (!because.includes('RCPT TO')) return
      const { recipient: address, person } = letter
      await letRest({ settings }, trx, { address, person, verdict: judgeRefusal(because), status, now })
    })
  }

  async function tryAgainLater(letter: ClaimedLetter, failure: Extract<Outcome, { kind: 'not-now' }>) {
    const now = clock.now()
    const dice = random.bytes(1).readUInt8() / 255
    const next = afterFailure(letter, failure, { now, dice, giveUpAfter: settings.MAIL_GIVE_UP_AFTER })
    tell('letter-attempted', { kind: letter.kind, outcome: next.kind === 'retry' ? 'later' : next.kind })
    const line = { letter: letter.id, attempts: letter.attempts, because: failure.because }
    switch (next.kind) {
      case 'retry':
        log[failure.ofServer ? 'error' : 'warn']({ ...line, next: next.at }, 'letter not delivered yet')
        return await postponeLetter(db, letter, next.at, failure.because)
      case 'given-up':
      case 'dropped':
        log.error(line, next.kind === 'given-up' ? 'letter given up' : 'letter dropped: its link would be dead')
        return void (await finishLetter(db, letter, { state: next.kind, because: failure.because }, now))
    }
  }

  async function deliverDue() {
    let delivered = 0
    // One after another: whoever reads the mailbox finds the letters in the order in which they were written.
    for (let letter = await claimNextLetter(db, claim()); letter; letter = await claimNextLetter(db, claim())) {
      await tracked(carry(letter, stopped.signal))
      delivered++
    }
    await discardVoidLetters(db, clock.now())
    return delivered
  }

  async function sweep() {
    const now = clock.now()
    const lately = new Date(now.getTime() - PATIENCE_WITH_JOBS)
    await dropUselessLetters(db, now)
    await discardVoidLetters(db, lately)
    const found = await enqueueOverdue(db, lately, now, SWEPT_AT_ONCE)
    if (found > 0) log.info({ found }, 'letters that were left lying are on their way again')
  }

  async function tidy() {
    await trimDevelopmentMailbox(db, KEEP_IN_MAILBOX)
  }

  async function readBounces() {
    if (!bounces) return
    const count = { noted: 0, unknown: 0, 'no-bounce': 0 }
    try {
      await bounces.readNew(
        async (source) => {
          const outcome = await takeBounce({ db, settings }, source, clock.now())
          count[outcome]++
          return outcome === 'noted' ? 'taken' : 'left'
        },
        { atMost: BOUNCES_AT_ONCE, signal: stopped.signal },
      )
    } catch (error) {
      // The codes alone: a server repeats what it was sent, and that is a password.
      const { code, authenticationFailed } = error as { code?: unknown; authenticationFailed?: unknown }
      if (!stopped.signal.aborted) log.error({ code, authenticationFailed }, 'the mailbox for bounces cannot be read')
    }
    if (count.noted + count.unknown + count['no-bounce'] > 0) log.info(count, 'the mailbox for bounces was read')
  }

  return {
    lane: {
      name: 'mail',
      atOnce: CONNECTIONS,
      tasks: {
        [DELIVER]: (payload, { stopping }) => deliver(letterIn(payload), stopping),
        'sweep-letters': sweep,
        'tidy-letters': tidy,
        'read-bounces': readBounces,
      },
      timetable: { 'sweep-letters': '* * * * *', 'tidy-letters': '23 3 * * *', 'read-bounces': '*/5 * * * *' },
    },
    deliverDue,
    sweep,
    readBounces,
    async stop() {
      stopped.abort()
      await Promise.allSettled(underWay)
      main.close()
      forDemo?.close()
    },
  }
}

function suppressed(status: string | undefined) {
  return { state: 'suppressed', ...(status !== undefined && { because: status }) } as const
}

function letterIn(payload: unknown) {
  return asLetterId(String((payload as { letter?: unknown }).letter))
}

function chooseTransports(
  db: Db,
  { settings, demo }: Pick<CourierParts, 'settings' | 'demo'>,
  sender: string,
  name: string,
): { main: Transport; forDemo: Transport | undefined } {
  const from = senderOf(sender)
  // Also where no mail server is set yet: a fault of settings is told at the start.
  const path = returnPath(settings.MAIL_BOUNCES, from.address)
  const signing = signingWith(settings, from.address)
  const mailbox = demo && demoAllowed(settings) ? developmentMailbox(db, from) : undefined
  if (settings.SMTP_URL === undefined) return { main: mailbox ?? nowhere, forDemo: mailbox }
  const server = parseSmtpUrl(settings.SMTP_URL)
  const main = smtpTransport({
    server,
    from,
    returnPath: path,
    signing,
    name,
    connections: CONNECTIONS,
    timeout: settings.MAIL_TIMEOUT,
  })
  // Letters to invented people never leave this machine.
  return { main, forDemo: mailbox }
}
