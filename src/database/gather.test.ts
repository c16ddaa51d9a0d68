import { expect, test } from 'vitest'
import { gather, gatherCompany } from './gather.ts'

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

test('in company, whoever comes alone and whoever finds no answer there asks by themselves', async () => {
  const asked: (readonly string[])[] = []
  const ask = gatherCompany(async (questions: readonly string[]) => {
    asked.push(questions)
    return questions.map((question) => (question === 'locked' ? undefined : `${question}!`))
  })
  expect(await ask('alone')).toBeUndefined()
  expect(asked).toEqual([])
  expect(await Promise.all(['a', 'locked', 'b'].map(ask))).toEqual(['a!', undefined, 'b!'])
  expect(asked).toEqual([['a', 'locked', 'b']])
})

test('what PostgreSQL refuses because of one is asked one by one; a connection that broke has failed for all', async () => {
  const failing = (code: string) =>
    gatherCompany(() => Promise.reject<undefined>(Object.assign(new Error('no'), { code })))
  for (const code of ['22P05', '23505', '40P01']) {
    expect([code, await Promise.all(['a', 'b'].map(failing(code)))]).toEqual([code, [undefined, undefined]])
  }
  const broken = await Promise.allSettled(['a', 'b'].map(failing('57P01')))
  expect(broken.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
