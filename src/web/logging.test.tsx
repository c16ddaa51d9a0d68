import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formOf, openFrame } from '../../test/frame.ts'
import { Form, Page, Problem } from './index.ts'
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

test.each([
  ['a page that breaks', '/broken', 500],
  ['too many who wait', '/busy', 503],
  ['an answer to a program that breaks', '/machine/broken', 500],
  ['a program among too many who wait', '/machine/busy', 503],
  ['an error page that is broken itself', '/page/broken', 500],
])('%s gives a reference, and it is that of the log', async (_what, path, status) => {
  const frame = await openFrame((app) => {
    for (const [prefix, config] of [
      ['', {}],
      ['/machine', { machine: true }],
    ] as const) {
      app.get(`${prefix}/broken`, { config }, async () => {
        throw new Error('the reason')
      })
      app.get(`${prefix}/busy`, { config }, async () => {
        throw new Problem('busy', { retryAfterMs: 2_000, because: 'the reason' })
      })
    }
    app.get('/page/broken', async (_request, reply) => {
      reply.page = () => {
        throw new Error('the page')
      }
      throw new Error('the reason')
    })
  })
  const answer = await frame.ask(path)
  expect(answer.status).toBe(status)
  const lines = frame.log().filter(({ level }) => level === 'error')
  expect(lines[0]).toMatchObject({ err: { message: 'the reason' } })
  for (const line of [...lines, frame.log().at(-1)]) {
    expect(line?.reference).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/)
    expect(answer.text).toContain(line?.reference)
  }
})

test('every field of the log stands on the page of logs', async () => {
  const frame = await openFrame((app) =>
    app.get('/broken', async () => {
      throw new Error('the reason')
    }),
  )
  await frame.ask('/broken')
  await frame.ask('/nothing')
  await frame.raw('nonsense\r\n\r\n')
  const page = readFileSync('docs/operating/logs.md', 'utf8')
  const rows = page.split('\n').flatMap((line) => /^\| (`[^|]+`) \|/.exec(line)?.[1] ?? [])
  const fields = [...new Set(frame.log().flatMap((line) => Object.keys(line)))]
  expect(fields.length).toBeGreaterThan(8)
  expect(fields.filter((field) => !rows.join().includes(`\`${field}\``))).toEqual([])
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
