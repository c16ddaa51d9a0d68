import { hostname } from 'node:os'
import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { callService, mayBeCalled } from '../../src/outgoing/index.ts'
import { ask, listening, login, samlEnvelope, signedIn, ticketFor, trustedCertificate } from '../cas.ts'
import { registered } from '../service.ts'
import { staff } from '../staff.ts'
import { type University, university } from '../university.ts'
import type { Visitor } from '../visitor.ts'
import { GOOD, reset, signIn } from './steps.ts'

const app = 'https://library.example.edu/app'
const backend = 'https://backend.example.edu/api'
const library = registered({ id: 'library', urls: [app], attributes: ['mail'] })

describe('A19 · redirects to elsewhere, through everything that stands between a person and a service', () => {
  test('A19 · no parameter of the pages in between leads away, and no form of them can be given another address (req 69)', async () => {
    const careful = registered({ id: 'careful', urls: ['https://careful.example.edu/'], consent: true })
    const place = await university({ services: [library, careful] })
    const { login: id, password } = place.person('alice')
    const visitor = place.visitor()
    await visitor.submit(await visitor.open('/cas/login'), 'Sign in', {
      ID: id,
      Password: password,
      'Warn me before signing me in to other sites': 'true',
    })
    for (const [address, button] of [
      [app, 'Continue'],
      ['https://careful.example.edu/', 'Agree and continue'],
    ] as const) {
      const page = await visitor.open(`/cas/login?${new URLSearchParams({ service: address })}`)
      for (const service of [
        'https://evil.example/',
        `${new URL(address).origin}@evil.example/`,
        '//evil.example',
        'javascript:alert(1)',
      ]) {
        const { action, body } = visitor.fill(page, button)
        body.set('service', service)
        const answer = await visitor.send('POST', action, body)
        expect([service, answer.status, answer.headers.get('location')]).toEqual([service, 403, null])
        expect(await answer.text()).not.toMatch(/(href|action)="[^"]*evil/)
      }
    }
    for (const method of ['POST', 'HEADER', 'GET']) {
      const answer = await login(visitor, { service: 'https://evil.example/', method, gateway: 'true' })
      expect([answer.status, answer.headers.get('location'), answer.headers.get('service')]).toEqual([403, null, null])
      expect(answer.headers.get('content-security-policy')).not.toContain('evil.example')
    }
    expect(await place.database.db.selectFrom('service_tickets').selectAll().execute()).toEqual([])
  })
})

describe('A29 · requests that this server is made to send', () => {
  const { certificate, file } = trustedCertificate()

  test('A29 · a callback that is not the service’s own, or stands where none may stand, is never called (req 77)', async () => {
    const inside = await listening({ certificate })
    const plain = await listening()
    const { port } = inside
    const services = [
      registered({
        ...library,
        proxyCallbacks: [
          // Names that lead to this machine without being called `localhost` or by number.
          `https://localtest.invalid:${port}/`,
          `https://ip6-localhost:${port}/`,
          `https://${hostname()}:${port}/`,
          'https://169.254.169.254/',
        ],
      }),
    ]
    const place = await university({ services, settings: { CALLBACK_CA_FILE: file } })
    const visitor = await signedIn(place)
    for (const pgtUrl of [
      `https://127.0.0.1:${port}/`,
      `https://localhost:${port}/`,
      `https://2130706433:${port}/`,
      `https://0x7f.1:${port}/`,
      `https://[::1]:${port}/`,
      `https://[::ffff:127.0.0.1]:${port}/`,
      `https://0.0.0.0:${port}/`,
      `https://localtest.invalid:${port}/`,
      `https://ip6-localhost:${port}/`,
      `https://localhost.:${port}/`,
      `https://${hostname()}:${port}/`,
      `https://ip6-localhost:${port}@127.0.0.1:${port}/`,
      `https://ip6-localhost:${port}\\@127.0.0.1:${port}/`,
      `${plain.origin}/`,
      'http://169.254.169.254/latest/meta-data/',
      'file:///etc/passwd',
      'gopher://127.0.0.1/',
      `https://ip6-localhost:${port + 1}/`,
    ]) {
      const ticket = await ticketFor(visitor, app)
      const answer = await ask(place, 'p3/serviceValidate', { service: app, ticket, pgtUrl })
      expect([pgtUrl, answer]).toEqual([pgtUrl, expect.stringContaining('INVALID_PROXY_CALLBACK')])
    }
    expect([inside.heard, plain.heard]).toEqual([[], []])
    expect(await place.database.db.selectFrom('proxy_granting_tickets').selectAll().execute()).toEqual([])
    // Neither the log nor the trail holds a ticket that was on its way.
    expect(place.logText()).not.toMatch(/PGT(IOU)?-/)
  })

  test('A29 · what is registered by number, as localhost, or stands in a named network, may be called', async () => {
    const { port, heard } = await listening({ certificate })
    const services = [
      registered({ ...library, proxyCallbacks: [`https://127.0.0.1:${port}/a`, `https://localhost:${port}/b`] }),
    ]
    const place = await university({ services, settings: { CALLBACK_CA_FILE: file } })
    const visitor = await signedIn(place)
    for (const pgtUrl of [`https://127.0.0.1:${port}/a`, `https://localhost:${port}/b`]) {
      const ticket = await ticketFor(visitor, app)
      expect(await ask(place, 'serviceValidate', { service: app, ticket, pgtUrl })).toContain('PGTIOU-')
    }
    expect(heard.map(({ address }) => address.pathname)).toEqual(['/a', '/b'])
  })

  test.each([
    ['93.184.216.34', true],
    ['2606:2800:220:1::1', true],
    ['127.0.0.1', false],
    ['127.8.8.8', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['192.0.2.1', false],
    ['::1', false],
    ['::', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:10.1.2.3', false],
    ['::ffff:93.184.216.34', true],
    ['64:ff9b::a01:203', false],
    ['2002:a01:203::', false],
    ['::a01:203', false],
    ['168.63.129.16', false],
    ['not an address', false],
  ])('A29 · a name that leads to %s: called %s', (address, called) => {
    expect(mayBeCalled(address, 'proxy.example.edu', [])).toBe(called)
  })

  test('A29 · a network that the operator names, and the number that is registered, are called, and none beside them', () => {
    expect(mayBeCalled('10.1.2.3', 'proxy.example.edu', ['10.1.0.0/16'])).toBe(true)
    expect(mayBeCalled('::ffff:10.1.2.3', 'proxy.example.edu', ['10.1.0.0/16'])).toBe(true)
    expect(mayBeCalled('10.2.2.3', 'proxy.example.edu', ['10.1.0.0/16'])).toBe(false)
    expect(mayBeCalled('10.1.2.3', '10.1.2.3', [])).toBe(true)
    expect(mayBeCalled('10.1.2.4', '10.1.2.3', [])).toBe(false)
    expect(mayBeCalled('169.254.169.254', '169.254.169.254', [])).toBe(false)
    expect(mayBeCalled('169.254.169.254', '169.254.169.254', ['169.254.0.0/16'])).toBe(true)
    expect(mayBeCalled('168.63.129.16', '168.63.129.16', [])).toBe(false)
    expect(mayBeCalled('::1', '[::1]', [])).toBe(true)
    expect(mayBeCalled('fd00::1', '[fd00::1]', [])).toBe(true)
    expect(mayBeCalled('127.0.0.1', 'localhost', [])).toBe(true)
    expect(mayBeCalled('10.1.2.3', 'localhost', [])).toBe(false)
    expect(mayBeCalled('127.0.0.1', 'localhost.example.edu', [])).toBe(false)
  })

  test('A29 · an address is judged when it is connected to: a name that changes in between gains nothing', async () => {
    const { origin, heard } = await listening()
    const asked: string[] = []
    const mayConnect = (address: string) => {
      asked.push(address)
      return false
    }
    const call = callService(
      new URL(origin),
      { method: 'GET', mayConnect },
      { CALLBACK_NETWORKS: [], CALLBACK_CA_FILE: undefined },
    )
    await expect(call).rejects.toThrow('services may not stand at')
    expect(asked).toContain('127.0.0.1')
    expect(heard).toEqual([])
  })

  test('A29 · a callback that never answers holds a validation for five seconds and no longer', async () => {
    const silent = await listening({ certificate, answer: () => 'never' })
    const services = [registered({ ...library, proxyCallbacks: [`${silent.origin}/`] })]
    const place = await university({ services, settings: { CALLBACK_CA_FILE: file } })
    const ticket = await ticketFor(await signedIn(place), app)
    const begun = performance.now()
    const pgtUrl = `${silent.origin}/`
    expect(await ask(place, 'serviceValidate', { service: app, ticket, pgtUrl })).toContain('INVALID_PROXY_CALLBACK')
    expect(performance.now() - begun).toBeLessThan(8_000)
    expect(silent.heard).toHaveLength(1)
  })

  test('A29 · an envelope of SAML makes no request and reads no file', async () => {
    const heard = await listening()
    const place = await university({ services: [library] })
    const ticket = await ticketFor(await signedIn(place), app)
    for (const declaration of [
      `<!DOCTYPE x SYSTEM "${heard.origin}/x.dtd">`,
      `<!DOCTYPE x [<!ENTITY t SYSTEM "file:///etc/passwd">]>`,
      `<!DOCTYPE x [<!ENTITY a "${'A'.repeat(1000)}"><!ENTITY t "&a;&a;&a;&a;&a;">]>`,
      `<?xml-stylesheet href="${heard.origin}/x.xsl"?><!doctype x>`,
    ]) {
      const answer = await place
        .visitor()
        .send('POST', `/cas/samlValidate?TARGET=${app}`, declaration + samlEnvelope('&t;'), {
          'content-type': 'text/xml',
        })
      const text = await answer.text()
      expect(text).toContain('samlp:Requester')
      expect(text).not.toMatch(/root:|AAAA/)
    }
    expect(heard.heard).toEqual([])
    expect(await ask(place, 'validate', { service: app, ticket })).toMatch(/^yes\n/)
  })
})

describe('A30 · tickets swapped, used again and guessed, on two nodes', () => {
  const { certificate, file } = trustedCertificate()

  test('A30 · a ticket from one node is good at the other, and of ten validations at once one succeeds, of every kind of ticket (req 72, 126)', async () => {
    const callback = await listening({ certificate })
    const services = [
      registered({ ...library, proxyCallbacks: [`${callback.origin}/`] }),
      registered({ id: 'backend', urls: [backend] }),
    ]
    const place = await university({
      services,
      nodes: 2,
      settings: { CALLBACK_CA_FILE: file },
    })
    const visitor = await signedIn(place)
    const asked = { service: app, ticket: await ticketFor(visitor, app), pgtUrl: `${callback.origin}/` }
    expect(await ask(place, 'p3/serviceValidate', asked, 1)).toContain('PGTIOU-')
    const pgt = callback.heard[0]?.address.searchParams.get('pgtId') ?? ''
    const proxied = async () => {
      const answer = await ask(place, 'proxy', { pgt, targetService: backend }, 0)
      return /<cas:proxyTicket>([^<]+)</.exec(answer)?.[1] ?? ''
    }
    for (const [service, ticket] of [
      [app, await ticketFor(visitor, app)],
      [backend, await proxied()],
    ] as const) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, number) => ask(place, 'p3/proxyValidate', { service, ticket }, number % 2)),
      )
      expect(answers.filter((answer) => answer.includes('<cas:user>'))).toHaveLength(1)
      expect(answers.filter((answer) => answer.includes('INVALID_TICKET'))).toHaveLength(9)
    }
    // One callback, one ticket, however many ask with it at once.
    callback.heard.length = 0
    const raced = { service: app, ticket: await ticketFor(visitor, app), pgtUrl: `${callback.origin}/` }
    await Promise.all(Array.from({ length: 6 }, (_, number) => ask(place, 'proxyValidate', raced, number % 2)))
    expect(callback.heard).toHaveLength(1)
  })

  test('A30 · one kind of ticket never passes for another (req 71)', async () => {
    const callback = await listening({ certificate })
    const services = [registered({ ...library, proxyCallbacks: [`${callback.origin}/`] })]
    const place = await university({ services, settings: { CALLBACK_CA_FILE: file } })
    const visitor = await signedIn(place)
    const ticket = await ticketFor(visitor, app)
    await ask(place, 'serviceValidate', { service: app, ticket, pgtUrl: `${callback.origin}/` })
    const call = callback.heard[0]?.address.searchParams
    const [pgt, iou] = [call?.get('pgtId') ?? '', call?.get('pgtIou') ?? '']
    const tgt = visitor.cookies.get('__Host-TGC') ?? ''
    for (const other of [pgt, iou, tgt, pgt.replace('PGT', 'ST'), iou.replace('PGTIOU', 'PT')])
      expect(await ask(place, 'p3/proxyValidate', { service: app, ticket: other })).toContain('INVALID_TICKET')
    const st = await ticketFor(visitor, app)
    for (const other of [st, iou, tgt, iou.replace('PGTIOU', 'PGT'), st.replace('ST', 'PGT')])
      expect(await ask(place, 'proxy', { pgt: other, targetService: app })).toContain('INVALID_TICKET')
    expect(await ask(place, 'validate', { service: app, ticket: st })).toMatch(/^yes\n/)
    const rows = JSON.stringify([
      await place.database.db.selectFrom('proxy_granting_tickets').selectAll().execute(),
      await place.database.db.selectFrom('audit_events').selectAll().execute(),
    ])
    for (const secret of [pgt, iou, tgt, st]) {
      expect(rows).not.toContain(secret)
      expect(place.logText()).not.toContain(secret)
    }
  })

  test.each(['reset', 'disable', 'end-sessions', 'end-session', 'sign-out', 'sign-out elsewhere'] as const)(
    'A30 · a session that ends by %s takes its tickets and what goes on in its name along, and every service hears of it (req 21, 26, 61, 78)',
    async (end) => {
      const callback = await listening({ certificate })
      const desktop = await listening()
      const services = [
        registered({ ...library, proxyCallbacks: [`${callback.origin}/`] }),
        registered({ id: 'backend', urls: [backend] }),
        registered({ id: 'desktop', urls: [`${desktop.origin}/`] }),
      ]
      const place = await university({ services, nodes: 2, settings: { CALLBACK_CA_FILE: file } })
      const visitor = await signedIn(place)
      const service = `${desktop.origin}/`
      const visited = await ticketFor(visitor, service)
      await ask(place, 'validate', { service, ticket: visited })
      const asked = { service: app, ticket: await ticketFor(visitor, app), pgtUrl: `${callback.origin}/` }
      await ask(place, 'serviceValidate', asked)
      const pgt = callback.heard.at(-1)?.address.searchParams.get('pgtId') ?? ''
      const proxied = await ask(place, 'proxy', { pgt, targetService: backend })
      const pt = /<cas:proxyTicket>([^<]+)</.exec(proxied)?.[1] ?? ''
      const unspent = await ticketFor(visitor, app)
      await place.database.db
        .updateTable('service_visits')
        .set({ told_at: new Date() })
        .where('ticket', '!=', visited)
        .execute()

      await endings[end](place, visitor)
      expect(await ask(place, 'proxy', { pgt, targetService: backend }, 1)).toContain('INVALID_TICKET')
      expect(await ask(place, 'proxyValidate', { service: backend, ticket: pt }, 1)).toContain('INVALID_TICKET')
      expect(await ask(place, 'serviceValidate', { service: app, ticket: unspent }, 1)).toContain('INVALID_TICKET')
      expect(await attemptsOfJob(place)).toEqual([9])
      await place.tellServices()
      expect(desktop.heard.map(({ body }) => body.includes(visited))).toEqual([true])
    },
  )

  test('A30 · the jobs of the program itself tell the services, without anybody waiting for it (req 78)', async () => {
    const desktop = await listening()
    const place = await university({
      services: [registered({ id: 'desktop', urls: [`${desktop.origin}/`] })],
      jobs: true,
    })
    const visitor = await signedIn(place)
    const service = `${desktop.origin}/`
    await ask(place, 'validate', { service, ticket: await ticketFor(visitor, service) })
    await visitor.open('/cas/logout')
    await vi.waitFor(() => expect(desktop.heard.map(({ method }) => method)).toEqual(['POST']), 5_000)
  })
})

type Ending = (place: University, visitor: Visitor) => Promise<unknown>

const endings = {
  reset: (place) => reset(place, 'alice', GOOD),
  disable: (place) => byTheDesk(place, 'admin', 'disable'),
  'end-sessions': (place) => byTheDesk(place, 'desk', 'end-sessions'),
  'end-session': (place) => byTheDesk(place, 'desk', 'end-session'),
  'sign-out': (_, visitor) => visitor.open('/cas/logout'),
  // Somebody else signs in on the same computer.
  'sign-out elsewhere': (place, visitor) => {
    const { login: id, password } = place.person('desk')
    return signIn(visitor, id, password, '/cas/login?renew=true')
  },
} satisfies Readonly<Record<string, Ending>>

async function byTheDesk(place: University, who: string, what: string) {
  const { visitor, prove } = await staff(place, who)
  await prove()
  const { person_id } = await place.database.db
    .selectFrom('addresses')
    .select('person_id')
    .where('address', '=', place.person('alice').login)
    .executeTakeFirstOrThrow()
  const page = await visitor.open(`/desk/people/${person_id}`)
  const form = page.document.querySelector('input[name="form"]')?.getAttribute('value') ?? ''
  const body = new URLSearchParams({ form, reason: 'Lost telephone, reported in person' })
  const session = page.document.querySelector('input[name="session"]')?.getAttribute('value') ?? ''
  body.set('session', session)
  expect((await visitor.send('POST', `/desk/people/${person_id}/${what}`, body)).status).toBe(303)
}

async function attemptsOfJob({ database }: University) {
  const { rows } = await sql<{ max_attempts: number }>`
    select max_attempts from graphile_worker.jobs where task_identifier = 'tell-services'`.execute(database.db)
  return rows.map(({ max_attempts }) => max_attempts)
}
