import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { registered } from '../../../test/service.ts'
import { university } from '../../../test/university.ts'
import { attributeNames, matchService, readServiceUrl, withTicket } from '../../services/index.ts'
import { decodeFields } from '../../web/index.ts'
import { decideLogin, destinationNamed, methodNamed } from './login.ts'
import { judgeCallback, withTickets } from './proxying/callback-rule.ts'
import { plainResponse, proxyResponse, serviceResponse } from './responses.ts'
import { readSamlRequest } from './saml/request.ts'
import { samlResponse } from './saml/response.ts'
import type { CasCode } from './validation.ts'

// 100,000 cases in all, and some hundred through the whole program. A case that fails is printed with its seed.

const library = registered({
  id: 'library',
  urls: [
    'https://library.example.edu/app',
    'http://library.example.edu:8080/',
    'https://library.example.edu/caf%C3%A9/',
  ],
  proxyCallbacks: ['https://library.example.edu/callback'],
})
const services = [library]
const ORIGINS = ['https://library.example.edu', 'http://library.example.edu:8080']

// biome-ignore format: pieces of addresses
const pieces = fc.constantFrom(
  'https:', 'http:', 'HTTPS:', 'javascript:', 'data:', '//', '/', '\\', '@', '.', '..', '%2e', '%2f', '%5c', '%252f', '%00', '?', '#',
  ':', ':443', ':8080', ';', '&', '=', ' ', '\t', '\r\n', '\u0000', '\u2024', '\u3002', '\uff0f', '\u200b', 'é', 'library.example.edu',
  'LIBRARY.EXAMPLE.EDU', 'library.example.edu.', 'evil.example', 'user:pass', '[::1]', '0x7f.1', 'app', 'caf%C3%A9', 'callback', 'ticket=ST-1',
)
const address = fc.oneof(
  fc.array(pieces, { maxLength: 10 }).map((parts) => parts.join('')),
  fc.array(pieces, { maxLength: 8 }).map((parts) => `https://library.example.edu/app${parts.join('')}`),
  fc.array(pieces, { maxLength: 6 }).map((parts) => `https://library.example.edu/callback${parts.join('')}`),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    ']]>',
    '<!--',
    '-->',
    '<?xml?>',
    '&amp;',
    '&#0;',
    '\u0000',
    '\ud800',
    '\ufffe',
    '\'"<>&',
    '\r\n',
    '<cas:user>x</cas:user>',
    '__proto__',
  ),
)
const when = new Date('2026-11-28T12:00:00Z')
const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
})

/** What XML can carry of a text. */
const carried = (given: string) => given.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')

test('whatever address is given, only those of the registry lead anywhere, and to nobody else (30,000 cases)', () => {
  fc.assert(
    fc.property(address, (given) => {
      const service = matchService(services, given)
      if (!service) return
      const url = new URL(given)
      expect(ORIGINS).toContain(url.origin)
      expect(url.username + url.password).toBe('')
      // What a browser is sent to, byte for byte, and with the ticket.
      const sent = new URL(withTicket(given, 'ST-ticket'))
      expect([sent.origin, sent.pathname, sent.hash]).toEqual([url.origin, url.pathname, url.hash])
      expect(sent.searchParams.getAll('ticket').at(-1)).toBe('ST-ticket')
      expect(sent.search.startsWith(url.search.replace(/&$/, ''))).toBe(true)
      expect(withTicket(given, 'ST-ticket')).not.toMatch(/[\r\n\0]/)
    }),
    { numRuns: 30_000 },
  )
})

test('whatever is asked of the sign-in, nobody is led to another place than a registered one (15,000 cases)', () => {
  const asked = fc.record({
    service: fc.option(address, { nil: undefined }),
    renew: fc.boolean(),
    gateway: fc.boolean(),
    method: text.map(methodNamed),
    next: fc.oneof(text, fc.constantFrom('account', 'desk', 'constructor')).map(destinationNamed),
  })
  const at = fc.option(
    fc.record({
      mustChange: fc.boolean(),
      warns: fc.boolean(),
      typedForThis: fc.boolean(),
      factorProved: fc.boolean(),
      agreed: fc.boolean(),
    }),
    { nil: undefined },
  )
  const strict = registered({ ...library, consent: true, assurance: 'second-factor' })
  fc.assert(
    fc.property(asked, at, fc.boolean(), fc.boolean(), (request, session, confirmed, isStrict) => {
      const registry = [isStrict ? strict : library]
      const step = decideLogin(request, session, registry, confirmed)
      if (step.kind === 'ticket' || step.kind === 'back-without-ticket') {
        expect(step.address).toBe(request.service)
        expect(matchService(registry, step.address)).toBeDefined()
      }
      if (step.kind === 'ticket') {
        expect(session?.mustChange).toBe(false)
        expect(!request.renew || session?.typedForThis).toBe(true)
        if (isStrict) expect([session?.factorProved, session?.agreed]).toEqual([true, true])
        if (session?.warns && !session.typedForThis) expect(confirmed).toBe(true)
      }
      if (request.gateway && !request.renew && request.service !== undefined)
        expect(['ticket', 'warn', 'back-without-ticket', 'service-not-authorised']).toContain(step.kind)
      if (step.kind === 'signed-in') expect([undefined, 'account', 'desk', 'password-change']).toContain(step.next)
    }),
    { numRuns: 15_000 },
  )
})

test('whatever callback is given, only a registered one gets tickets, with its own parameters kept (15,000 cases)', () => {
  fc.assert(
    fc.property(address, (given) => {
      const verdict = judgeCallback(library, given)
      if (verdict.kind === 'refused') return
      const called = withTickets(verdict.url, { pgt: 'PGT-1', iou: 'PGTIOU-1' })
      expect([called.origin, called.hash]).toEqual(['https://library.example.edu', ''])
      expect(called.pathname === '/callback' || called.pathname.startsWith('/callback/')).toBe(true)
      expect(called.search.startsWith(verdict.url.search.replace(/&$/, ''))).toBe(true)
      expect([called.searchParams.getAll('pgtId').at(-1), called.searchParams.getAll('pgtIou').at(-1)]).toEqual([
        'PGT-1',
        'PGTIOU-1',
      ])
    }),
    { numRuns: 15_000 },
  )
})

describe('answers', () => {
  const names = fc.constantFrom(...attributeNames)
  const success = fc.record({
    user: text,
    attributes: fc.array(fc.tuple(names, text), { maxLength: 4 }),
    proxyGrantingTicket: fc.option(fc.constant('PGTIOU-x'), { nil: undefined }),
    proxies: fc.array(text, { maxLength: 2 }),
  })
  const failure = fc.record({
    code: fc.constantFrom<CasCode>('INVALID_REQUEST', 'INVALID_TICKET', 'INTERNAL_ERROR'),
    sentence: text,
  })

  test('are always XML, with the schema’s elements in its order, and say what was put in (12,000 cases)', () => {
    fc.assert(
      fc.property(fc.oneof(success, failure), (given) => {
        const { body } = serviceResponse(given, undefined)
        expect(XMLValidator.validate(body)).toBe(true)
        const { serviceResponse: read } = xml.parse(body)
        if ('code' in given) {
          expect(read.authenticationFailure['@code']).toBe(given.code)
          return
        }
        const inside = read.authenticationSuccess
        const order = Object.keys(inside).filter((key) => key !== '#text')
        expect(order).toEqual(
          ['user', 'attributes', 'proxyGrantingTicket', 'proxies'].filter((name) => order.includes(name)),
        )
        expect(textIn(inside.user)).toBe(carried(given.user))
      }),
      { numRuns: 12_000 },
    )
  })

  test('of SAML are always XML, whatever stands in names and addresses (6,000 cases)', () => {
    fc.assert(
      fc.property(
        fc.oneof(success, failure),
        address,
        fc.option(text, { nil: undefined }),
        (given, service, requestId) => {
          const about = { now: when, ids: ['a', 'b'] as const, issuer: 'https://login.example.edu', service, requestId }
          const { body } = samlResponse('code' in given ? given : { ...given, signedInAt: when }, about)
          expect(XMLValidator.validate(body)).toBe(true)
          const { Response } = xml.parse(body).Envelope.Body
          expect('Assertion' in Response).toBe(!('code' in given))
        },
      ),
      { numRuns: 6_000 },
    )
  })

  test('in JSON and in plain text hold exactly what was put in (6,000 cases)', () => {
    fc.assert(
      fc.property(fc.oneof(success, failure), fc.constantFrom('JSON', 'json', 'Json'), (given, format) => {
        const { serviceResponse: read } = JSON.parse(serviceResponse(given, format).body)
        if ('code' in given) expect(read.authenticationFailure.code).toBe(given.code)
        else expect(read.authenticationSuccess.user).toBe(JSON.parse(JSON.stringify(given.user)))
        expect(plainResponse(given).body.startsWith('code' in given ? 'no\n' : 'yes\n')).toBe(true)
        const proxied = 'code' in given ? given : { proxyTicket: given.user }
        expect(XMLValidator.validate(proxyResponse(proxied, undefined).body)).toBe(true)
        expect(() => JSON.parse(proxyResponse(proxied, format).body)).not.toThrow()
      }),
      { numRuns: 6_000 },
    )
  })
})

test('whatever envelope comes, it is read or refused, and an identifier that is read can stand in XML (8,000 cases)', () => {
  const parts = fc.constantFrom(
    '<Envelope>',
    '</Envelope>',
    '<Body>',
    '</Body>',
    '<Request RequestID="a">',
    '<Request RequestID="<">',
    '</Request>',
    '<AssertionArtifact>ST-1</AssertionArtifact>',
    '<!DOCTYPE x>',
    '&x;',
    '<![CDATA[',
    ']]>',
    '<!--',
    '<__proto__>',
    '<constructor/>',
    ' ',
  )
  const envelope = fc.oneof(
    fc.array(parts, { maxLength: 12 }).map((all) => all.join('')),
    text.map(
      (ticket) =>
        `<Envelope><Body><Request RequestID="a"><AssertionArtifact>${ticket}</AssertionArtifact></Request></Body></Envelope>`,
    ),
    text,
  )
  fc.assert(
    fc.property(envelope, (given) => {
      const read = readSamlRequest(given)
      if (read) expect(read.requestId).toMatch(/^[\w.-]{1,200}$/)
    }),
    { numRuns: 8_000 },
  )
})

test('whatever stands in a query, it is decoded or refused as a fault of the asker (8,000 cases)', () => {
  fc.assert(
    fc.property(fc.oneof(address, text), (query) => {
      try {
        for (const values of Object.values(decodeFields(query))) for (const value of values) readServiceUrl(value)
      } catch (error) {
        expect(error).toMatchObject({ kind: 'bad-request' })
      }
    }),
    { numRuns: 8_000 },
  )
})

test('whatever is sent to any endpoint, none of them breaks, and none leads to a stranger (600 requests)', async () => {
  const place = await university({ services })
  const endpoints = fc.constantFrom(
    'login',
    'logout',
    'validate',
    'serviceValidate',
    'proxyValidate',
    'p3/serviceValidate',
    'p3/proxyValidate',
    'proxy',
    'samlValidate',
    'login/continue',
    'login/consent',
  )
  const names = fc.constantFrom(
    ...[
      'service',
      'ticket',
      'renew',
      'gateway',
      'method',
      'warn',
      'rememberMe',
      'pgtUrl',
      'pgt',
      'targetService',
      'format',
    ],
    ...['TARGET', 'locale', 'lt', 'username', 'password', 'next', 'url', 'attributes', '__proto__'],
  )
  const value = fc.oneof(address, text, fc.constantFrom('true', 'JSON', 'ST-1', 'PT-1', 'PGT-1', 'POST', 'HEADER'))
  await fc.assert(
    fc.asyncProperty(
      endpoints,
      fc.array(fc.tuple(names, value), { maxLength: 5 }),
      fc.constantFrom('GET', 'POST'),
      async (endpoint, parameters, method) => {
        // Halves of pairs cannot be sent at all.
        const query = new URLSearchParams(parameters.map(([name, given]) => [name, given.toWellFormed()]))
        const path = `/cas/${endpoint}${method === 'GET' || endpoint === 'samlValidate' ? `?${query}` : ''}`
        const isXml = endpoint === 'samlValidate'
        const body = method === 'GET' ? undefined : isXml ? query.toString() : query
        const answer = await place
          .visitor()
          .send(method, path, body, isXml && body ? { 'content-type': 'text/xml' } : {})
        expect(answer.status).toBeLessThan(500)
        const location = answer.headers.get('location')
        if (location !== null) expect([...ORIGINS, place.origin]).toContain(new URL(location, place.origin).origin)
        const content = await answer.text()
        if (/xml/.test(answer.headers.get('content-type') ?? '')) expect(XMLValidator.validate(content)).toBe(true)
      },
    ),
    { numRuns: 600 },
  )
  expect(place.logText()).not.toContain('"level":50')
})

/** The text of an element that fast-xml-parser gives as a text or as an object. */
function textIn(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? String((value as { '#text'?: unknown })['#text'] ?? '')
    : String(value)
}
