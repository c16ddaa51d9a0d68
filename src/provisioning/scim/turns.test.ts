import { expect, test } from 'vitest'
import { inTurns } from './turns.ts'

test('whoever has gone when the turn comes is passed over, and the next one goes', async () => {
  const inTurn = inTurns({ atOnce: 1, mostWaiting: 2 })
  const here = { gone: () => false }
  let isGone = false
  const done: string[] = []
  const end = Promise.withResolvers<void>()
  const first = inTurn(here, () => end.promise)
  const second = inTurn({ gone: () => isGone }, async () => void done.push('second'))
  const third = inTurn(here, async () => void done.push('third'))
  isGone = true
  end.resolve()
  await expect(second).rejects.toMatchObject({ kind: 'slow' })
  await Promise.all([first, third])
  await inTurn(here, async () => void done.push('fourth'))
  expect(done).toEqual(['third', 'fourth'])
})
