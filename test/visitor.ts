import { type HTMLElement, parse } from 'node-html-parser'

/** What came back, read as a person reads it: by words, labels and forms, never by internal names. */
export class Page {
  readonly status: number
  readonly address: URL
  readonly headers: Headers
  readonly html: string
  readonly document: HTMLElement

  constructor(answer: { status: number; address: URL; headers: Headers; html: string }) {
    this.status = answer.status
    this.address = answer.address
    this.headers = answer.headers
    this.html = answer.html
    this.document = parse(answer.html)
  }

  /** The visible words, white space folded, no-break spaces as plain ones, without word joiners. */
  get text() {
    return words(this.document.querySelector('body') ?? this.document)
  }

  get title() {
    return words(this.document.querySelector('title'))
  }

  get heading() {
    return words(this.document.querySelector('h1'))
  }

  /** The error summary, when the page shows one. */
  get summary() {
    return words(this.document.querySelector('.summary'))
  }

  link(name: string) {
    const link = this.document.querySelectorAll('a').find((each) => words(each) === name)
    const address = link?.getAttribute('href')
    if (address === undefined) throw new Error(`No link "${name}" on "${this.title}"`)
    return new URL(address, this.address)
  }

  /** The form that a button of this name sends, wherever on the page the button is. */
  form(button: string) {
    const form = this.buttons(button)
      .map((one) => formOf(this, one))
      .find((one) => one !== null)
    if (!form) throw new Error(`No form with the button "${button}" on "${this.title}" (${this.status})`)
    return form
  }

  buttons(name: string) {
    return this.document.querySelectorAll('button').filter((one) => words(one) === name)
  }

  field(label: string) {
    const found = this.document.querySelectorAll('label').find((each) => words(each) === label)
    const field = found && this.document.getElementById(found.getAttribute('for') ?? '')
    if (!field) throw new Error(`No field "${label}" on "${this.title}"`)
    return field
  }
}

function words(element: HTMLElement | null) {
  return (element?.textContent ?? '')
    .replace(/[\s\u00a0]+/g, ' ')
    .replaceAll('\u2060', '')
    .trim()
}

function formOf(page: Page, button: HTMLElement): HTMLElement | null {
  const id = button.getAttribute('form')
  return id === undefined ? button.closest('form') : page.document.getElementById(id)
}

/** What a control sends when nobody touches it: nothing where a box is not ticked. */
function standingValue(control: HTMLElement) {
  if (control.tagName === 'TEXTAREA') return control.textContent
  if (control.tagName === 'SELECT') {
    const options = control.querySelectorAll('option')
    return (options.find((each) => each.hasAttribute('selected')) ?? options[0])?.getAttribute('value') ?? ''
  }
  if (isTicked(control) && !control.hasAttribute('checked')) return undefined
  return ['submit', 'file'].includes(control.getAttribute('type') ?? '')
    ? undefined
    : (control.getAttribute('value') ?? '')
}

/** A radio button or a box: naming it in `submit` ticks it, whatever the value. */
function isTicked(control: HTMLElement) {
  return ['checkbox', 'radio'].includes(control.getAttribute('type') ?? '')
}

/** A browser without scripts: keeps cookies, follows redirects, fills forms by their labels. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  /** Every cookie that was ever given, and for how many seconds; undefined until the browser is closed. */
  readonly given = new Map<string, number | undefined>()
  /** Every address asked for, in order: what a server log or a history would hold. */
  readonly trail: string[] = []
  headers: Record<string, string>
  readonly #origin: string

  constructor(origin: string, headers: Record<string, string> = {}) {
    this.#origin = origin
    this.headers = headers
  }

  open(address: string | URL) {
    return this.request('GET', address)
  }

  /** Fills the form that has this button, by the labels of its fields, and sends it. */
  async submit(page: Page, button: string, values: Record<string, string> = {}) {
    const { action, body } = this.fill(page, button, values)
    return this.request('POST', action, body)
  }

  /** What pressing the button would send, and where to. */
  fill(page: Page, button: string, values: Record<string, string> = {}) {
    const form = page.form(button)
    const body = new URLSearchParams()
    for (const control of form.querySelectorAll('input, select, textarea')) {
      const name = control.getAttribute('name')
      const value = standingValue(control)
      if (name && value !== undefined) body.set(name, value)
    }
    const pressed = page.buttons(button).find((one) => formOf(page, one) === form)
    const pressedName = pressed?.getAttribute('name')
    if (pressedName) body.set(pressedName, pressed?.getAttribute('value') ?? '')
    for (const [label, value] of Object.entries(values)) {
      const field = page.field(label)
      body.set(field.getAttribute('name') ?? '', isTicked(field) ? (field.getAttribute('value') ?? 'on') : value)
    }
    const action = pressed?.getAttribute('formaction') ?? form.getAttribute('action') ?? page.address.href
    return { action: new URL(action, page.address), body }
  }

  /** Goes on until there is a page; remembers cookies on the way. */
  async request(method: string, address: string | URL, body?: URLSearchParams): Promise<Page> {
    const url = new URL(address, this.#origin)
    return this.follow(await this.send(method, url, body), url)
  }

  /** Goes on from an answer of `send` to the page it leads to. */
  async follow(first: Response, address: string | URL): Promise<Page> {
    let url = new URL(address, this.#origin)
    let answer = first
    for (let hops = 0; answer.status >= 300 && answer.status < 400; hops++) {
      if (hops === 12) throw new Error(`Redirected in a circle: ${this.trail.slice(-5).join(' → ')}`)
      url = new URL(answer.headers.get('location') ?? '', url)
      answer = await this.send('GET', url)
    }
    return new Page({ status: answer.status, address: url, headers: answer.headers, html: await answer.text() })
  }

  /** One request and its very answer, redirect or not. */
  async send(
    method: string,
    address: string | URL,
    body?: URLSearchParams | FormData | string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const url = new URL(address, this.#origin)
    this.trail.push(`${method} ${url.pathname}${url.search}`)
    const answer = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookies.size > 0 && {
          cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        }),
        ...(method === 'POST' && { 'sec-fetch-site': 'same-origin', origin: 'null' }),
        ...this.headers,
        ...headers,
      },
      ...(body !== undefined && { body }),
    })
    for (const line of answer.headers.getSetCookie()) this.#keep(line)
    return answer
  }

  /** Takes over what a second tab of the same browser has. */
  sameBrowser() {
    const other = new Visitor(this.#origin, this.headers)
    for (const [name, value] of this.cookies) other.cookies.set(name, value)
    return other
  }

  #keep(line: string) {
    const [pair = '', ...attributes] = line.split(';')
    const equals = pair.indexOf('=')
    const name = pair.slice(0, equals)
    const gone = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute))
    if (gone) return void this.cookies.delete(name)
    this.cookies.set(name, pair.slice(equals + 1))
    const age = /;\s*max-age=(\d+)/i.exec(line)?.[1]
    this.given.set(name, age === undefined ? undefined : Number(age))
  }
}
