import { expect, test } from 'vitest'
import { openFrame } from '../../test/frame.ts'
import { Form, Page, usePage } from './index.ts'

function Kept({ shelf, typed }: { shelf?: string; typed?: string }) {
  const { reference, nonce } = usePage()
  return (
    <Page title="Zażółć">
      <Form action="/go">
        {shelf}
        {typed !== undefined && <input name="typed" value={typed} />}
      </Form>
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
    app.get<{ Querystring: { shelf?: string[]; typed?: string[] } }>('/kept', async (request, reply) => {
      const [shelf, typed] = [request.query.shelf?.[0], request.query.typed?.[0]]
      const page = <Kept {...(shelf !== undefined && { shelf })} {...(typed !== undefined && { typed })} />
      return reply.page(page, { stencil: 'kept', languagePath: '/kept' })
    })
    app.get('/hour', async (_, reply) => reply.page(<Hour />, { stencil: 'hour' }))
  })

test('a page that is kept has a form value, a nonce and a reference of its own in every answer', async () => {
  const frame = await openKept()
  const answers = await Promise.all([1, 2, 3].map(() => frame.ask('/kept?shelf=a')))
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
  expect((await frame.ask('/kept?shelf=one')).text).toContain('one')
  expect((await frame.ask('/kept?shelf=two')).text).toContain('two')
  expect((await frame.ask('/kept?shelf=two')).text).toContain('<html lang="pl">')
  expect((await frame.ask('/kept?shelf=two&locale=en')).text).toContain('<html lang="en">')
})

test('what somebody typed stands in their own page alone, and does nothing there but stand', async () => {
  const frame = await openKept()
  const typedIn = async (typed: string) => {
    const { text } = await frame.ask(`/kept?typed=${encodeURIComponent(typed)}`)
    return /<input name="typed" value="([^"]*)"/.exec(text)?.[1]
  }
  expect(await typedIn('alice@example.edu')).toBe('alice@example.edu')
  expect(await typedIn('"><script>alert(1)</script>&amp;')).toBe('&quot;>&lt;script>alert(1)&lt;/script>&amp;amp;')
  expect(await typedIn('Łucja')).toBe('&#321;ucja')
  expect((await frame.ask('/kept?typed=')).text).toContain('<input name="typed" value/>')
  expect((await frame.ask('/kept')).text).not.toContain('name="typed"')
})

test('a page that shows the hour cannot be kept', async () => {
  const frame = await openKept()
  expect((await frame.ask('/hour')).status).toBe(500)
})
