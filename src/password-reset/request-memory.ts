import type { HelpTold } from '../cases/index.ts'
import { type Keyring, sameDigest } from '../world/index.ts'

/** What a browser remembers of a request for a quarter of an hour, so that no address ever stands in a URL (req 118). */
export interface RequestMemory {
  /** As it was typed, here or at the sign-in: fills the field again. */
  readonly typed: string
  /** What the page after the request names. */
  readonly sentTo?: string | undefined
  /** What was told in a request for help: fills that form again, and says which of the two it was. */
  readonly told?: HelpTold | undefined
}

export const MEMORY_LIFETIME = 15 * 60_000

/** Sealed, so that nobody can plant a cookie that makes our page say what they like. */
export function writeMemory(keys: Keyring, { typed, sentTo, told }: RequestMemory, now: Date): string {
  const kept = {
    typed: typed.slice(0, 254),
    sentTo: sentTo?.slice(0, 254),
    told: told && pick(told),
    until: now.getTime() + MEMORY_LIFETIME,
  }
  const whole = encode(kept)
  const body =
    whole.length <= LONGEST_BODY || !kept.told ? whole : encode({ ...kept, told: { ...kept.told, note: '' } })
  return `${body}.${mark(keys, body)}`
}

/** A browser keeps 4096 characters, but nginx as it comes takes 4 KiB for all headers of an answer, of which others of ours are a third. */
const LONGEST_BODY = 2000

function pick({ kind, fieldOfStudy, albumNumber, note }: HelpTold): HelpTold {
  return { kind, fieldOfStudy, albumNumber, note }
}

function encode(kept: object) {
  return Buffer.from(JSON.stringify(kept)).toString('base64url')
}

export function readMemory(keys: Keyring, value: string | undefined, now: Date): RequestMemory | undefined {
  const [, body, given] = /^([\w-]{1,2000})\.([\w-]{43})$/.exec(value ?? '') ?? []
  if (body === undefined || given === undefined) return undefined
  if (!sameDigest(Buffer.from(mark(keys, body)), Buffer.from(given))) return undefined
  const { typed, sentTo, told, until } = JSON.parse(Buffer.from(body, 'base64url').toString())
  return now.getTime() < until ? { typed, sentTo, told } : undefined
}

function mark(keys: Keyring, body: string) {
  return keys.mac('reset-request', body).toString('base64url')
}
