import { Agent, request } from 'node:http'

interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: string
  /** Bytes of the body as they travelled. */
  readonly bytes: number
}

/** A very small browser: one connection, its cookies. It must cost little, since it shares the machine with the program. */
export class Browser {
  readonly #origin: URL
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #cookies = new Map<string, string>()

  constructor(origin: string) {
    this.#origin = new URL(origin)
  }

  get(path: string, headers: Record<string, string> = {}) {
    return this.#send('GET', path, undefined, headers)
  }

  post(path: string, fields: Record<string, string>) {
    return this.#send('POST', path, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    })
  }

  /** The next one is another person on the same connection. */
  forget() {
    this.#cookies.clear()
  }

  close() {
    this.#agent.destroy()
  }

  #send(method: string, path: string, body: string | undefined, headers: Record<string, string>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const sent = request(
        {
          agent: this.#agent,
          host: '127.0.0.1',
          port: this.#origin.port,
          method,
          path,
          headers: {
            host: this.#origin.host,
            ...(cookie && { cookie }),
            ...headers,
            ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
          },
        },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () => {
            for (const line of answer.headers['set-cookie'] ?? []) this.#keep(line)
            const whole = Buffer.concat(chunks)
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: whole.toString('latin1'),
              bytes: whole.length,
            })
          })
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  }

  #keep(line: string) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (name === undefined || value === undefined) return
    if (/;\s*max-age=0/i.test(line)) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}

/** The anti-forgery value of the form of a page. */
export function formValue(html: string): string {
  return /name="form" value="([^"]+)"/.exec(html)?.[1] ?? ''
}
