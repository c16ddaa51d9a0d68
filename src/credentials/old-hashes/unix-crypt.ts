import { digestOf } from '../../world/index.ts'

const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * SHA-crypt by its specification (Drepper, “Unix crypt using SHA-256 and SHA-512”, version 0.6; the numbers are its steps).
 * `settings` is `$6$rounds=5000$salt`; what comes back is what follows it and a dollar sign.
 */
export function shaCrypt(password: string, settings: string): string {
  const [, which, given, salt = ''] = /^\$([56])\$(?:rounds=(\d+)\$)?([^$]*)$/.exec(settings) ?? []
  const digest = which === '6' ? 'sha512' : 'sha256'
  const rounds = given === undefined ? 5000 : Math.min(999_999_999, Math.max(1000, Number(given)))
  const key = Buffer.from(password)
  const seed = Buffer.from(salt)

  // 4 to 8, and 1 to 12
  const beside = digestOf(digest, key, seed, key)
  const parts: Buffer[] = [key, seed, stretched(beside, key.length)]
  for (let bits = key.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? beside : key)
  let made = digestOf(digest, ...parts)

  // 13 to 20: the password and the salt, each as long as itself, out of digests of themselves
  const ofKey = stretched(digestOf(digest, ...Array<Buffer>(key.length).fill(key)), key.length)
  const ofSeed = stretched(digestOf(digest, ...Array<Buffer>(16 + (made[0] ?? 0)).fill(seed)), seed.length)

  // 21; each round writes over what the one before has read
  const room = Buffer.alloc(2 * (made.length + ofKey.length) + ofSeed.length)
  for (let round = 0; round < rounds; round++) {
    const odd = round % 2 === 1
    let end = 0
    end += (odd ? ofKey : made).copy(room, end)
    if (round % 3 !== 0) end += ofSeed.copy(room, end)
    if (round % 7 !== 0) end += ofKey.copy(room, end)
    end += (odd ? made : ofKey).copy(room, end)
    made = digestOf(digest, room.subarray(0, end))
  }
  return which === '6' ? written512(made) : written256(made)
}

/** crypt with MD5, `$1$`, and Apache's kind of it, `$apr1$`. */
export function md5Crypt(password: string, settings: string): string {
  const [, magic = '', salt = ''] = /^(\$(?:1|apr1)\$)([^$]*)$/.exec(settings) ?? []
  const key = Buffer.from(password)
  const beside = digestOf('md5', key, salt, key)
  const parts: Buffer[] = [key, Buffer.from(magic + salt), stretched(beside, key.length)]
  for (let bits = key.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? Buffer.alloc(1) : key.subarray(0, 1))
  let made = digestOf('md5', ...parts)
  for (let round = 0; round < 1000; round++) {
    const odd = round % 2 === 1
    const mixed: (Buffer | string)[] = [odd ? key : made]
    if (round % 3 !== 0) mixed.push(salt)
    if (round % 7 !== 0) mixed.push(key)
    mixed.push(odd ? made : key)
    made = digestOf('md5', ...mixed)
  }
  const threes = [0, 1, 2, 3, 4].map((at) => [at, at + 6, at === 4 ? 5 : at + 12])
  return threes.map((three) => letters(made, three)).join('') + letters(made, [-1, -1, 11], 2)
}

function stretched(bytes: Buffer, length: number): Buffer {
  return Buffer.alloc(length, length === 0 ? undefined : bytes)
}

/** Step 22: three bytes are four letters, in an order of their own. */
function written512(made: Buffer): string {
  let three = [0, 21, 42]
  let text = ''
  for (let count = 0; count < 21; count++) {
    text += letters(made, three)
    const [a = 0, b = 0, c = 0] = three
    three = [b + 1, c + 1, a + 1]
  }
  return text + letters(made, [-1, -1, 63], 2)
}

function written256(made: Buffer): string {
  let three = [0, 10, 20]
  let text = ''
  for (let count = 0; count < 10; count++) {
    text += letters(made, three)
    const [a = 0, b = 0, c = 0] = three
    three = [c + 1, a + 1, b + 1]
  }
  return text + letters(made, [-1, 31, 30], 3)
}

/** The lowest six bits first; -1 stands for a byte that is not there. */
function letters(made: Buffer, [high = -1, middle = -1, low = -1]: readonly number[], count = 4): string {
  let word = ((made[high] ?? 0) << 16) | ((made[middle] ?? 0) << 8) | (made[low] ?? 0)
  let text = ''
  for (let letter = 0; letter < count; letter++) {
    text += ALPHABET[word & 63]
    word >>= 6
  }
  return text
}
