import { randomBytes } from 'node:crypto'

/** The only source of dice. */
export interface Random {
  bytes(count: number): Buffer
  /** `characters` of A-Z a-z 0-9: 5.95 bits each, so 22 carry 128 bits and 24 carry 142 (req 12). */
  token(characters?: number): string
  /** `characters` of capital letters and digits that are neither misread nor misheard: 4.9 bits each. */
  spoken(characters: number): string
  /** A reference number a person can read out on the telephone, such as `7F3K-29QD`. */
  reference(): string
}

const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
// Without 0, 1, I, L, O and U: they are misread or misheard.
const SPOKEN = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'

export function randomFrom(bytes: (count: number) => Buffer): Random {
  return {
    bytes,
    token: (characters = 24) => draw(bytes, BASE62, characters),
    spoken: (characters) => draw(bytes, SPOKEN, characters),
    reference() {
      const text = draw(bytes, SPOKEN, 8)
      return `${text.slice(0, 4)}-${text.slice(4)}`
    },
  }
}

export const systemRandom = randomFrom(fromStock)

const STOCK = 4096
let stock = Buffer.alloc(0)

/** The system is asked for a few thousand bytes at a time: a page needs dice five times. What was given out is wiped. */
function fromStock(count: number): Buffer {
  if (count > STOCK / 4) return randomBytes(count)
  if (stock.length < count) stock = randomBytes(STOCK)
  const given = Buffer.from(stock.subarray(0, count))
  stock.fill(0, 0, count)
  stock = stock.subarray(count)
  return given
}

/** Bytes past the last whole multiple of the alphabet are thrown again: every letter stays equally likely. */
function draw(bytes: (count: number) => Buffer, alphabet: string, count: number) {
  const limit = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < count) {
    const thrown = bytes(count + 8)
    for (let at = 0; at < thrown.length && text.length < count; at++) {
      const byte = thrown[at] as number
      if (byte < limit) text += alphabet[byte % alphabet.length]
    }
  }
  return text
}
