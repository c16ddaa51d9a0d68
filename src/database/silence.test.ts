import pg from 'pg'
import { expect, inject, test, vi } from 'vitest'
import { cableTo } from '../../test/faults/cable.ts'
import { whenDone } from '../../test/when-done.ts'
import { watchForSilence } from './silence.ts'

/** Two connections over a cable that can be pulled, looked at twenty times a second. */
async function watchedPool() {
  const url = new URL(inject('testServerUrl'))
  const cable = await cableTo({ path: `${url.searchParams.get('host')}/.s.PGSQL.5432` })
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  url.port = String(cable.port)
  const how = { connectionString: url.href, connectionTimeoutMillis: 500 }
  const quickly = { ...how, query_timeout: 500 }
  const pool = new pg.Pool({ ...how, max: 2 })
  pool.on('error', () => {})
  const stop = watchForSilence(pool, () => new pg.Client(quickly), 50)
  whenDone(async () => {
    stop()
    cable.drop()
  })
  return { pool, cable }
}

test('a question that is lost on its way ends, and the pool is whole again; one that takes its time is waited for', async () => {
  const { pool, cable } = await watchedPool()
  const two = await Promise.all([pool.query('select pg_sleep(0.5)'), pool.query('select 1')])
  expect(two).toHaveLength(2)

  // Somebody forgot the connections: what is sent on them goes nowhere, and new ones are made as ever.
  cable.line = 'black-hole'
  const lost = Promise.allSettled([pool.query('select 1'), pool.query('select 2')])
  await vi.waitFor(() => expect(pool.idleCount).toBe(0), 10_000)
  cable.forget()
  expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect((await pool.query('select 3 as three')).rows).toEqual([{ three: 3 }])
})

test('where nobody can be reached at all, whoever waits is told so', async () => {
  const { pool, cable } = await watchedPool()
  await pool.query('select 1')
  cable.line = 'black-hole'
  await expect(pool.query('select 1')).rejects.toThrow(/Connection terminated/)
})
