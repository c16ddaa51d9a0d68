import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { BEHIND_A_PROXY, BETTER, from, setPassword, signIn } from '../../test/attacks/steps.ts'
import { ask, ticketFor } from '../../test/cas.ts'
import { freePort } from '../../test/free-port.ts'
import { askForHelp, helpRequest } from '../../test/help-steps.ts'
import { client, comeBack, relyingParty } from '../../test/relying-party.ts'
import { requestLink } from '../../test/reset-steps.ts'
import { registered } from '../../test/service.ts'
import { type University, university } from '../../test/university.ts'
import { whenDone } from '../../test/when-done.ts'
import { checkTrail, sealEvents } from '../audit/chain/index.ts'
import { readSettings } from '../config/index.ts'
import { openDatabase } from '../database/index.ts'
import { systemRandom } from '../world/index.ts'
import { declaredMetrics, processMetrics } from './declared.ts'
import { startMetrics } from './index.ts'

const TOKEN = 'a-token-that-only-prometheus-brings-0123'
const library = registered({
  id: 'library',
  name: { pl: 'Biblioteka', en: 'Library' },
  urls: ['https://library.example.edu/'],
  attributes: ['mail'],
})

let place: University
let metrics: string
let ready = true
/** Whatever of a person has gone through the program; none of it may come out again. */
const marked: string[] = []

beforeAll(async () => {
  const port = await freePort()
  place = await university({
    services: [library, client('timetable')],
    settings: {
      ...BEHIND_A_PROXY,
      METRICS_LISTEN: `127.0.0.1:${port}`,
      METRICS_TOKEN: TOKEN,
      SOURCE_FAILURES: '6',
      HELP_REQUESTS_PER_SOURCE: '1',
    },
  })
  metrics = `http://127.0.0.1:${port}`
  const hashGate = { pending: 3, load: { waiting: 2, promised: 1, waitMs: 1_500 } }
  const readiness = {
    get ready() {
      return ready
    },
  }
  const world = { clock: place.clock, random: systemRandom }
  const started = await startMetrics({ ...place, world, hashGate, readiness })
  whenDone(() => started.stop())
})

test('a scrape finds only /metrics, and only with the token', async () => {
  const asked = (path: string, init: RequestInit = {}) => fetch(`${metrics}${path}`, init).then(({ status }) => status)
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
  expect(await asked('/metrics')).toBe(401)
  expect(await asked('/metrics', bearer(`${TOKEN}x`))).toBe(401)
  expect(await asked('/metrics', bearer(TOKEN))).toBe(200)
  expect(await asked('/metrics', { ...bearer(TOKEN), method: 'POST' })).toBe(405)
  for (const path of ['/', '/cas/login', '/metrics/', '/debug', '//metrics']) expect(await asked(path)).toBe(404)
})

test('the door of the people knows no metrics (req 125)', async () => {
  for (const path of ['/metrics', '/metrics/', '/prometheus', '/actuator/prometheus', '/stats'])
    expect((await fetch(`${place.origin}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(404)
})

test('a morning is told in figures, and nothing of a person is among them (req 96)', async () => {
  await aMorning()
  const all = await scrape()

  expect(all.get('furta_sign_ins_total{outcome="success"}')).toBeGreaterThanOrEqual(2)
  expect(all.get('furta_sign_ins_total{outcome="refused"}')).toBe(1)
  expect(all.get('furta_sign_ins_total{outcome="not-recognized"}')).toBe(6)
  expect(all.get('furta_sign_ins_total{outcome="source-waits"}')).toBe(1)
  expect(all.get('furta_sign_ins_total{outcome="busy"}')).toBe(0)
  expect(all.get('furta_hashes_total{outcome="done"}')).toBeGreaterThanOrEqual(9)
  expect(all.get('furta_hash_duration_seconds_count')).toBeGreaterThanOrEqual(9)
  expect(all.get('furta_hashes_pending')).toBe(3)
  expect(all.get('furta_turns_waiting')).toBe(2)
  expect(all.get('furta_turns_promised')).toBe(1)
  expect(all.get('furta_turn_wait_seconds')).toBe(1.5)
  expect(all.get('furta_http_requests_total{method="GET",route="/set-password/:link",status="2xx"}')).toBe(1)
  expect(all.get('furta_http_request_duration_seconds_count{route="/cas/login"}')).toBeGreaterThan(4)
  expect(all.get('furta_tickets_issued_total{kind="service"}')).toBe(1)
  expect(all.get('furta_ticket_validations_total{endpoint="p3/serviceValidate",code="success"}')).toBe(1)
  expect(all.get('furta_ticket_validations_total{endpoint="p3/serviceValidate",code="INVALID_TICKET"}')).toBe(1)
  expect(all.get('furta_oidc_token_requests_total{grant="authorization_code",outcome="success"}')).toBe(1)
  expect(all.get('furta_letter_attempts_total{kind="forgotten-password",outcome="sent"}')).toBe(1)
  expect(all.get('furta_letters_withheld_total{form="help"}')).toBe(1)
  expect(all.get('furta_letters_withheld_total{form="link"}')).toBe(0)
  expect(all.get('furta_audit_events_total{event="password-set",outcome="success"}')).toBe(1)
  expect(all.get('furta_audit_events_total{event="link-requested",outcome="success"}')).toBe(2)
  expect(all.get('furta_audit_unsealed_events')).toBe(0)
  expect(all.get('furta_audit_broken')).toBe(0)
  expect(all.get('furta_sessions_alive')).toBeGreaterThanOrEqual(1)
  // What the mailbox of the test has not been opened for since.
  expect(all.get('furta_outbox_letters')).toBe(1)
  expect(all.get('furta_outbox_oldest_seconds')).toBeGreaterThan(0)
  expect(all.get('furta_cases_waiting{kind="student",state="open"}')).toBe(1)
  // The queue goes by the clock of the database, which the hand of this one has not reached.
  expect(all.get('furta_jobs_due{task="deliver-letter"}')).toBe(0)
  expect(all.get('furta_jobs_failed{task="deliver-letter"}')).toBe(0)
  expect(all.get('furta_database_up')).toBe(1)
  expect(all.get('furta_database_connections{pool="durable",state="idle"}')).toBeGreaterThanOrEqual(1)
  expect(all.get('furta_database_waiting{pool="quick"}')).toBe(0)

  const text = [...all.keys()].join('\n').toLowerCase()
  expect(marked.length).toBeGreaterThan(10)
  expect(marked.filter((mark) => text.includes(mark.toLowerCase()))).toEqual([])
  // And nothing that looks like it, whoever it is of.
  expect(text).not.toMatch(/@|\d{11}|(st|pt|pgt|tgc)-\w{8}|\d+\.\d+\.\d+\.\d+|[?&]\w+=/)
})

test('a scrape says what /readyz says', async () => {
  expect((await scrape()).get('furta_ready')).toBe(1)
  ready = false
  expect((await scrape()).get('furta_ready')).toBe(0)
  ready = true
})

test('what a stranger may choose makes no new label', async () => {
  const before = [...(await scrape()).keys()].length
  for (let turn = 0; turn < 30; turn++) {
    await fetch(`${place.origin}/made-up-${turn}/page?x=${turn}`)
    await fetch(`${place.origin}/cas/p3/serviceValidate?service=https://s${turn}.example/&ticket=ST-${turn}`)
    await fetch(`${place.origin}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: `made-up-${turn}` }),
    })
  }
  await fetch(`${place.origin}/cas/login`, { method: 'PROPFIND' })
  // A route, a method, a code and a grant that were not met before, at most, with the buckets of their routes.
  expect([...(await scrape()).keys()].length - before).toBeLessThan(60)
  expect([...(await scrape()).keys()].join('\n')).not.toMatch(/made-up|propfind|example/i)
})

test('every metric that comes out stands on the page of metrics, and every one of ours that stands there comes out', async () => {
  const text = await scrapedText()
  const found = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name)
  const known = [...Object.keys(declaredMetrics), ...Object.keys(processMetrics)]
  expect(found.filter((name) => !known.includes(name))).toEqual([])
  expect(Object.keys(declaredMetrics).filter((name) => !found.includes(name))).toEqual([])
  const page = readFileSync('docs/operating/metrics.md', 'utf8')
  expect(known.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([])
})

test('a database that is away leaves the figures of the node, and none of the system', async () => {
  const port = await freePort()
  const settings = readSettings({ METRICS_LISTEN: `127.0.0.1:${port}` })
  // Nobody listens there.
  const away = openDatabase(`postgres://furta@127.0.0.1:${await freePort()}/furta`, {
    connections: 2,
    onError: () => {},
  })
  whenDone(() => away.close())
  const world = { clock: place.clock, random: systemRandom }
  const hashGate = { pending: 0, load: { waiting: 0, promised: 0, waitMs: 0 } }
  const readiness = { ready: false }
  const started = await startMetrics({ settings, database: away, hashGate, readiness, world })
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  await started.stop()
  expect(text).toContain('\nfurta_database_up 0\n')
  expect(text).toContain('\nfurta_ready 0\n')
  expect(text).not.toMatch(/^furta_(outbox|sessions|audit_broken)\S* \d/m)
})

test.each([
  ['0.0.0.0:9464', undefined, /METRICS_TOKEN is required/],
  ['10.0.0.5:9464', undefined, /METRICS_TOKEN is required/],
  ['0.0.0.0:9464', 'short', /METRICS_TOKEN is too short/],
  ['127.0.0.1:3000', undefined, /must not be the port that people reach/],
  [':9464', undefined, /must be an address and a port/],
  ['9464', undefined, /must be an address and a port/],
])('METRICS_LISTEN=%s with the token %s stops the start (req 124)', (address, token, sentence) => {
  expect(() => readSettings({ METRICS_LISTEN: address, METRICS_TOKEN: token })).toThrow(sentence)
})

/** Who signs in, who fails, who sets a password, and two services that are told. */
async function aMorning() {
  const alice = place.person('alice')
  const zofia = place.person('zofia')
  for (const { login, password, pesel } of [alice, zofia]) marked.push(login, password, pesel ?? login)
  const phone = place.visitor(from('192.0.2.77'))
  await requestLink(phone, alice.login)
  const link = await place.mailbox.linkFor(alice.login)
  await setPassword(phone, await phone.open(link), { pesel: alice.pesel ?? '', password: BETTER })
  await signIn(phone, alice.login, BETTER)
  const ticket = await ticketFor(phone, 'https://library.example.edu/')
  await ask(place, 'p3/serviceValidate', { service: 'https://library.example.edu/', ticket })
  await ask(place, 'p3/serviceValidate', { service: 'https://library.example.edu/', ticket })
  const party = await relyingParty(place, 'timetable')
  const begun = await party.begin()
  const back = await comeBack(phone, begun.address)
  const tokens = await party.exchange(begun, back)
  marked.push(BETTER, '192.0.2.77', '198.51.100.9', new URL(link).pathname, ticket, back.searchParams.get('code') ?? '')
  marked.push(tokens.access_token, 'library.example.edu', 'nobody@agh.edu.pl', 'MozillaOfAMark')

  const helped = 'marked.person@student.agh.edu.pl'
  marked.push(helped, '409999')
  await helpRequest(place, helped, { 'Album number:': '409999' })
  // Behind the same address, which has had its share.
  await askForHelp(place.visitor({ 'accept-language': 'en' }), helped)
  await requestLink(place.visitor(), zofia.login)
  place.clock.advance({ seconds: 5 })
  await signIn(place.visitor(from('192.0.2.78')), zofia.login, 'wrong')
  await signIn(place.visitor({ ...from('192.0.2.79'), 'user-agent': 'MozillaOfAMark' }), zofia.login, zofia.password)
  for (let turn = 0; turn < 7; turn++) await signIn(place.visitor(from('198.51.100.9')), 'nobody@agh.edu.pl', 'wrong')

  const chain = { db: place.database.db, keys: place.keys, world: { clock: place.clock, random: systemRandom } }
  await sealEvents(chain)
  await checkTrail(chain, { dataDir: '/nowhere', by: 'system' })
  await sealEvents(chain)
}

async function scrapedText() {
  const answer = await fetch(`${metrics}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  return answer.text()
}

/** Each line of figures: name with labels, and value. */
async function scrape() {
  const lines = (await scrapedText()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )
}
