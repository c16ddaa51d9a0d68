import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, type IncomingMessage, createServer as overHttp, type Server } from 'node:http'
import { createServer as overHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { signIn } from './attacks/steps.ts'
import { selfSignedCertificate } from './certificate.ts'
import type { University } from './university.ts'
import type { Visitor } from './visitor.ts'
import { whenDone } from './when-done.ts'

/** What a service of a test heard. */
export interface Heard {
  readonly method: string
  readonly address: URL
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

interface ListenOptions {
  /** How it answers; 200 when left out. */
  answer?: (heard: Heard) => { status: number; headers?: Record<string, string>; body?: string } | 'never'
  certificate?: { key: string; cert: string }
}

/** A service that listens on this machine until the test ends. */
export async function listening({ answer = () => ({ status: 200 }), certificate }: ListenOptions = {}) {
  const heard: Heard[] = []
  const scheme = certificate ? 'https' : 'http'
  const server: Server = certificate ? overHttps(certificate) : overHttp()
  server.on('request', async (request: IncomingMessage, response) => {
    let body = ''
    try {
      for await (const part of request) body += part
    } catch {
      // Whoever called was killed over it, and nobody has said anything.
      return
    }
    const { method = '', url = '', headers } = request
    const one = { method, address: new URL(url, 'http://x'), headers, body }
    heard.push(one)
    const given = answer(one)
    if (given !== 'never') response.writeHead(given.status, given.headers).end(given.body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  whenDone(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  const { port } = server.address() as AddressInfo
  return { heard, port, origin: `${scheme}://localhost:${port}`, byNumber: `${scheme}://127.0.0.1:${port}` }
}

/** A certificate for `localhost` and 127.0.0.1, and the file that makes it trusted (CALLBACK_CA_FILE). */
export function trustedCertificate() {
  const certificate = selfSignedCertificate('localhost', '127.0.0.1')
  const folder = mkdtempSync(join(tmpdir(), 'authority-'))
  const file = join(folder, 'authority.pem')
  writeFileSync(file, certificate.cert)
  whenDone(async () => rmSync(folder, { recursive: true }))
  return { certificate, file }
}

/** Somebody of the cast, signed in, in a browser of their own. */
export async function signedIn(place: University, key = 'alice', query = '') {
  const { login, password } = place.person(key)
  const visitor = place.visitor()
  await signIn(visitor, login, password, `/cas/login${query}`)
  return visitor
}

/** The very answer of `/cas/login`, redirect or not. */
export function login(visitor: Visitor, parameters: Record<string, string>) {
  return visitor.send('GET', `/cas/login?${new URLSearchParams(parameters)}`)
}

/** A ticket by single sign-on. */
export async function ticketFor(visitor: Visitor, service: string, more: Record<string, string> = {}) {
  const answer = await login(visitor, { service, ...more })
  const location = answer.headers.get('location')
  const ticket = location && URL.canParse(location) ? new URL(location).searchParams.get('ticket') : undefined
  if (!ticket) throw new Error(`No ticket: ${answer.status} ${location} ${(await answer.text()).slice(0, 300)}`)
  return ticket
}

/** What a service is told, word for word. */
export async function ask(
  place: University,
  endpoint: string,
  parameters: Record<string, string>,
  node = 0,
): Promise<string> {
  const answer = await place.visitor(undefined, node).send('GET', `/cas/${endpoint}?${new URLSearchParams(parameters)}`)
  return answer.text()
}

export interface Element {
  readonly name: string
  readonly text: string
  readonly attributes: Record<string, string>
  readonly children: readonly Element[]
}

/** Elements in their order; throws when it is no XML. Names without their prefix. */
export function elements(xml: string): Element {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) throw new Error(`Not XML: ${valid.err.msg}\n${xml}`)
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    htmlEntities: true,
    trimValues: false,
    ignoreDeclaration: true,
  })
  const [root] = (parser.parse(xml) as Raw[]).flatMap(read)
  if (!root) throw new Error('No element')
  return root
}

type Raw = Record<string, unknown>

function read(raw: Raw): Element[] {
  const name = Object.keys(raw).find((key) => key !== ':@' && key !== '#text')
  if (name === undefined) return []
  const inside = raw[name] as Raw[]
  return [
    {
      name,
      text: inside.map((one) => (one['#text'] === undefined ? '' : String(one['#text']))).join(''),
      attributes: (raw[':@'] as Record<string, string> | undefined) ?? {},
      children: inside.flatMap(read),
    },
  ]
}

/** The first element of that name, at any depth. */
export function find(element: Element, name: string): Element | undefined {
  if (element.name === name) return element
  for (const child of element.children) {
    const found = find(child, name)
    if (found) return found
  }
  return undefined
}

/** The texts of all elements of that name. */
export function texts(element: Element, name: string): string[] {
  const own = element.name === name ? [element.text] : []
  return [...own, ...element.children.flatMap((child) => texts(child, name))]
}

/** The envelope that an old client sends to `/samlValidate`. */
export function samlEnvelope(ticket: string, requestId = '_192.0.2.1.1024506224022') {
  return (
    `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Header/><SOAP-ENV:Body>` +
    `<samlp:Request xmlns:samlp="urn:oasis:names:tc:SAML:1.0:protocol" MajorVersion="1" MinorVersion="1" ` +
    `RequestID="${requestId}" IssueInstant="2026-11-28T12:00:00Z"><samlp:AssertionArtifact>${ticket}</samlp:AssertionArtifact>` +
    `</samlp:Request></SOAP-ENV:Body></SOAP-ENV:Envelope>`
  )
}
