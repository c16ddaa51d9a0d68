import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { formOf, openFrame } from '../../test/frame.ts'
import { acceptUploads, Form, Page, parseForm, UploadTooLarge, uploadOf } from './index.ts'

const LARGEST = 3_000_000

function pages(app: FastifyInstance) {
  app.get('/feed', async (_request, reply) =>
    reply.page(
      <Page title="Feed">
        <Form action="/feed" enctype="multipart/form-data">
          <h1>Feed</h1>
        </Form>
      </Page>,
    ),
  )
  app.post('/letter', async (_request, reply) => reply.send('taken'))
  app.register(async (scope) => {
    acceptUploads(scope, { largest: LARGEST })
    scope.post('/feed', async (request, reply) => {
      const { kind } = parseForm(z.object({ kind: z.string().default('') }), request)
      const upload = uploadOf(request)
      const hash = createHash('sha256')
      let bytes = 0
      try {
        for await (const chunk of upload?.content ?? []) {
          hash.update(chunk)
          bytes += chunk.length
        }
      } catch (error) {
        if (!(error instanceof UploadTooLarge)) throw error
        return reply.code(413).type('text/plain').send('too large')
      }
      return reply.send({ kind, fileName: upload?.fileName, bytes, hash: hash.digest('hex') })
    })
  })
}

async function opened() {
  const frame = await openFrame(pages)
  const { cookie, value } = formOf(await frame.ask('/feed'))
  const post = (body: FormData | string, headers: Record<string, string> = {}, path = '/feed') =>
    fetch(`http://127.0.0.1:${frame.port}${path}`, { method: 'POST', headers: { cookie, ...own, ...headers }, body })
  return { frame, value, post, cookie }
}

const own = { 'sec-fetch-site': 'same-origin', origin: 'null' }

function form(parts: readonly (readonly [string, string | Blob, string?])[]) {
  const data = new FormData()
  for (const [name, value, fileName] of parts) {
    if (typeof value === 'string') data.append(name, value)
    else data.append(name, value, fileName)
  }
  return data
}

test('a file arrives byte for byte beside the fields before it', async () => {
  const { value, post } = await opened()
  const content = Buffer.alloc(2_500_000, 'Żółw;ąę\r\n--x\0')
  const answer = await post(
    form([
      ['form', value],
      ['kind', 'full'],
      ['file', new Blob([content]), '../../Zrzut ąę.csv'],
    ]),
  )
  expect(await answer.json()).toEqual({
    kind: 'full',
    fileName: 'Zrzut ąę.csv',
    bytes: content.length,
    hash: createHash('sha256').update(content).digest('hex'),
  })
})

test('without the value of this browser nothing is read (req 63)', async () => {
  const { value, post } = await opened()
  const file = ['file', new Blob(['usos_id\n1']), 'a.csv'] as const
  expect((await post(form([file]))).status).toBe(403)
  expect((await post(form([['form', 'x'], file]))).status).toBe(403)
  // After the file it comes too late.
  expect((await post(form([file, ['form', value]]))).status).toBe(403)
  expect((await post(form([['form', value], file]), { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await post(form([['form', value], file]), { cookie: '' })).status).toBe(403)
})

test('a file that is too large is refused in words, and the connection goes on', async () => {
  const { value, post } = await opened()
  const answer = await post(
    form([
      ['form', value],
      ['file', new Blob([Buffer.alloc(LARGEST + 1)]), 'a.csv'],
    ]),
  )
  expect([answer.status, await answer.text()]).toEqual([413, 'too large'])
  const refused = await post(form([['file', new Blob([Buffer.alloc(20_000_000)]), 'a.csv']]))
  expect(refused.status).toBe(403)
})

test('a form without a file, or with an empty one, says so by having none', async () => {
  const { value, post } = await opened()
  expect(await (await post(form([['form', value]]))).json()).toMatchObject({ bytes: 0 })
  const empty = await post(
    form([
      ['form', value],
      ['file', new Blob([]), ''],
    ]),
  )
  expect(await empty.json()).toMatchObject({ fileName: '', bytes: 0 })
})

test.each([
  ['no boundary', 'multipart/form-data', 'x'],
  ['nothing of a form', 'multipart/form-data; boundary=x', 'hello'],
  [
    'an end in the middle of a field',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="form"\r\n\r\nab',
  ],
  ['an end in the headers', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-'],
])('refused: %s', async (_what, type, body) => {
  const { post } = await opened()
  const answer = await post(body, { 'content-type': type })
  expect([400, 403]).toContain(answer.status)
})

test('a file that stops in the middle ends the request, and the program lives', async () => {
  const { frame, value, post, cookie } = await opened()
  const body = `--x\r\nContent-Disposition: form-data; name="form"\r\n\r\n${value}\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nusos_id`
  const cut = await post(body, { 'content-type': 'multipart/form-data; boundary=x' })
  expect(cut.status).toBe(400)
  const head = `POST /feed HTTP/1.1\r\nhost: 127.0.0.1:${frame.port}\r\ncookie: ${cookie}\r\nsec-fetch-site: same-origin\r\nconnection: close\r\n`
  await new Promise<void>((resolve) => {
    const socket = frame.connect()
    socket.on('close', () => resolve())
    socket.write(`${head}content-type: multipart/form-data; boundary=x\r\ncontent-length: 90000\r\n\r\n${body}`, () =>
      socket.end(),
    )
    socket.resume()
  })
  expect((await frame.ask('/feed')).status).toBe(200)
})

test('no other route takes such a form', async () => {
  const { value, post } = await opened()
  expect((await post(form([['form', value]]), {}, '/letter')).status).toBe(415)
})
