import { afterEach, expect, test, vi } from 'vitest'
import { run } from './tune.ts'

afterEach(() => void vi.restoreAllMocks())

test('npm run furta -- tune: measures, prints settings that the program takes, and says what to expect', async () => {
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  await run(['--people', '200', '--memory', '20', '--wait', '5', '--quick'])
  const text = printed.join('\n')
  expect(text).toContain('80 sign-ins in the opening minute')
  expect(text).toMatch(/^ARGON2_MEMORY=19456\nARGON2_PASSES=2\nHASHES_AT_ONCE=\d+\nHASH_QUEUE=\d+$/m)
  expect(text).toMatch(/Expected: \d+ sign-ins a second/)
  expect(text).not.toContain('nodes like this one')
  printed.length = 0
  await run(['--people', '900000', '--memory', '20', '--quick'])
  expect(printed.join('\n')).toMatch(/too dear for that many: \d+ nodes like this one would do, and one to spare/)
  await expect(run(['--people', 'many'])).rejects.toThrow('--people takes a whole number')
  await expect(run(['--cores', '2'])).rejects.toThrow(/npm run furta -- tune/)
})
