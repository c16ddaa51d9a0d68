import { type Answer, Browser, formValue } from '../browser.ts'
import { sorted } from '../figures.ts'
import type { Visitor } from './people.ts'

const SERVICE = 'https://library.example.edu/return?shelf=1'
const LOGIN = `/cas/login?service=${encodeURIComponent(SERVICE)}`
/** Whoever asks for pages is not redirected to a service by a form. */
const AS_A_BROWSER = { accept: 'text/html' }
const GIVES_UP_AFTER = 10 * 60_000
const IMPATIENT_AFTER = 1500
/** Seconds, as `wait-turn.ts` has it. */
const SCRIPT_ASKS_EVERY = 45

/** What is counted of all visits together. */
export interface Tally {
  arrived: number
  signedIn: number
  refusals: number
  turnsAsked: number
  /** Forms that a script sent at their moment and for which there was no place all the same. */
  typedAgain: number
  validated: number
  /** From the first press of the button to being in, in milliseconds. */
  readonly took: number[]
  /** When they were, by `performance.now()`. */
  readonly inAt: number[]
  readonly validations: number[]
  readonly faults: Map<string, number>
}

export function newTally(): Tally {
  return {
    arrived: 0,
    signedIn: 0,
    refusals: 0,
    turnsAsked: 0,
    typedAgain: 0,
    validated: 0,
    took: [],
    inAt: [],
    validations: [],
    faults: new Map(),
  }
}

/** How long those waited who came to press the button between two moments. */
export function waitsOfThoseWhoCame({ took, inAt }: Tally, from: number, until: number): number[] {
  return took.filter((time, one) => {
    const came = (inAt[one] ?? Number.NaN) - time
    return came >= from && came < until
  })
}

/** When so great a share of those who came were in. Who has not got in counts as of the end, when it was no longer waited for them. */
export function shareIsInAt({ arrived, inAt }: Tally, share: number, end: number): number {
  return sorted(inAt)[Math.ceil(arrived * share) - 1] ?? end
}

/** Connections that people take turns at, so that the client costs little: a person holds one only while waiting for an answer. */
export class Connections {
  readonly #origin: string
  readonly #free: Browser[] = []

  constructor(origin: string) {
    this.#origin = origin
  }

  newBrowser(cookies: Map<string, string>): Browser {
    const browser = new Browser(this.#origin)
    browser.become({ cookies })
    return browser
  }

  async use<Result>(cookies: Map<string, string>, work: (browser: Browser) => Promise<Result>): Promise<Result> {
    const browser = this.#free.pop() ?? new Browser(this.#origin)
    browser.become({ cookies })
    const result = await work(browser)
    this.#free.push(browser)
    return result
  }

  close() {
    for (const browser of this.#free) browser.close()
  }
}

/** One person's morning: the page, the password, again and again until in, then three services and the portal. */
export async function visit(at: Connections, who: Visitor, tally: Tally, isOver: () => boolean): Promise<void> {
  tally.arrived += 1
  const cookies = new Map<string, string>()
  const from = { 'x-forwarded-for': who.address, ...AS_A_BROWSER }
  let form = ''
  // Until when the page says that it is not one's turn, or the question of its script did.
  let toldUntil = 0
  // A script sends the form then, and asks nothing.
  let isDueThen = false
  const secondsWaited = (told: number, html: string) => {
    isDueThen = html.includes(' data-firm') && told <= SCRIPT_ASKS_EVERY
    return who.scripts ? Math.min(told, SCRIPT_ASKS_EVERY) : told
  }
  const open = async () => {
    const { body } = await at.use(cookies, (browser) => browser.get(LOGIN, from))
    form = formValue(body)
    toldUntil = performance.now() + secondsWaited(secondsTold(body), body) * 1000
  }
  await open()
  const begun = performance.now()
  while (!isOver() && performance.now() - begun < GIVES_UP_AFTER) {
    if (who.scripts && !(isDueThen && performance.now() >= toldUntil)) {
      if (performance.now() >= toldUntil) {
        tally.turnsAsked += 1
        const turn = await at.use(cookies, (browser) => browser.get('/turn', from))
        if (turn.retryAfter !== undefined) {
          tally.refusals += 1
          toldUntil = performance.now() + secondsWaited(turn.retryAfter, turn.body) * 1000
        }
      }
      const left = toldUntil - performance.now()
      if (left > 0) {
        // The script asks anew by itself; who does not wait for it loads the page again, and types everything again.
        await pause(who.obeys ? left : toTypeAgain())
        if (!who.obeys) await open()
        continue
      }
    }
    // Without a script it is read, and waited for.
    if (!who.scripts && who.obeys) await pause(Math.max(0, toldUntil - performance.now()))
    const fields = { form, username: who.login, password: who.password, service: SERVICE }
    const answer = await send(at, who, cookies, fields, from)
    const onward = onTheWay(answer)
    if (onward !== undefined) {
      tally.signedIn += 1
      const now = performance.now()
      tally.took.push(now - begun)
      tally.inAt.push(now)
      return goOn(at, cookies, from, onward, tally)
    }
    if (answer.status !== 503) {
      const what = `${answer.status} ${/<h1[^>]*>([^<]*)/.exec(answer.body)?.[1] ?? ''}`.trim()
      tally.faults.set(what, (tally.faults.get(what) ?? 0) + 1)
      return
    }
    tally.refusals += 1
    if (who.scripts && isDueThen) tally.typedAgain += 1
    isDueThen = false
    if (!who.obeys && !who.scripts) {
      // Back, and pressed again: the browser has kept what was typed.
      await pause(1000 + 500 * Math.random())
      continue
    }
    await pause(who.obeys ? (answer.retryAfter ?? 1) * 1000 : toTypeAgain())
    await open()
  }
}

/** What a page says that is opened while others wait. */
function secondsTold(page: string) {
  return Number(/ data-line[^>]* data-wait="(\d+)"/.exec(page)?.[1] ?? 0)
}

/** Somebody opens the page, and does something else. */
export async function look(at: Connections, { address }: Pick<Visitor, 'address'>) {
  await at.use(new Map(), (browser) => browser.get(LOGIN, { 'x-forwarded-for': address, ...AS_A_BROWSER }))
}

function toTypeAgain() {
  return 8_000 + 4_000 * Math.random()
}

/** A form that is sent again and again, each time let go of when there is no answer within a second; tells whether it let somebody in. */
export async function formToPress(at: Connections, who: Visitor) {
  const cookies = new Map<string, string>()
  const from = { 'x-forwarded-for': who.address, ...AS_A_BROWSER }
  const form = formValue((await at.use(cookies, (browser) => browser.get(LOGIN, from))).body)
  const fields = { form, username: who.login, password: who.password, service: SERVICE }
  return async (): Promise<boolean> => {
    const browser = at.newBrowser(cookies)
    const answer = await Promise.race([browser.post('/cas/login', fields, from), pause(1_000).then(() => undefined)])
    browser.close()
    return answer !== undefined && onTheWay(answer) !== undefined
  }
}

/** The impatient give up a page that loads for long, and press again: the first connection is closed, the same form sent anew. */
async function send(
  at: Connections,
  { impatient }: Visitor,
  cookies: Map<string, string>,
  fields: Record<string, string>,
  from: Record<string, string>,
) {
  if (impatient) {
    const browser = at.newBrowser(cookies)
    const first = await Promise.race([
      browser.post('/cas/login', fields, from),
      pause(IMPATIENT_AFTER).then(() => undefined),
    ])
    browser.close()
    if (first) return first
  }
  return at.use(cookies, (browser) => browser.post('/cas/login', fields, from))
}

async function goOn(
  at: Connections,
  cookies: Map<string, string>,
  from: Record<string, string>,
  location: string,
  tally: Tally,
) {
  let ticket = ticketIn(location)
  for (let service = 0; service < 3; service += 1) {
    if (service > 0) ticket = ticketIn((await at.use(cookies, (browser) => browser.get(LOGIN, from))).location ?? '')
    const begun = performance.now()
    const path = `/cas/p3/serviceValidate?service=${encodeURIComponent(SERVICE)}&ticket=${ticket}`
    const { body } = await at.use(new Map(), (browser) => browser.get(path))
    tally.validations.push(performance.now() - begun)
    if (body.includes('<cas:authenticationSuccess>')) tally.validated += 1
  }
  const { status } = await at.use(cookies, (browser) => browser.get('/', from))
  if (status !== 200) throw new Error(`the portal ${status}`)
}

/** Where a form leads that succeeded: by a redirect, or by the page from which a browser goes on (decision 264). */
function onTheWay({ status, location, body }: Answer): string | undefined {
  if (status === 303) return location
  const next = status === 200 && / http-equiv="refresh" content="0;url=([^"]+)"/.exec(body)?.[1]
  return next ? next.replaceAll('&amp;', '&') : undefined
}

function ticketIn(location: string) {
  return /[?&]ticket=([^&#]+)/.exec(location)?.[1] ?? ''
}

export function pause(milliseconds: number) {
  return new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
}
