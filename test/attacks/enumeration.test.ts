import { describe, expect, test } from 'vitest'
import { startHashThreads } from '../../src/credentials/hash-threads.ts'
import { createHashGate } from '../../src/credentials/index.ts'
import { systemClock } from '../../src/world/index.ts'
import { hashMemory } from '../shared-threads.ts'
import { type University, university } from '../university.ts'
import type { Visitor } from '../visitor.ts'
import { whenDone } from '../when-done.ts'
import { askForLink, BEHIND_A_PROXY, from, isSignedIn, mailedLink, neutral, signIn } from './steps.ts'

const settings = { ...BEHIND_A_PROXY, FAILURES_FREE: '3' }
const NOBODY = 'nobody.at.all@student.agh.edu.pl'

/** The very answer to the form, before any redirect is followed. */
async function answerTo(visitor: Visitor, path: string, button: string, values: Record<string, string>) {
  const { action, body } = visitor.fill(await visitor.open(path), button, values)
  return visitor.send('POST', action, body)
}

let house = 0
/** Every outcome from another house, so that no budget of the source interferes. */
function stranger(place: University, language = 'en') {
  house += 1
  return place.visitor({ 'accept-language': language, 'x-forwarded-for': `192.0.2.${house % 250}` })
}

async function signInOutcomes(place: University, language = 'en', answered: (name: string) => void = () => {}) {
  const { login } = place.person('mike')
  for (let guess = 0; guess < 5; guess++) await signIn(stranger(place), login, 'wrong')
  const cases = {
    'a wrong password': [place.person('alice').login, 'wrong'],
    'an unknown ID': [NOBODY, 'wrong'],
    'a disabled account with the right password': [place.person('dan').login, place.person('dan').password],
    'an account never activated': [place.person('eve').login, 'wrong'],
    'a throttled account with the right password': [login, place.person('mike').password],
    'a person without an account yet': [place.person('kacper').login, 'wrong'],
    'a closed account with the right password': [place.person('oskar').login, place.person('oskar').password],
    'another address with the right password': [
      place.person('bob').otherAddresses[0] ?? '',
      place.person('bob').password,
    ],
    'what is no address': ['alicja.wrona', 'wrong'],
  }
  const outcomes = new Map<string, string>()
  for (const [name, [typed = '', password = '']] of Object.entries(cases)) {
    const answer = await answerTo(
      stranger(place, language),
      `/cas/login?locale=${language}`,
      language === 'pl' ? 'Zaloguj się' : 'Sign in',
      {
        [language === 'pl' ? 'Identyfikator' : 'ID']: typed,
        [language === 'pl' ? 'Hasło' : 'Password']: password,
      },
    )
    outcomes.set(name, await neutral(answer, typed))
    answered(name)
  }
  return outcomes
}

describe('A15 · who is there, heard from what is said', () => {
  test('A15 · whether two addresses are one person’s is not heard from when a network has to wait (req 56)', async () => {
    const answers = ['of the same person', 'of nobody'].map(async (second) => {
      const place = await university({ settings: { ...settings, SOURCE_ACCOUNTS: '2' } })
      const { login, otherAddresses } = place.person('bob')
      const house = () => place.visitor(from('198.51.100.1'))
      await signIn(house(), login, 'wrong')
      await signIn(house(), second === 'of nobody' ? NOBODY : (otherAddresses[0] ?? ''), 'wrong')
      return (await signIn(house(), place.person('alice').login, 'wrong')).status
    })
    expect(await Promise.all(answers)).toEqual([429, 429])
  })

  test.each(['en', 'pl'])(
    'A15 · with `mailbox` every failure at the sign-in is the same answer to the byte, in %s (req 2, 51, 120)',
    async (language) => {
      const place = await university({ settings: { ...settings, DISCLOSURE: 'mailbox' } })
      const outcomes = await signInOutcomes(place, language)
      const first = outcomes.get('a wrong password')
      for (const [name, outcome] of outcomes) expect(outcome, name).toBe(first)
    },
  )

  // The floor of an answer hides a comparison that is left out, until a busy hour makes the others longer than the floor.
  test('A15 · every failure at the sign-in takes the work of one comparison, also of an account that has to wait (req 3)', async () => {
    const threads = startHashThreads(1, systemClock, { yields: false })
    let comparisons = 0
    const counted: typeof threads = {
      ...threads,
      run(task) {
        comparisons += 1
        return threads.run(task)
      },
    }
    const hashGate = await createHashGate({
      memory: hashMemory.quick,
      passes: 2,
      atOnce: 1,
      queue: 100,
      threads: counted,
    })
    whenDone(() => hashGate.stop())
    const place = await university({ settings, hashGate })
    const afterEach = new Map<string, number>()
    await signInOutcomes(place, 'en', (name) => afterEach.set(name, comparisons))

    const counts = [...afterEach.values()]
    const [first = 0] = counts
    expect(counts.map((count) => count - first)).toEqual(counts.map((_, place) => place))
  })

  test('A15 · with `page` wrong, disabled, never activated and throttled are one answer, and all that is not recognized another (req 2, architecture)', async () => {
    const place = await university({ settings })
    const outcomes = await signInOutcomes(place)
    const neutralOnes = [
      'a wrong password',
      'a disabled account with the right password',
      'an account never activated',
      'a throttled account with the right password',
    ]
    for (const [name, outcome] of outcomes) {
      const like = neutralOnes.includes(name) ? 'a wrong password' : 'an unknown ID'
      expect(outcome, name).toBe(outcomes.get(like))
    }
    const [refused = '', unknown = ''] = [outcomes.get('a wrong password'), outcomes.get('an unknown ID')]
    const headers = (text: string) => text.split('<!doctype')[0]
    expect(headers(unknown)).toBe(headers(refused))
  })

  test('A15 · with `mailbox` the request for a link has one answer for everybody, twenty times over, and later pages do not differ (req 51)', async () => {
    const place = await university({ settings: { ...settings, DISCLOSURE: 'mailbox' } })
    const flooded = place.person('mike').login
    for (let time = 0; time < 4; time++) await askForLink(stranger(place), flooded)
    const cases = ['alice', 'eve', 'dan', 'oskar', 'kacper', 'carol', 'bob', 'giulia'].map(
      (key) => place.person(key).login,
    )
    const typed = [
      ...cases,
      flooded,
      place.person('bob').otherAddresses[0] ?? '',
      NOBODY,
      'thief@evil.example',
      'somebody@nowhere',
      'x@student.agh.edu.pl',
    ]
    const seen: Record<string, string>[] = []
    for (const address of [...typed, ...cases.slice(0, 5)]) {
      const visitor = stranger(place)
      const answer = await answerTo(visitor, '/reset-password', 'Next', { 'E-mail address:': address })
      const sent = await visitor.open(answer.headers.get('location') ?? '')
      const back = await visitor.open('/reset-password')
      const signIn = await visitor.open('/cas/login')
      expect(sent.heading, address).toBe('Check your mailbox')
      seen.push({
        answer: await neutral(answer, address),
        sent: await neutral(sent, address),
        back: await neutral(back, address),
        signIn: await neutral(signIn, address),
      })
      expect(seen.at(-1), address).toEqual(seen[0])
    }
    const registered = new Set(
      (await place.database.db.selectFrom('addresses').select('address').execute()).map(({ address }) => address),
    )
    for (const { to } of await place.mailbox.letters()) expect(registered).toContain(to)
  })

  test('A15 · with `page` the answers “sent” and “not recognized” carry the same headers and cookies, and unknown, closed and disabled are one page (req 50)', async () => {
    const place = await university({ settings })
    const ask = async (typed: string) => {
      const answer = await answerTo(stranger(place), '/reset-password', 'Next', { 'E-mail address:': typed })
      return {
        status: answer.status,
        cookies: answer.headers.getSetCookie().map((line) => line.replace(/=[^;]*/, '')),
        text: await neutral(answer, typed),
      }
    }
    const [known, unknown] = [await ask(place.person('alice').login), await ask(NOBODY)]
    expect(known.cookies).toEqual(unknown.cookies)
    expect(unknown.text).toContain('Your account is not recognized and cannot login at this time')
    for (const key of ['oskar', 'dan', 'kacper'])
      expect((await ask(place.person(key).login)).text, key).toBe(unknown.text)
    expect((await ask(place.person('bob').otherAddresses[0] ?? '')).text).toBe(unknown.text)
  })

  test('A15 · ten “not recognized” an hour for one house, at both forms together; then everybody is neutral and letters still arrive (req 52)', async () => {
    const place = await university({ settings, nodes: 2 })
    const message = 'Your account is not recognized and cannot login at this time'
    const home = (number: number) => place.visitor(from('198.51.100.9'), number % 2)
    for (let asked = 0; asked < 10; asked++) {
      const page =
        asked % 2
          ? await askForLink(home(asked), `nobody${asked}@agh.edu.pl`)
          : await signIn(home(asked), `nobody${asked}@agh.edu.pl`, 'x')
      expect(page.text).toContain(message)
    }
    const [alice, dan] = [place.person('alice').login, place.person('dan').login]
    const pages = [NOBODY, dan, alice].map(async (typed) => neutral(await askForLink(home(1), typed), typed))
    expect(new Set(await Promise.all(pages)).size).toBe(1)
    expect((await signIn(home(0), NOBODY, 'x')).text).not.toContain(message)
    expect(await place.mailbox.letters(alice)).toHaveLength(1)
    expect((await askForLink(place.visitor(from('198.51.100.10')), NOBODY)).text).toContain(message)
    place.clock.advance({ minutes: 61 })
    expect((await askForLink(home(0), NOBODY)).text).toContain(message)
  })

  test('A15 · of all networks together hear it only as many as the budget of everybody has (req 52)', async () => {
    const place = await university({ settings: { ...settings, NEGATIVE_ANSWERS_OVERALL: '12' } })
    const told = async (network: string, times: number) => {
      let heard = 0
      for (let number = 0; number < times; number++) {
        const page = await askForLink(place.visitor(from(network)), `nobody${number}@agh.edu.pl`)
        if (page.text.includes('not recognized')) heard += 1
      }
      return heard
    }
    expect([await told('198.51.100.9', 8), await told('203.0.113.9', 8)]).toEqual([8, 4])
  })

  test('A15 · ten at once do not get past the budget of negative answers (req 55)', async () => {
    const place = await university({ settings: { ...settings, NEGATIVE_ANSWERS_PER_SOURCE: '3' }, nodes: 2 })
    const asked = Array.from({ length: 20 }, (_, number) =>
      askForLink(place.visitor(undefined, number % 2), `nobody${number}@agh.edu.pl`),
    )
    const told = (await Promise.all(asked)).filter(({ text }) => text.includes('not recognized'))
    expect(told).toHaveLength(3)
  })
})

describe('A6 · look-alikes', () => {
  const pairs = [
    ['m\u0131ke', 'mike'],
    ['mi\u212Ae', 'mike'],
    ['\uFB01ona', 'fiona'],
    ['MIKE\u0307', 'mike'],
    ['m\u0456ke', 'mike'],
    ['mike\u200b', 'mike'],
    ['\uff4dike', 'mike'],
    ['mi\u00ADke', 'mike'],
    ['fi\u043Ena', 'fiona'],
    ['\u202Emike', 'mike'],
  ] as const

  test.each(['page', 'mailbox'])(
    'A6 · a name that only looks like somebody’s is nobody’s, at both forms, with `%s` (req 7)',
    async (disclosure) => {
      const place = await university({ settings: { ...settings, DISCLOSURE: disclosure } })
      const ask = async (typed: string, password: string) => {
        const reset = await answerTo(stranger(place), '/reset-password', 'Next', { 'E-mail address:': typed })
        const signing = await answerTo(stranger(place), '/cas/login', 'Sign in', { ID: typed, Password: password })
        return [await neutral(reset, typed), await neutral(signing, typed)]
      }
      const unknown = await ask(NOBODY, 'x')
      for (const [look, key] of pairs) {
        const { password } = place.person(key)
        expect(await ask(`${look}@student.agh.edu.pl`, password), look).toEqual(unknown)
      }
      for (const domain of [
        '\uff53tudent.agh.edu.pl',
        'student.agh\u3002edu.pl',
        'stude\u00ADnt.agh.edu.pl',
        '\u24e2tudent.agh.edu.pl',
      ])
        expect(await ask(`mike@${domain}`, place.person('mike').password), domain).toEqual(unknown)
      expect(await place.mailbox.letters()).toEqual([])
    },
  )

  test('A6 · capital letters and spaces around are forgiven, and the letter goes to the stored address (req 7, 24)', async () => {
    const place = await university({ settings })
    const { login, password } = place.person('mike')
    const visitor = place.visitor()
    await signIn(visitor, `  ${login.toUpperCase()}\u00a0`, password)
    expect(await isSignedIn(visitor)).toBe(true)
    await askForLink(place.visitor(), ` ${login.toUpperCase()} `)
    expect((await place.mailbox.letters()).map(({ to }) => to)).toEqual([login])
  })
})

describe('A16 · floods of letters, and letters kept back', () => {
  test('A16 · thirty requests in an hour mail three letters, the pages are equal, and the newest link lives (req 16, 53)', async () => {
    const place = await university({ settings: { ...settings, LETTERS_PER_SOURCE: '1000' }, nodes: 2 })
    for (const key of ['alice', 'eve', 'dan']) {
      const { login } = place.person(key)
      const pages = []
      for (let minute = 0; minute < 30; minute++) {
        pages.push(
          await neutral(await askForLink(place.visitor(from(`198.51.100.${minute}`), minute % 2), login), login),
        )
        place.clock.advance({ seconds: 119 })
      }
      expect(new Set(pages).size, key).toBe(1)
      const letters = await place.mailbox.letters(login)
      expect(letters.length, key).toBeLessThanOrEqual(3)
      expect(letters.length).toBeGreaterThan(0)
      if (key !== 'dan') expect((await place.visitor().open(await place.mailbox.linkFor(login))).status).toBe(200)
    }
  })

  test('A16 · a repeat within the cooldown mails nothing and kills nothing (req 16)', async () => {
    const place = await university({ settings })
    const { login } = place.person('alice')
    const link = await mailedLink(place, login)
    place.clock.advance({ seconds: 30 })
    await askForLink(stranger(place), login)
    expect(await place.mailbox.letters(login)).toHaveLength(1)
    expect((await place.visitor().open(link)).status).toBe(200)
    place.clock.advance({ minutes: 2 })
    await askForLink(stranger(place), login)
    expect((await place.visitor().open(link)).heading).toBe('A newer link has replaced this one')
  })

  test('A16 · ten letters a day at most, however patient the flood, and to another address of a teacher no more than to the assigned one (req 53)', async () => {
    const place = await university({ settings: { ...settings, LETTERS_PER_SOURCE: '1000' } })
    const { login, otherAddresses } = place.person('bob')
    for (let time = 0; time < 60; time++) {
      await askForLink(stranger(place), login)
      await askForLink(stranger(place), otherAddresses[0] ?? '')
      place.clock.advance({ minutes: 23 })
    }
    expect((await place.mailbox.letters(login)).length).toBeLessThanOrEqual(10)
    expect((await place.mailbox.letters(otherAddresses[0])).length).toBeLessThanOrEqual(10)
  })

  test('A16 · one house can ask for sixty letters in an hour, and its neighbours are not kept from theirs (req 53)', async () => {
    const place = await university({ settings: { ...settings, LETTERS_PER_SOURCE: '6' } })
    const keys = ['alice', 'zofia', 'tymon', 'mike', 'fiona', 'lucja', 'tom', 'li']
    for (const key of keys) await askForLink(place.visitor(from('198.51.100.5')), place.person(key).login)
    expect(await place.mailbox.letters()).toHaveLength(6)
    const { login } = place.person('li')
    const page = await askForLink(place.visitor(from('198.51.100.6')), login)
    expect(page.heading).toBe('Check your mailbox')
    expect(await place.mailbox.letters(login)).toHaveLength(1)
  })
})
