import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type University, university } from '../university.ts'
import {
  askForLink,
  BEHIND_A_PROXY,
  BETTER,
  from,
  GOOD,
  isAtPortal,
  isSignedIn,
  LATER,
  mailedLink,
  neutral,
  setPassword,
  signIn,
} from './steps.ts'

/** A hundred requests for links in an hour are many for one computer room: these tests are about links. */
const settings = { ...BEHIND_A_PROXY, LETTERS_PER_SOURCE: '100000', LETTERS_PER_HOUR: '1000', LETTERS_PER_DAY: '10000' }

describe('A3 · reuse and race', () => {
  test('A3 · twenty browsers press the button of one link at once, on two nodes: one password is set and one notice is mailed (req 14, 126)', async () => {
    const place = await university({ settings, nodes: 2 })
    const { login, pesel } = place.person('alice')
    const link = new URL(await mailedLink(place, login))
    const before = (await place.mailbox.letters(login)).length

    const browsers = await Promise.all(
      Array.from({ length: 20 }, async (_, number) => {
        const visitor = place.visitor(undefined, number % 2)
        return { visitor, page: await visitor.open(link.pathname), password: `Fioletowy-kombajn-${100 + number}` }
      }),
    )
    const pages = await Promise.all(
      browsers.map(({ visitor, page, password }) => setPassword(visitor, page, { pesel: pesel ?? '', password })),
    )

    const done = pages.filter(({ heading }) => heading === 'Your password has been set')
    const late = pages.filter(({ heading }) => heading === 'This link has already been used')
    expect([done.length, late.length]).toEqual([1, 19])
    expect((await place.mailbox.letters(login)).length - before).toBe(1)

    const winner = pages.findIndex((page) => done.includes(page))
    const passwords = browsers.map(({ password }) => password)
    const works = []
    for (const password of [passwords[winner] ?? '', passwords[(winner + 1) % 20] ?? '']) {
      const visitor = place.visitor()
      await signIn(visitor, login, password)
      works.push(await isSignedIn(visitor))
    }
    expect(works).toEqual([true, false])
  })

  test('A3 · a used link opens nothing, by its address and by the form that was open before (req 14)', async () => {
    const place = await university({ settings })
    const { login, pesel } = place.person('alice')
    const link = await mailedLink(place, login)
    const [first, second] = [place.visitor(), place.visitor()]
    const [page, other] = [await first.open(link), await second.open(link)]
    await setPassword(first, page, { pesel: pesel ?? '', password: GOOD })

    expect((await setPassword(second, other, { pesel: pesel ?? '', password: BETTER })).status).toBe(410)
    expect((await setPassword(first, page, { pesel: pesel ?? '', password: BETTER })).status).toBe(404)
    expect((await place.visitor().open(link)).status).toBe(410)
  })

  test('A3 · twenty requests at once, on two nodes, mail one link (req 16, 55)', async () => {
    const place = await university({ settings, nodes: 2 })
    const { login } = place.person('alice')
    const visitors = Array.from({ length: 20 }, (_, number) => place.visitor(undefined, number % 2))
    const pages = await Promise.all(visitors.map((visitor) => askForLink(visitor, login)))

    expect(new Set(pages.map(({ heading }) => heading))).toEqual(new Set(['Check your mailbox']))
    expect(await place.mailbox.letters(login)).toHaveLength(1)
    expect((await place.visitor().open(await place.mailbox.linkFor(login))).status).toBe(200)
  })
})

test('A4 · scanners, prefetchers and half-filled forms spend nothing: the link then works at the first try (req 15)', async () => {
  const place = await university({ settings })
  const { login, pesel } = place.person('alice')
  const link = await mailedLink(place, login)

  for (const method of ['HEAD', 'GET', 'OPTIONS', 'GET', 'HEAD', 'GET']) {
    const scanner = place.visitor({ purpose: 'prefetch', 'sec-purpose': 'prefetch', 'user-agent': 'SafeLinks/1.0' })
    expect((await scanner.send(method, link)).status).toBeLessThan(500)
  }
  const scanner = place.visitor()
  const page = await scanner.open(link)
  const { action, body } = scanner.fill(page, 'Set password')
  const partial: Record<string, string>[] = [
    {},
    { new: GOOD, repeat: GOOD },
    { pesel: pesel ?? '' },
    { pesel: pesel ?? '', new: GOOD },
    { pesel: '  -  ', new: GOOD, repeat: GOOD },
  ]
  for (const values of partial) {
    const sent = new URLSearchParams({ form: body.get('form') ?? '', link: body.get('link') ?? '', ...values })
    expect((await scanner.request('POST', action, sent)).status).toBe(422)
  }
  expect((await scanner.send('POST', action, '')).status).toBeLessThan(500)

  expect(await place.database.db.selectFrom('wrong_answers').selectAll().execute()).toEqual([])
  const owner = place.visitor()
  const done = await setPassword(owner, await owner.open(link), { pesel: pesel ?? '', password: GOOD })
  expect(done.heading).toBe('Your password has been set')
})

test('A7 · two hundred links: long, made of dice, never alike, and without anything of the person or the hour in them (req 12)', async () => {
  const place = await university({ settings })
  const people = ['alice', 'zofia', 'tymon', 'mike', 'fiona', 'lucja', 'tom', 'li', 'ewa', 'maja'].map(place.person)
  const visitor = place.visitor()
  const form = await visitor.open('/reset-password')
  for (let round = 0; round < 20; round++) {
    await Promise.all(people.map(({ login }) => visitor.submit(form, 'Next', { 'E-mail address:': login })))
    // Delivered before the next one is asked for: a letter still waiting then is taken back.
    await place.mailbox.letters()
    place.clock.advance(LATER)
  }
  const letters = await place.mailbox.letters()
  const tokens = letters.map(({ text }) => /\/set-password\/(\S+)/.exec(text)?.[1] ?? '')
  expect(tokens).toHaveLength(200)

  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9]{12}\.[A-Za-z0-9]{24}$/)
  const [ids, secrets] = [0, 1].map((half) => tokens.map((token) => token.split('.')[half] ?? ''))
  for (const parts of [ids ?? [], secrets ?? []]) {
    expect(new Set(parts).size).toBe(200)
    const sorted = parts.toSorted()
    const shared = sorted.map((part, at) => sharedStart(part, sorted[at + 1] ?? ''))
    expect(Math.max(...shared)).toBeLessThanOrEqual(5)
  }
  // Each of the 62 letters about as often as the others: 4800 throws, 77 expected, six standard deviations either way.
  const counts = Map.groupBy((secrets ?? []).join(''), (letter) => letter)
  expect(counts.size).toBe(62)
  for (const [letter, thrown] of counts) expect(thrown.length, letter).toBeGreaterThan(77 - 53)
  for (const [letter, thrown] of counts) expect(thrown.length, letter).toBeLessThan(77 + 53)

  const known = people.flatMap(({ login, albumNumber, pesel }) => [login.split('@')[0] ?? '', albumNumber, pesel])
  const hour = Math.floor(place.clock.now().getTime() / 1000)
  for (const word of [...known, String(hour).slice(0, 6), hour.toString(36).slice(0, 5)]) {
    const long = word && word.length > 4 ? word : undefined
    if (long) expect(tokens.filter((token) => token.toLowerCase().includes(long))).toEqual([])
  }
})

function sharedStart(one: string, other: string) {
  let length = 0
  while (length < one.length && one[length] === other[length]) length++
  return length
}

describe('A8 · swapped between accounts and tabs', () => {
  test('A8 · the id of one link with the secret of another opens nothing, and neither is harmed (req 12, 19)', async () => {
    const place = await university({ settings })
    const [alice, zofia] = [place.person('alice'), place.person('zofia')]
    const [one, other] = [await mailedLink(place, alice.login), await mailedLink(place, zofia.login)]
    const [id, secret] = [/(\w+)\.\w+$/.exec(one)?.[1], /\w+\.(\w+)$/.exec(other)?.[1]]

    expect((await place.visitor().open(`/set-password/${id}.${secret}`)).status).toBe(404)
    const thief = place.visitor()
    await thief.open(other)
    thief.cookies.set(`__Host-link-${id}`, secret ?? '')
    expect((await thief.open(`/set-password/${id}`)).status).toBe(404)
    expect((await place.visitor().open(one)).status).toBe(200)
    expect((await place.visitor().open(other)).status).toBe(200)
  })

  test('A8 · in one browser with two links each tab sets the password of its own account (req 19)', async () => {
    const place = await university({ settings })
    const [alice, zofia] = [place.person('alice'), place.person('zofia')]
    const links = [await mailedLink(place, alice.login), await mailedLink(place, zofia.login)]
    const browser = place.visitor()
    const [first, second] = [await browser.open(links[0] ?? ''), await browser.open(links[1] ?? '')]
    expect(first.text).toContain(`For the account ${alice.login}`)

    // The form of the first tab, sent to the address of the second.
    const { body } = browser.fill(first, 'Set password', {
      'Security question - PESEL number:': zofia.pesel ?? '',
      'New password:': GOOD,
      'Repeat new password:': GOOD,
    })
    expect((await browser.request('POST', second.address, body)).status).toBe(400)

    const done = await setPassword(browser, first, { pesel: alice.pesel ?? '', password: GOOD })
    expect(done.heading).toBe('Your password has been set')
    const untouched = place.visitor()
    await signIn(untouched, zofia.login, zofia.password)
    expect(await isSignedIn(untouched)).toBe(true)
  })

  test('A8 · parameters that name another account change nothing (req 24, 68)', async () => {
    const place = await university({ settings })
    const [alice, zofia] = [place.person('alice'), place.person('zofia')]
    const link = await mailedLink(place, alice.login)
    const browser = place.visitor()
    const page = await browser.open(link)
    const { action, body } = browser.fill(page, 'Set password', {
      'Security question - PESEL number:': alice.pesel ?? '',
      'New password:': GOOD,
      'Repeat new password:': GOOD,
    })
    for (const name of ['username', 'email', 'login', 'person', 'person_id', 'id', 'user', 'account', 'uid'])
      body.set(name, zofia.login)
    expect((await browser.request('POST', action, body)).heading).toBe('Your password has been set')
    const other = place.visitor()
    await signIn(other, zofia.login, zofia.password)
    expect(await isSignedIn(other)).toBe(true)
  })
})

describe('A9 · steps skipped and methods turned', () => {
  test('A9 · nobody without the link is asked for a PESEL or can set a password (req 19)', async () => {
    const place = await university({ settings })
    const { login, pesel, password } = place.person('alice')
    const link = new URL(await mailedLink(place, login))
    const id = /(\w+)\.\w+$/.exec(link.pathname)?.[1]
    const stranger = place.visitor()
    const form = stranger.fill(await stranger.open('/reset-password'), 'Next').body.get('form') ?? ''

    for (const address of ['/set-password', `/set-password/${id}`, '/set-password/', `/set-password/${id}/`]) {
      expect((await stranger.open(address)).html).not.toContain('PESEL')
    }
    const attempts = [`/set-password/${id}`, link.pathname, '/set-password', '/set-password/done', '/reset-password']
    for (const address of attempts) {
      const body = new URLSearchParams({ form, link: id ?? '', pesel: pesel ?? '', new: GOOD, repeat: GOOD })
      await stranger.request('POST', address, body)
    }
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const query = new URLSearchParams({ form, link: id ?? '', pesel: pesel ?? '', new: GOOD, repeat: GOOD })
      await stranger.send(method, `${link.pathname}?${query}`, undefined, { 'x-http-method-override': 'POST' })
    }
    const owner = place.visitor()
    await signIn(owner, login, password)
    expect(await isSignedIn(owner)).toBe(true)
    expect((await place.visitor().open(link)).status).toBe(200)
  })

  test('A9 · a link that is there and one that is not look the same to whoever lacks the secret (req 56)', async () => {
    const place = await university({ settings })
    const id = /(\w+)\.\w+$/.exec(await mailedLink(place, place.person('alice').login))?.[1] ?? ''
    const nowhere = 'A'.repeat(12)
    const pairs = [
      [`/set-password/${id}`, `/set-password/${nowhere}`],
      [`/set-password/${id}.${'B'.repeat(24)}`, `/set-password/${nowhere}.${'B'.repeat(24)}`],
    ]
    for (const [real, made] of pairs) {
      const [one, other] = [place.visitor(), place.visitor()]
      expect(await neutral(await one.send('GET', real ?? ''), id)).toBe(
        await neutral(await other.send('GET', made ?? ''), nowhere),
      )
    }
  })
})

describe('A10 · what a new password ends', () => {
  test('A10 · every session ends at the sign-in server and at the portal, other links die, and nobody is signed in by it (req 21)', async () => {
    const place = await university({ settings })
    const { login, pesel, password } = place.person('alice')
    const browsers = [place.visitor(), place.visitor()]
    for (const browser of browsers) {
      await signIn(browser, login, password, '/portal/log-in')
      expect(await isAtPortal(browser)).toBe(true)
    }
    const older = await mailedLink(place, login)
    place.clock.advance(LATER)
    const link = await mailedLink(place, login)

    const owner = place.visitor()
    const done = await setPassword(owner, await owner.open(link), { pesel: pesel ?? '', password: GOOD })
    expect(done.heading).toBe('Your password has been set')
    expect(await isSignedIn(owner)).toBe(false)

    await place.tellServices()
    for (const browser of browsers) {
      expect(await isSignedIn(browser)).toBe(false)
      expect(await isAtPortal(browser)).toBe(false)
    }
    expect((await place.visitor().open(older)).status).toBe(410)
    const late = place.visitor()
    expect((await signIn(late, login, password)).status).toBe(422)
  })

  test('A10 · the browsers known before are strangers again: their own lane at throttling is gone (req 21)', async () => {
    const place = await university({ settings: { ...settings, FAILURES_FREE: '3' } })
    const { login, pesel, password } = place.person('alice')
    const thief = place.visitor(from('192.0.2.1'))
    await signIn(thief, login, password)
    const owner = place.visitor(from('192.0.2.2'))
    place.clock.advance({ minutes: 1 })
    await setPassword(owner, await owner.open(await mailedLink(place, login)), { pesel: pesel ?? '', password: GOOD })

    for (let guess = 0; guess < 3; guess++) await signIn(place.visitor(from('192.0.2.3')), login, 'wrong')
    await signIn(thief, login, GOOD)
    expect(await isSignedIn(thief)).toBe(false)
    await signIn(owner, login, GOOD)
    expect(await isSignedIn(owner)).toBe(true)
  })

  test('A10 · a request alone changes nothing: password, session and account stay as they were (req 10)', async () => {
    const place = await university({ settings })
    const { login, password } = place.person('alice')
    const browser = place.visitor()
    await signIn(browser, login, password)
    for (let request = 0; request < 3; request++) {
      await mailedLink(place, login)
      place.clock.advance(LATER)
    }
    expect(await isSignedIn(browser)).toBe(true)
    const again = place.visitor()
    await signIn(again, login, password)
    expect(await isSignedIn(again)).toBe(true)
  })
})

describe('A26 · stale authority', () => {
  const changes = {
    'is disabled': (person: string) => `update people set disabled_at = '2026-11-23T09:00Z' where id = '${person}'`,
    'is closed': (person: string) => `update people set closed_at = '2026-11-23T09:00Z' where id = '${person}'`,
    'is disconnected': (person: string) => `update people set connected = false where id = '${person}'`,
    'gets another assigned address': (person: string) =>
      `update addresses set address = 'somebody.else@agh.edu.pl' where person_id = '${person}'`,
  }

  test.each(Object.entries(changes))(
    'A26 · the link dies when the person %s, also under an open form (req 23)',
    async (_what, change) => {
      const place = await university({ settings })
      const { login, pesel } = place.person('alice')
      const link = await mailedLink(place, login)
      const browser = place.visitor()
      const page = await browser.open(link)
      await alter(place, login, change)

      const answer = await setPassword(browser, page, { pesel: pesel ?? '', password: GOOD })
      expect(answer.status).toBe(410)
      expect((await place.visitor().open(link)).status).toBe(410)
      const before = place.visitor()
      await signIn(before, login, GOOD)
      expect(await isSignedIn(before)).toBe(false)
    },
  )

  test('A26 · a disabled person is out at the next request, and no ticket is issued or validated any more (req 61)', async () => {
    const place = await university({ settings })
    const { login, password } = place.person('alice')
    const browser = place.visitor()
    await signIn(browser, login, password, '/portal/log-in')
    const service = `${place.origin}/portal/return`
    const answer = await browser.send('GET', `/cas/login?service=${encodeURIComponent(service)}`)
    const ticket = new URL(answer.headers.get('location') ?? '').searchParams.get('ticket') ?? ''
    await alter(place, login, changes['is disabled'])

    expect(await isSignedIn(browser)).toBe(false)
    expect((await browser.send('GET', `/cas/login?service=${encodeURIComponent(service)}`)).status).toBe(200)
    const query = new URLSearchParams({ service, ticket })
    const validated = await place.visitor().send('GET', `/cas/p3/serviceValidate?${query}`)
    expect(await validated.text()).toContain('INVALID_TICKET')
    expect((await browser.open('/account')).heading).toBe('Sign in')
    expect((await browser.open('/password-change')).heading).toBe('Sign in')
  })

  test('A26 · a password changed elsewhere kills the open link and the other sessions (req 23, 26)', async () => {
    const place = await university({ settings })
    const { login, pesel, password } = place.person('alice')
    const [browser, other] = [place.visitor(), place.visitor()]
    await signIn(browser, login, password)
    await signIn(other, login, password)
    const link = await mailedLink(place, login)
    const opened = place.visitor()
    const page = await opened.open(link)

    await browser.submit(await browser.open('/password-change'), 'Change password', {
      'Current password:': password,
      'New password:': GOOD,
      'Repeat new password:': GOOD,
    })
    expect(await isSignedIn(browser)).toBe(true)
    expect(await isSignedIn(other)).toBe(false)
    expect((await setPassword(opened, page, { pesel: pesel ?? '', password: BETTER })).status).toBe(410)
  })

  async function alter(place: University, login: string, change: (id: string) => string) {
    const { db } = place.database
    const { person_id: id } = await db
      .selectFrom('addresses')
      .select('person_id')
      .where('address', '=', login)
      .executeTakeFirstOrThrow()
    await sql.raw(change(id)).execute(db)
  }
})
