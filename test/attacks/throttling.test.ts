import { describe, expect, test } from 'vitest'
import { type University, university } from '../university.ts'
import { askForLink, BEHIND_A_PROXY, BETTER, from, isSignedIn, neutral, reset, signIn } from './steps.ts'

const settings = { ...BEHIND_A_PROXY, LETTERS_PER_SOURCE: '100000' }

async function getsIn(place: University, login: string, password: string, address = '203.0.113.50') {
  const visitor = place.visitor(from(address))
  await signIn(visitor, login, password)
  return isSignedIn(visitor)
}

describe('A17 · locking the owner out', () => {
  test('A17 · 101 wrong passwords from 101 places close the door to strangers, not to the owner’s own browser, session and mailbox (req 5, 6)', async () => {
    const place = await university({ settings, nodes: 2 })
    const { login, password } = place.person('alice')
    const [known, running] = [place.visitor(from('203.0.113.1')), place.visitor(from('203.0.113.2'))]
    await signIn(known, login, password)
    await known.open('/cas/logout')
    await signIn(running, login, password)

    for (let stranger = 1; stranger <= 101; stranger++) {
      const page = await signIn(place.visitor(from(`198.51.100.${stranger}`), stranger % 2), login, `wrong ${stranger}`)
      expect(page.status).toBe(422)
    }
    expect(await getsIn(place, login, password)).toBe(false)
    expect(await isSignedIn(running)).toBe(true)
    await signIn(known, login, password)
    expect(await isSignedIn(known)).toBe(true)

    expect((await reset(place, 'alice', BETTER)).heading).toBe('Your password has been set')
    expect(await getsIn(place, login, BETTER)).toBe(true)
  })

  test('A17 · a browser that signs in with a new password set elsewhere is its owner’s again, whatever strangers do (req 5)', async () => {
    const place = await university({ settings })
    const { login, password } = place.person('alice')
    const laptop = place.visitor(from('203.0.113.1'))
    await signIn(laptop, login, password)
    place.clock.advance({ minutes: 1 })
    await reset(place, 'alice', BETTER)
    await signIn(laptop, login, BETTER)
    await laptop.open('/cas/logout')
    for (let guess = 0; guess < 10; guess++) await signIn(place.visitor(from(`198.51.100.${guess}`)), login, 'wrong')
    expect(await getsIn(place, login, BETTER)).toBe(false)
    await signIn(laptop, login, BETTER)
    expect(await isSignedIn(laptop)).toBe(true)
  })

  test('A17 · the wait grows from half a minute, is not lengthened by hammering, and ends by itself (req 5)', async () => {
    const place = await university({ settings })
    const { login, password } = place.person('alice')
    for (let guess = 0; guess < 10; guess++) await signIn(place.visitor(from(`198.51.100.${guess}`)), login, 'wrong')
    expect(await getsIn(place, login, password)).toBe(false)
    for (let guess = 0; guess < 20; guess++) await signIn(place.visitor(from(`198.51.101.${guess}`)), login, 'wrong')
    place.clock.advance({ seconds: 31 })
    expect(await getsIn(place, login, password)).toBe(true)
  })

  test('A17 · a success clears the count: nine wrong, one right, nine wrong make nobody wait (req 6)', async () => {
    const place = await university({ settings })
    const { login, password } = place.person('alice')
    for (let round = 0; round < 2; round++) {
      for (let guess = 0; guess < 9; guess++) await signIn(place.visitor(from('198.51.100.1')), login, 'wrong')
      expect(await getsIn(place, login, password)).toBe(true)
    }
  })

  test('A17 · after a hundred wrong ones in a row, however slowly, only a new password helps (req 5)', async () => {
    const place = await university({ settings: { ...settings, FAILURES_CAP: '15' } })
    const { login, password } = place.person('alice')
    for (let guess = 0; guess < 15; guess++) {
      await signIn(place.visitor(from(`198.51.100.${guess}`)), login, 'wrong')
      place.clock.advance({ hours: 2 })
    }
    place.clock.advance({ days: 20 })
    expect(await getsIn(place, login, password)).toBe(false)
    await reset(place, 'alice', BETTER)
    expect(await getsIn(place, login, BETTER)).toBe(true)
  })

  test('A17 · a device cookie of one’s own account opens no lane at another’s, and a forged one opens none (req 5)', async () => {
    const place = await university({ settings: { ...settings, FAILURES_FREE: '3' } })
    const [mike, alice] = [place.person('mike'), place.person('alice')]
    const thief = place.visitor(from('198.51.100.1'))
    await signIn(thief, mike.login, mike.password)
    await thief.open('/cas/logout')
    for (let guess = 0; guess < 3; guess++) await signIn(place.visitor(from('198.51.100.2')), alice.login, 'wrong')
    await signIn(thief, alice.login, alice.password)
    expect(await isSignedIn(thief)).toBe(false)

    const { person_id: id } = await place.database.db
      .selectFrom('addresses')
      .select('person_id')
      .where('address', '=', alice.login)
      .executeTakeFirstOrThrow()
    const [, ...rest] = (thief.cookies.get('__Host-device') ?? '').split('.')
    thief.cookies.set('__Host-device', [id, ...rest].join('.'))
    await signIn(thief, alice.login, alice.password)
    expect(await isSignedIn(thief)).toBe(false)
  })
})

describe('A18 · counters raced', () => {
  test('A18 · the right password behind a hundred wrong ones at once, on two nodes, is refused: the counter closed before (req 5, 55)', async () => {
    const place = await university({ settings, nodes: 2 })
    const { login, password } = place.person('alice')
    const forms = await Promise.all(
      Array.from({ length: 101 }, async (_, number) => {
        const visitor = place.visitor(from(`198.51.100.${number}`), number % 2)
        return { visitor, page: await visitor.open('/cas/login') }
      }),
    )
    const wrong = forms
      .slice(0, 100)
      .map(({ visitor, page }, number) => visitor.submit(page, 'Sign in', { ID: login, Password: `wrong ${number}` }))
    const [last] = forms.slice(-1)
    await Promise.all(wrong.slice(0, 60))
    const right = await last?.visitor.submit(last.page, 'Sign in', { ID: login, Password: password })
    await Promise.all(wrong)
    expect(right?.status).toBe(422)
    const lanes = await place.database.db.selectFrom('sign_in_lanes').selectAll().execute()
    expect(lanes.map(({ failures }) => failures)).toEqual([10])
  })

  test('A18 · one password tried on sixty accounts at once gets no further than tried on one after the other (req 55, 56)', async () => {
    const place = await university({ settings: { ...settings, SOURCE_ACCOUNTS: '5' }, nodes: 2 })
    const { login, password } = place.person('alice')
    const forms = await Promise.all(
      Array.from({ length: 60 }, async (_, number) => {
        const visitor = place.visitor(from('198.51.100.1'), number % 2)
        return { visitor, page: await visitor.open('/cas/login') }
      }),
    )
    await Promise.all(
      forms.map(({ visitor, page }, number) =>
        visitor.submit(page, 'Sign in', {
          ID: number === 59 ? login : `nobody${number}@agh.edu.pl`,
          Password: password,
        }),
      ),
    )
    const signedIn = await Promise.all(forms.map(({ visitor }) => isSignedIn(visitor)))
    expect(signedIn.filter(Boolean)).toHaveLength(0)
  })
})

describe('A15 · spraying', () => {
  test('A15 · one password on fifty accounts from one house is throttled, told to come back later, and alarmed once (req 56)', async () => {
    const place = await university({ settings, nodes: 2 })
    const statuses = []
    for (let account = 0; account < 50; account++) {
      const page = await signIn(
        place.visitor(from('198.51.100.1'), account % 2),
        `nobody${account}@agh.edu.pl`,
        'Wiosna2026!',
      )
      statuses.push(page.status)
      if (page.status === 429) expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10)
    const alerts = await place.database.db
      .selectFrom('audit_events')
      .selectAll()
      .where('event', '=', 'spraying-suspected')
      .execute()
    expect(alerts).toHaveLength(1)

    // The answer depends on the house alone, and the house next door is served.
    const { login, password } = place.person('alice')
    const answers = [login, 'nobody.else@agh.edu.pl'].map(async (typed) => {
      const visitor = place.visitor(from('198.51.100.1'))
      return neutral(await signIn(visitor, typed, password), typed)
    })
    expect(new Set(await Promise.all(answers)).size).toBe(1)
    expect(await getsIn(place, login, password, '198.51.100.2')).toBe(true)
    place.clock.advance({ minutes: 11 })
    expect(await getsIn(place, login, password, '198.51.100.1')).toBe(true)
  })

  test('A15 · one password on a few accounts from each of many blocks of one IPv6 site is throttled and alarmed once, and known browsers are served there (req 6, 56)', async () => {
    const place = await university({ settings: { ...settings, SOURCE_ACCOUNTS: '3' } })
    const { login, password } = place.person('alice')
    const block = (number: number) => `2001:db8:7:${number}::1`
    const owner = place.visitor(from(block(99)))
    await signIn(owner, login, password)
    await owner.open('/cas/logout')
    const statuses = []
    for (let account = 0; account < 16; account++) {
      const visitor = place.visitor(from(block(account >> 1)))
      statuses.push((await signIn(visitor, `nobody${account}@agh.edu.pl`, 'Wiosna2026!')).status)
    }
    expect(statuses.map((status) => status === 429)).toEqual(statuses.map((_, account) => account >= 12))
    const alerts = await place.database.db
      .selectFrom('audit_events')
      .select('details')
      .where('event', '=', 'spraying-suspected')
      .execute()
    expect(alerts).toEqual([{ details: { accounts: 12, failures: 12 } }])

    await signIn(owner, login, password)
    expect(await isSignedIn(owner)).toBe(true)
    expect(await getsIn(place, login, password, block(50))).toBe(false)
    expect(await getsIn(place, login, password, '2001:db8:8:1::1')).toBe(true)
    place.clock.advance({ minutes: 11 })
    expect(await getsIn(place, login, password, block(1))).toBe(true)
  })

  test('A15 · a browser that has been here before is served in a house that is throttled (req 6)', async () => {
    const place = await university({ settings: { ...settings, SOURCE_ACCOUNTS: '3' } })
    const { login, password } = place.person('alice')
    const owner = place.visitor(from('198.51.100.1'))
    await signIn(owner, login, password)
    await owner.open('/cas/logout')
    for (let account = 0; account < 6; account++)
      await signIn(place.visitor(from('198.51.100.1')), `nobody${account}@agh.edu.pl`, 'x')
    await signIn(owner, login, password)
    expect(await isSignedIn(owner)).toBe(true)
  })
})

describe('A25 · addresses made up', () => {
  const headers = (number: number): Record<string, string>[] => {
    const address = `198.51.${number % 250}.${(number * 7) % 250}`
    return [
      { 'x-forwarded-for': address },
      { forwarded: `for=${address}` },
      { 'x-real-ip': address },
      { 'x-client-ip': address },
      { 'true-client-ip': address },
      { 'cf-connecting-ip': address },
      { 'x-forwarded-for': `${address}, 127.0.0.1` },
      {
        'x-originating-ip': address,
        'x-remote-ip': address,
        'x-remote-addr': address,
        'client-ip': address,
        via: address,
      },
    ]
  }

  test('A25 · on a connection that is not trusted no header buys another count (req 54)', async () => {
    const place = await university({ settings: { SOURCE_ACCOUNTS: '8', NEGATIVE_ANSWERS_PER_SOURCE: '4' } })
    const pages = []
    for (let number = 0; number < 16; number++) {
      const visitor = place.visitor({ 'accept-language': 'en', ...headers(number)[number % 8] })
      pages.push(await signIn(visitor, `nobody${number}@agh.edu.pl`, 'x'))
    }
    expect(pages.filter(({ text }) => text.includes('not recognized'))).toHaveLength(4)
    expect(pages.filter(({ status }) => status === 429)).toHaveLength(8)
    const kept = await place.database.db.selectFrom('audit_events').select('source').distinct().execute()
    for (const { source } of kept) if (source) expect(source).toMatch(/^(127\.0\.0\.1|::1)$/)
  })

  test('A25 · through a trusted proxy only what the proxy itself has added counts, nonsense counts as the proxy, and a /64 is one house (req 54)', async () => {
    const ways = [
      (number: number) => `198.51.100.${number}, 203.0.113.9`,
      (number: number) => `evil${number}`,
      (number: number) => `2001:db8:1:2::${number.toString(16)}`,
      (number: number) => `::ffff:198.51.100.${number}, ::ffff:203.0.113.9`,
      () => '',
    ]
    for (const way of ways) {
      const place = await university({ settings: { ...settings, NEGATIVE_ANSWERS_PER_SOURCE: '3' } })
      const told = []
      for (let number = 1; number < 8; number++) {
        const page = await askForLink(place.visitor(from(way(number))), `nobody${number}@agh.edu.pl`)
        if (page.text.includes('not recognized')) told.push(number)
      }
      expect(told, way(1)).toHaveLength(3)
    }
  })
})
