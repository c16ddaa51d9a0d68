import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { validateTicket } from './ticket-validation.ts'

const service = 'https://portal.example/portal/return'

test('the ticket and the very service address reach the sign-in server', async () => {
  const asked: string[] = []
  const origin = await signInServer((request, response) => {
    asked.push(request.url ?? '')
    response.end(
      '<serviceResponse><authenticationSuccess><user>alicja</user></authenticationSuccess></serviceResponse>',
    )
  })
  expect(await validateTicket(origin, service, 'ST-1')).toEqual({ kind: 'valid', user: 'alicja', attributes: {} })
  expect(asked).toEqual(['/cas/p3/serviceValidate?service=https%3A%2F%2Fportal.example%2Fportal%2Freturn&ticket=ST-1'])
})

test('a sign-in server that is down, broken or elsewhere is said to be unreachable', async () => {
  const down = await signInServer(() => {}, { closed: true })
  const broken = await signInServer((_, response) => response.writeHead(500).end('<serviceResponse/>'))
  const elsewhere = await signInServer((_, response) => response.writeHead(302, { location: `${broken}/` }).end())
  for (const origin of [down, broken, elsewhere]) {
    expect(await validateTicket(origin, service, 'ST-1')).toMatchObject({ kind: 'unreachable' })
  }
})

test('an answer without end is not read to its end', async () => {
  let sent = 0
  const origin = await signInServer((_, response) => {
    const more = () => {
      while (!response.destroyed && sent < 50_000_000) {
        sent += 100_000
        if (!response.write('x'.repeat(100_000))) return void response.once('drain', more)
      }
      response.end()
    }
    more()
  })
  expect(await validateTicket(origin, service, 'ST-1')).toEqual({ kind: 'unreadable' })
  expect(sent).toBeLessThan(50_000_000)
})

async function signInServer(answer: RequestListener, { closed = false } = {}) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => new Promise((resolve) => server.close(resolve).closeAllConnections())
  if (closed) await close()
  else onTestFinished(async () => void (await close()))
  return origin
}
