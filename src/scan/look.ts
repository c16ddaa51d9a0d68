import { recoveryDigest } from '../credentials/second-factor/index.ts'
import { asPersonId } from '../database/index.ts'
import { checkPesel } from '../people/index.ts'
import { secretDigest } from '../world/index.ts'

/** Something that must stand nowhere: `kind` is what the report calls it. */
export interface Marker {
  readonly kind: string
  readonly value: string
}

/** What is found in a text: its kind and where, never what it is. */
export interface Found {
  readonly kind: string
  readonly at: number
}

export interface Sought {
  readonly markers: MarkerIndex
  /** Digests of links, cookies, tickets and tokens that open something now, as hex, each with its kind. */
  readonly live: ReadonlyMap<string, string>
  /** Of people with a second factor. */
  readonly recoveryCodes: { readonly people: readonly string[]; readonly digests: ReadonlySet<string> }
  readonly now: Date
}

/** Everything in a text that must not be there. */
export function look(text: string, { markers, live, recoveryCodes, now }: Sought): Found[] {
  return [
    ...peselsIn(text, now),
    ...liveSecretsIn(text, live),
    ...recoveryCodesIn(text, recoveryCodes),
    ...passwordHashesIn(text),
    ...markers.in(text),
  ]
}

/** Eleven digits that stand alone, also as `440514-01359`: a run within a digest is nobody's number. */
function peselsIn(text: string, now: Date): Found[] {
  const today = now.toISOString().slice(0, 10)
  const found: Found[] = []
  for (const { 0: digits, index } of text.matchAll(/(?<![\w+/])\d{6}[ -]?\d{5}(?![\w+/])/g)) {
    const pesel = checkPesel(digits)
    if (pesel.ok && pesel.birthDate >= '1900-01-01' && pesel.birthDate <= today)
      found.push({ kind: 'PESEL', at: index })
  }
  return found
}

/** Each long word is digested as the tables digest it: what opens something is found in whatever form it is written around. */
function liveSecretsIn(text: string, live: ReadonlyMap<string, string>): Found[] {
  if (live.size === 0) return []
  const found: Found[] = []
  for (const { 0: word, index } of text.matchAll(/[\w-]{16,200}/g)) {
    // A ticket is digested whole, of a cookie or a link the secret after the id.
    const parts = [word, ...(word.includes('-') ? word.split('-').filter((part) => part.length >= 16) : [])]
    const kind = parts.map((part) => live.get(secretDigest(part).toString('hex'))).find((each) => each !== undefined)
    if (kind !== undefined) found.push({ kind, at: index })
  }
  return found
}

/** As they are shown, `K7QF-29TD-M4XW-8PZC`: whose it is, the text does not say, so everybody's are tried. */
function recoveryCodesIn(text: string, { people, digests }: Sought['recoveryCodes']): Found[] {
  if (digests.size === 0) return []
  return [...text.matchAll(/(?<![A-Z2-9-])[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}(?![A-Z2-9-])/g)]
    .filter(([code]) => people.some((person) => digests.has(recoveryDigest(asPersonId(person), code).toString('hex'))))
    .map(({ index }) => ({ kind: 'recovery code', at: index }))
}

/** As they begin, ours and those of other systems (`read-old-hash.ts`), and so much after it that no text about them is meant. */
const passwordHashes = [
  String.raw`\$argon2(?:id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[\w+/.-]{8}`,
  String.raw`\$2[aby]\$\d\d\$[./A-Za-z0-9]{40}`,
  String.raw`\$[56]\$(?:rounds=\d+\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43}`,
  String.raw`\$(?:1|apr1)\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}`,
  String.raw`\$(?:scrypt|pbkdf2(?:-sha\d+)?)\$[\w=,]+\$[\w+/.-]{4}`,
  String.raw`\{(?:S?SHA\d*|S?MD5|PBKDF2(?:[-_]SHA\d+)?)\}[\w+/.$-]{16}`,
  String.raw`pbkdf2_sha\d+\$\d+\$[^$\s"]+\$[\w+/]{16}`,
  String.raw`(?:pbkdf2:sha\d+:\d+|scrypt:\d+:\d+:\d+)\$[^$\s"]+\$[0-9a-f]{32}`,
  String.raw`\bscrypt\$\d+\$[^$\s"]+\$\d+\$\d+\$[\w+/]{16}`,
  String.raw`\bold:[a-z0-9-]+:[^:\s"]*:[\w+/$]{16}`,
]
const anyPasswordHash = new RegExp(passwordHashes.join('|'), 'gi')

/** Whoever has one can guess the password for as long as they like. In an address the signs are written otherwise. */
function passwordHashesIn(text: string): Found[] {
  const plain = /%(?:24|7b)/i.test(text)
    ? text.replace(/%(24|7b|7d|2f|2b|2c|3d)/gi, (_, hex: string) => signs[hex.toUpperCase()] ?? '')
    : text
  if (!/[$}:]/.test(plain)) return []
  return [...plain.matchAll(anyPasswordHash)].map(({ index }) => ({ kind: 'password hash', at: index }))
}

const signs: Readonly<Record<string, string>> = {
  24: '$',
  '7B': '{',
  '7D': '}',
  '2F': '/',
  '2B': '+',
  '2C': ',',
  '3D': '=',
}

const SHORTEST = 8

/** Many markers looked for at once: in one pass over a text, by their first eight characters. */
export class MarkerIndex {
  readonly #byBeginning = new Map<string, { readonly kind: string; readonly spelled: string }[]>()

  /** Shorter than eight characters nothing is a secret, and would be found everywhere. */
  constructor(markers: Iterable<Marker>) {
    for (const { kind, value } of markers) {
      if (value.length < SHORTEST) continue
      for (const spelled of spellings(value)) {
        const beginning = spelled.slice(0, SHORTEST)
        const known = this.#byBeginning.get(beginning) ?? []
        if (known.some((each) => each.spelled === spelled)) continue
        this.#byBeginning.set(beginning, [...known, { kind, spelled }])
      }
    }
  }

  in(text: string): Found[] {
    const found: Found[] = []
    if (this.#byBeginning.size === 0) return found
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      for (const { kind, spelled } of this.#byBeginning.get(text.slice(at, at + SHORTEST)) ?? []) {
        if (text.startsWith(spelled, at)) found.push({ kind, at })
      }
    }
    return found
  }
}

/** As it is, in an address, in JSON, and as the bytes that programs write for it. */
function spellings(value: string): Set<string> {
  const bytes = Buffer.from(value)
  return new Set([
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ])
}
