import { readCookie } from '../../src/sessions/index.ts'
import { Page, Visitor } from '../visitor.ts'
import { Wanderer } from '../wanderer.ts'
import type { Aim, Step } from './aim.ts'
import type { Gate } from './gate.ts'
import type { Place } from './place.ts'

/** No answer, or a page that cannot say whether it was done: whoever sent it begins anew, later. */
export class NotHeard extends Error {}

export interface World {
  readonly place: Place
  readonly gate: Gate
  readonly aim: Aim
  /** Each request of a browser goes to another node than the one before. */
  readonly wandering: boolean
  /** What people saw that nobody had foretold; each is a violation. */
  readonly surprises: string[]
  /** Codes that the desk has read out, by person, and the how manyth each is. */
  readonly readOut: Map<string, { readonly code: string; readonly number: number }>
  /** How many codes the desk has asked for, by person: each ends those before. */
  readonly codesAskedFor: Map<string, number>
  stopping: boolean
}

/** Longer than the program lets any request take. */
const PATIENCE = 70_000

/** A browser that begins at one of the nodes, whose requests are steps that a fault can strike. */
export class Browser {
  readonly visitor: Visitor
  readonly node: number
  readonly #world: World

  constructor(world: World, node: number, headers: Record<string, string> = {}) {
    this.#world = world
    this.node = node
    const { nodes } = world.place
    // A connection of its own for each request, so that a node that was killed leaves none behind that looks alive.
    const all = { 'accept-language': 'en', connection: 'close', ...headers }
    this.visitor = world.wandering ? new Wanderer(this.origin, nodes, node, all) : new Visitor(this.origin, all)
  }

  /** The page at an address; links in letters may name another node. */
  async open(address: string | URL): Promise<Page> {
    const url = new URL(address, this.origin)
    return this.#pass(async () => {
      const answer = await this.visitor.send('GET', `${url.pathname}${url.search}`)
      const page = await this.visitor.follow(answer, url.pathname + url.search)
      return heard(page)
    })
  }

  get origin() {
    return this.#world.place.nodes[this.node]?.origin ?? ''
  }

  /** The session of this browser. */
  get session() {
    return readCookie(this.visitor.cookies.get('__Host-TGC'))?.id
  }

  /** Presses a button, as a step that may be struck; `note` writes into the ledger what was heard, before anybody looks. */
  press(
    step: Step,
    page: Page,
    button: string,
    values: Record<string, string>,
    note: (answer: Response | undefined, body: string) => void,
  ): Promise<Page> {
    const { action, body } = this.visitor.fill(page, button, values)
    return this.step(step, () => this.visitor.send('POST', `${action.pathname}${action.search}`, body), note, action)
  }

  async step(
    step: Step,
    send: () => Promise<Response>,
    note: (answer: Response | undefined, body: string) => void,
    address: URL = new URL(this.origin),
  ): Promise<Page> {
    const { aim } = this.#world
    return this.#pass(async () => {
      const begun = performance.now()
      aim.sent(step, this.node)
      try {
        const answer = await send()
        const html = await answer.text()
        if (answer.status >= 500) throw this.#notHeard(step, answer)
        aim.took(step, performance.now() - begun)
        note(answer, html)
        return new Page({ status: answer.status, address, headers: answer.headers, html })
      } catch (error) {
        note(undefined, '')
        throw error
      }
    })
  }

  /** A fault of what we stand on is told calmly: 503, and when to come back. */
  #notHeard(step: Step, { status, headers }: Response) {
    if (status !== 503 || !headers.has('retry-after'))
      this.#world.surprises.push(`${step} was answered with ${status}, Retry-After: ${headers.get('retry-after')}`)
    return new NotHeard(`${step}: ${status}`)
  }

  async #pass<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#world.gate.pass(async () => {
      const timer = Promise.withResolvers<never>()
      const patience = setTimeout(() => timer.reject(new NotHeard('no answer at all')), PATIENCE)
      try {
        return await Promise.race([work(), timer.promise])
      } finally {
        clearTimeout(patience)
      }
    })
  }
}

/** An error page of the program: nobody goes on from there. */
function heard(page: Page): Page {
  if (page.status >= 500) throw new NotHeard(`${page.status} ${page.heading}`)
  return page
}

/** Fetch says it like this when the other side has gone, or was never there. */
export function isNotHeard(error: unknown) {
  return (
    error instanceof NotHeard ||
    (error instanceof TypeError && /fetch failed|terminated|other side closed/.test(error.message))
  )
}
