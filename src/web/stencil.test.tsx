import { expect, test } from 'vitest'
import { openFrame } from '../../test/frame.ts'
import { Form, Page, usePage } from './index.ts'

function Kept({ typed }: { typed: string }) {
  const { reference, nonce } = usePage()
  return (
    <Page title="Zażółć">
      <Form action="/go">{typed}</Form>
      <code>{reference}</code>
      <script nonce={nonce} />
    </Page>
  )
}

function Hour() {
  const { now } = usePage()
  return <Page title="Hour">{now.toISOString()}</Page>
}

const openKept = () =>
  openFrame((app) => {
    app.get<{ Querystring: { typed: string[] } }>('/kept', async (request, reply) =>
      reply.page(<Kept typed={request.query.typed[0] ?? ''} />, { stencil: 'kept', languagePath: '/kept' }),
    )
    app.get('/hour', async (_, reply) => reply.page(<Hour />, { stencil: 'hour' }))
  })

test('a page that is kept has a form value, a nonce and a reference of its own in every answer', async () => {
  const frame = await openKept()
  const answers = await Promise.all([1, 2, 3].map(() => frame.ask('/kept?typed=a')))
  const found = answers.map(({ text, headers }) => {
    const nonce = /<script[^>]* nonce="([^"]+)"/.exec(text)?.[1]
    expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
    return [nonce, /name="form" value="([^"]+)"/.exec(text)?.[1], /<code>([^<]+)/.exec(text)?.[1]]
  })
  for (const at of [0, 1, 2]) expect(new Set(found.map((each) => each[at])).size).toBe(3)
  expect(answers.every(({ text }) => text.includes('Za&#380;&#243;&#322;&#263;'))).toBe(true)
})

test('pages with other data, and in the other language, are other pages', async () => {
  const frame = await openKept()
  expect((await frame.ask('/kept?typed=one')).text).toContain('one')
  expect((await frame.ask('/kept?typed=two')).text).toContain('two')
  expect((await frame.ask('/kept?typed=two')).text).toContain('<html lang="pl">')
  expect((await frame.ask('/kept?typed=two&locale=en')).text).toContain('<html lang="en">')
})

test('a page that shows the hour cannot be kept', async () => {
  const frame = await openKept()
  expect((await frame.ask('/hour')).status).toBe(500)
})
