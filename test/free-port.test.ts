import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from './free-port.ts'

test('a port is given to one alone, lies below those of the system, and is passed over when somebody has it', async () => {
  const round = () => Promise.all(Array.from({ length: 450 }, freePort))
  const ports = await round()
  expect(new Set(ports).size).toBe(450)
  for (const port of ports) expect(port > 10_080 && port < 32_768).toBe(true)

  const taken = createServer()
  onTestFinished(() => void taken.close())
  const [one = 0, other = 0] = ports
  await once(taken.listen(one, '127.0.0.1'), 'listening')
  const again = await round()
  expect(again).not.toContain(one)
  expect(again).toContain(other)
})
