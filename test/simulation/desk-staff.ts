import type { HTMLElement } from 'node-html-parser'
import { signIn } from '../attacks/steps.ts'
import { proveFactor, type StaffAtWork, staff } from '../staff.ts'
import type { University } from '../university.ts'
import type { Page } from '../visitor.ts'

/** A member of staff who does what the desk's pages suggest, and nothing else. Every form sent is a click. */
export class DeskStaff {
  readonly #place: University
  readonly #at: StaffAtWork
  /** Cases looked at, by number and how they stood. */
  readonly #looked = new Set<string>()

  private constructor(place: University, at: StaffAtWork) {
    this.#place = place
    this.#at = at
  }

  static async comesToWork(place: University, key: string) {
    return new DeskStaff(place, await staff(place, key))
  }

  /** Works through the queue: the filled button where there is one, else a closer look. Gives the cases clicked on. */
  async workThroughQueue(): Promise<string[]> {
    const clicked: string[] = []
    for (let path: string | undefined = '/desk/cases'; path !== undefined; ) {
      const page = await this.#open(path)
      const answered = await this.#answerOne(page)
      if (answered) clicked.push(...answered)
      else path = page.document.querySelector('a[rel=next]')?.getAttribute('href')
    }
    return clicked
  }

  /** `undefined` when nothing in the queue wants an answer now; an empty list for a case that was only looked at. */
  async #answerOne(page: Page): Promise<string[] | undefined> {
    for (const card of page.document.querySelectorAll('article.case')) {
      const number = card.getAttribute('aria-labelledby') ?? ''
      if (card.textContent.includes('Asked back')) continue
      // A second look is for what stands there differently; how long it has waited does not matter.
      const state = `${number} ${words(card).replace(/waits? .*?(?= |$)|\d+ (minutes?|hours?|days?|h|min)/g, '')}`
      if (this.#looked.has(state)) continue
      this.#looked.add(state)
      const form = card.querySelector('form')
      if (form) {
        await this.#send(page, form)
        return [number]
      }
      return (await this.#lookCloser(number)) ? [number] : []
    }
    return undefined
  }

  /** The page of a case: the filled button of its answers. Asked once without success, the desk decides. */
  async #lookCloser(number: string): Promise<boolean> {
    const page = await this.#open(`/desk/cases/${number}`)
    const forms = page.document.querySelectorAll('section[aria-labelledby=answer] form')
    const filled = forms
      .flatMap((form) => form.querySelectorAll('button').map((button) => ({ form, button })))
      .find(({ button }) => button.getAttribute('class') === 'button')
    if (!filled) return false
    const action = filled.button.getAttribute('formaction') ?? filled.form.getAttribute('action') ?? ''
    if (!action.endsWith('/ask-back')) {
      await this.#send(page, filled.form, {}, action)
      return true
    }
    if (!page.text.includes('Question by')) {
      const question = 'Please write your name, your field of study and your album number.'
      await this.#send(page, filled.form, { question }, action)
      return true
    }
    const decline = filled.form.querySelector('button[formaction$="/decline"]')?.getAttribute('formaction')
    if (decline) await this.#send(page, filled.form, { because: 'not-in-registry' }, decline)
    return decline !== undefined
  }

  /** Somebody stands here with a card: gives a code that sets a password. */
  async giveCode(whom: string): Promise<string | undefined> {
    const page = await this.#find(whom)
    const form = page?.document
      .querySelectorAll('form')
      .find((one) => /\/issue-code$/.test(one.getAttribute('action') ?? ''))
    if (!page || !form) return undefined
    const answer = await this.#send(page, form, {
      proof: 'card',
      handover: 'spoken',
      reason: 'Stands at the desk with the student card.',
    })
    return /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(answer.text)?.[0]
  }

  /** The first act that the page of the person offers. */
  async helpFirst(whom: string): Promise<boolean> {
    const page = await this.#find(whom)
    const form = page?.document.querySelector('section[aria-labelledby=acts] details form')
    if (!page || !form) return false
    const done = await this.#send(page, form, { reason: 'Disabled by mistake, as the dean’s office confirms.' })
    return done.status < 400
  }

  async #find(whom: string): Promise<Page | undefined> {
    const search = await this.#open('/desk/people')
    const found = await this.#at.visitor.submit(search, 'Search', { 'Whom you are looking for': whom })
    if (/^\/desk\/people\/[^/?]+$/.test(found.address.pathname)) return found
    const link = found.document.querySelector('main a[href^="/desk/people/"]')?.getAttribute('href')
    return link === undefined ? undefined : this.#open(link)
  }

  /** A page of the desk, with whatever it takes to be let in again. */
  async #open(path: string): Promise<Page> {
    const page = await this.#at.visitor.open(path)
    if (path.startsWith(page.address.pathname)) return page
    if (page.address.pathname.startsWith('/cas/')) {
      await signIn(this.#at.visitor, this.#at.person.login, this.#at.person.password)
    }
    await this.#proveAgain()
    return this.#at.visitor.open(path)
  }

  #proveAgain() {
    this.#place.clock.advance({ seconds: 30 })
    return proveFactor(this.#at.visitor, this.#at.app.code(this.#place.clock.now()))
  }

  /** Presses a button with everything that its form holds already. */
  async #send(
    page: Page,
    form: HTMLElement,
    more: Record<string, string> = {},
    action = actionOf(form),
  ): Promise<Page> {
    const answer = await this.#post(page, form, more, action)
    if (answer.heading !== 'Second factor') return answer
    // The door wants the factor anew: back to the page, and the same button again.
    await this.#proveAgain()
    const again = await this.#at.visitor.open(page.address)
    const same = again.document.querySelectorAll('form').find((one) => actionOf(one) === actionOf(form))
    if (!same) throw new Error(`The form of ${action} is gone.`)
    return this.#post(again, same, more, action)
  }

  #post(page: Page, form: HTMLElement, more: Record<string, string>, action: string) {
    const body = new URLSearchParams()
    for (const field of form.querySelectorAll('input, textarea')) {
      const name = field.getAttribute('name')
      const chosen = !['radio', 'checkbox'].includes(field.getAttribute('type') ?? '') || field.hasAttribute('checked')
      if (name && chosen) body.set(name, field.getAttribute('value') ?? field.textContent)
    }
    for (const [name, value] of Object.entries(more)) body.set(name, value)
    return this.#at.visitor.request('POST', new URL(action, page.address), body)
  }
}

function actionOf(form: HTMLElement) {
  return form.getAttribute('action') ?? ''
}

function words(element: HTMLElement) {
  return element.textContent.replace(/[\s\u00a0]+/g, ' ').trim()
}
