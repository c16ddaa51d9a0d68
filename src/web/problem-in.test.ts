import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { problemIn } from './problem-in.ts'

test('a database that is just being started again, so that its socket is not there, is “busy” and not “broken”', async () => {
  const failure = await new Promise((resolve) => connect('/nowhere/.s.PGSQL.5432').once('error', resolve))
  expect(problemIn(failure)).toMatchObject({ kind: 'busy', status: 503, retryAfterMs: 5_000 })
})

test('a file of ours that is missing is a fault of ours', async () => {
  const failure = await readFile('/nowhere/file').catch((error: unknown) => error)
  expect(problemIn(failure)).toBeUndefined()
})

test('two people in each other’s way in the database may try again', () => {
  expect(problemIn(Object.assign(new Error('deadlock detected'), { code: '40P01' }))).toMatchObject({ kind: 'busy' })
})
