import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { type Clock, systemClock } from '../world/index.ts'
import { enqueue, type Lane, type Log, startJobs } from './index.ts'
import { releaseOrphans } from './orphans.ts'

test('work left in a transaction is done after it, and never when it is rolled back', async () => {
  const { db, url } = await openTestDatabase()
  const done: unknown[] = []
  const jobs = await start(url, [
    { name: 'all', atOnce: 2, tasks: { note: async (payload) => void done.push(payload) } },
  ])

  await db.transaction().execute((trx) => enqueue(trx, 'note', { kept: true }))
  const undone = db.transaction().execute(async (trx) => {
    await enqueue(trx, 'note', { kept: false })
    throw new Error('rolled back')
  })
  await expect(undone).rejects.toThrow('rolled back')
  await vi.waitFor(() => expect(done).toEqual([{ kept: true }]), 5_000)

  await jobs.stop()
  expect(done).toEqual([{ kept: true }])
})

test('a lane that hangs keeps no other lane waiting, and is asked to end after three seconds', async () => {
  const { db, url } = await openTestDatabase()
  const done = vi.fn()
  const hanging = vi.fn()
  const jobs = await start(url, [
    {
      name: 'slow',
      atOnce: 1,
      tasks: {
        hang: (_, { stopping }) =>
          new Promise((_end, fail) => {
            hanging()
            stopping.addEventListener('abort', () => fail(new Error('asked to end')))
          }),
      },
    },
    { name: 'quick', atOnce: 1, tasks: { note: async () => done() } },
  ])

  await db.transaction().execute(async (trx) => {
    await enqueue(trx, 'hang', {})
    await enqueue(trx, 'hang', {})
    await enqueue(trx, 'note', {})
  })
  await vi.waitFor(() => expect(done).toHaveBeenCalledOnce(), 5_000)
  await vi.waitFor(() => expect(hanging).toHaveBeenCalledOnce(), 5_000)
  await jobs.stop()
})

test('of jobs with one key that wait, only the last is done', async () => {
  const { db, url } = await openTestDatabase()
  const done: unknown[] = []
  const key = randomUUID()
  await db.transaction().execute((trx) => enqueue(trx, 'note', { turn: 1 }, { key }))
  await db.transaction().execute((trx) => enqueue(trx, 'note', { turn: 2 }, { key }))

  const jobs = await start(url, [
    { name: 'all', atOnce: 2, tasks: { note: async (payload) => void done.push(payload) } },
  ])
  await vi.waitFor(() => expect(done).toEqual([{ turn: 2 }]), 5_000)
  await jobs.stop()
})

test('a database that is away when a job ends costs a restart of the jobs, not of the program', async () => {
  const { db, url } = await openTestDatabase()
  const server = new pg.Client(inject('testServerUrl'))
  await server.connect()
  onTestFinished(() => server.end())
  const name = new URL(url).pathname.slice(1)
  const done = vi.fn()
  const away = Promise.withResolvers<void>()
  const brokenDown = Promise.withResolvers<void>()
  const quickly = {
    ...systemClock,
    pause: () => {
      brokenDown.resolve()
      return systemClock.pause(50)
    },
  }
  const jobs = await start(
    url,
    [
      {
        name: 'all',
        atOnce: 2,
        tasks: {
          'cut-off': async () => {
            await server.query(`alter database ${name} allow_connections false`)
            await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
            away.resolve()
          },
          note: async () => done(),
        },
      },
    ],
    quickly,
  )
  await db.transaction().execute((trx) => enqueue(trx, 'cut-off', {}))
  await away.promise
  await brokenDown.promise
  await server.query(`alter database ${name} allow_connections true`)
  await db.transaction().execute((trx) => enqueue(trx, 'note', {}))
  await vi.waitFor(() => expect(done).toHaveBeenCalledOnce(), 10_000)
  await jobs.stop()
})

test('what a node held that was killed is done by another one after a minute, and what a living one holds is not', async () => {
  const { db, url } = await openTestDatabase()
  const looks: (() => void)[] = []
  let later = 0
  const watching: Clock = {
    ...systemClock,
    now: () => new Date(systemClock.now().getTime() + later),
    every(_, look) {
      looks.push(look)
      return () => {}
    },
  }
  const doing = Promise.withResolvers<void>()
  const hold = Promise.withResolvers<void>()
  const tasks = {
    hold: () => {
      doing.resolve()
      return hold.promise
    },
  }
  const jobs = await start(url, [{ name: 'all', atOnce: 2, tasks }], watching)
  await db.transaction().execute((trx) => enqueue(trx, 'hold', {}))
  await doing.promise

  // As a node leaves it that is no more: taken, and nobody there who would end it.
  await db.transaction().execute(async (trx) => {
    for (const task of ['long-ago', 'just-now']) await enqueue(trx, task, {}, { key: task })
  })
  await sql`
    update graphile_worker._private_jobs set locked_by = 'pool-of-a-dead-node', locked_at = now() where locked_by is null`.execute(
    db,
  )
  await sql`
    update graphile_worker._private_jobs set locked_at = now() - interval '61 seconds'
    where id < (select max(id) from graphile_worker._private_jobs)`.execute(db)
  const holders = async () => {
    const { rows } = await sql<{ holder: string | null }>`
      select locked_by as holder from graphile_worker._private_jobs order by id`.execute(db)
    return rows.map(({ holder }) => holder)
  }
  // Whoever needed the first of them has asked for it again meanwhile.
  await db.transaction().execute((trx) => enqueue(trx, 'long-ago', {}, { key: 'long-ago' }))
  const [alive, ...others] = await holders()
  expect(others).toEqual(['pool-of-a-dead-node', 'pool-of-a-dead-node', null])
  // A node that lives may be the last to come back after a failover of the database: once missed is not dead.
  looks[0]?.()
  const pool = new pg.Pool({ connectionString: url })
  expect(await releaseOrphans(pool, watching, new Map())).toBe(0)
  await pool.end()
  expect(await holders()).toEqual([alive, ...others])
  later = 61_000
  // The whole node is given up, with what it took a moment before its end; what was asked for again is not done twice.
  await vi.waitFor(async () => {
    looks[0]?.()
    expect(await holders()).toEqual([alive, null, null])
  }, 5_000)
  hold.resolve()
  await jobs.stop()
})

function start(databaseUrl: string, lanes: Lane[], clock: Clock = systemClock) {
  const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  return startJobs({ databaseUrl, lanes, clock, log })
}
