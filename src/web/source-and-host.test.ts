import { expect, test } from 'vitest'
import { openFrame } from '../../test/frame.ts'
import { readSettings } from '../config/index.ts'
import { isOwnHost, isPathOfOurs } from './hosts.ts'
import { clientAddress, trustedProxies } from './source.ts'

// Requirements 17 and 54.

const proxies = trustedProxies(['10.0.0.0/8', '192.0.2.7', '2001:db8::/32'])

test.each([
  ['the connection, when nobody is trusted between', '198.51.100.4', '203.0.113.9', '198.51.100.4'],
  ['what a trusted proxy says', '10.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['the last hop that is not ours', '10.0.0.1', '1.1.1.1, 203.0.113.9, 192.0.2.7', '203.0.113.9'],
  ['the proxy, when it says nothing', '10.0.0.1', undefined, '10.0.0.1'],
  ['the proxy, when it passes on nonsense', '10.0.0.1', 'unknown', '10.0.0.1'],
  ['the last address known before nonsense', '10.0.0.1', "1.1.1.1, ' or 1=1, 10.0.0.2", '10.0.0.2'],
  ['the proxy, when an empty hop comes first', '10.0.0.1', '203.0.113.9, ', '10.0.0.1'],
  ['an address without its port', '10.0.0.1', '203.0.113.9:50123', '203.0.113.9'],
  ['an IPv6 address without brackets and port', '10.0.0.1', '[2001:0DB9::1]:443', '2001:db9::1'],
  ['IPv4 out of IPv6', '::ffff:10.0.0.1', '::ffff:203.0.113.9', '203.0.113.9'],
  ['the leftmost, when all are ours', '10.0.0.1', '10.9.9.9', '10.9.9.9'],
  ['no octal or short spelling', '10.0.0.1', '0177.1', '10.0.0.1'],
])('the client is %s', (_what, connection, forwardedFor, client) => {
  expect(clientAddress(connection, forwardedFor, proxies)).toBe(client)
})

test.each(['nginx', '10.0.0.0/99', '10.1'])('%s is no proxy, and the start says so', (wrong) => {
  expect(() => readSettings({ TRUSTED_PROXIES: `10.0.0.0/8, ${wrong}` })).toThrow(
    `TRUSTED_PROXIES must hold addresses or networks such as 10.0.0.0/8; "${wrong}" is neither.`,
  )
})

test('headers that name a client count from nobody but a trusted proxy', async () => {
  const lying = {
    'x-forwarded-for': '203.0.113.9',
    forwarded: 'for=203.0.113.9',
    'x-real-ip': '203.0.113.9',
    'x-client-ip': '203.0.113.9',
  }
  const seen = async (environment: Record<string, string>) => {
    const frame = await openFrame((app) => app.get('/me', async (request) => request.source), { environment })
    return (await frame.ask('/me', { headers: lying })).text
  }
  expect(await seen({})).toBe('127.0.0.1')
  expect(await seen({ TRUSTED_PROXIES: '127.0.0.0/8' })).toBe('203.0.113.9')
})

test.each([
  ['login.example.edu', 'https://login.example.edu', true],
  ['LOGIN.example.EDU', 'https://login.example.edu', true],
  ['login.example.edu:443', 'https://login.example.edu', true],
  ['login.example.edu:80', 'https://login.example.edu', false],
  ['login.example.edu.', 'https://login.example.edu', false],
  ['evil.example', 'https://login.example.edu', false],
  ['login.example.edu@evil.example', 'https://login.example.edu', false],
  ['login.example.edu/x', 'https://login.example.edu', false],
  ['', 'https://login.example.edu', false],
  ['localhost:3000', 'https://login.example.edu', false],
  ['127.0.0.1:3000', 'http://localhost:3000', true],
  ['[::1]:3000', 'http://localhost:3000', true],
  ['localhost:3001', 'http://localhost:3000', false],
  ['localhost', 'http://localhost:3000', false],
])('the host %j on %s: %s', (host, origin, ours) => {
  expect(isOwnHost(host, [new URL(origin)], 3000)).toBe(ours)
})

test('the portal may reach the sign-in server under its inside name', () => {
  expect(isOwnHost('furta:3000', [new URL('https://login.example.edu'), new URL('http://furta:3000')], 3000)).toBe(true)
  const onThisMachine = ['https://login.example.edu', 'http://127.0.0.1:3000'].map((one) => new URL(one))
  expect(isOwnHost('127.0.0.1:3000', onThisMachine, 3000)).toBe(true)
  expect(isOwnHost('localhost:3000', onThisMachine, 3000)).toBe(false)
})

test('a request for another host is refused before anything is built from its name', async () => {
  const frame = await openFrame((app) => {
    app.get('/page', async () => 'never')
    app.get('/health', { config: { machine: true, anyHost: true } }, async () => 'ok')
  })
  const answer = await frame.ask('/page', { headers: { host: 'evil.example', 'accept-language': 'en' } })
  expect(answer.status).toBe(421)
  expect(answer.text).toContain('Do not type your password here.')
  expect(answer.text).toContain('href="http://localhost:3000/"')
  expect(answer.text).not.toContain('evil.example')
  expect((await frame.ask('/health', { headers: { host: '10.1.2.3:3000' } })).text).toBe('ok')
})

test('a forwarded host counts from a trusted proxy alone', async () => {
  const answerTo = async (environment: Record<string, string>, headers: Record<string, string>) => {
    const frame = await openFrame((app) => app.get('/page', async () => 'here'), {
      environment,
      origin: 'https://login.example.edu',
    })
    return (await frame.ask('/page', { headers })).status
  }
  const forwarded = { host: 'furta:3000', 'x-forwarded-host': 'login.example.edu' }
  expect(await answerTo({ TRUSTED_PROXIES: '127.0.0.1' }, forwarded)).toBe(200)
  expect(await answerTo({}, forwarded)).toBe(421)
  expect(
    await answerTo({ TRUSTED_PROXIES: '127.0.0.1' }, { host: 'login.example.edu', 'x-forwarded-host': 'evil.example' }),
  ).toBe(421)
})

test.each([
  ['/letter?x=1', true],
  ['//evil.example', false],
  ['/\\evil.example', false],
  ['https://evil.example', false],
  ['', false],
])('a link to %j stays here: %s', (address, stays) => {
  expect(isPathOfOurs(address)).toBe(stays)
})
