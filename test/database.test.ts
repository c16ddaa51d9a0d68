import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { askedWhileAtWork } from './busy-connections.ts'

// As in a worker whose first test it is.
const ofAnotherWorker = './database.ts?of-another-worker'
const { testDatabase }: typeof import('./database.ts') = await import(ofAnotherWorker)

test('a test that the server did not let in leaves the next one free to ask again', async () => {
  const connected = vi.spyOn(pg.Client.prototype, 'connect')
  onTestFinished(() => connected.mockRestore())
  connected.mockRejectedValueOnce(new Error('too many clients already'))
  await expect(testDatabase()).rejects.toThrow('too many clients already')
  const db = await testDatabase()
  expect(await db.selectFrom('people').select('id').execute()).toEqual([])
})

test('several databases at once are made by a connection that is never asked while it is at work', async () => {
  const asked = askedWhileAtWork()
  await Promise.all([testDatabase(), testDatabase(), testDatabase()])
  expect(asked).toEqual([])
})
