import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { type FastifyInstance, fastify } from 'fastify'
import { onTestFinished } from 'vitest'
import { loadInstitution, readSettings } from '../src/config/index.ts'
import { createLogger, loadAssets, registerWeb, serverOptions, type WebParts } from '../src/web/index.ts'
import { HandSetClock, keyring, Secret, systemRandom } from '../src/world/index.ts'

interface FrameOptions {
  environment?: Record<string, string>
  origin?: string
  parts?: Partial<WebParts>
}

/** The frame around a few pages of the test's own, really listening. Closed when the test is over. */
export async function openFrame(pages: (app: FastifyInstance) => void, options: FrameOptions = {}) {
  const lines: string[] = []
  const clock = new HandSetClock('2026-11-22T13:07:31Z')
  const settings = readSettings({ LOG_LEVEL: 'info', ...options.environment })
  const institution = loadInstitution('institution.yaml')
  const world = { clock, random: systemRandom }
  const log = createLogger(settings, { write: (line) => lines.push(line) })
  const app = fastify(serverOptions({ world, log }))
  registerWeb(app, {
    settings,
    institution,
    world,
    keys: keyring(new Secret('0123456789abcdefghijklmnopqrstuvwxyz')),
    assets: loadAssets(institution),
    origin: options.origin ?? 'http://localhost:3000',
    ...options.parts,
  })
  pages(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  const { port } = app.server.address() as AddressInfo
  return {
    app,
    port,
    clock,
    institution,
    /** What the log says, one parsed line each. */
    log: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    logText: () => lines.join(''),
    ask: (path: string, asked: Asked = {}) => ask(port, path, asked),
    raw: (bytes: string | Buffer) => raw(port, bytes),
    connect: () => connect(port, '127.0.0.1'),
  }
}

interface Asked {
  method?: string
  headers?: OutgoingHttpHeaders
  body?: string | Buffer
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  rawHeaders: string[]
  text: string
}

/** One request as it is, nothing followed and nothing remembered. A body makes it a form, unless it says otherwise. */
function ask(port: number, path: string, { method, headers = {}, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const form =
      body === undefined
        ? {}
        : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }
    const sent = httpRequest(
      {
        port,
        host: '127.0.0.1',
        path,
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { ...form, ...headers },
        agent: false,
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            rawHeaders: answer.rawHeaders,
            text: Buffer.concat(parts).toString(),
          }),
        )
        answer.on('error', reject)
      },
    )
    // A server may refuse a body while it is still being sent; what counts is its answer.
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') reject(error)
    })
    sent.end(body)
  })
}

/** Bytes as they are; what comes back until the server closes. */
function raw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    const parts: Buffer[] = []
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('end', () => socket.end())
    socket.on('close', () => resolve(Buffer.concat(parts).toString()))
    socket.on('error', reject)
  })
}

/** What a browser would send back: the cookies of an answer and the hidden value of its form. */
export function formOf(answer: Answer): { cookie: string; value: string } {
  const cookie = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0]).join('; ')
  return { cookie, value: /name="form" value="([^"]+)"/.exec(answer.text)?.[1] ?? '' }
}
