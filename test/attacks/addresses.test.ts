import { describe, expect, test } from 'vitest'
import type { Service } from '../../src/services/index.ts'
import { startMailServer } from '../mail-server.ts'
import { registered } from '../service.ts'
import { type University, university } from '../university.ts'
import { askForLink, BEHIND_A_PROXY, bare, from, signIn } from './steps.ts'

const settings = { ...BEHIND_A_PROXY, LETTERS_PER_SOURCE: '100000' }

describe('A1 · poisoned hosts', () => {
  test('A1 · a request for a host that is not ours is refused, whoever names it and however, and never echoed as an address (req 17)', async () => {
    const place = await university({ settings })
    const own = new URL(place.origin).host
    const hosts = [
      'evil.example',
      `evil.example:${new URL(place.origin).port}`,
      `${own}.evil.example`,
      `${own}@evil.example`,
      `evil.example#${own}`,
      'localhost',
      'localhost:1',
      '',
      ' ',
      '[::1',
      'localhost:99999',
      `${own}, evil.example`,
      `${own}/evil.example`,
      '127.0.0.1.evil.example',
      'LOCALHOST.:80',
    ]
    for (const host of hosts) {
      for (const path of ['/', '/cas/login', '/reset-password', '/nothing']) {
        const answer = await bare(place, path, { headers: { host } })
        expect([400, 421], `${host} ${path}`).toContain(answer.status)
        expect(`${JSON.stringify(answer.headers)} ${answer.text}`, host).not.toContain('evil.example')
      }
    }
    // What the trusted proxy names counts, and of several names the one nearest to it.
    for (const forwarded of ['evil.example', `${own}, evil.example`, 'evil.example:443']) {
      const answer = await bare(place, '/reset-password', { headers: { 'x-forwarded-host': forwarded } })
      expect(answer.status, forwarded).toBe(421)
      expect(answer.text).not.toContain('evil.example')
    }
    expect((await bare(place, '/reset-password', { headers: { 'x-forwarded-host': own } })).status).toBe(200)
  })

  test('A1 · links in letters, redirects and pages are built from the configured origin, whatever an untrusted sender says about hosts (req 17)', async () => {
    const place = await university()
    const { login } = place.person('alice')
    const lies = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '443',
      'x-forwarded-prefix': '/evil.example',
      'x-host': 'evil.example',
      'x-original-host': 'evil.example',
      'x-forwarded-server': 'evil.example',
      forwarded: 'host=evil.example;proto=https',
      'x-original-url': '/evil.example',
      'x-rewrite-url': '/evil.example',
      'x-http-host-override': 'evil.example',
      'x-wap-profile': 'http://evil.example/',
      'x-forwarded-for': 'evil.example',
      referer: 'https://evil.example/',
    }
    const visitor = place.visitor({ 'accept-language': 'en', ...lies })
    const page = await askForLink(visitor, login)
    expect(page.heading).toBe('Check your mailbox')
    const [letter] = await place.mailbox.letters(login)
    const addresses = `${letter?.text} ${letter?.html}`.match(/https?:\/\/[^\s"<]+/g) ?? []
    expect(addresses.length).toBeGreaterThan(1)
    for (const address of addresses) expect(new URL(address).origin).toBe(place.origin)
    for (const path of ['/', '/cas/login', '/portal/log-in', '/nothing', '/cas/logout']) {
      const answer = await visitor.send('GET', path)
      expect(`${JSON.stringify([...answer.headers])} ${await answer.text()}`, path).not.toContain('evil.example')
    }
  })
})

describe('A5 · addresses that are commands', () => {
  test('A5 · no spelling of an address adds a header, a recipient or a command to what the mail server hears (req 106)', async () => {
    const server = await startMailServer()
    const place = await university({ settings: { ...settings, SMTP_URL: `smtp://127.0.0.1:${server.port}` } })
    const { login } = place.person('alice')
    const ways = [
      `${login}\r\nBcc: thief@evil.example`,
      `${login}\nRCPT TO:<thief@evil.example>`,
      `${login}%0d%0aBcc:thief@evil.example`,
      `${login}>\r\nDATA\r\n.`,
      `"${login}\r\nBcc: x"@agh.edu.pl`,
      `<${login}>, <thief@evil.example>`,
      `${login}, thief@evil.example`,
      `thief@evil.example\u2028${login}`,
      `${login}\u0000`,
      `${login}\u0085Bcc: x@evil.example`,
      `=?utf-8?q?${login}?=`,
      `alicja.wrona(comment)@student.agh.edu.pl`,
      `${login} NOTIFY=NEVER`,
      `${login}> SIZE=1`,
    ]
    for (const typed of ways) {
      await askForLink(place.visitor(), typed)
      place.clock.advance({ minutes: 2 })
    }
    // An address that came into the registry by another way.
    const { db } = place.database
    const { person_id: id } = await db
      .selectFrom('addresses')
      .select('person_id')
      .where('address', '=', place.person('mike').login)
      .executeTakeFirstOrThrow()
    for (const address of [
      'mike@agh.edu.pl>\r\nRCPT TO:<thief@evil.example',
      'mike@agh.edu.pl, thief@evil.example',
      'mike@agh.edu.pl\r\nBcc: thief@evil.example',
    ]) {
      await db.updateTable('addresses').set({ address }).where('person_id', '=', id).execute()
      await askForLink(place.visitor(), address)
      place.clock.advance({ minutes: 2 })
    }
    await askForLink(place.visitor(), place.person('sean').login)
    await place.mailbox.letters()
    expect(server.letters.map(({ to }) => to)).toEqual([[place.person('sean').login]])
  })

  test('A5 and A27 · names with quotes, tags, line ends and turned letters stay names, in letters and on pages (req 106, 123)', async () => {
    const server = await startMailServer()
    const place = await university({ settings: { ...settings, SMTP_URL: `smtp://127.0.0.1:${server.port}` } })
    const { db } = place.database
    const names = [
      ['<img src=x onerror=alert(1)>', `"><script>alert(1)</script>`],
      [`Tom"\r\nBcc: thief@evil.example\r\n\r\n<b>`, `O'Re%0d%0aed`],
      ['\u202Ecilbup\u2066\u200b', `=cmd|' /C calc'!A0`],
      ['{{constructor.constructor("alert(1)")()}}', '#{7*7} <%= 7*7 %> &lt;b&gt; ]]> <!--'],
    ]
    const { login, password } = place.person('alice')
    const { person_id: id } = await db
      .selectFrom('addresses')
      .select('person_id')
      .where('address', '=', login)
      .executeTakeFirstOrThrow()
    for (const [given = '', surname = ''] of names) {
      await db.updateTable('people').set({ given_names: given, surname }).where('id', '=', id).execute()
      const visitor = place.visitor()
      const front = await signIn(visitor, login, password, '/portal/log-in')
      const pages = [
        front,
        await visitor.open('/account'),
        await visitor.open('/password-change'),
        await visitor.open('/cas/login'),
      ]
      for (const page of pages) {
        expect(page.status, page.address.href).toBe(200)
        expect(page.html).not.toMatch(/<img src=x|<script>alert|<b>"/)
        expect(`${page.title} ${page.text}`).not.toMatch(/[\u202e\u2066\u200b]/)
        expect(page.document.querySelectorAll('script').every((script) => script.getAttribute('nonce'))).toBe(true)
      }
      await askForLink(place.visitor(), login)
      await place.mailbox.letters()
      place.clock.advance({ hours: 2 })
    }
    expect(server.letters.length).toBeGreaterThanOrEqual(4)
    for (const { to, source } of server.letters) {
      expect(to).toEqual([login])
      const [head = ''] = source.split('\r\n\r\n')
      for (const name of ['From', 'To', 'Subject', 'Date', 'Message-ID', 'Auto-Submitted']) {
        expect(head.match(new RegExp(`^${name}:`, 'gim')), name).toHaveLength(1)
      }
      expect(head).not.toMatch(/^(bcc|cc):/im)
      expect(Math.max(...source.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
      expect(source).not.toMatch(/<img src=3Dx|<script/)
    }
  })
})

const library = registered({
  id: 'library',
  name: { pl: 'Biblioteka', en: 'Library' },
  urls: ['https://library.example.edu/app/'],
  attributes: ['mail'],
  singleLogout: false,
})
const archive: Service = { ...library, id: 'archive', urls: ['https://archive.example.edu/'] }

describe('A19 · redirects to elsewhere', () => {
  const elsewhere = (origin: string) => [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    'https:evil.example',
    'http://library.example.edu/app/',
    'https://library.example.edu:8443/app/',
    'https://library.example.edu.evil.example/app/',
    'https://library.example.edu@evil.example/app/',
    'https://evil.example/https://library.example.edu/app/',
    'https://evil.example#https://library.example.edu/app/',
    'https://evil.example?https://library.example.edu/app/',
    'https://library.example.edu/app/../admin',
    'https://library.example.edu/app/%2e%2e/admin',
    'https://library.example.edu/application',
    'https://library.example.edu\\@evil.example/app/',
    'https://library.example.edu%2eevil.example/app/',
    'https://lìbrary.example.edu/app/',
    'https://library.example.edu/',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user:pass@library.example.edu/app/',
    'https://library\u3002example.edu.evil.example/',
    ' https://library.example.edu/app/',
    'https://library.example.edu/app/\t',
    `${origin}/`,
    `${origin}/portal`,
    `${origin}/portal/../cas/logout`,
    `${origin}.evil.example/portal/`,
    `${origin}@evil.example/portal/return`,
    'https://localhost/portal/return',
  ]

  test('A19 · an address outside the registry is refused plainly, at the form, at a live session, after the password and at sign-out (req 69)', async () => {
    const place = await university({ settings, services: [library, archive] })
    const { login, password } = place.person('alice')
    const signedIn = place.visitor()
    await signIn(signedIn, login, password)
    const fresh = place.visitor()
    for (const service of elsewhere(place.origin)) {
      const query = new URLSearchParams({ service })
      for (const [visitor, more] of [
        [fresh, ''],
        [signedIn, ''],
        [fresh, '&gateway=true'],
        [signedIn, '&gateway=true'],
        [signedIn, '&renew=true'],
      ] as const) {
        const answer = await visitor.send('GET', `/cas/login?${query}${more}`)
        expect([400, 403], `${service}${more}`).toContain(answer.status)
        expect(answer.headers.get('location')).toBeNull()
        expect(await answer.text(), service).not.toContain('href="https://evil')
      }
      const poster = place.visitor()
      const { action, body } = poster.fill(await poster.open('/cas/login'), 'Sign in', {
        ID: login,
        Password: password,
      })
      body.set('service', service)
      const posted = await poster.send('POST', action, body)
      expect([400, 403], service).toContain(posted.status)
      expect(poster.cookies.has('__Host-TGC')).toBe(false)
      const out = await place.visitor().send('GET', `/cas/logout?${query}`)
      expect(out.headers.get('location'), service).toBeNull()
    }
    expect(await place.database.db.selectFrom('service_tickets').selectAll().execute()).toEqual([])
  })

  test('A19 · no other parameter of any page leads away (req 69)', async () => {
    const place = await university({ settings })
    const { login, password } = place.person('alice')
    const evil = [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/%09/evil.example',
    ]
    const names = [
      'url',
      'next',
      'return',
      'returnTo',
      'return_to',
      'redirect',
      'redirect_uri',
      'continue',
      'target',
      'goto',
      'back',
      'locale',
      'TARGET',
      'method',
      'ended',
    ]
    for (const value of evil) {
      const query = new URLSearchParams(names.map((name) => [name, value]))
      const visitor = place.visitor()
      for (const path of [
        '/',
        '/cas/login',
        '/reset-password',
        '/portal/log-in',
        '/portal/return',
        '/cas/logout',
        '/.well-known/change-password',
        '/set-password/done',
        '/help',
      ]) {
        const answer = await visitor.send('GET', `${path}?${query}`)
        const location = new URL(answer.headers.get('location') ?? '/', place.origin)
        expect(location.origin, path).toBe(place.origin)
        expect(await answer.text(), path).not.toMatch(
          /(href|src|action)="(https?:)?(\/\/|\/\\|javascript:)(evil|alert)/,
        )
      }
      const { action, body } = visitor.fill(await visitor.open('/cas/login'), 'Sign in', {
        ID: login,
        Password: password,
      })
      for (const name of names) body.set(name, value)
      const answer = await visitor.send('POST', action, body)
      expect(new URL(answer.headers.get('location') ?? '', place.origin).origin).toBe(place.origin)
      for (const path of [
        '//evil.example/%2e%2e',
        '//evil.example',
        '/\\evil.example',
        '///evil.example/',
        '/%5cevil.example',
        '/%2f%2fevil.example',
      ]) {
        const strange = await bare(place, path)
        expect(strange.headers.location ?? '', path).not.toContain('evil.example')
        expect(strange.text, path).not.toMatch(/href="(\/\/|\/\\|https?:\/\/)evil/)
      }
    }
  })
})

describe('A30 · tickets swapped, used again and guessed', () => {
  async function ticketFor(place: University, service: string, visitor = place.visitor()) {
    const { login, password } = place.person('alice')
    if (!visitor.cookies.has('__Host-TGC')) await signIn(visitor, login, password)
    const answer = await visitor.send('GET', `/cas/login?${new URLSearchParams({ service })}`)
    return new URL(answer.headers.get('location') ?? '').searchParams.get('ticket') ?? ''
  }
  const ask = async (
    place: University,
    service: string,
    ticket: string,
    node = 0,
    more = '',
    endpoint = 'p3/serviceValidate',
  ) =>
    (
      await place
        .visitor(undefined, node)
        .send('GET', `/cas/${endpoint}?${new URLSearchParams({ service, ticket })}${more}`)
    ).text()
  const here = 'https://library.example.edu/app/start'
  const there = 'https://archive.example.edu/start'

  test('A30 · a ticket is good for one attempt, at its own service, in its minute, and of ten at once one succeeds, on two nodes (req 71, 72, 126)', async () => {
    const place = await university({ settings, nodes: 2, services: [library, archive] })
    const visitor = place.visitor()
    const good = await ticketFor(place, here, visitor)
    expect(await ask(place, here, good)).toContain('<cas:user>')
    expect(await ask(place, here, good, 1)).toContain('INVALID_TICKET')

    const swapped = await ticketFor(place, here, visitor)
    expect(await ask(place, there, swapped)).toContain('INVALID_SERVICE')
    expect(await ask(place, here, swapped)).toContain('INVALID_TICKET')
    for (const near of [`${here}?x=1`, `${here}/`, here.toUpperCase(), here.replace('https', 'http'), `${here}#a`]) {
      expect(await ask(place, near, await ticketFor(place, here, visitor)), near).toContain('INVALID_SERVICE')
    }
    const late = await ticketFor(place, here, visitor)
    place.clock.advance({ seconds: 61 })
    expect(await ask(place, here, late)).toContain('INVALID_TICKET')

    const raced = await ticketFor(place, here, visitor)
    const answers = await Promise.all(Array.from({ length: 10 }, (_, number) => ask(place, here, raced, number % 2)))
    expect(answers.filter((answer) => answer.includes('<cas:user>'))).toHaveLength(1)
    expect(await ask(place, here, await ticketFor(place, here, visitor), 0, '&renew=true')).toContain('INVALID_TICKET')
  })

  test('A30 · a ticket of a session that has ended opens nothing, a HEAD spends none, and odd ones are refused in the protocol’s words (req 72, 73)', async () => {
    const place = await university({ settings, services: [library, archive] })
    const visitor = place.visitor()
    const looked = await ticketFor(place, here, visitor)
    await place
      .visitor()
      .send('HEAD', `/cas/p3/serviceValidate?${new URLSearchParams({ service: here, ticket: looked })}`)
    expect(await ask(place, here, looked)).toContain('<cas:user>')
    const orphan = await ticketFor(place, here, visitor)
    await visitor.open('/cas/logout')
    expect(await ask(place, here, orphan)).toContain('INVALID_TICKET')

    for (const ticket of [
      'ST-',
      'ST-guess',
      'PT-x',
      'TGT-x',
      '',
      'ST-x ST-y',
      "ST-' or 1=1",
      'ST-%00',
      `ST-${'x'.repeat(3000)}`,
    ]) {
      expect(await ask(place, here, ticket), ticket).toMatch(/INVALID_|bad-request|no\n/)
    }
    const another = place.visitor(from('198.51.100.1'))
    const doubled = await ticketFor(place, here, another)
    expect(await ask(place, here, 'ST-x', 0, `&ticket=${doubled}`)).toContain('INVALID_REQUEST')
    expect(await ask(place, here, doubled, 0, '', 'validate')).toMatch(/^yes\n/)
    const attempted = await ticketFor(place, here, another)
    expect(await ask(place, here, attempted, 0, '&format=<x>')).toContain('INVALID_REQUEST')
    expect(await ask(place, here, attempted, 0, '', 'validate')).toBe('no\n\n')
  })

  test('A30 · two hundred tickets: of the right make, and never alike (req 71)', async () => {
    const place = await university({ settings: { ...settings, TICKETS_PER_SERVICE: '300' }, services: [library] })
    const visitor = place.visitor()
    await ticketFor(place, here, visitor)
    const tickets = await Promise.all(Array.from({ length: 200 }, () => ticketFor(place, here, visitor)))
    expect(new Set(tickets).size).toBe(200)
    for (const ticket of tickets) expect(ticket).toMatch(/^ST-[A-Za-z0-9-]{22,29}$/)
  })
})
