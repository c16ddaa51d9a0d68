import type { BrowserContext, Request } from 'playwright-core'
import { expect } from 'vitest'
import type { Database } from '../src/database/index.ts'
import { type Marker, scan } from '../src/scan/index.ts'

/**
 * What the people of a story use and what must be left nowhere: every PESEL, password, one-time code, link, cookie, ticket
 * and token. In memory only, for the file that is running; each university is scanned for all of them when its story is over.
 */
const used = new Map<string, Marker>()
/** Until the browser has told of the last answers. */
const told: Promise<unknown>[] = []
let watching = false

export function watchForSecrets() {
  watching = true
}

/** The next file has stories of its own, or none. */
export function forgetUsed() {
  watching = false
  used.clear()
  told.splice(0)
}

/** Not what is shorter than eight characters: such a word is no secret, and stands everywhere. */
export function markUsed(kind: string, value: string | null | undefined) {
  if (watching && value && value.length >= 8) used.set(`${kind} ${value}`, { kind, value })
}

/** Fields of forms whose content belongs to nobody but the person. */
const secretField = /password|pesel|current|repeat|^new$|^code$|factor/i
const secretParameter = /^(ticket|code|pgt|id_token_hint|state)$/

/** Reads along what a browser sends and gets. */
export function markWhatItUses(context: BrowserContext) {
  context.on('request', (request) => markRequest(request))
  context.on('response', (response) => {
    if (!response.request().isNavigationRequest()) return
    const headers = response.headersArray().then(
      (all) => all.filter(({ name }) => name.toLowerCase() === 'set-cookie').map(({ value }) => markCookie(value)),
      // The page was closed meanwhile.
      () => {},
    )
    told.push(headers)
  })
}

function markRequest(request: Request) {
  const address = new URL(request.url())
  markLink(address.pathname)
  for (const [name, value] of address.searchParams) {
    if (name === 'ticket') markUsed('spent ticket', value)
    else if (name !== 'state' && secretParameter.test(name)) markUsed('code', value)
  }
  if (request.method() !== 'POST') return
  for (const [name, value] of new URLSearchParams(request.postData() ?? '')) {
    // The page behind a one-time code names which one it belongs to: that is its id, as in the address.
    if (secretField.test(name) && !address.pathname.endsWith(`/${value}`)) markUsed(`typed ${name}`, value)
  }
}

/** `/set-password/id.secret` and its like: the secret alone opens. First of all, since the page of a link keeps it in a cookie. */
export function markLink(path: string) {
  for (const [, secret] of path.matchAll(/\/[\w-]+\.(\w{16,})/g)) markUsed('link', secret)
}

function markCookie(line: string) {
  // The name of a sign-in under way stands in addresses too; what opens it is the signature beside it (`….sig`).
  if (/^(__Secure-)?oidc-(sign-in|resume)=/.test(line)) return
  const value = line.slice(line.indexOf('=') + 1, line.indexOf(';') < 0 ? undefined : line.indexOf(';'))
  if (value.length < 20) return
  markUsed('cookie', value)
  const secret = value.split(/[.-]/).at(-1) ?? ''
  if (secret.length >= 20) markUsed('cookie', secret)
}

interface Place {
  readonly database: Database
  readonly logText: () => string
  readonly people: Iterable<{ readonly password: string | null; readonly pesel: string | null }>
  readonly now: Date
}

/**
 * Reads the database, the log and the letters of a story for everything that was used in it, and for every PESEL and whatever
 * still opens something: none may stand anywhere. Letters in a mailbox are the person's own and bring a link.
 */
export async function expectNothingLeft({ database: { db }, logText, people, now }: Place): Promise<void> {
  if (!watching) return
  await Promise.all(told)
  for (const { password, pesel } of people) {
    markUsed('password', password)
    markUsed('PESEL of the cast', pesel)
  }
  const arrived = await db.selectFrom('development_mailbox').select(['id', 'subject', 'text', 'html']).execute()
  const letters = arrived.map(({ id, subject, text, html }) => ({
    name: `letter ${id}`,
    text: `${subject}\n${text}\n${html}`,
  }))
  const { hits } = await scan(db, { markers: used.values(), logs: [{ name: 'log', text: logText() }], letters, now })
  expect(hits, 'PESELs, passwords, links, tickets, cookies left behind').toEqual([])
}

/** What is being looked for. */
export const secretsUsed = () => [...used.values()]
