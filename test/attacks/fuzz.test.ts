import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type University, university } from '../university.ts'
import { bare, mailedLink, signIn } from './steps.ts'

const settings = {
  ANSWER_FLOOR: '0ms',
  SOURCE_ACCOUNTS: '1000000',
  SOURCE_FAILURES: '1000000',
  LETTERS_PER_SOURCE: '1000000',
  NEGATIVE_ANSWERS_PER_SOURCE: '1000000',
}

const paths = [
  '/',
  '/portal/log-in',
  '/portal/return',
  '/portal/log-out',
  '/portal/logged-out',
  '/cas/login',
  '/cas/logout',
  '/cas/validate',
  '/cas/serviceValidate',
  '/cas/p3/serviceValidate',
  '/cas/proxyValidate',
  '/cas/p3/proxyValidate',
  '/cas/proxy',
  '/cas/samlValidate',
  '/cas/login/continue',
  '/cas/login/consent',
  '/reset-password',
  '/reset-password/start',
  '/reset-password/sent',
  '/reset-password/assigned/x',
  '/set-password/x',
  '/set-password/AAAAAAAAAAAA',
  `/set-password/AAAAAAAAAAAA.${'B'.repeat(24)}`,
  '/set-password/done',
  '/not-recognized/student',
  '/not-recognized/teacher',
  '/not-recognized/sent',
  '/not-recognized/request/AAAAAAAAAAAA',
  `/not-recognized/request/AAAAAAAAAAAA.${'B'.repeat(24)}`,
  '/not-recognized/request/AAAAAAAAAAAA/again',
  '/not-recognized/request/AAAAAAAAAAAA/answer',
  '/not-recognized/case/R-2026-0001',
  `/not-recognized/case/R-2026-0001.${'B'.repeat(24)}`,
  '/not-recognized/case/R-2026-0001/answer',
  '/password-change',
  '/password-change/done',
  '/.well-known/change-password',
  '/account',
  '/account/sessions/others/end',
  '/account/sessions/AAAAAAAAAAAAAAAA/end',
  '/help',
  '/dev',
  '/dev/mail',
  '/dev/mail.json',
  '/dev/cast.json',
  '/assets/x',
  '/favicon.ico',
  '/robots.txt',
  '/nothing',
]
const methods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'QUERY',
  'PURGE',
  'M-SEARCH',
]

function expectCalm(answer: Awaited<ReturnType<typeof bare>>, what: string) {
  expect(answer.status, what).toBeLessThan(500)
  expect(answer.headers['x-content-type-options'], what).toBe('nosniff')
  expect(answer.headers['referrer-policy'], what).toBe('no-referrer')
  expect(answer.headers['strict-transport-security'], what).toMatch(/max-age=\d{8}/)
  expect(answer.headers['content-security-policy'], what).toContain("frame-ancestors 'none'")
  expect(answer.headers['cross-origin-opener-policy'], what).toBe('same-origin')
  expect(answer.headers['permissions-policy'], what).toBeTruthy()
  expect(answer.headers['access-control-allow-origin'], what).toBeUndefined()
  expect(answer.headers.server ?? answer.headers['x-powered-by'], what).toBeUndefined()
  expect(answer.text, what).not.toMatch(/\n\s+at |node_modules|FST_ERR|\.tsx?:\d/)
  expect(answer.text, what).not.toMatch(/select .* from/i)
}

/** A signed-in browser with an open link, whose forms are good: what it sends gets past the door. */
async function insider(place: University) {
  const { login, password } = place.person('alice')
  const visitor = place.visitor()
  const link = await mailedLink(place, login)
  await signIn(visitor, login, password, '/portal/log-in')
  const page = await visitor.open(link)
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return { cookie, form: visitor.fill(page, 'Set password').body.get('form') ?? '', link: page.address.pathname }
}

test('every method at every address gets a calm answer with every header, from strangers and from people signed in (req 65, 68)', async () => {
  const place = await university({ settings })
  const { cookie, form, link } = await insider(place)
  for (const path of [...paths, link]) {
    for (const method of methods) {
      for (const headers of [{}, { cookie, 'sec-fetch-site': 'same-origin' }]) {
        const isPost = !['GET', 'HEAD', 'OPTIONS', 'TRACE', 'DELETE', 'QUERY'].includes(method)
        const sent = isPost
          ? { body: `form=${form}`, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } }
          : { headers }
        expectCalm(await bare(place, path, { method, ...sent }), `${method} ${path}`)
      }
    }
  }
  expect(place.logText()).not.toContain('"level":"error"')
})

test('no bytes, lengths, encodings or types of whatever is sent make an error page of ours (req 68, 127)', async () => {
  const place = await university({ settings })
  const { cookie, form, link } = await insider(place)
  const odd = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '\u0000',
      '%00',
      '%',
      '%zz',
      '%C0%AF',
      '%ED%A0%80',
      '../../etc/passwd',
      "'; drop table people; --",
      '#{7*7}',
      '{{7*7}}',
      '\ud800',
      '\uFEFF',
      'ＡＢ',
      'a'.repeat(5000),
      '[]',
      'null',
      '-1',
      '1e999',
      'NaN',
      '__proto__',
    ),
    fc.constantFrom(...['alice', 'dan', 'eve'].map((key) => place.person(key).login)),
  )
  const name = fc.constantFrom(
    'form',
    'username',
    'password',
    'email',
    'link',
    'pesel',
    'new',
    'repeat',
    'current',
    'service',
    'ticket',
    'mark',
    'next',
    'renew',
    'gateway',
    'locale',
    'format',
    'logoutRequest',
    'ended',
    '__proto__',
    'x',
  )
  const encode = fc.constantFrom<(text: string) => string>(
    (text) => encodeURIComponent(text.toWellFormed()),
    (text) => text.replace(/[^!-~]/g, '%1f'),
    (text) => escape(text),
  )
  const fields = fc
    .array(fc.tuple(name, odd, encode), { maxLength: 6 })
    .map((pairs) => pairs.map(([key, value, spell]) => `${key}=${spell(value)}`).join('&'))
  const headerText = fc.string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((code) => code < 0x7f || code > 0x9f)
      .map((code) => String.fromCharCode(code)),
    maxLength: 40,
  })
  const types = fc.constantFrom(
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; charset=utf-16',
    'application/json',
    'text/xml',
    'multipart/form-data; boundary=x',
    '',
    'x',
  )

  await fc.assert(
    fc.asyncProperty(
      fc.record({
        path: fc.oneof(
          fc.constantFrom(...paths, link),
          fc.webPath(),
          fc.tuple(fc.constantFrom(...paths), fc.webSegment()).map(([path, end]) => `${path}/${end}`),
        ),
        query: fields,
        method: fc.constantFrom('GET', 'POST', 'POST', 'POST', 'PUT'),
        body: fc.oneof(
          fields,
          fields.map((text) => `form=${form}&link=${link.split('/').at(-1)}&${text}`),
          fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
        ),
        type: types,
        headers: fc.dictionary(
          fc.constantFrom(
            'accept-language',
            'user-agent',
            'x-forwarded-for',
            'x-forwarded-host',
            'referer',
            'accept-encoding',
            'if-none-match',
            'range',
            'content-language',
            'accept',
          ),
          headerText,
          { maxKeys: 4 },
        ),
        inside: fc.boolean(),
      }),
      async ({ path, query, method, body, type, headers, inside }) => {
        const own = inside ? { cookie, 'sec-fetch-site': 'same-origin' } : { cookie: headers.accept ?? '' }
        const sent =
          method === 'GET'
            ? { headers: { ...headers, ...own } }
            : { headers: { ...headers, ...own, 'content-type': type }, body }
        const answer = await bare(place, query ? `${path}?${query.replace(/[^!-~]/g, '')}` : path, { method, ...sent })
        expectCalm(answer, `${method} ${path}?${query}`)
      },
    ),
    { numRuns: 600 },
  )
  expect(place.logText()).not.toContain('"level":"error"')
})
