import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { formOf, openFrame } from '../../test/frame.ts'
import { Form, Page } from './index.ts'

// Requirement 63: every unsafe method needs a value bound to this browser, before any session as well.

function pages(app: FastifyInstance) {
  app.get('/letter', async (_request, reply) =>
    reply.page(
      <Page title="Letter">
        <Form action="/letter">
          <h1>Letter</h1>
        </Form>
      </Page>,
    ),
  )
  app.post('/letter', async (request, reply) => reply.type('text/plain').send(request.formId.toString('hex')))
}

const own = { 'sec-fetch-site': 'same-origin', origin: 'null' }

async function opened(environment: Record<string, string> = {}) {
  const frame = await openFrame(pages, { environment })
  const form = formOf(await frame.ask('/letter'))
  const send = (headers: Record<string, string>, value = form.value) =>
    frame.ask('/letter', { body: `form=${value}`, headers: { cookie: form.cookie, ...headers } })
  return { frame, form, send }
}

test.each([
  ['a browser of today, which sends Origin: null under no-referrer', own],
  ['a browser that names our origin', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' }],
  ['a form the person sent again after a restart', { 'sec-fetch-site': 'none', origin: 'null' }],
  ['an old browser that names the origin alone', { origin: 'http://localhost:3000' }],
  ['an old browser that says nothing, by the value alone', {}],
])('accepted: %s', async (_who, headers) => {
  const { send } = await opened()
  expect((await send(headers)).status).toBe(200)
})

test.each([
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['another site that hides its name', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
  ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site', origin: 'http://portal.localhost:3000' }],
  ['an old browser on another site', { origin: 'https://evil.example' }],
  ['an old browser on a sandboxed page', { origin: 'null' }],
  ['our host with another port', { origin: 'http://localhost:3001' }],
  ['a lie that fits only half', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
])('refused even with the right value: %s', async (_who, headers) => {
  const { send } = await opened()
  const answer = await send(headers)
  expect(answer.status).toBe(403)
  expect(answer.text).toContain('Tego formularza nie można już wysłać')
})

test('the value of one browser is worth nothing in another', async () => {
  const { frame, send } = await opened()
  const stranger = formOf(await frame.ask('/letter'))
  expect((await send(own, stranger.value)).status).toBe(403)
})

test.each([
  ['no value', ''],
  ['nonsense', 'x'],
  ['a cut value', 'mwruqdrs.aTNLtkaE0SOGQHze'],
])('refused: %s', async (_what, value) => {
  const { send } = await opened()
  expect((await send(own, value)).status).toBe(403)
})

test('a changed value is refused, wherever it was changed', async () => {
  const { form, send } = await opened()
  for (const at of [0, 10, form.value.length - 10]) {
    const changed = form.value.slice(0, at) + (form.value[at] === 'a' ? 'b' : 'a') + form.value.slice(at + 1)
    expect((await send(own, changed)).status).toBe(403)
  }
})

test('a form may be sent for a day, and then its page says so and offers a new one', async () => {
  const { frame, send } = await opened()
  frame.clock.advance({ hours: 24 })
  expect((await send(own)).status).toBe(200)
  frame.clock.advance({ seconds: 1 })
  const answer = await send({ ...own, 'accept-language': 'en' })
  expect(answer.status).toBe(403)
  expect(answer.text).toContain('This form has been open too long')
  expect(answer.text).toContain('<a class="button" href="/letter">Open the page again</a>')
})

test('a browser without cookies is told about cookies', async () => {
  const { frame, form } = await opened()
  const answer = await frame.ask('/letter', {
    body: `form=${form.value}`,
    headers: { ...own, 'accept-language': 'en' },
  })
  expect(answer.status).toBe(403)
  expect(answer.text).toContain('Your browser sent no cookie')
})

test('a cookie that is not one of ours is replaced, and its forms are refused', async () => {
  const { frame, send } = await opened()
  expect((await send({ ...own, cookie: '__Host-visitor=short' })).status).toBe(403)
  expect(
    (await frame.ask('/letter', { headers: { cookie: '__Host-visitor=short' } })).headers['set-cookie']?.[0],
  ).toMatch(/^__Host-visitor=[A-Za-z0-9]{24}; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
})

test('a browser keeps its cookie, and each page has its own value', async () => {
  const { frame, form, send } = await opened()
  const again = await frame.ask('/letter', { headers: { cookie: form.cookie } })
  expect(again.headers['set-cookie']).toBeUndefined()
  const first = await send(own)
  const second = await send(own, formOf(again).value)
  expect(first.text).toMatch(/^[0-9a-f]{64}$/)
  expect((await send(own)).text).toBe(first.text)
  expect(second.text).not.toBe(first.text)
})

test('where cookies cannot be Secure, the plain name does the same', async () => {
  const { form, send } = await opened({ SECURE_COOKIES: 'no' })
  expect(form.cookie).toMatch(/^visitor=/)
  expect((await send(own)).status).toBe(200)
})
