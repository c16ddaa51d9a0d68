import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkPesel } from '../../src/people/index.ts'
import { startMailServer } from '../mail-server.ts'
import { university } from '../university.ts'
import {
  askForLink,
  BEHIND_A_PROXY,
  BETTER,
  bare,
  dump,
  GOOD,
  isSignedIn,
  LATER,
  mailedLink,
  otherPesel,
  setPassword,
  signIn,
} from './steps.ts'

const settings = { ...BEHIND_A_PROXY, LETTERS_PER_SOURCE: '100000', LETTERS_PER_HOUR: '1000', LETTERS_PER_DAY: '10000' }

/** Where the demo keeps what invented people need for playing them; a real university has neither. */
const OF_THE_DEMO = ['public.development_cast', 'public.development_mailbox']

test('A28 · after a whole life of an account neither log, nor database, nor any answer or letter holds a password, PESEL, link, cookie or ticket (req 12, 43, 44, 96)', async () => {
  const server = await startMailServer()
  const place = await university({
    settings: { ...settings, LOG_LEVEL: 'debug', SMTP_URL: `smtp://127.0.0.1:${server.port}` },
  })
  const alice = place.person('alice')
  const pesel = alice.pesel ?? ''
  const [visitor, thief] = [place.visitor(), place.visitor()]
  const answers: string[] = []
  const cookies = new Set<string>()
  const links: string[] = []
  const typed = [alice.password, GOOD, BETTER, 'Wrong-guess-000', 'short1A', 'Another-wrong-111']
  for (const each of [visitor, thief]) {
    const send = each.send.bind(each)
    each.send = async (...asked) => {
      const answer = await send(...asked)
      const body = await answer.clone().text()
      answers.push(`${[...answer.headers].filter(([name]) => name !== 'set-cookie').join('\n')}\n${body}`)
      for (const value of each.cookies.values()) cookies.add(value)
      return answer
    }
  }
  const mailed = async () => {
    await place.mailbox.letters()
    for (const { source } of server.letters) links.push(...(source.match(/set-password\/\w+\.\w+/g) ?? []))
    return `/${links.at(-1)}`
  }

  await signIn(thief, alice.login, 'Wrong-guess-000')
  await signIn(visitor, alice.login, alice.password, '/portal/log-in')
  await visitor.open('/account')
  await visitor.submit(await visitor.open('/password-change'), 'Change password', {
    'Current password:': alice.password,
    'New password:': GOOD,
    'Repeat new password:': GOOD,
  })
  await askForLink(visitor, alice.login)
  const first = await thief.open(await mailed())
  await setPassword(thief, first, { pesel: otherPesel(3), password: 'Another-wrong-111' })
  await setPassword(thief, first, { pesel, password: 'short1A' })
  await setPassword(thief, first, { pesel: pesel.slice(0, 10), password: BETTER })
  place.clock.advance(LATER)
  await askForLink(visitor, alice.login)
  const second = await visitor.open(await mailed())
  expect((await setPassword(visitor, second, { pesel, password: BETTER })).heading).toBe('Your password has been set')
  await signIn(visitor, alice.login, BETTER, '/portal/log-in')
  const unspent = await visitor.send(
    'GET',
    `/cas/login?${new URLSearchParams({ service: `${place.origin}/portal/x` })}`,
  )
  for (const value of [`?password=${GOOD}&pesel=${pesel}&ticket=ST-inTheAddress`, '/nothing/ST-inThePath'])
    await visitor.open(`/cas/login${value}`)
  await visitor.send('POST', '/cas/login', JSON.stringify({ password: GOOD }), {
    'content-type': 'application/json',
    authorization: `Bearer ${GOOD}`,
  })
  await place.mailbox.letters()

  const tickets = [...visitor.trail, ...thief.trail].flatMap((line) => line.match(/ST-\w+/g) ?? [])
  const waiting = new URL(unspent.headers.get('location') ?? '').searchParams.get('ticket') ?? ''
  expect([tickets.length > 2, links.length, waiting.startsWith('ST-'), cookies.size > 6]).toEqual([true, 3, true, true])
  const secretsOfLinks = links.map((link) => link.split('.')[1] ?? '')
  const secretsOfCookies = [...cookies]
    .map((value) => value.split('.').at(-1) ?? '')
    .filter((value) => value.length > 20)
  const secrets = [...typed, pesel, pesel.slice(0, 10), otherPesel(3), ...secretsOfLinks, ...secretsOfCookies]

  const log = place.logText()
  expect(log.length).toBeGreaterThan(1000)
  for (const secret of [...secrets, ...tickets, waiting]) expect(log.includes(secret), `log: ${secret}`).toBe(false)

  const database = await dump(place.database, OF_THE_DEMO)
  expect(database).toContain(alice.login)
  for (const secret of [...secrets, waiting]) {
    expect(database.includes(secret), `database: ${secret}`).toBe(false)
    expect(database.includes(Buffer.from(secret).toString('hex')), `database, as hex: ${secret}`).toBe(false)
    expect(
      database.includes(Buffer.from(secret).toString('base64').replace(/=+$/, '')),
      `database, as base64: ${secret}`,
    ).toBe(false)
  }
  for (const number of database.match(/(?<!\w)\d{11}(?!\w)/g) ?? []) expect(checkPesel(number).ok, number).toBe(false)

  // The typed ID and the link belong to their own page; a password or a PESEL to none.
  for (const answer of answers)
    for (const secret of [...typed, pesel, pesel.slice(0, 10)]) expect(answer.includes(secret), secret).toBe(false)
  for (const { source } of server.letters)
    for (const secret of [...typed, pesel, pesel.slice(0, 10)]) expect(source.includes(secret)).toBe(false)
})

test('A28 · no digest of a PESEL that anybody could compute stands in the database (req 44)', async () => {
  const place = await university({ settings })
  const database = await dump(place.database, OF_THE_DEMO)
  const rows = await place.database.db
    .selectFrom('addresses')
    .select(['address', 'person_id'])
    .where('assigned', '=', true)
    .execute()
  const idOf = new Map(rows.map((row) => [row.address, row.person_id]))
  for (const key of ['alice', 'bob', 'zofia', 'eve', 'desk']) {
    const { pesel, login, albumNumber } = place.person(key)
    const number = pesel ?? ''
    const id = idOf.get(login) ?? ''
    const salted = [
      number,
      `${id}${number}`,
      `${number}${id}`,
      `${id}:${number}`,
      `${number}:${id}`,
      `${login}${number}`,
      `${albumNumber}${number}`,
      `pesel-v1${number}`,
    ]
    for (const text of [...salted, number.slice(0, 10)]) {
      for (const name of ['md5', 'sha1', 'sha256', 'sha512']) {
        const digest = createHash(name).update(text).digest()
        for (const spelled of [
          digest.toString('hex'),
          digest.toString('base64'),
          digest.toString('base64url'),
          digest.toString('hex').slice(0, 32),
        ]) {
          expect(database.includes(spelled), `${name} of ${key}`).toBe(false)
        }
      }
    }
  }
})

test('A28 · password hashes are argon2id with a salt each, and two people with one password do not show it (req 37)', async () => {
  const place = await university({ settings, hashing: 'real' })
  const hashes = (await place.database.db.selectFrom('credentials').select('password_hash').execute()).map(
    (row) => row.password_hash,
  )
  expect(hashes.length).toBeGreaterThan(29)
  for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$/)
  expect(new Set(hashes.map((hash) => hash.split('$')[4])).size).toBe(hashes.length)
})

describe('A28 · forged lines', () => {
  test('A28 · whatever is typed or sent, the log stays one record a line, and no line is of the sender’s making (req 96)', async () => {
    const place = await university({ settings })
    const forged = 'a\r\n{"level":"fatal","msg":"FORGED"}\u2028\u001b[31mFORGED'
    for (const [path, button, label] of [
      ['/cas/login', 'Sign in', 'ID'],
      ['/reset-password', 'Next', 'E-mail address:'],
    ] as const) {
      const visitor = place.visitor({
        'accept-language': 'en',
        'user-agent': 'x FORGED \u00ff',
        referer: 'https://x/FORGED',
      })
      await visitor.submit(await visitor.open(path), button, { [label]: `${forged}@agh.edu.pl` })
      await visitor.open(`${path}?x=${encodeURIComponent(forged)}&locale=${encodeURIComponent(forged)}`)
    }
    await bare(place, '/FORGED%0d%0aFORGED', {
      headers: { 'x-forwarded-for': 'FORGED"}\t', cookie: 'FORGED=1; __Host-TGC=FORGED' },
    })
    await bare(place, '/', { headers: { host: 'FORGED' } })
    const lines = place.logText().trimEnd().split('\n')
    for (const line of lines) expect(Object.keys(JSON.parse(line))).toContain('level')
    expect(place.logText()).not.toContain('FORGED')
    expect(lines.join('')).not.toMatch(/[\p{Cc}\u2028]/u)
    const trail = await place.database.db.selectFrom('audit_events').selectAll().execute()
    expect(JSON.stringify(trail)).not.toContain('FORGED')
  })
})

describe('A2 · links that leak', () => {
  test('A2 · the secret stands in the first request alone: not in later addresses, pages or referrers, and a page loads nothing from elsewhere (req 18)', async () => {
    const place = await university({ settings })
    const { login, pesel } = place.person('alice')
    const link = await mailedLink(place, login)
    const secret = /\.(\w+)$/.exec(link)?.[1] ?? ''
    const visitor = place.visitor()
    const first = await visitor.send('GET', link)
    expect([first.status, first.headers.get('referrer-policy')]).toEqual([303, 'no-referrer'])
    expect(first.headers.get('location')).not.toContain(secret)
    expect(await first.text()).not.toContain(secret)
    const line = first.headers.getSetCookie().find((each) => each.includes(secret)) ?? ''
    expect(line).toMatch(/^__Host-link-\w+=\w+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=\d+$/)

    const pages = [await visitor.open(first.headers.get('location') ?? '')]
    pages.push(await setPassword(visitor, pages[0] as never, { pesel: otherPesel(1), password: GOOD }))
    pages.push(await setPassword(visitor, pages[0] as never, { pesel: pesel ?? '', password: GOOD }))
    for (const page of pages) {
      expect(page.html).not.toContain(secret)
      expect(page.headers.get('referrer-policy')).toBe('no-referrer')
      for (const element of page.document.querySelectorAll('script, link, img, iframe, source, form, object, embed')) {
        for (const name of ['src', 'href', 'action', 'data', 'srcset']) {
          const address = element.getAttribute(name)
          if (address) expect(new URL(address, place.origin).origin).toBe(place.origin)
        }
      }
    }
    expect(visitor.trail.filter((each) => each.includes(secret))).toHaveLength(1)
    expect([...visitor.cookies.values()].join()).not.toContain(secret)
  })

  test('A2 · the cookie of a link opens no session, and no other page tells what it is for (req 18, 57)', async () => {
    const place = await university({ settings })
    const visitor = place.visitor()
    await visitor.open(await mailedLink(place, place.person('alice').login))
    expect(await isSignedIn(visitor)).toBe(false)
    for (const path of [
      '/',
      '/account',
      '/password-change',
      '/reset-password',
      '/reset-password/sent',
      '/set-password/done',
      '/help',
    ]) {
      const page = await visitor.open(path)
      expect(page.html, path).not.toMatch(/\b(alicja|wrona)\b|402113/i)
    }
  })

  test('A2 · an answered link is remembered by nothing that a later letter, page or trail would repeat (req 22)', async () => {
    const place = await university({ settings })
    const { login, pesel } = place.person('alice')
    const link = await mailedLink(place, login)
    const visitor = place.visitor()
    await setPassword(visitor, await visitor.open(link), { pesel: pesel ?? '', password: GOOD })
    const letters = (await place.mailbox.letters(login)).slice(1)
    expect(letters).toHaveLength(1)
    const text = `${letters[0]?.text} ${letters[0]?.html}`
    for (const secret of [pesel ?? '', GOOD, '/set-password/']) expect(text).not.toContain(secret)
    expect(text).toContain('usos-desk@agh.edu.pl')
  })
})
