import { type AddressInfo, createServer } from 'node:net'
import { fastify } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { BadAddress, listen } from './listen.ts'

test('a port that is taken is told in a sentence that says what to do', async () => {
  const other = createServer()
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const app = fastify()
  onTestFinished(() => app.close())

  const failure = await listen(app, { PORT: port, HOST: undefined, NODE_ENV: 'development' }).catch((error) => error)
  expect(failure).toBeInstanceOf(BadAddress)
  expect(failure.message).toMatch(new RegExp(`^Port ${port} is taken: .* set PORT`))
})
