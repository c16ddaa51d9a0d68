import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { problemIn } from './problem-in.ts'

test('a database that is just being started again, so that its socket is not there, is “away” and not “broken”', async () => {
  const failure = await new Promise((resolve) => connect('/nowhere/.s.PGSQL.5432').once('error', resolve))
  expect(problemIn(failure)).toMatchObject({ kind: 'away', status: 503, retryAfterMs: 5_000 })
})

test('a file of ours that is missing is a fault of ours', async () => {
  const failure = await readFile('/nowhere/file').catch((error: unknown) => error)
  expect(problemIn(failure)).toBeUndefined()
})

test('two people in each other’s way in the database may try again', () => {
  expect(problemIn(Object.assign(new Error('deadlock detected'), { code: '40P01' }))).toMatchObject({ kind: 'busy' })
})

test('a connection that broke does not claim that nothing was saved: the statement on its way may have been carried out', () => {
  for (const broke of [
    new Error('Connection terminated unexpectedly'),
    Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
    Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' }),
    Object.assign(new Error('the database system is in recovery mode'), { code: '57P03' }),
  ])
    expect(problemIn(broke)).toMatchObject({ kind: 'away', status: 503 })
  const full = Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' })
  expect(problemIn(full)).toMatchObject({ kind: 'busy', status: 503 })
})
