import { expect, test } from 'vitest'
import { CHARACTERS_JUDGED, STRONG_FROM, strengthJudge } from './strength.ts'
import { wordData } from './words/words.ts'

const strength = strengthJudge(wordData)
const isStrong = (password: string) => strength.guesses(password) >= STRONG_FROM

test.each([
  'Kasztan#77ow',
  'Zażółć gęślą1',
  'bW7#qLz9',
  'xK7on2qZ',
  'correct horse battery staple',
  'Bursztyn-42-las',
  'zielonyKon4rower',
  'Gdzie7Rower',
  'kasztany w parku',
  'Ala ma kota 1',
])('%s is strong', (password) => {
  expect(isStrong(password)).toBe(true)
})

test.each([
  ['Abcdefg1', 'an alphabet'],
  ['Abcdefg!', 'an alphabet with a capital'],
  ['AbCdEfGh1', 'an alphabet in mixed case'],
  ['Student2026!', 'a word, a year, a sign'],
  ['Biblioteka2026!', 'a rarer word, a year, a sign'],
  ['Monika1998!', 'a name, a year, a sign'],
  ['Kasia!123', 'a name, a sign, a number'],
  ['Misiaczek12!', 'an endearment and a tail'],
  ['Barcelona10', 'a club and a shirt'],
  ['Qwertyuiop[]1A', 'a row of the keyboard'],
  ['!QAZ2wsx#EDC', 'three columns of the keyboard'],
  ['1QAZ2wsx3EDC4rfv', 'four columns of the keyboard'],
  ['Zxcvbnm,./1', 'the lowest row of the keyboard'],
  ['Poiuytrewq1', 'a row backwards'],
  ['Aaaaaaaa1', 'one letter'],
  ['Xy7!Xy7!Xy7!', 'one idea three times'],
  ['11.03.2003Ab', 'a date'],
  ['19911991Ab', 'a year twice'],
  ['Krzysztof1', 'a name and a digit'],
  ['J4nKow@lski', 'a known password with swaps'],
  ['aB3$aB3$', 'four characters twice'],
  ['', 'nothing'],
])('%s is not strong: %s', (password) => {
  expect(isStrong(password)).toBe(false)
})

test('no single known word becomes strong by a capital, a year and a sign, even the rarest', () => {
  const rarest = wordData.words.filter((word) => /^[a-z]{8,}$/.test(word)).slice(-300)
  for (const word of rarest) {
    const capitalised = word.charAt(0).toUpperCase() + word.slice(1)
    expect(isStrong(`${capitalised}2026!`), word).toBe(false)
    expect(isStrong(`${capitalised}123!`), word).toBe(false)
  }
})

test('of eight random characters nearly all passwords are strong', () => {
  const dice = seeded(20261122)
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&*+-=?@_'
  const passwords = Array.from({ length: 1000 }, () =>
    Array.from({ length: 8 }, () => signs[dice(signs.length)]).join(''),
  )
  expect(passwords.filter(isStrong).length).toBeGreaterThan(985)
})

test('a strong password stays strong whatever random characters follow, past the end of what is looked at', () => {
  const dice = seeded(7)
  const signs = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .-!'
  for (const start of ['Kasztan#77ow', 'bW7#qLz9', 'Zażółć gęślą1']) {
    let password = start
    while (password.length < 90) {
      password += signs[dice(signs.length)]
      expect(isStrong(password), password).toBe(true)
    }
  }
})

test('a long password is judged by its first 64 characters', () => {
  const dull = 'Aa1!'.repeat(16)
  expect([...dull]).toHaveLength(CHARACTERS_JUDGED)
  expect(strength.guesses(`${dull}xK7on2qZ#Kasztan`)).toBe(strength.guesses(dull))
  expect(strength.guesses(`${'😀'.repeat(64)}xK7on2qZ#Kasztan`)).toBe(strength.guesses('😀'.repeat(64)))
})

test('names of what every JavaScript object has are words like any other', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'Constructor1A!']) {
    expect(strength.guesses(name), name).toBeGreaterThan(0)
    expect(strength.guesses(name), name).toBeLessThan(1e16)
  }
  expect(strength.isCommon('__proto__')).toBe(false)
})

test('accents neither hide a word nor spoil a judgement', () => {
  expect(strength.guesses('Wiśniewska')).toBe(strength.guesses('Wisniewska'))
  expect(strength.isCommon('WIŚNIEWSKA')).toBe(true)
})

test.each(['Password1', 'Qwerty123', 'zaq12wsx', 'MISIACZEK1', 'Abcdefg1'])(
  '%s is on the list of common passwords',
  (password) => {
    expect(strength.isCommon(password)).toBe(true)
  },
)

test('at least three thousand of the commonest passwords that could meet the rules are on the list', () => {
  const couldMeet = wordData.words.filter(
    (word) => word.length >= 8 && /[a-z].*[a-z]/.test(word) && /[^a-z]/.test(word),
  )
  expect(couldMeet.length).toBeGreaterThan(3000)
  expect(couldMeet.every((word) => strength.isCommon(word.charAt(0).toUpperCase() + word.slice(1)))).toBe(true)
})

/** Texts made to be slow: each strains another matcher, or all at once. */
const strains: Record<string, string> = {
  'every sign with two readings': repeated('1!|'),
  'every swap there is': repeated('4@83691!|05$7+2'),
  'swaps inside a word': repeated('p4ssw0rd1!'),
  'a repeat of repeats': repeated('aaaab'),
  'repeats of growing length': `${'a'.repeat(31)}b${'a'.repeat(31)}c`,
  'no two repeats alike (Thue-Morse)': Array.from(
    { length: 64 },
    (_, i) => 'ab'[i.toString(2).replaceAll('0', '').length % 2],
  ).join(''),
  digits: repeated('1234567890'),
  'random digits': random('0123456789'),
  'random bits': random('01'),
  dates: repeated('19910101'),
  'dates with separators': repeated('1-1-91.2.2.92 '),
  'words without an end': 'theandforyouthiswithhavenotbutfromtheywhatwereyourwhenmorewillgo',
  'columns of the keyboard': repeated('!QAZ@WSX#EDC'),
  'random swaps and letters': random('aegilostz4@83691!|05$7+2'),
  separators: repeated('a-b_c d.'),
  emoji: repeated('😀👍🏽👨‍👩‍👧'),
  'letters that grow when folded': repeated('ßæœþİ'),
  'combining marks': repeated('e\u0301\u0302\u0303'),
  'the worst that a search found': 'a!a!!!zaa!zzza!azzzzzaaaa!za!!!z!az!!z!zz!!zz!!aza!a!a!zaz!a!zz!!',
}

test.each(Object.entries(strains))('64 characters of %s cost no more than 50 ms here', (_name, password) => {
  const best = Math.min(...[1, 2, 3].map(() => cpuTime(() => strength.guesses(password))))
  // In units of this machine's own speed: the yardstick takes about 10 ms where 50 ms were promised.
  expect(best / yardstick()).toBeLessThan(5)
})

function yardstick() {
  return Math.min(
    ...[1, 2, 3].map(() =>
      cpuTime(() => {
        const seen = new Map<string, number>()
        for (let i = 0; i < 140_000; i += 1) seen.set(`word${i % 9_000}`, i)
      }),
    ),
  )
}

function cpuTime(work: () => void) {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

function repeated(text: string) {
  const characters = [...text]
  return Array.from({ length: 64 }, (_, index) => characters[index % characters.length]).join('')
}

function random(signs: string) {
  const dice = seeded(64)
  return Array.from({ length: 64 }, () => signs[dice(signs.length)]).join('')
}

function seeded(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}
