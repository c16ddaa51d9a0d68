import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { openFrame } from '../../test/frame.ts'
import { Form, Page } from './index.ts'

function pages(app: FastifyInstance) {
  const letter = (
    <Page title="Letter">
      <Form action="/letter/start">
        <h1>Letter</h1>
      </Form>
    </Page>
  )
  app.get('/letter', async (_request, reply) => reply.page(letter))
  app.get('/letters/:id', async (_request, reply) => reply.page(letter))
  for (const path of ['/letter', '/letter/start', '/start']) app.post(path, async () => 'sent')
  app.post('/letters/old/:id/send', { config: { pageOfForm: () => '/letters/7' } }, async () => 'sent')
}

test.each([
  ['the same address, with what it says', '/letter?to=anna', '/letter?to=anna'],
  ['the page above, with what the address says', '/letter/start?to=anna', '/letter?to=anna'],
  ['the page that the route names, and not one of a like address', '/letters/old/7/send', '/letters/7'],
])('an error page after a form leads to %s', async (_what, sentTo, page) => {
  const frame = await openFrame(pages)
  const { status, text } = await frame.ask(sentTo, { body: 'form=of another browser' })
  expect(status).toBe(403)
  expect(text).toContain(`href="${page}">Otwórz stronę ponownie`)
  expect(text).toContain(`href="${page}${page.includes('?') ? '&amp;' : '?'}locale=en"`)
})

test('a form with no page above it leads to the front page', async () => {
  const frame = await openFrame(pages)
  const { text } = await frame.ask('/start', { body: 'form=of another browser' })
  expect(text).toContain('href="/">Przejdź do strony głównej')
})
