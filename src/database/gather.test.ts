import { expect, test } from 'vitest'
import { gather } from './gather.ts'

/** Answers when it is told to, and notes what was asked together. */
function deferred() {
  const asked: (readonly string[])[] = []
  const goOn: (() => void)[] = []
  const ask = gather(async (questions: readonly string[]) => {
    asked.push(questions)
    await new Promise<void>((resolve) => goOn.push(resolve))
    if (questions.includes('broken')) throw new Error('broken')
    return questions.map((question) => `${question}!`)
  })
  const next = async () => {
    await expect.poll(() => goOn.length).toBeGreaterThan(0)
    goOn.shift()?.()
  }
  return { asked, ask, next }
}

test('what is asked while a question is under way goes together, and everybody gets their own answer', async () => {
  const { asked, ask, next } = deferred()
  const first = ask('a')
  await expect.poll(() => asked).toEqual([['a']])
  const others = ['b', 'c', 'b'].map(ask)
  await next()
  expect(await first).toBe('a!')
  await next()
  expect(await Promise.all(others)).toEqual(['b!', 'c!', 'b!'])
  expect(asked).toEqual([['a'], ['b', 'c', 'b']])
})

test('a question that fails fails for those who asked together, and nobody after them', async () => {
  const { ask, next } = deferred()
  const together = Promise.allSettled([ask('broken'), ask('a')])
  await next()
  expect((await together).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const after = ask('b')
  await next()
  expect(await after).toBe('b!')
})

test('more than a hundred go one hundred after the other', async () => {
  const { asked, ask, next } = deferred()
  const all = Array.from({ length: 150 }, (_, index) => ask(String(index)))
  await next()
  await next()
  expect(await Promise.all(all)).toHaveLength(150)
  expect(asked.map(({ length }) => length)).toEqual([100, 50])
})
