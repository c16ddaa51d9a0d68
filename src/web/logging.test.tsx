import { expect, test } from 'vitest'
import { formOf, openFrame } from '../../test/frame.ts'
import { Form, Page } from './index.ts'
import { createLogger } from './logging.ts'

// Requirement 96.

const SECRETS = ['s3cretOfTheLink', 'ST-ticket', 'Kasztanowy7', 'TGC-cookie', '44051401359']

test('no line of the log holds an address, a cookie, a form or what an error dragged along', async () => {
  const frame = await openFrame((app) => {
    app.get('/set-password/:link', async (_request, reply) =>
      reply.page(
        <Page title="x">
          <Form action="/set-password">x</Form>
        </Page>,
      ),
    )
    app.post('/set-password', async (request) => {
      request.log.warn(
        { password: 'Kasztanowy7', person: { pesel: '44051401359' }, body: request.body, headers: request.headers },
        'careless',
      )
      throw Object.assign(new Error('duplicate key'), {
        code: '23505',
        detail: 'Key (pesel)=(44051401359)',
        query: 'Kasztanowy7',
      })
    })
  })
  const page = await frame.ask('/set-password/x.s3cretOfTheLink?ticket=ST-ticket', {
    headers: { cookie: '__Host-TGC=TGC-cookie' },
  })
  const { cookie, value } = formOf(page)
  const failed = await frame.ask('/set-password', {
    body: `form=${value}&password=Kasztanowy7&pesel=44051401359`,
    headers: { cookie: `${cookie}; __Host-TGC=TGC-cookie`, 'sec-fetch-site': 'same-origin' },
  })
  await frame.ask('/nothing/s3cretOfTheLink?ticket=ST-ticket')
  await frame.raw('GET /x?ticket=ST-ticket HTTP/1.1\r\nbroken\r\nCookie: TGC-cookie\r\n\r\n')

  expect(failed.status).toBe(500)
  for (const secret of [...SECRETS, value, cookie.split('=')[1] ?? '']) expect(frame.logText()).not.toContain(secret)
  expect(frame.log()).toContainEqual(
    expect.objectContaining({ method: 'GET', route: '/set-password/:link', status: 200 }),
  )
})

test('the number on the page is the number in the log', async () => {
  const frame = await openFrame((app) =>
    app.get('/broken', async () => {
      throw new Error('the reason')
    }),
  )
  const answer = await frame.ask('/broken')
  const reference = /<code class="big">([^<]+)</.exec(answer.text)?.[1]
  const line = frame.log().find((one) => one.level === 'error')
  expect(line).toMatchObject({ reference, err: { message: 'the reason' } })
  expect(answer.text).not.toContain('the reason')
})

test('no input can forge a line', () => {
  const lines: string[] = []
  const log = createLogger({ LOG_LEVEL: 'info' }, { write: (line) => lines.push(line) })
  log.info({ typed: 'a\r\n{"level":"info","msg":"FAKE"}\u2028' }, 'one\nline')
  expect(lines).toHaveLength(1)
  expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/)
})

test('an error is told with its causes, and with nothing it carries beside', () => {
  const lines: string[] = []
  const log = createLogger({ LOG_LEVEL: 'info' }, { write: (line) => lines.push(line) })
  const cause = Object.assign(new Error('inner'), { code: 'EENVELOPE', response: 'letter of anna@example.edu' })
  log.error({ err: new Error('outer', { cause }) }, 'failed')
  expect(JSON.parse(lines[0] ?? '').err).toMatchObject({
    message: 'outer',
    cause: { message: 'inner', code: 'EENVELOPE' },
  })
  expect(lines[0]).not.toContain('anna@example.edu')
})
