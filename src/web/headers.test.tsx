import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { openFrame } from '../../test/frame.ts'
import { clearClient, Page, Problem, setCookie } from './index.ts'

// Requirements 60 and 64-67.

function pages(app: FastifyInstance) {
  app.get('/page', async (_request, reply) =>
    reply.page(
      <Page title="Page" scripts={['show-password.js']}>
        <h1>Page</h1>
      </Page>,
    ),
  )
  app.get('/away', async (_request, reply) => reply.redirect('https://web.usos.example.edu/?ticket=ST-1', 303))
  app.get('/broken', async () => {
    throw new Error('no')
  })
  app.get('/busy', async () => {
    throw new Problem('busy', { retryAfterMs: 2500 })
  })
  app.get('/text', { config: { machine: true } }, async (_request, reply) => reply.type('text/plain').send('yes'))
  app.post('/page', async () => 'never')
  app.get('/out', async (_request, reply) => {
    setCookie(reply, 'TGC', 'first')
    clearClient(reply, ['TGC', 'portal'])
    return reply.redirect('/page', 303)
  })
}

test.each([
  ['/page', 'GET', 200],
  ['/page', 'HEAD', 200],
  ['/away', 'GET', 303],
  ['/text', 'GET', 200],
  ['/nothing', 'GET', 404],
  ['/page', 'PUT', 405],
  ['/page', 'POST', 403],
  ['/%', 'GET', 400],
  ['/broken', 'GET', 500],
  ['/busy', 'GET', 503],
])('%s by %s (%i) carries every header', async (path, method, status) => {
  const frame = await openFrame(pages)
  const { headers, ...answer } = await frame.ask(path, { method, headers: { origin: 'https://evil.example' } })
  expect(answer.status).toBe(status)
  expect(headers).toMatchObject({
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    'permissions-policy': expect.stringContaining('camera=()'),
    'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
  })
  expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/)
  expect(headers['access-control-allow-origin']).toBeUndefined()
  expect(headers.server).toBeUndefined()
  expect(headers['x-powered-by']).toBeUndefined()
})

test('a page allows forms to us alone, and scripts of this very answer', async () => {
  const frame = await openFrame(pages)
  const policies = []
  for (let time = 0; time < 2; time++) {
    const { headers } = await frame.ask('/page')
    policies.push(String(headers['content-security-policy']))
  }
  expect(policies[0]).toContain("form-action 'self';")
  const nonces = policies.map((policy) => /script-src 'nonce-([\w+/=]{24})';/.exec(policy)?.[1])
  expect(nonces[0]).toBeDefined()
  expect(nonces[0]).not.toBe(nonces[1])
})

test.each([
  ['https://library.example.edu/app/', 'https:'],
  ['edu.example.app:/callback', 'edu.example.app:'],
])('a page that hands over to %s by a form leaves to the service where it leads on', async (postsTo, scheme) => {
  const frame = await openFrame((app) => {
    app.get('/page', async (_request, reply) => reply.page(<h1>x</h1>, { postsTo }))
  })
  expect((await frame.ask('/page')).headers['content-security-policy']).toContain(`; form-action ${scheme};`)
})

test('nothing can get into the policy through the address of a service', async () => {
  const frame = await openFrame((app) => {
    app.get('/page', async (_request, reply) => reply.page(<h1>x</h1>, { postsTo: 'https://a.example; script-src *' }))
    app.get('/script', async (_request, reply) => reply.page(<h1>x</h1>, { postsTo: 'javascript:alert(1)' }))
  })
  expect((await frame.ask('/page')).status).toBe(500)
  expect((await frame.ask('/script')).status).toBe(500)
})

test('a busy page says in seconds when to come back', async () => {
  const frame = await openFrame(pages)
  expect((await frame.ask('/busy')).headers['retry-after']).toBe('3')
})

test('signing out clears pages and storage, and takes the named cookies but no other', async () => {
  const frame = await openFrame(pages)
  const { headers } = await frame.ask('/out')
  expect(headers['clear-site-data']).toBe('"cache", "storage"')
  expect(headers['set-cookie']).toEqual(
    ['TGC', 'portal', 'visitor'].map((name) => `__Host-${name}=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0`),
  )
})

test('styles come from here, compressed, under a name that may be kept for ever', async () => {
  const frame = await openFrame(pages)
  const address = /href="(\/assets\/furta-[^"]+)"/.exec((await frame.ask('/page')).text)?.[1] ?? ''
  const plain = await frame.ask(address)
  const packed = await frame.ask(address, { headers: { 'accept-encoding': 'gzip, deflate, br' } })
  const refused = await frame.ask(address, { headers: { 'accept-encoding': 'br;q=0, gzip' } })
  expect(plain.headers).toMatchObject({
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
    'x-content-type-options': 'nosniff',
  })
  expect(plain.text).toContain('--brand:#0f5a45')
  expect(packed.headers['content-encoding']).toBe('br')
  expect(refused.headers['content-encoding']).toBe('gzip')
})

test('a page asks for nothing from another origin', async () => {
  const frame = await openFrame(pages)
  const { text } = await frame.ask('/page')
  const loaded = [...text.matchAll(/<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"/g)].map(([, address]) => address)
  expect(loaded.length).toBeGreaterThan(1)
  expect(loaded.every((address) => address?.startsWith('/assets/'))).toBe(true)
  expect(text).not.toMatch(/<style|style="|<script(?![^>]+src=)| on\w+="/)
})
