import type { App } from '../staff.ts'
import { CODE, Simulated, saidBy, setUpSecondFactor } from './journeys.ts'
import type { Browser, World } from './somebody.ts'

/** The administrator at the desk: reads out codes, answers cases, disables an account and enables it. */
export class Clerk {
  readonly #world: World
  readonly #self: Simulated
  readonly #suspect: Simulated
  #browser: Browser | undefined
  #app: App | undefined
  #typed: string | undefined

  constructor(world: World) {
    this.#world = world
    this.#self = new Simulated(world, world.place.clerk)
    this.#suspect = new Simulated(world, world.place.suspect)
  }

  async work() {
    const { dice } = this.#world.place
    const browser = await this.#atTheDesk()
    if (!browser) return
    const work = [
      () => this.#readOutACode(browser),
      () => this.#readOutACode(browser),
      () => this.#answerACase(browser),
      () => this.#answerACase(browser),
      () => this.#disableAndEnable(browser),
    ]
    await dice.one(work)()
  }

  /**
   * Signed in and proved; anew where the browser has lost its session, and now and then at another node. A node that was killed comes back,
   * and the session with it: another code would have to wait for its half minute.
   */
  async #atTheDesk(): Promise<Browser | undefined> {
    const { nodes, clerk, dice } = this.#world.place
    if (this.#browser && dice.share() < 0.95) {
      if (!nodes[this.#browser.node]?.running) return undefined
      const desk = await this.#browser.open('/desk')
      if (desk.title !== '' && !/second factor|sign in/i.test(desk.title)) return this.#browser
    }
    this.#browser = undefined
    // A code serves once within its half minute, and too many that serve no more close the door.
    if (this.#app && this.#app.code(new Date()) === this.#typed) return undefined
    const browser = await this.#self.signIn()
    if (!browser) return undefined
    const door = await browser.open('/desk/second-factor')
    if (door.html.includes('Send a code to my mailbox')) {
      this.#app = await setUpSecondFactor(this.#world, browser, '/desk/second-factor', clerk)
      return undefined
    }
    if (!this.#app) throw new Error('The second factor of the clerk was set up, and nobody knows by which app.')
    this.#typed = this.#app.code(new Date())
    const { action, body } = browser.visitor.fill(door, 'Enter', { 'Code from your app': this.#typed })
    const entered = await browser.step(
      'prove the second factor',
      () => browser.visitor.send('POST', action.pathname, body),
      (answer) => {
        if (answer && answer.status !== 303) return
        this.#world.place.ledger.act(clerk.id, 'desk-entered', 'success', saidBy(answer))
      },
    )
    if (entered.status === 303) this.#browser = browser
    return this.#browser
  }

  async #readOutACode(browser: Browser) {
    const { dice, humans, ledger } = this.#world.place
    const human = dice.one(humans)
    const person = await browser.open(`/desk/people/${human.id}`)
    const values = { Reason: 'The card was shown', 'Proof of identity': 'card' }
    const { codesAskedFor, readOut } = this.#world
    const number = (codesAskedFor.get(human.id) ?? 0) + 1
    codesAskedFor.set(human.id, number)
    const page = await browser.press(
      'have a code issued by the desk',
      person,
      'Issue a one-time code',
      values,
      (answer) => ledger.act(human.id, 'code-issued', 'success', saidBy(answer)),
    )
    const code = page.document.querySelector('code')?.textContent.trim()
    if (code !== undefined && CODE.test(code)) readOut.set(human.id, { code, number })
  }

  async #answerACase(browser: Browser) {
    const { ledger } = this.#world.place
    const queue = await browser.open('/desk')
    const id = /\/desk\/cases\/(R-\d{4}-\d{4})/.exec(queue.html)?.[1]
    if (id === undefined) return
    const page = await browser.open(`/desk/cases/${id}`)
    const { action, body } = browser.visitor.fill(page, 'Decline and send the letter')
    // Of students and of teachers alike.
    body.set('because', 'not-in-registry')
    const answered = await browser.step(
      'answer a case',
      () => browser.visitor.send('POST', action.pathname, body),
      (answer) => {
        if (answer === undefined || answer.status === 303)
          ledger.act(undefined, 'case-answered', 'success', saidBy(answer))
      },
    )
    if (answered.status !== 303) this.#world.surprises.push(`the case ${id} was not answered: ${answered.status}`)
  }

  /** Whoever is disabled was at a service a moment ago, and comes in no more until the account is enabled. */
  async #disableAndEnable(browser: Browser) {
    const { id } = this.#world.place.suspect
    const person = await browser.open(`/desk/people/${id}`)
    // Of what was sent and never answered the page says whether it was done.
    if (person.html.includes('Disable the account')) {
      const visit = await this.#suspect.signIn()
      if (visit) await this.#suspect.useCas(visit)
      if (!(await this.#change(browser, 'disable'))) return
      await this.#suspect.isKeptOut()
    }
    await this.#change(browser, 'enable')
  }

  /** Gives whether it was done: the door may want to see the second factor once more. */
  async #change(browser: Browser, act: 'disable' | 'enable') {
    const { ledger, suspect } = this.#world.place
    const address = `/desk/people/${suspect.id}`
    const button = act === 'disable' ? 'Disable the account' : 'Enable the account'
    const isDone = (answer: Pick<Response, 'headers'>) => answer.headers.get('location') === `${address}?done=${act}`
    const page = await browser.press(
      `${act} an account`,
      await browser.open(address),
      button,
      { Reason: 'It was misused' },
      (answer) => {
        if (answer && !isDone(answer)) return
        if (act === 'disable') ledger.endedSessionsOf(suspect.id, saidBy(answer))
        ledger.act(suspect.id, `account-${act}d`, 'success', saidBy(answer))
      },
    )
    return isDone(page)
  }
}
