import { fillSetPage, requestLink } from '../reset-steps.ts'
import type { Letter, University } from '../university.ts'
import type { Page, Visitor } from '../visitor.ts'
import type { Sufferer } from './kinds.ts'

const NOT_RECOGNIZED = 'Your account is not recognized and cannot login at this time'

/** Nobody's name, and nobody's number. */
const PASSWORD = 'Turkusowa-lokomotywa-83'

/** Where somebody stands. `at-desk` is for whoever a page or letter sends to a desk in person, or by a letter of their own. */
export type Standing = 'trying' | 'signed-in' | 'gave-up' | 'at-it-desk'

/** Why somebody comes to the USOS help desk. */
export type Visit = 'question' | 'disabled'

/**
 * Follows what pages and letters say, and knows nothing else of the program. Patience is finite: whoever is sent in a
 * circle gives up.
 */
export class FollowingPerson {
  readonly sufferer: Sufferer
  readonly #place: University
  readonly #browser: Visitor
  readonly #guesses: string[]
  readonly #others: string[]
  /** Another form is for the next quarter of an hour: people read, look things up and type. */
  #next: (() => Promise<void>) | undefined = () => this.#askForLink()
  /** When a letter was expected first, and nothing came. */
  #waitsSince: Date | undefined
  #askedDesk = false
  #patience = 30
  /** The address that a page or letter told them to sign in with. */
  #login: string | undefined
  standing: Standing = 'trying'
  wants: Visit | undefined
  letters = 0
  /** What happened, for whoever wants to know why somebody is stuck. */
  readonly diary: string[] = []

  constructor(place: University, sufferer: Sufferer, source: string) {
    this.sufferer = sufferer
    this.#place = place
    this.#browser = place.visitor({ 'accept-language': 'en', 'x-forwarded-for': source })
    this.#guesses = [...sufferer.guesses]
    this.#others = [...sufferer.others]
  }

  get isDone() {
    return this.standing !== 'trying'
  }

  /** One look at the mailbox and one thing done about it. */
  async act(letters: readonly Letter[]): Promise<void> {
    if (this.isDone) return
    this.letters += letters.length
    const newest = mostUseful(letters)
    if (newest) {
      this.#waitsSince = undefined
      this.#next = undefined
      return this.#read(newest)
    }
    if (this.#next) {
      const next = this.#next
      this.#next = undefined
      return next()
    }
    if (
      this.#waitsSince &&
      this.#minutesSince(this.#waitsSince) >= 60 + (this.letters === 0 ? this.sufferer.readsAfter : 0)
    ) {
      this.#waitsSince = undefined
      return this.#nothingHasArrived()
    }
  }

  /** Types an address at the request for a link: the first guess, and what a page makes of it. */
  async #askForLink(): Promise<void> {
    const typed = this.#guesses.shift() ?? this.sufferer.mailbox
    if (typed === undefined) return this.#stand('at-it-desk')
    const page = await requestLink(this.#browser, typed)
    this.#note(`asked for a link with ${typed}: ${page.summary || page.heading}`)
    if (page.heading === 'Check your mailbox') this.#expectLetter()
    else if (page.summary.includes('We need the whole address')) await this.#again()
    else if (page.text.includes(NOT_RECOGNIZED)) await this.#notRecognized()
    else this.#giveUp(`unforeseen page: ${page.title}`)
  }

  /** "Check that it is a university address, without a typing error, or type another one of yours", then the advice below it. */
  async #notRecognized(): Promise<void> {
    const { mailbox, role } = this.sufferer
    if (this.#typedWrongly()) return this.#again()
    if (mailbox === undefined) return this.#stand('at-it-desk')
    if (role === 'teacher' && this.#others.length > 0) {
      this.#guesses.unshift(...this.#others.splice(0))
      return this.#again()
    }
    this.#next = () => this.#askDesk()
  }

  #typedWrongly() {
    return this.#guesses.length > 0 || this.#last !== this.sufferer.mailbox
  }

  get #last() {
    const asked = this.diary.findLast((line) => line.startsWith('asked for a link with '))
    return /with (.*?): /.exec(asked ?? '')?.[1]
  }

  async #again() {
    if (this.#spendPatience()) await this.#askForLink()
  }

  /** The part "Nothing has arrived?" of the page: spam, a typing error, then the way for students or teachers. */
  async #nothingHasArrived(): Promise<void> {
    this.#note('nothing has arrived')
    if (this.#typedWrongly() || this.#askedDesk) return this.#again()
    return this.#askDesk()
  }

  /** The form of section 3 of the manual. */
  async #askDesk(): Promise<void> {
    const { sufferer } = this
    if (!this.#spendPatience()) return
    const mailbox = sufferer.mailbox ?? ''
    this.#askedDesk = true
    const page = await this.#browser.open(`/not-recognized/${sufferer.role}`)
    const sent =
      sufferer.role === 'student'
        ? await this.#browser.submit(page, 'Send the request', {
            'Your student mailbox:': mailbox,
            'Field of study:': sufferer.field,
            'Album number:': sufferer.album,
            'I have the right to register for university elective subjects, but my USOS account is not yet available':
              'yes',
          })
        : await this.#browser.submit(page, 'Send the request', {
            'The university mailbox you read:': mailbox,
            'Which university addresses do you have, and which of them no longer works?': this.#note_(),
          })
    this.#note(`asked the desk: ${sent.summary || sent.heading}`)
    if (sent.heading === 'Check your mailbox') this.#expectLetter()
    else this.#giveUp('the help request was refused')
  }

  #note_() {
    const { mailbox, others } = this.sufferer
    return `I read ${mailbox}. ${others.join(', ')} does not work any more.`
  }

  async #read(letter: Letter): Promise<void> {
    if (!this.#spendPatience()) return
    this.#note(`read “${letter.subject}” in ${letter.to}`)
    const link = /^http\S+$/m.exec(letter.text)?.[0]
    if (link?.includes('/set-password/')) return this.#setPassword(link)
    if (link?.includes('/reset-password/assigned/')) return this.#assignedElsewhere(link, letter)
    if (link?.includes('/not-recognized/request/')) return this.#confirm(link)
    if (link?.includes('/not-recognized/case/')) return this.#answerDesk(link)
    if (/account is disabled/.test(letter.subject)) {
      this.wants = 'disabled'
      return
    }
    if (/You have no .* account yet/.test(letter.subject)) return this.#askDesk()
    if (/The answer to R-/.test(letter.subject)) return this.#giveUp('declined')
    this.#note('this letter asks for nothing')
    this.#expectLetter()
  }

  async #confirm(link: string): Promise<void> {
    const page = await this.#browser.open(link)
    const button = buttonLike(page, /^Confirm and send/)
    if (button === undefined) return this.#expectLetter()
    const confirmed = await this.#browser.submit(page, button)
    this.#note(`confirmed: ${confirmed.heading}`)
    // The answer comes by letter, whenever it comes.
    this.#waitsSince = undefined
  }

  async #answerDesk(link: string): Promise<void> {
    const page = await this.#browser.open(link)
    if (buttonLike(page, /^Send the answer$/) === undefined) return this.#note(`the case: ${page.heading}`)
    const { human, album, field } = this.sufferer
    const text = `I am ${human.firstName} ${human.surname}, I study ${field}, my album number is ${album}.`
    const sent = await this.#browser.submit(page, 'Send the answer', { 'Your answer:': text })
    this.#note(`answered the desk: ${sent.heading}`)
  }

  /** Two ways on one page: send the link there, or say that nobody can read it there. */
  async #assignedElsewhere(link: string, letter: Letter): Promise<void> {
    const page = await this.#browser.open(link)
    const assigned = /[\w.+-]+@[\w.-]+\w/.exec(letter.text.replaceAll(letter.to, ''))?.[0] ?? ''
    if (this.sufferer.opens.includes(assigned)) {
      this.#login = assigned
      const sent = await this.#browser.submit(page, 'Send the link')
      this.#note(`had the link sent to the assigned address: ${sent.heading}`)
      return this.#expectLetter()
    }
    const asked = await this.#browser.submit(page, 'Ask for this address to be assigned')
    this.#note(`asked for this address to be assigned: ${asked.heading}`)
  }

  async #setPassword(link: string): Promise<void> {
    let page = await this.#browser.open(link)
    for (const answer of this.sufferer.answers) {
      if (page.heading !== 'You are setting a new password') break
      this.#login = /For the account (\S+?@[\w.-]*?\.pl)/.exec(page.text)?.[1] ?? this.#login
      page = await fillSetPage(this.#browser, page, { pesel: answer, password: PASSWORD })
      this.#note(`answered the question: ${page.summary || page.heading}`)
      if (page.heading === 'Your password has been set') return this.#signIn()
    }
    return this.#afterLink(page)
  }

  async #afterLink(page: Page): Promise<void> {
    this.#note(page.heading)
    switch (page.heading) {
      case 'This link has expired':
      case 'This link does not work any more': {
        const sent = await this.#browser.submit(page, 'Send a new link')
        this.#note(`asked again: ${sent.summary || sent.heading}`)
        if (sent.heading === 'Check your mailbox') return this.#expectLetter()
        return this.#notRecognized()
      }
      // Whoever has no further answer, or must not answer, is sent to the help desk.
      case 'You are setting a new password':
      case 'Too many wrong answers':
      case 'From here on only the USOS Help Desk can help you':
      case 'From here on only the USOS help desk can help you':
        this.wants = 'question'
        return
      case 'A newer link has replaced this one':
        return
      default:
        return this.#giveUp(`the link led to: ${page.heading}`)
    }
  }

  /** Stands at the help desk with a student card, and types the code there. */
  async useCode(code: string): Promise<void> {
    this.wants = undefined
    const address = this.#login ?? this.sufferer.mailbox ?? ''
    const typed = await this.#browser.submit(await this.#browser.open('/set-password/code'), 'Next', {
      'E-mail address:': address,
      'One-time code:': code,
    })
    const done = await this.#browser.submit(typed, 'Set password', {
      'New password:': PASSWORD,
      'Repeat new password:': PASSWORD,
    })
    this.#note(`set a password by code: ${done.summary || done.heading}`)
    if (done.heading === 'Your password has been set') return this.#signIn()
    return this.#giveUp('the code did not help')
  }

  /** The desk has done something; the letter about it says to try again. */
  async tryAgain(): Promise<void> {
    this.wants = undefined
    await this.#again()
  }

  sentAway() {
    this.wants = undefined
    this.#giveUp('the desk could not help')
  }

  async #signIn(): Promise<void> {
    const page = await this.#browser.submit(await this.#browser.open('/cas/login'), 'Sign in', {
      ID: this.#login ?? this.sufferer.mailbox ?? '',
      Password: PASSWORD,
    })
    this.#note(`signed in as ${this.#login}: ${page.heading}`)
    if (page.heading === 'You are signed in') this.standing = 'signed-in'
    else this.#giveUp('the new password does not open')
  }

  #expectLetter() {
    this.#waitsSince = this.#place.clock.now()
  }

  #minutesSince(moment: Date) {
    return (this.#place.clock.now().getTime() - moment.getTime()) / 60_000
  }

  #spendPatience() {
    this.#patience -= 1
    if (this.#patience >= 0) return true
    this.#giveUp('out of patience')
    return false
  }

  #giveUp(why: string) {
    this.#note(`gave up: ${why}`)
    this.standing = 'gave-up'
  }

  #stand(standing: Standing) {
    this.standing = standing
  }

  #note(text: string) {
    this.diary.push(text)
  }
}

/** Of several letters the newest that leads to a password, else the newest that leads anywhere. */
function mostUseful(letters: readonly Letter[]): Letter | undefined {
  const useful = letters.filter(({ subject }) => !isOnlyNews(subject))
  return useful.findLast(({ text }) => text.includes('/set-password/')) ?? useful.at(-1)
}

/** Letters that ask for nothing. */
function isOnlyNews(subject: string) {
  return /password has been set|^Another address is assigned to your USOS|account works again|one-time code/.test(
    subject,
  )
}

function buttonLike(page: Page, words: RegExp) {
  const names = page.document.querySelectorAll('button').map((button) => button.textContent.replace(/\s+/g, ' ').trim())
  return names.find((name) => words.test(name))
}
