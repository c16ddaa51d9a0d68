import { beforeAll, expect, test } from 'vitest'
import { BEHIND_A_PROXY, BETTER, from, setPassword, signIn } from '../../test/attacks/steps.ts'
import { ask, type Heard, listening, ticketFor } from '../../test/cas.ts'
import { openFrame } from '../../test/frame.ts'
import { requestLink } from '../../test/reset-steps.ts'
import { registered } from '../../test/service.ts'
import { type University, university } from '../../test/university.ts'
import { readSettings } from '../config/index.ts'
import { currentTrace } from '../signals/index.ts'
import { startTracing } from './index.ts'
import { parseTraceparent } from './traceparent.ts'

interface SpanSent {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: { key: string; value: Record<string, unknown> }[]
  status: { code: number }
}

const library = registered({
  id: 'library',
  name: { pl: 'Biblioteka', en: 'Library' },
  urls: ['https://library.example.edu/'],
})
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const PARENT = '00f067aa0ba902b7'

let place: University
let collector: { heard: Heard[]; byNumber: string }

beforeAll(async () => {
  collector = await listening({ answer: () => ({ status: 200, body: '{}' }) })
  place = await university({
    services: [library],
    settings: {
      ...BEHIND_A_PROXY,
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.byNumber}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=a%20university',
      TRACES_PER_CENT: '100',
    },
  })
})

test('a journey reaches the collector as traces: requests, statements, hashes, and nothing of a person (req 96)', async () => {
  const alice = place.person('alice')
  const phone = place.visitor(from('192.0.2.77'))
  await requestLink(phone, alice.login)
  const link = await place.mailbox.linkFor(alice.login)
  await setPassword(phone, await phone.open(link), { pesel: alice.pesel ?? '', password: BETTER })
  await signIn(phone, alice.login, BETTER)
  await signIn(place.visitor(), 'nobody@agh.edu.pl', 'wrong')
  const ticket = await ticketFor(phone, 'https://library.example.edu/')
  await ask(place, 'p3/serviceValidate', { service: 'https://library.example.edu/', ticket })
  const spans = await sent()

  const signInSpan = spans.find(({ name }) => name === 'POST /cas/login')
  expect(signInSpan).toMatchObject({ kind: 2 })
  expect(valuesOf(signInSpan)).toMatchObject({ 'http.route': '/cas/login', 'http.response.status_code': 303 })
  const below = spans.filter(({ parentSpanId }) => parentSpanId === signInSpan?.spanId)
  expect(below.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['with spent_forms', 'hash', 'with credentials']),
  )
  for (const { traceId } of below) expect(traceId).toBe(signInSpan?.traceId)
  const statement = below.find(({ name }) => name === 'with spent_forms')
  expect(valuesOf(statement)).toEqual({ 'db.system.name': 'postgresql', 'db.query.summary': 'with spent_forms' })
  expect(spans.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['GET /set-password/:link', 'GET /cas/p3/serviceValidate', 'with service_tickets']),
  )

  const everything = collector.heard.map(({ body }) => body).join('\n')
  const marks = [
    alice.login,
    alice.password,
    alice.pesel,
    BETTER,
    '192.0.2.77',
    'nobody@',
    ticket,
    'library.example.edu',
  ]
  for (const mark of [...marks, new URL(link).pathname]) expect(everything).not.toContain(mark)
  expect(everything).not.toMatch(/@|\$argon2|select .* from/i)
  const keys = new Set(spans.flatMap(({ attributes }) => attributes.map(({ key }) => key)))
  expect([...keys].toSorted()).toEqual([
    'db.query.summary',
    'db.system.name',
    'furta.reference',
    'http.request.method',
    'http.response.status_code',
    'http.route',
  ])
})

test('a trace, a line of the log and an event in the audit trail say which belong together', async () => {
  const phone = place.visitor()
  await signIn(phone, 'nobody@agh.edu.pl', 'wrong')
  const spans = await sent()
  const span = spans.findLast(({ name }) => name === 'POST /cas/login')
  const { 'furta.reference': reference } = valuesOf(span)
  const lines = place
    .logText()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.findLast((line) => line.msg === 'answered' && line.reference === reference)).toMatchObject({
    trace: span?.traceId,
    route: '/cas/login',
  })
  const event = await place.database.db
    .selectFrom('audit_events')
    .select('reference')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  expect(event?.reference).toBe(reference)
})

test('a trace that our proxy has begun goes on, and what it does not want recorded is not', async () => {
  await fetch(`${place.origin}/help`, { headers: { traceparent: `00-${TRACE}-${PARENT}-01` } })
  await fetch(`${place.origin}/privacy`, { headers: { traceparent: `00-${TRACE}-${PARENT}-00` } })
  const spans = await sent()
  expect(spans.find(({ name }) => name === 'GET /help')).toMatchObject({ traceId: TRACE, parentSpanId: PARENT })
  expect(spans.filter(({ name }) => name === 'GET /privacy')).toEqual([])
})

test('the collector gets the headers that the operator has set', async () => {
  expect(collector.heard.length).toBeGreaterThan(0)
  for (const { address, method, headers } of collector.heard)
    expect([method, address.pathname, headers['x-tenant']]).toEqual(['POST', '/v1/traces', 'a university'])
})

test.each([
  ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', true],
  ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00', false],
  // Section 3.2: a version of later may say more.
  ['cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-holds', true],
  ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more', undefined],
  ['ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', undefined],
  ['00-00000000000000000000000000000000-00f067aa0ba902b7-01', undefined],
  ['00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01', undefined],
  ['00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01', undefined],
  ['', undefined],
])('traceparent %s is read as W3C Trace Context says', (header, sampled) => {
  expect(parseTraceparent(header)?.sampled).toBe(sampled)
})

test('what a stranger calls a trace is not believed, and a collector that is away holds nothing up', async () => {
  const settings = readSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', TRACES_PER_CENT: '100' })
  const said: string[] = []
  const tracing = await startTracing({
    settings,
    log: { info: () => {}, warn: (_about, message) => said.push(message) },
  })
  const seen: (string | undefined)[] = []
  const frame = await openFrame((app) => {
    tracing.traceRequests(app)
    app.get('/help', async () => {
      seen.push(currentTrace())
      return 'help'
    })
  })
  await frame.ask('/help', { headers: { traceparent: `00-${TRACE}-${PARENT}-01` } })
  expect(seen).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)])
  expect(seen).not.toContain(TRACE)
  await tracing.sendNow().catch(() => {})
  await tracing.stop()
  expect(said).toEqual(['traces do not reach their collector'])
})

async function sent(): Promise<SpanSent[]> {
  await place.sendTraces()
  return collector.heard.flatMap(({ body }) =>
    (JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: SpanSent[] }[] }[] }).resourceSpans.flatMap(
      ({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans),
    ),
  )
}

function valuesOf(span: SpanSent | undefined): Record<string, unknown> {
  return Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]))
}
