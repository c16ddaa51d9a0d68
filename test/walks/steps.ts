import type { AsyncCommand } from 'fast-check'
import { expect } from 'vitest'
import { fillSetPage, requestLink } from '../reset-steps.ts'
import type { Page } from '../visitor.ts'
import { linkPages, type Model, type ModelLink, type Which } from './model.ts'
import { PASSWORDS, PESEL, type Walker } from './walker.ts'

const NOT_RECOGNIZED = 'Your account is not recognized and cannot login at this time'

/** One step of a walk: `check` says whether it can be taken, `run` takes it in the program and in the model, and compares. */
abstract class Step implements AsyncCommand<Model, Walker> {
  check(_model: Readonly<Model>): boolean {
    return true
  }
  abstract take(model: Model, walker: Walker): Promise<readonly ExpectedLetter[]>
  abstract toString(): string

  async run(model: Model, walker: Walker) {
    const letters = await this.take(model, walker)
    // Every letter is foretold: none goes anywhere else, and nothing else is written.
    const expected = letters.map(({ to, subject }) => ({ to: walker.addresses[to], subject }))
    expect(inOrder(await walker.readMail())).toEqual(inOrder(expected))
    expect(await walker.openLinks(), 'links open at a time').toBeLessThanOrEqual(1)
  }
}

/** Two letters of one moment may arrive in either order. */
function inOrder(letters: readonly { to: string; subject: string }[]) {
  return letters.map(({ to, subject }) => `${to}: ${subject}`).toSorted()
}

interface ExpectedLetter {
  readonly to: 'first' | 'second'
  readonly subject: string
}

const subjects = {
  'first-link': 'Set your password',
  link: 'Set your password',
  'not-connected': 'You have no USOS AGH account yet',
  disabled: 'Your USOS AGH account is disabled',
  'assigned-elsewhere': 'Another address is assigned to your account',
} as const

export class AskForLink extends Step {
  readonly #browser: number
  readonly #address: Which
  constructor(browser: number, address: Which) {
    super()
    this.#browser = browser
    this.#address = address
  }
  toString = () => `ask for a link, browser ${this.#browser}, ${this.#address} address`

  async take(model: Model, walker: Walker) {
    const typed = walker.addresses[this.#address]
    const page = await requestLink(walker.browser(this.#browser), typed)
    const { page: says } = model.answer(this.#address)
    if (says === 'recognized') expect(page.text).toContain(`A link to set a new password has been sent to ${typed}.`)
    else expect(page.text).toContain(NOT_RECOGNIZED)
    return this.#address === 'stranger' ? [] : letterAfterRequest(model, this.#address, this.#address)
  }
}

/** The button of the letter that tells which address is assigned. */
export class PressButton extends Step {
  override check = (model: Readonly<Model>) => model.hasButton
  toString = () => 'press the button in the letter about the other address'

  async take(model: Model, walker: Walker) {
    const visitor = walker.university.visitor()
    const page = await visitor.submit(await visitor.open(walker.button ?? ''), 'Send the link')
    expect(page.heading).toBe('Check your mailbox')
    expect(page.text).not.toContain(walker.addresses[model.assigned])
    return letterAfterRequest(model, model.assigned, model.assigned)
  }
}

/** A letter a minute of each kind; only a link goes to the assigned address, whatever was typed. */
function letterAfterRequest(model: Model, typed: 'first' | 'second', told: 'first' | 'second'): ExpectedLetter[] {
  const { mailbox } = model.answer(typed)
  const kind = mailbox === 'link' || mailbox === 'first-link' || mailbox === 'nothing' ? 'links' : 'advice'
  if (model.minute < model.nextLetter[kind]) return []
  model.nextLetter[kind] = model.minute + 1
  if (mailbox === 'nothing') return []
  if (mailbox === 'link' || mailbox === 'first-link') {
    model.openLink(mailbox)
    return [{ to: model.assigned, subject: subjects[mailbox] }]
  }
  if (mailbox === 'assigned-elsewhere') model.hasButton = true
  return [{ to: told, subject: subjects[mailbox] }]
}

abstract class LinkStep extends Step {
  readonly #pick: number
  constructor(pick: number) {
    super()
    this.#pick = pick
  }
  override check(model: Readonly<Model>) {
    return model.links.length > 0
  }
  /** The newest link most of the time, an older one now and then. */
  protected indexIn({ links }: Model) {
    return Math.max(0, links.length - 1 - this.#pick)
  }
  protected linkIn(model: Model): ModelLink {
    const link = model.links[this.indexIn(model)]
    if (!link) throw new Error('A step on a link is taken only where there is one.')
    return link
  }
  protected get which() {
    return this.#pick === 0 ? 'the newest link' : `the link ${this.#pick} before the newest`
  }
}

/** What a mail scanner does: it changes nothing, as the rest of the walk shows. */
export class Scan extends LinkStep {
  toString = () => `a scanner opens ${this.which}`

  async take(model: Model, walker: Walker) {
    const link = walker.link(this.indexIn(model))
    const scanner = walker.university.visitor()
    expect((await scanner.send('HEAD', link)).status).toBeLessThan(500)
    expect((await scanner.request('GET', link)).heading).toBe(linkPages[model.linkPage(this.linkIn(model))])
    return []
  }
}

export class SetPassword extends LinkStep {
  readonly #password: number
  constructor(pick: number, password: number) {
    super(pick)
    this.#password = password
  }
  toString = () => `set password ${this.#password} by ${this.which}`

  async take(model: Model, walker: Walker) {
    const link = this.linkIn(model)
    const visitor = walker.university.visitor()
    const opened = await visitor.open(walker.link(this.indexIn(model)))
    expect(opened.heading).toBe(linkPages[model.linkPage(link)])
    if (model.linkPage(link) !== 'open') return []
    const answered = await answer(visitor, opened, 'right', this.#password)
    if (model.usedPasswords.has(this.#password)) {
      expect(answered.text).toContain('Choose a password you have not used here before')
      return []
    }
    expect(answered.heading).toBe('Your password has been set')
    expect(await isSignedIn(visitor), 'nobody is signed in by a link').toBe(false)
    model.setPassword(link, this.#password)
    return [{ to: link.to, subject: 'Your password has been set' }]
  }
}

export class AnswerWrongly extends LinkStep {
  readonly #times: number
  constructor(pick: number, times: number) {
    super(pick)
    this.#times = times
  }
  toString = () => `answer the question of ${this.which} wrongly, times ${this.#times}`

  async take(model: Model, walker: Walker) {
    const link = this.linkIn(model)
    const visitor = walker.university.visitor()
    let page = await visitor.open(walker.link(this.indexIn(model)))
    for (let time = 0; time < this.#times && model.linkPage(link) === 'open'; time++) {
      page = await answer(visitor, page, 'wrong', 0)
      model.answerWrongly(link)
    }
    expect(page.heading).toBe(linkPages[model.linkPage(link)])
    return []
  }
}

/** Two browsers press at the same moment, with two passwords: one of them is the password, the other never was. */
export class SetTwoAtOnce extends LinkStep {
  override check(model: Readonly<Model>) {
    const link = model.links.at(-1)
    return link !== undefined && model.linkPage(link) === 'open' && unused(model).length >= 2
  }
  constructor() {
    super(0)
  }
  toString = () => 'two browsers set two passwords by the newest link at the same moment'

  async take(model: Model, walker: Walker) {
    const link = this.linkIn(model)
    const url = walker.link(this.indexIn(model))
    const presses = unused(model)
      .slice(0, 2)
      .map(async (number) => {
        const visitor = walker.university.visitor()
        const page = await visitor.open(url)
        return { number, press: () => answer(visitor, page, 'right', number) }
      })
    const answers = (await Promise.all(presses)).map(async ({ number, press }) => ({ number, page: await press() }))
    const set = (await Promise.all(answers)).filter(({ page }) => page.heading === 'Your password has been set')
    expect(set).toHaveLength(1)
    model.setPassword(link, set[0]?.number ?? -1)
    return [{ to: link.to, subject: 'Your password has been set' }]
  }
}

function unused(model: Readonly<Model>) {
  return PASSWORDS.map((_, number) => number).filter((number) => !model.usedPasswords.has(number))
}

function answer(visitor: Walker['browsers'][number], page: Page, answered: 'right' | 'wrong', password: number) {
  return fillSetPage(visitor, page, { pesel: PESEL[answered], password: PASSWORDS[password] ?? '' })
}

const MOST_FAILURES = 4

export class SignIn extends Step {
  readonly #browser: number
  readonly #address: Which
  readonly #password: number | 'mine'
  constructor(browser: number, address: Which, password: number | 'mine') {
    super()
    this.#browser = browser
    this.#address = address
    this.#password = password
  }
  override check = (model: Readonly<Model>) =>
    !model.isSignedIn(this.#browser) && (this.#isRight(model) || model.failedSignIns < MOST_FAILURES)
  toString = () =>
    `sign in, browser ${this.#browser}, ${this.#address} address, ${this.#password === 'mine' ? 'the password in force' : `password ${this.#password}`}`

  #typed(model: Readonly<Model>) {
    return this.#password === 'mine' ? (model.password ?? 0) : this.#password
  }
  #isRight(model: Readonly<Model>) {
    return model.answer(this.#address).maySignIn && this.#typed(model) === model.password
  }

  async take(model: Model, walker: Walker) {
    const browser = walker.browser(this.#browser)
    const page = await browser.submit(await browser.open('/cas/login'), 'Sign in', {
      ID: walker.addresses[this.#address],
      Password: PASSWORDS[this.#typed(model)] ?? '',
    })
    if (this.#isRight(model)) {
      expect(page.heading).toBe('You are signed in')
      model.sessions[this.#browser] = { since: model.minute, lastUsed: model.minute }
      model.failedSignIns = 0
      return []
    }
    model.failedSignIns += 1
    const { signInPage } = model.answer(this.#address)
    expect(page.text).toContain(signInPage === 'refused' ? 'Wrong ID or password' : NOT_RECOGNIZED)
    return []
  }
}

/** Whether the browser is let in tells whether sessions live and die as they should. */
export class OpenAccount extends Step {
  readonly #browser: number
  constructor(browser: number) {
    super()
    this.#browser = browser
  }
  toString = () => `open “My account”, browser ${this.#browser}`

  async take(model: Model, walker: Walker) {
    const page = await walker.browser(this.#browser).open('/account')
    const session = model.sessions[this.#browser]
    expect(page.heading).toBe(model.isSignedIn(this.#browser) ? 'My account' : 'Sign in')
    if (session && model.isSignedIn(this.#browser))
      model.sessions[this.#browser] = { ...session, lastUsed: model.minute }
    return []
  }
}

export class SignOut extends Step {
  readonly #browser: number
  constructor(browser: number) {
    super()
    this.#browser = browser
  }
  override check = (model: Readonly<Model>) => model.isSignedIn(this.#browser)
  toString = () => `sign out, browser ${this.#browser}`

  async take(model: Model, walker: Walker) {
    const browser = walker.browser(this.#browser)
    await browser.submit(await browser.open('/account'), 'log out')
    model.sessions[this.#browser] = undefined
    return []
  }
}

export class Wait extends Step {
  readonly #minutes: number
  constructor(minutes: number) {
    super()
    this.#minutes = minutes
  }
  toString = () => `wait ${this.#minutes} minutes`

  async take(model: Model, walker: Walker) {
    walker.university.clock.advance({ minutes: this.#minutes })
    model.minute += this.#minutes
    return []
  }
}

export class Disable extends Step {
  override check = (model: Readonly<Model>) => !model.disabled
  toString = () => 'the desk disables the account'

  async take(model: Model, walker: Walker) {
    await walker.disable(true)
    model.disabled = true
    model.closeLinks('account-changed')
    model.endSessions()
    return []
  }
}

export class Enable extends Step {
  override check = (model: Readonly<Model>) => model.disabled
  toString = () => 'the desk enables the account'

  async take(model: Model, walker: Walker) {
    await walker.disable(false)
    model.disabled = false
    return []
  }
}

export class Connect extends Step {
  override check = (model: Readonly<Model>) => !model.connected
  toString = () => 'the desk connects the person to registration'

  async take(model: Model, walker: Walker) {
    await walker.connect()
    model.connected = true
    model.connectedByDesk = true
    return []
  }
}

/** A feed that does not know yet what the desk has decided takes nothing back. */
export class LoseConnection extends Step {
  override check = (model: Readonly<Model>) => model.connected
  toString = () => 'a feed takes the connection to registration back'

  async take(model: Model, walker: Walker) {
    await walker.standsInFeed({ connected: false, left: model.closed })
    if (model.connectedByDesk) return []
    model.connected = false
    model.closeLinks('account-changed')
    model.endSessions()
    return []
  }
}

export class Leave extends Step {
  override check = (model: Readonly<Model>) => !model.closed
  toString = () => 'a feed says that the time at the university is over'

  async take(model: Model, walker: Walker) {
    await walker.standsInFeed({ left: true })
    model.closed = true
    model.closeLinks('account-changed')
    model.endSessions()
    return []
  }
}

export class Return extends Step {
  override check = (model: Readonly<Model>) => model.closed
  toString = () => 'a feed has the person back'

  async take(model: Model, walker: Walker) {
    await walker.standsInFeed({ left: false })
    model.closed = false
    return []
  }
}

export class MoveAddress extends Step {
  toString = () => 'the desk assigns the other address'

  async take(model: Model, walker: Walker) {
    const before = model.assigned
    model.assigned = before === 'first' ? 'second' : 'first'
    model.closeLinks('account-changed')
    await walker.move(model.assigned)
    const subject = 'Another address is assigned to your USOS AGH account'
    return [
      { to: model.assigned, subject },
      { to: before, subject },
    ]
  }
}

async function isSignedIn(visitor: Walker['browsers'][number]) {
  return (await visitor.open('/cas/login')).heading === 'You are signed in'
}

/** The one password in force works, and no other does. */
export async function tryEveryPassword(model: Model, walker: Walker) {
  if (!model.answer(model.assigned).maySignIn) return
  for (const [number, password] of PASSWORDS.entries()) {
    const visitor = walker.university.visitor()
    const typed = { ID: walker.addresses[model.assigned], Password: password }
    const page = await visitor.submit(await visitor.open('/cas/login'), 'Sign in', typed)
    expect(page.heading === 'You are signed in', `password ${number} opens`).toBe(number === model.password)
  }
}
