import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly body: string
  /** Where a redirect leads. */
  readonly location: string | undefined
  /** Seconds after which the program wants to be asked again. */
  readonly retryAfter: number | undefined
  /** Bytes of the body as they travelled. */
  readonly bytes: number
}

/** So soon is heard of that a connection was closed before: as late as the loop of the measurement itself comes round. */
const JUST_NOW = 500
/** How often somebody found a kept connection closed, and asked over another one. */
export const sentAgain = { times: 0 }

/**
 * A very small browser over one connection: cookies, and answers with a Content-Length, which is all the program sends.
 * It shares the machine with what it measures, so it must cost next to nothing; Node's own client costs ten times as much.
 */
export class Browser {
  readonly #host: string
  readonly #port: number
  #cookies = new Map<string, string>()
  #socket: Socket | undefined
  #received: Buffer[] = []
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined
  /** What was sent over a connection that had been used before, and when, until the first byte of its answer. */
  #sent: { readonly text: string; readonly at: number } | undefined

  constructor(origin: string) {
    const { host, port } = new URL(origin)
    this.#host = host
    this.#port = Number(port)
  }

  get(path: string, headers: Record<string, string> = {}) {
    return this.#send(`GET ${path} HTTP/1.1`, headers, '')
  }

  post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    const body = new URLSearchParams(fields).toString()
    const all = {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      'content-length': String(body.length),
      ...headers,
    }
    return this.#send(`POST ${path} HTTP/1.1`, all, body)
  }

  /** What another program sends: JSON, all of it ASCII. */
  postJson(path: string, content: object, headers: Record<string, string> = {}) {
    return this.#sendJson(`POST ${path} HTTP/1.1`, content, headers)
  }

  patchJson(path: string, content: object, headers: Record<string, string> = {}) {
    return this.#sendJson(`PATCH ${path} HTTP/1.1`, content, headers)
  }

  /** What this person's browser keeps. */
  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies
  }

  /** Another person on the same connection: somebody new, or one whose page is open already. */
  become({ cookies }: { cookies: Map<string, string> } = { cookies: new Map() }) {
    this.#cookies = cookies
  }

  /** Opens a page with a form, as a new person, and keeps it open. */
  async openForm(path: string): Promise<OpenForm> {
    this.become()
    const form = formValue((await this.get(path)).body)
    return { form, cookies: this.#cookies }
  }

  close() {
    this.#socket?.destroy()
    this.#socket = undefined
  }

  #sendJson(line: string, content: object, headers: Record<string, string>) {
    const body = JSON.stringify(content).replace(
      /[\u0080-\uffff]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    const all = { 'content-type': 'application/scim+json', 'content-length': String(body.length), ...headers }
    return this.#send(line, all, body)
  }

  #send(line: string, headers: Record<string, string>, body: string): Promise<Answer> {
    let text = `${line}\r\nhost: ${this.#host}\r\n`
    if (this.#cookies.size > 0)
      text += `cookie: ${[...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')}\r\n`
    for (const name in headers) text += `${name}: ${headers[name]}\r\n`
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      const asked = `${text}\r\n${body}`
      const isKept = this.#socket !== undefined && !this.#socket.destroyed
      this.#sent = isKept ? { text: asked, at: performance.now() } : undefined
      this.#connection().write(asked, 'latin1')
    })
  }

  #connection(): Socket {
    if (this.#socket && !this.#socket.destroyed) return this.#socket
    const socket = connect({ host: '127.0.0.1', port: this.#port, noDelay: true })
    socket.on('data', (chunk) => this.#receive(chunk))
    // One that was given up says nothing about the next.
    const fail = (error: Error) => {
      if (this.#socket !== socket) return
      this.#socket = undefined
      const sent = this.#sent
      this.#sent = undefined
      // The program closed one that nobody used for a while, just as it was used: a browser tries another.
      if (sent !== undefined && performance.now() - sent.at < JUST_NOW) {
        sentAgain.times += 1
        this.#connection().write(sent.text, 'latin1')
      } else this.#waiting?.reject(error)
    }
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('The program closed the connection.')))
    this.#socket = socket
    this.#received = []
    return socket
  }

  #receive(chunk: Buffer) {
    this.#sent = undefined
    this.#received.push(chunk)
    const all = this.#received.length === 1 ? chunk : Buffer.concat(this.#received)
    const end = all.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = all.toString('latin1', 0, end)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (all.length < end + 4 + length) return
    this.#received = []
    for (const [, name, value] of head.matchAll(/\r\nset-cookie: ([^=]+)=([^;\r]*)/gi))
      this.#cookies.set(name as string, value as string)
    const waiting = this.#waiting
    this.#waiting = undefined
    const status = Number(head.slice(9, 12))
    waiting?.resolve({
      status,
      retryAfter: head.includes('retry-after') ? Number(/\r\nretry-after: (\d+)/i.exec(head)?.[1] ?? 0) : undefined,
      body: all.toString('latin1', end + 4),
      location: /\r\nlocation: ([^\r]+)/i.exec(head)?.[1],
      bytes: length,
    })
  }
}

/** A page that somebody has open. */
export interface OpenForm {
  readonly form: string
  readonly cookies: Map<string, string>
}

/** The anti-forgery value of the form of a page. */
export function formValue(html: string): string {
  return /name="form" value="([^"]+)"/.exec(html)?.[1] ?? ''
}
