import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { registered } from '../../../test/service.ts'
import { matchService, type SpentTicket, withTicket } from '../../services/index.ts'
import { decideLogin, type LoginRequest } from './login.ts'
import { escapeXml, serviceResponse } from './responses.ts'
import { stepsOf, type Validation, validate } from './validation.ts'

const library = registered({
  id: 'library',
  name: { pl: 'Biblioteka', en: 'Library' },
  urls: ['https://library.example.edu/app'],
})
const services = [library]

describe('a service address', () => {
  test.each([
    'https://library.example.edu/app',
    'https://library.example.edu/app?x=1#y',
    'https://library.example.edu/app/deep/page',
    'https://LIBRARY.example.edu/app/',
    'https://library.example.edu:443/app',
  ])('%s belongs to the registered service', (url) => {
    expect(matchService(services, url)).toBe(library)
  })

  test.each([
    'http://library.example.edu/app',
    'https://library.example.edu.evil.example/app',
    'https://library.example.edu@evil.example/app',
    'https://evil.example/https://library.example.edu/app',
    'https://library.example.edu:8443/app',
    'https://library.example.edu/application',
    'https://library.example.edu/app/../other',
    'https://library.example.edu/app/%2e%2e/other',
    'https://library.example.edu/app%2Fdeep',
    'https://library.example.edu/app/%252e%252e/other',
    'https://library.example.edu\\@evil.example/app',
    'https:\\\\library.example.edu/app',
    '//library.example.edu/app',
    'https:library.example.edu/app',
    ' https://library.example.edu/app',
    'https://library.example.edu/app\r\nSet-Cookie: x=1',
    'https://library.example.edu\u2024evil.example/app',
    'javascript:alert(1)//library.example.edu/app',
    '',
  ])('%j does not', (url) => {
    expect(matchService(services, url)).toBeUndefined()
  })

  test('leads nowhere but to the registered host and path, whatever is typed', () => {
    const pieces = fc.constantFrom(
      'https:',
      '//',
      '/',
      '\\',
      '@',
      '.',
      '..',
      '%2e',
      '%2f',
      '?',
      '#',
      ':',
      '443',
      'library.example.edu',
      'evil.example',
      'app',
      '\t',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), (parts) => {
        const given = parts.join('')
        if (!matchService(services, given)) return
        const url = new URL(given)
        expect(url.origin).toBe('https://library.example.edu')
        expect(url.pathname === '/app' || url.pathname.startsWith('/app/')).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the ticket', () => {
  test.each([
    ['https://s.example/', 'https://s.example/?ticket=ST-1'],
    ['https://s.example/?a=1', 'https://s.example/?a=1&ticket=ST-1'],
    ['https://s.example/?', 'https://s.example/?ticket=ST-1'],
    ['https://s.example/?a=%20b&', 'https://s.example/?a=%20b&ticket=ST-1'],
    ['https://s.example/??', 'https://s.example/??&ticket=ST-1'],
    ['https://s.example/p#part', 'https://s.example/p?ticket=ST-1#part'],
    ['https://s.example/p?q=ł%2F#a#b', 'https://s.example/p?q=ł%2F&ticket=ST-1#a#b'],
  ])('goes with %s as %s', (service, address) => {
    expect(withTicket(service, 'ST-1')).toBe(address)
  })
})

describe('what /cas/login does', () => {
  const asked = (more: Partial<LoginRequest> = {}): LoginRequest => ({
    service: 'https://library.example.edu/app',
    renew: false,
    gateway: false,
    method: 'GET',
    next: undefined,
    ...more,
  })
  const session = { mustChange: false, warns: false, typedForThis: false, factorProved: false, agreed: false }

  test.each([
    ['a person who is signed in gets a ticket without typing', asked(), session, 'ticket'],
    ['a person who is not sees the form', asked(), undefined, 'form'],
    ['renew asks for the password again', asked({ renew: true }), session, 'form'],
    ['gateway never shows a form', asked({ gateway: true }), undefined, 'back-without-ticket'],
    ['gateway with a session gives a ticket', asked({ gateway: true }), session, 'ticket'],
    ['with renew, gateway is ignored', asked({ gateway: true, renew: true }), undefined, 'form'],
    [
      'an unregistered service is refused',
      asked({ service: 'https://evil.example/' }),
      undefined,
      'service-not-authorised',
    ],
    [
      'an unregistered service is refused even with a session',
      asked({ service: 'https://evil.example/' }),
      session,
      'service-not-authorised',
    ],
    [
      'a compromised password opens only the page that changes it',
      asked(),
      { ...session, mustChange: true },
      'change-password-first',
    ],
    ['whoever wants to be asked is asked', asked(), { ...session, warns: true }, 'warn'],
    ['also by a gateway', asked({ gateway: true }), { ...session, warns: true }, 'warn'],
    [
      'nobody is asked who has just typed the password for it',
      asked({ renew: true }),
      { ...session, warns: true, typedForThis: true },
      'ticket',
    ],
    [
      'gateway leads back where a password must be changed first',
      asked({ gateway: true }),
      { ...session, mustChange: true },
      'back-without-ticket',
    ],
    ['without a service one is simply signed in', asked({ service: undefined }), session, 'signed-in'],
  ] as const)('%s', (_promise, request, current, kind) => {
    expect(decideLogin(request, current, services).kind).toBe(kind)
  })
})

describe('a validation', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  const ticket = {
    service: 'https://library.example.edu/app',
    fromNewLogin: true,
    signedInAt: now,
    expiresAt: new Date(now.getTime() + 60_000),
    proxies: [],
    maySignIn: true,
    about: { person: { assignedAddress: 'a@example.edu' }, studies: [] },
  } as unknown as SpentTicket

  function validation(given: Partial<Validation['given']>, found: SpentTicket | undefined = ticket) {
    const spent: string[] = []
    const about: Validation = {
      given: {
        service: ticket.service,
        ticket: 'ST-abc',
        renew: false,
        format: undefined,
        pgtUrl: undefined,
        ...given,
      },
      now,
      services,
      spend: async (value) => {
        spent.push(value)
        return found
      },
      grantProxying: async () => 'PGTIOU-1',
    }
    return { about, spent }
  }

  test.each([
    ['both parameters are needed', { service: undefined }, ticket, 'INVALID_REQUEST'],
    ['an unknown format is an error', { format: 'yaml' }, ticket, 'INVALID_REQUEST'],
    ['only service tickets are taken', { ticket: 'PT-abc' }, undefined, 'INVALID_TICKET_SPEC'],
    [
      'nor a proxy ticket under another name',
      {},
      { ...ticket, proxies: ['https://p.example/'] },
      'INVALID_TICKET_SPEC',
    ],
    [
      'a ticket of somebody who may not sign in any more is refused',
      {},
      { ...ticket, maySignIn: false },
      'INVALID_TICKET',
    ],
    [
      'a service without proxy rights gets no proxy-granting ticket',
      { pgtUrl: 'https://library.example.edu/app' },
      ticket,
      'UNAUTHORIZED_SERVICE_PROXY',
    ],
    [
      'a ticket of another service is refused',
      { service: 'https://library.example.edu/app/2' },
      ticket,
      'INVALID_SERVICE',
    ],
    ['an expired ticket is refused', {}, { ...ticket, expiresAt: now }, 'INVALID_TICKET'],
    [
      'renew refuses a ticket made without typing the password',
      { renew: true },
      { ...ticket, fromNewLogin: false },
      'INVALID_TICKET',
    ],
  ] as const)('%s', async (_promise, given, found, code) => {
    expect(await validate('p3/serviceValidate', validation(given, found).about)).toMatchObject({ code })
  })

  test('spends the ticket also when the service is wrong', async () => {
    const { about, spent } = validation({ service: 'https://evil.example/' })
    await validate('serviceValidate', about)
    expect(spent).toEqual(['ST-abc'])
  })

  test('takes the same steps at both XML endpoints, in the same order', () => {
    expect(stepsOf('p3/serviceValidate')).toEqual(stepsOf('serviceValidate'))
  })
})

describe('an answer in XML', () => {
  test('escapes what a name may hold', () => {
    const { body } = serviceResponse({ user: 'a', attributes: [['sn', `<b>&"'`]] }, undefined)
    expect(body).toContain('<cas:sn>&#60;b&#62;&#38;&#34;&#39;</cas:sn>')
  })

  test('never holds what XML cannot carry', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeXml(text)).not.toMatch(/[<>"']|&(?!#)|(?![\t\n\r])\p{Cc}(?<![\u007f-\u009f])|[\ufffe\uffff]/u)
      }),
    )
  })
})
