import { expect, inject, test, vi } from 'vitest'
import { cableTo } from '../../test/faults/cable.ts'
import { whenDone } from '../../test/when-done.ts'
import { openPool } from './database.ts'

async function poolThrough() {
  const url = new URL(inject('testServerUrl'))
  const proxy = await cableTo({ path: `${url.searchParams.get('host')}/.s.PGSQL.5432` })
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  url.port = String(proxy.port)
  const pool = openPool(url.href, 2, { onError: () => {} })
  whenDone(async () => void (await Promise.race([pool.end(), new Promise((resolve) => setTimeout(resolve, 500))])))
  return { pool, proxy }
}

test('a question that is lost on its way ends within seconds, and the pool is whole again; one that takes its time is waited for', async () => {
  const { pool, proxy } = await poolThrough()
  const slow = pool.query('select pg_sleep(9)')
  await pool.query('select 1')
  const slowEnds = expect(slow).resolves.toBeDefined()
  await slowEnds

  // Somebody forgot the connection: what is sent on it goes nowhere, and new ones are made as ever.
  proxy.line = 'black-hole'
  const lost = Promise.allSettled([pool.query('select 1'), pool.query('select 2')])
  await vi.waitFor(() => expect(pool.idleCount).toBe(0))
  proxy.forget()
  const ended = await lost
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect((await pool.query('select 3 as three')).rows).toEqual([{ three: 3 }])
}, 40_000)
