import { createHash } from 'node:crypto'
import { otherPesel } from '../attacks/steps.ts'
import { facts } from '../help-steps.ts'
import { CALLBACK, SECRET } from '../relying-party.ts'
import { newStudent } from '../scim.ts'
import { App, secretOn } from '../staff.ts'
import { sidIn } from '../told-services.ts'
import { Page } from '../visitor.ts'
import type { Step } from './aim.ts'
import { brokenBetween } from './invariants/evidence.ts'
import type { Heard } from './ledger.ts'
import { CLIENT, type Human, SERVICE } from './place.ts'
import { Browser, isNotHeard, NotHeard, type World } from './somebody.ts'

const LINK = /^http\S+$/m
/** One-time, of the desk and of a second factor. */
export const CODE = /\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b/
/** Whoever gets no letter within this time goes away and asks again some day; whether one was lost is looked at by invariants/letters.ts. */
const PATIENCE_WITH_LETTERS = 4_000
const MOST_WRONG_ANSWERS = 12

export const saidBy = (answer: Response | undefined): Heard => (answer ? 'acknowledged' : 'unknown')
let passwords = 0
/** Without a number: four digits in a row may stand in somebody's PESEL, and the policy takes no fragments of that. */
const newPassword = () =>
  `Zamglony-akordeon-7-${String(1_000 + passwords++).replace(/\d/g, (digit) => 'bcdfghjklm'.charAt(Number(digit)))}`
let numbers = 0

/** What one human does at the sign-in server of the university, over and over, and what is remembered of every answer. */
export class Simulated {
  readonly #world: World
  readonly human: Human
  #wrongAnswers = 0

  constructor(world: World, human: Human) {
    this.#world = world
    this.human = human
  }

  /** One journey, chosen by the dice. Throws `NotHeard` where it broke off. */
  async goOnAJourney() {
    const { dice } = this.#world.place
    if (this.#world.readOut.has(this.human.id)) return this.setPasswordByCode()
    const journeys = [
      () => this.resetPassword(),
      () => this.resetPassword(),
      () => this.useServices(),
      () => this.useServices(),
      () => this.changePassword(),
      () => this.endOtherSessions(),
      () => this.askForHelp(),
      () => this.askForHelpAsATeacher(),
      () => this.beCreated(),
      () => this.setUpSecondFactor(),
    ]
    return dice.one(journeys)()
  }

  #browser() {
    return new Browser(this.#world, this.#world.place.dice.below(this.#world.place.nodes.length))
  }

  get #ledger() {
    return this.#world.place.ledger
  }

  /** A password that may be right: the one that was acknowledged, or one that was sent and never answered. */
  get #candidates(): readonly string[] {
    const { known, possible } = this.#ledger.passwordsOf(this.human.id)
    return [...possible.toReversed(), ...(known === undefined ? [] : [known])]
  }

  async resetPassword() {
    const { dice, mailbox } = this.#world.place
    const { id, login, pesel } = this.human
    const browser = this.#browser()
    const asked = Date.now()
    await browser.press(
      'ask for a link',
      await browser.open('/reset-password'),
      'Next',
      { 'E-mail address:': login },
      (answer) => this.#ledger.act(id, 'link-requested', 'success', saidBy(answer)),
    )
    const link = await waitForLetter(this.#world, () => mailbox.newest(login, LINK, asked))
    if (link === undefined) return
    const opened = await this.#openLink(browser, link)
    // Somebody else may be answering for this human at this moment: nobody is, here.
    if (opened.heading !== 'You are setting a new password') return void this.#surprise('the link', opened)
    if (dice.share() < 0.3 && this.#wrongAnswers < MOST_WRONG_ANSWERS) {
      this.#wrongAnswers += 1
      const wrong = {
        ...this.#newPasswordFields(newPassword()),
        'Security question - PESEL number:': otherPesel(dice.below(19)),
      }
      await browser.press('answer the question wrongly', opened, 'Set password', wrong, (answer) => {
        this.#ledger.act(id, 'question-answered', 'failure', saidBy(answer))
        if (answer) this.#ledger.wrongAnswer(id)
      })
    }
    const password = newPassword()
    const fields = { ...this.#newPasswordFields(password), 'Security question - PESEL number:': pesel }
    const page = await browser.press('set the password', opened, 'Set password', fields, (answer) => {
      if (answer && answer.status !== 303) return
      this.#passwordWasSet(password, saidBy(answer), undefined)
      this.#ledger.act(id, 'question-answered', 'success', saidBy(answer))
    })
    if (page.status !== 303) this.#surprise('set the password', page)
  }

  async #openLink(browser: Browser, link: string) {
    const { pathname } = new URL(link)
    let address = new URL(pathname, browser.origin)
    const opened = await browser.step(
      'open the link',
      async () => {
        // It says where the form stands, so that the secret is in no history.
        const first = await browser.visitor.send('GET', address)
        if (first.status !== 303) return first
        address = new URL(first.headers.get('location') ?? '', address)
        return browser.visitor.send('GET', address)
      },
      () => {},
    )
    return new Page({ status: opened.status, html: opened.html, headers: opened.headers, address })
  }

  #newPasswordFields(password: string) {
    return { 'New password:': password, 'Repeat new password:': password }
  }

  #passwordWasSet(password: string, heard: Heard, except: Browser | undefined) {
    this.#ledger.setPassword(this.human.id, password, heard)
    this.#ledger.endedSessionsOf(this.human.id, heard, except?.session)
    this.#ledger.act(this.human.id, except ? 'password-changed' : 'password-set', 'success', heard)
  }

  /** Signs in with what should be right. Where the last answer was never heard, the one before may be. */
  async signIn(): Promise<Browser | undefined> {
    const { id, login } = this.human
    for (const password of this.#candidates) {
      const browser = this.#browser()
      const page = await browser.open('/cas/login')
      const answer = await browser.press('sign in', page, 'Sign in', { ID: login, Password: password }, (answer) => {
        if (answer?.status === 422) return this.#ledger.act(id, 'sign-in', 'failure', 'acknowledged')
        this.#ledger.act(id, 'sign-in', 'success', saidBy(answer))
        // A request that was cut off may have been a wrong password as well.
        if (!answer) return this.#ledger.act(id, 'sign-in', 'failure', 'unknown')
        this.#ledger.setPassword(id, password, 'acknowledged')
        if (browser.session) this.#ledger.openedSession(browser.session, id)
      })
      if (answer.status === 303) return browser
    }
    this.#world.surprises.push(`${login} cannot sign in with any password that was acknowledged or sent`)
    return undefined
  }

  async useServices() {
    const { dice } = this.#world.place
    if (dice.share() < 0.3) await this.#signInWrongly()
    const browser = await this.signIn()
    if (!browser) return
    await this.useCas(browser)
    await this.#useOpenIdConnect(browser)
    if (dice.share() < 0.7) await this.#signOut(browser)
  }

  #signInWrongly() {
    return this.#isRefused('not the right one')
  }

  /** The password is right, and the account is disabled. */
  async isKeptOut() {
    const page = await this.#isRefused(this.#ledger.passwordsOf(this.human.id).known ?? '')
    if (page.status !== 422) this.#surprise('signs in, and is disabled', page)
  }

  async #isRefused(password: string) {
    const { id, login } = this.human
    const browser = this.#browser()
    const values = { ID: login, Password: password }
    return browser.press('sign in wrongly', await browser.open('/cas/login'), 'Sign in', values, (answer) =>
      this.#ledger.act(id, 'sign-in', 'failure', saidBy(answer)),
    )
  }

  async useCas(browser: Browser) {
    const { id } = this.human
    const service = new URLSearchParams({ service: SERVICE })
    const page = await browser.step(
      'get a ticket',
      () => browser.visitor.send('GET', `/cas/login?${service}`),
      (answer) => this.#ledger.act(id, 'service-ticket-issued', 'success', saidBy(answer)),
    )
    const ticket = new URL(page.headers.get('location') ?? '', SERVICE).searchParams.get('ticket')
    if (!ticket) return void this.#surprise('a ticket', page)
    // The service asks, and asks once more, at whichever node, as one does that got no answer.
    for (let turn = 0; turn < 2; turn++) {
      const asker = this.#browser()
      const asked = new URLSearchParams({ service: SERVICE, ticket })
      await asker.step(
        'validate a ticket',
        () => asker.visitor.send('GET', `/cas/p3/serviceValidate?${asked}`),
        (_, body) => {
          if (!body.includes('<cas:authenticationSuccess>')) return
          this.#ledger.spentTicket(ticket)
          this.#ledger.visited(ticket)
        },
      )
    }
  }

  async #useOpenIdConnect(browser: Browser) {
    const { id } = this.human
    const verifier = 'v'.repeat(43)
    const asked = new URLSearchParams({
      client_id: CLIENT,
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid email',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      state: 'state',
      nonce: 'nonce',
    })
    let back: URL | undefined
    const way: string[] = []
    const page = await browser.step(
      'get a code of OpenID Connect',
      async () => {
        let url = new URL(`/oidc/auth?${asked}`, browser.origin)
        for (let hops = 0; ; hops++) {
          const answer = await browser.visitor.send('GET', `${url.pathname}${url.search}`)
          const next = new URL(answer.headers.get('location') ?? '', url)
          way.push(`${answer.status} ${url.pathname}`)
          if (next.href.startsWith(CALLBACK)) back = next
          if (back || answer.status < 300 || answer.status > 399 || hops === 8) return answer
          url = next
        }
      },
      (answer) => {
        // An error on the way back is heard by the service, and nobody knows how far it came.
        const granted = back?.searchParams.has('code') ? saidBy(answer) : 'unknown'
        this.#ledger.act(id, 'oidc-authorized', 'success', granted)
      },
    )
    const code = back?.searchParams.get('code')
    if (!code) return void this.#noCode(page, back, way)
    const fields = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: verifier }
    const authorization = `Basic ${Buffer.from(`${CLIENT}:${SECRET}`).toString('base64')}`
    const asker = new Browser(this.#world, browser.node)
    const came = Date.now()
    const exchanged = await asker.step(
      'exchange a code of OpenID Connect',
      // A server and no browser: with an Origin it would be refused.
      () =>
        fetch(new URL('/oidc/token', asker.origin), {
          method: 'POST',
          body: new URLSearchParams(fields),
          headers: { authorization, connection: 'close' },
        }),
      (answer, body) => {
        if (answer?.status !== 200) return
        this.#ledger.spentTicket(code)
        const sid = sidIn(JSON.parse(body).id_token)
        if (sid !== undefined) this.#ledger.visited(sid)
      },
    )
    // A code that PostgreSQL has forgotten, or that has grown old over a fault, is no good.
    const foretold = brokenBetween(came, Date.now(), this.#world.place) && exchanged.html.includes('"invalid_grant"')
    if (exchanged.status !== 200 && !foretold) this.#surprise(`exchange a code (${exchanged.html})`, exchanged)
  }

  /** OpenID Connect has a word of its own for what we stand on being away. */
  #noCode(page: Page, back: URL | undefined, way: readonly string[]) {
    const error = back?.searchParams.get('error')
    if (error !== 'temporarily_unavailable' && error !== 'server_error')
      this.#surprise(`a code (${back?.search ?? 'no way back'}; ${way.join(', ')})`, page)
  }

  async #signOut(browser: Browser) {
    const { id } = this.human
    const account = await browser.open('/account')
    const { session } = browser
    if (account.heading !== 'My account' || !session) return
    await browser.press('sign out', account, 'log out', {}, (answer) => {
      this.#ledger.endedSession(session, saidBy(answer))
      this.#ledger.act(id, 'sign-out', 'success', saidBy(answer))
    })
  }

  async changePassword() {
    const browser = await this.signIn()
    if (!browser) return
    const current = this.#ledger.passwordsOf(this.human.id).known ?? ''
    const password = newPassword()
    const page = await browser.open('/password-change')
    const fields = { 'Current password:': current, ...this.#newPasswordFields(password) }
    const answer = await browser.press('change the password', page, 'Change password', fields, (answer) => {
      if (answer && answer.status !== 303) return
      this.#passwordWasSet(password, saidBy(answer), browser)
    })
    // A new session goes on in place of the old one.
    if (answer.status !== 303) this.#surprise('change the password', answer)
    else if (browser.session) this.#ledger.openedSession(browser.session, this.human.id)
  }

  /** Of two browsers the second one ends what the first one has begun, which a service was let in by. */
  async endOtherSessions() {
    const { id } = this.human
    const first = await this.signIn()
    if (!first) return
    await this.useCas(first)
    const browser = await this.signIn()
    if (!browser) return
    const page = await browser.open('/account/sessions/others/end')
    const typed = { Password: this.#ledger.passwordsOf(id).known ?? '' }
    const button = 'Sign out on all other devices'
    const answer = await browser.press('end the other sessions', page, button, typed, (answer) => {
      if (answer && answer.status !== 303) return
      this.#ledger.endedSessionsOf(id, saidBy(answer), browser.session)
      this.#ledger.act(id, 'session-ended', 'success', saidBy(answer))
    })
    if (answer.status !== 303) this.#surprise('end the other sessions', answer)
  }

  async askForHelp() {
    const address = `nobody.yet.${numbers++}@student.agh.edu.pl`
    const values = { 'Your student mailbox:': address, ...facts, 'Album number:': String(800_000 + numbers) }
    await this.#askForHelp('ask for help', { form: '/not-recognized/student', values, address })
  }

  /** Section 3.2 of the manual: none of the addresses is known. */
  async askForHelpAsATeacher() {
    const address = `nobody.yet.${numbers++}@geol.agh.edu.pl`
    const values = {
      'The university mailbox you read:': address,
      'Which university addresses do you have, and which of them no longer works?': 'I have no other one.',
    }
    await this.#askForHelp('ask for help as a teacher', { form: '/not-recognized/teacher', values, address })
  }

  async #askForHelp(step: Step, sent: { form: string; values: Record<string, string>; address: string }) {
    const { mailbox } = this.#world.place
    const { form, values, address } = sent
    const browser = this.#browser()
    const asked = Date.now()
    await browser.press(step, await browser.open(form), 'Send the request', values, (answer) =>
      this.#ledger.act(undefined, 'help-requested', 'success', saidBy(answer)),
    )
    const link = await waitForLetter(this.#world, () => mailbox.newest(address, LINK, asked))
    if (link === undefined) return
    const opened = await browser.open(new URL(link).pathname)
    const desk = form.endsWith('teacher') ? 'USOS help desk' : 'registration desk'
    await browser.press('confirm the request for help', opened, `Confirm and send to the ${desk}`, {}, (answer) => {
      this.#ledger.act(undefined, 'help-confirmed', 'success', saidBy(answer))
      if (answer?.status === 303) this.#ledger.openedCase(address)
    })
  }

  /** An identity system makes somebody new. */
  async beCreated() {
    const asker = this.#browser()
    const person = newStudent()
    const headers = { authorization: `Bearer ${this.#world.place.scimToken}`, 'content-type': 'application/scim+json' }
    const page = await asker.step(
      'create a person by SCIM',
      () => asker.visitor.send('POST', '/scim/v2/Users', JSON.stringify(person), headers),
      (answer) => {
        if (answer === undefined || answer.status === 201)
          this.#ledger.newcomer(person.externalId, person.userName, saidBy(answer))
      },
    )
    if (page.status !== 201) this.#surprise('create a person', page)
  }

  async setUpSecondFactor() {
    const { id, login } = this.human
    const browser = await this.signIn()
    if (!browser) return
    await setUpSecondFactor(this.#world, browser, '/account/second-factor/enrol', { id, login })
  }

  /** With what the desk has read out. */
  async setPasswordByCode() {
    const { id, login } = this.human
    const { readOut, codesAskedFor } = this.#world
    const { code = '', number } = readOut.get(id) ?? {}
    const browser = this.#browser()
    const page = await browser.open('/set-password/code')
    readOut.delete(id)
    const typed = { 'E-mail address:': login, 'One-time code:': code }
    let proved = await browser.press('type the code of the desk', page, 'Next', typed, () => {})
    // A newer code was issued, or a password was set since.
    if (proved.status >= 400) return
    if (proved.status === 303) proved = await browser.open(proved.headers.get('location') ?? '')
    const password = newPassword()
    const set = await browser.press(
      'set the password by the code',
      proved,
      'Set password',
      this.#newPasswordFields(password),
      (answer) => {
        if (answer && answer.status !== 303) return
        this.#passwordWasSet(password, saidBy(answer), undefined)
        this.#ledger.act(id, 'code-used', 'success', saidBy(answer))
      },
    )
    const foretold = set.status === 410 && codesAskedFor.get(id) !== number
    if (set.status !== 303 && !foretold) this.#surprise('set the password by the code', set)
  }

  #surprise(what: string, page: Page) {
    const { status, title, heading, summary } = page
    this.#world.surprises.push([`${this.human.login}, ${what}: ${status}`, title, heading, summary].join(' '))
  }
}

async function waitForLetter(world: World, look: () => Promise<string | undefined>) {
  const until = Date.now() + PATIENCE_WITH_LETTERS
  while (Date.now() < until && !world.stopping) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  return undefined
}

/**
 * Through the pages of the account, or of the desk; the browser is signed in. Gives the app that is set up by it, or may be; nothing
 * where one was set up before, or no letter came.
 */
export async function setUpSecondFactor(
  world: World,
  browser: Browser,
  path: string,
  { id, login }: Pick<Human, 'id' | 'login'>,
) {
  const { ledger, mailbox } = world.place
  const asked = Date.now()
  const start = await browser.open(path)
  if (!start.html.includes('Send a code to my mailbox')) return undefined
  const { action, body } = browser.visitor.fill(start, 'Send a code to my mailbox')
  const page = await world.gate.pass(async () =>
    browser.visitor.follow(await browser.visitor.send('POST', action.pathname, body), action.pathname),
  )
  if (page.status >= 500) throw new NotHeard('the code was not sent')
  if (page.status === 429) return undefined
  const code = await waitForLetter(world, () => mailbox.newest(login, CODE, asked))
  if (code === undefined) return undefined
  const app = new App(secretOn(page))
  const values = { 'Code from the letter': code, 'Code from your app': app.code(new Date()) }
  let perhaps = true
  await browser
    .press('set up a second factor', page, 'Set up the second factor', values, (answer, html) => {
      perhaps = answer === undefined || html.includes('<ol')
      if (perhaps) ledger.act(id, 'second-factor-enrolled', 'success', saidBy(answer))
    })
    .catch((error) => {
      if (!isNotHeard(error)) throw error
    })
  return perhaps ? app : undefined
}
