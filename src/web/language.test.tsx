import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { formOf, openFrame } from '../../test/frame.ts'
import { Form, Page } from './index.ts'

// Requirement 120.

function pages(app: FastifyInstance) {
  app.get('/letter', async (_request, reply) =>
    reply.page(
      <Page title="Letter">
        <Form action="/letter/sent">
          <h1>Letter</h1>
        </Form>
      </Page>,
    ),
  )
  app.post('/letter/sent', async (_request, reply) => reply.page(<Page title="Sent">sent</Page>, { status: 422 }))
  app.post('/letter', async (_request, reply) => reply.page(<Page title="Sent">sent</Page>, { status: 422 }))
}

test.each([
  ['Polish, when nothing is said', '/letter', {}, 'pl'],
  ['Polish, when the browser wants what we do not have', '/letter', { 'accept-language': 'de, fr;q=0.5' }, 'pl'],
  ['what the browser wants', '/letter', { 'accept-language': 'en-GB, pl;q=0.9' }, 'en'],
  ['what was chosen before', '/letter', { 'accept-language': 'en', cookie: '__Host-language=pl' }, 'pl'],
  ['what the link says', '/letter?locale=en', { 'accept-language': 'pl', cookie: '__Host-language=pl' }, 'en'],
  ['no language that is none', '/letter?locale=../../etc', { 'accept-language': 'en' }, 'en'],
])('a page speaks %s', async (_what, path, headers, language) => {
  const frame = await openFrame(pages)
  const answer = await frame.ask(path, { headers })
  expect(answer.text).toContain(`<html lang="${language}">`)
  expect(answer.headers).toMatchObject({ 'content-language': language, vary: 'Cookie, Accept-Language' })
})

test('a choice by link, as USOSweb sends it, is remembered for a year', async () => {
  const frame = await openFrame(pages)
  const answer = await frame.ask('/letter?locale=en')
  expect(answer.headers['set-cookie']).toContain(
    '__Host-language=en; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=31536000',
  )
  expect((await frame.ask('/letter')).headers['set-cookie']?.join()).not.toContain('language')
})

test('the language link is the same page, with what its address says', async () => {
  const frame = await openFrame(pages)
  const { text } = await frame.ask('/letter?service=https%3A%2F%2Fa.example%2F%3Fx%3D1&locale=pl')
  expect(text).toContain(
    'href="/letter?service=https%3A%2F%2Fa.example%2F%3Fx%3D1&amp;locale=en" rel="alternate" lang="en"',
  )
})

test('after a form, the language link leads to the page that can be opened', async () => {
  const frame = await openFrame(pages)
  const { cookie, value } = formOf(await frame.ask('/letter'))
  const headers = { cookie, 'sec-fetch-site': 'same-origin', origin: 'null' }
  const below = await frame.ask('/letter/sent', { body: `form=${value}`, headers })
  const same = await frame.ask('/letter?to=anna', { body: `form=${value}`, headers })
  expect(below.text).toContain('href="/letter?locale=en"')
  expect(same.text).toContain('href="/letter?to=anna&amp;locale=en"')
})

test('the language link of a page that does not exist never leads to another site', async () => {
  const frame = await openFrame(pages)
  const { text } = await frame.ask('//evil.example/x')
  expect(text).not.toContain('href="//')
  expect(text).toContain('href="/?locale=en"')
})
