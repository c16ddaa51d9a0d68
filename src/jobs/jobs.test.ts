import { randomUUID } from 'node:crypto'
import { type AddressInfo, createServer } from 'node:net'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { clockThatJumps } from '../../test/clock-that-jumps.ts'
import { openTestDatabase } from '../../test/database.ts'
import type { Db } from '../database/index.ts'
import { type Clock, systemClock } from '../world/index.ts'
import { countJobs, enqueue, type Lane, type Log, startJobs } from './index.ts'
import { releaseOrphans } from './orphans.ts'
import { startWorkers } from './workers.ts'

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
  const { db, url, goAway, comeBack } = await databaseThatGoes()
  const done: string[] = []
  const brokenDown = Promise.withResolvers<void>()
  const quickly = {
    ...systemClock,
    pause: () => {
      brokenDown.resolve()
      return systemClock.pause(50)
    },
  }
  const lane: Lane = {
    name: 'all',
    atOnce: 2,
    tasks: {
      async 'cut-off'() {
        if (done.push('cut-off') === 1) await goAway()
      },
      note: async () => void done.push('note'),
    },
  }
  const jobs = await start(url, [lane], quickly)
  await db.transaction().execute((trx) => enqueue(trx, 'cut-off', {}))
  await brokenDown.promise
  await comeBack()
  await vi.waitFor(() => db.transaction().execute((trx) => enqueue(trx, 'note', {})), 5_000)
  // Nobody knows that it was done: that could not be noted.
  await vi.waitFor(() => expect(done.toSorted()).toEqual(['cut-off', 'cut-off', 'note']), 10_000)
  await jobs.stop()
})

test('workers who never end after a breakdown have successors at once, and what they held is done anew when none of them is at work', async () => {
  const { db, url, goAway, comeBack } = await databaseThatGoes()
  const allAtWork = Promise.withResolvers<void>()
  const notNoted = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  const longWork = Promise.withResolvers<void>()
  let failures = 0
  const log: Log = {
    ...silent,
    error(_: unknown, message?: string) {
      if (message?.startsWith('Failed to complete jobs')) notNoted[failures++]?.resolve()
    },
  }
  const done: string[] = []
  const once = (task: string, work: () => Promise<void>) => async () => {
    done.push(task)
    if (done.indexOf(task) < done.length - 1) return
    if (done.length === 3) allAtWork.resolve()
    await allAtWork.promise
    await work()
  }
  const lane: Lane = {
    name: 'all',
    atOnce: 4,
    tasks: {
      first: once('first', goAway),
      second: once('second', () => notNoted[0].promise),
      third: once('third', () => longWork.promise),
      note: async () => void done.push('note'),
    },
  }
  const jobs = await start(url, [lane], { ...systemClock, pause: () => systemClock.pause(200) }, log)
  await db.transaction().execute(async (trx) => {
    for (const task of ['first', 'second', 'third']) await enqueue(trx, task, {})
  })
  await notNoted[1].promise
  await comeBack()
  await vi.waitFor(() => db.transaction().execute((trx) => enqueue(trx, 'note', {})), 5_000)
  await vi.waitFor(() => expect(done.toSorted()).toEqual(['first', 'note', 'second', 'third']), 10_000)
  longWork.resolve()
  const all = ['first', 'first', 'note', 'second', 'second', 'third']
  await vi.waitFor(() => expect(done.toSorted()).toEqual(all), 10_000)
  await vi.waitFor(async () => expect(await holders(db)).toEqual([]), 5_000)
  await jobs.stop()
})

test('graphile-worker does not learn by which code PostgreSQL says that it is starting: for that one it would wait for minutes', async () => {
  const url = `postgres://furta@127.0.0.1:${await portOfOneThatStarts()}/furta`
  const workers = startWorkers(
    { name: 'all', atOnce: 1, tasks: {} },
    { databaseUrl: url, clock: systemClock, log: silent },
  )
  const refused = await workers.pool.connect().catch((error: unknown) => error)
  expect(refused).toMatchObject({ message: 'the database system is starting up', cause: { code: '57P03' } })
  expect(refused).not.toHaveProperty('code')
  await expect(workers.brokenDown).rejects.toThrow('the database system is starting up')
  await workers.end()
})

test('what the timetable asked for while nobody was there is done once somebody is', async () => {
  const { db, url } = await openTestDatabase()
  const done = vi.fn()
  const lane: Lane = { name: 'all', atOnce: 1, tasks: { tick: async () => done() }, timetable: { tick: '* * * * *' } }
  const known = async () => {
    const { rows } = await sql`select from graphile_worker._private_known_crontabs`.execute(db)
    expect(rows).toHaveLength(1)
  }
  const before = await start(url, [lane])
  await vi.waitFor(known, 5_000)
  await before.stop()
  done.mockClear()

  await sql`
    update graphile_worker._private_known_crontabs
    set known_since = now() - interval '1 hour', last_execution = now() - interval '2 minutes'`.execute(db)
  const after = await start(url, [lane])
  await vi.waitFor(() => expect(done).toHaveBeenCalled(), 10_000)
  await after.stop()
})

describe('a node whose clock is wrong', () => {
  const tick = async (db: Db) => {
    await sql`select from graphile_worker.add_job('tick', job_key => 'timetable:tick', max_attempts => 1)`.execute(db)
  }
  const lane = (done: () => void, noted = () => {}): Lane => ({
    name: 'all',
    atOnce: 1,
    tasks: { tick: async () => done(), note: async () => noted() },
    timetable: { tick: '0 0 1 1 *' },
  })

  test('does nothing that the timetable starts, says so once, and does the rest; another one does it, and itself when it is right again', async () => {
    const { db, url } = await openTestDatabase()
    const node = clockThatJumps()
    const [here, there, noted] = [vi.fn(), vi.fn(), vi.fn()]
    const said: string[] = []
    node.jump(2 * YEAR)
    const jobs = await start(url, [lane(here, noted)], node.clock, saying(said))
    const alarms = () => said.filter((line) => line.includes('more than five minutes apart'))
    await vi.waitFor(() => expect(alarms()).toHaveLength(1), 5_000)
    expect(alarms()[0]).toMatch(/timetable.* import at the desk.* SCIM.*NTP/)
    await tick(db)
    await db.transaction().execute((trx) => enqueue(trx, 'note', {}))
    await vi.waitFor(() => expect(noted).toHaveBeenCalledOnce(), 5_000)
    node.look()
    const other = await start(url, [lane(there)])
    await vi.waitFor(async () => {
      // Those who had begun before the look put it off for a minute.
      await sql`update graphile_worker._private_jobs set run_at = now() where key = 'timetable:tick'`.execute(db)
      expect(there).toHaveBeenCalledOnce()
    }, 10_000)
    await other.stop()
    expect([here.mock.calls.length, alarms().length]).toEqual([0, 1])

    node.jump(0)
    node.look()
    await vi.waitFor(() => expect(said).toContain('the clock of this node is right again'), 5_000)
    await tick(db)
    await vi.waitFor(() => expect(here).toHaveBeenCalledOnce(), 10_000)
    await jobs.stop()
  })

  test.each([2 * YEAR, -2 * YEAR])(
    'refuses what had been begun when it jumped by %d ms, and leaves it for a minute later',
    async (ms) => {
      const { db, url } = await openTestDatabase()
      const node = clockThatJumps()
      const done = vi.fn()
      const said: string[] = []
      const jobs = await start(url, [lane(done)], node.clock, saying(said))
      await node.looked()
      node.jump(ms)
      await tick(db)
      await vi.waitFor(() => expect(said).toContain('not done with this clock, and put off for a minute'), 5_000)
      const waiting = () =>
        sql<{ attempts: number; key: string }>`select attempts, key from graphile_worker._private_jobs
        where run_at between now() + interval '30 seconds' and now() + interval '1 minute'`.execute(db)
      await vi.waitFor(
        async () => expect((await waiting()).rows).toEqual([{ attempts: 0, key: 'timetable:tick' }]),
        5_000,
      )
      expect(done).not.toHaveBeenCalled()
      await jobs.stop()
    },
  )

  test('has stopped no timetable for the years that it was ahead', async () => {
    const { db, url } = await openTestDatabase()
    const done = vi.fn()
    const node = clockThatJumps()
    const jobs = await start(url, [lane(done)], node.clock)
    await node.looked()
    await vi.waitFor(async () => {
      const known =
        await sql`update graphile_worker._private_known_crontabs set last_execution = now() + interval '2 years' returning 1`.execute(
          db,
        )
      expect(known.rows).toHaveLength(1)
    }, 5_000)
    await sql`select from graphile_worker.add_job('tick', job_key => 'timetable:tick', run_at => now() + interval '2 years')`.execute(
      db,
    )
    node.look()
    await vi.waitFor(() => expect(done).toHaveBeenCalledOnce(), 10_000)
    const { rows } =
      await sql`select from graphile_worker._private_known_crontabs where last_execution > now()`.execute(db)
    expect(rows).toEqual([])
    await jobs.stop()
  })
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
  // Whoever needed the first of them has asked for it again meanwhile.
  await db.transaction().execute((trx) => enqueue(trx, 'long-ago', {}, { key: 'long-ago' }))
  const [alive, ...others] = await holders(db)
  expect(others).toEqual(['pool-of-a-dead-node', 'pool-of-a-dead-node', null])
  // A node that lives may be the last to come back after a failover of the database: once missed is not dead.
  looks[0]?.()
  const pool = new pg.Pool({ connectionString: url })
  expect(await releaseOrphans(pool, watching, new Map())).toBe(0)
  await pool.end()
  expect(await holders(db)).toEqual([alive, ...others])
  later = 61_000
  // The whole node is given up, with what it took a moment before its end; what was asked for again is not done twice.
  await vi.waitFor(async () => {
    looks[0]?.()
    expect(await holders(db)).toEqual([alive, null, null])
  }, 5_000)
  hold.resolve()
  await jobs.stop()
})

test('a job at its only try is due while somebody is at it, and failed when it has failed', async () => {
  const { db, url } = await openTestDatabase()
  const { promise: doing, resolve: begin } = Promise.withResolvers<void>()
  const { promise: hold, reject: fail } = Promise.withResolvers<void>()
  const tasks = {
    try: () => {
      begin()
      return hold
    },
  }
  const jobs = await start(url, [{ name: 'all', atOnce: 1, tasks }])
  await db.transaction().execute((trx) => enqueue(trx, 'try', {}, { attempts: 1 }))
  await doing
  const counted = async () =>
    (await countJobs(db, new Date(systemClock.now().getTime() + 60_000))).find(({ task }) => task === 'try')
  expect(await counted()).toMatchObject({ due: 1, failed: 0 })
  fail(new Error('did not work'))
  await vi.waitFor(async () => expect(await counted()).toMatchObject({ due: 0, failed: 1 }), 5_000)
  await jobs.stop()
})

const YEAR = 365 * 86_400_000

/** Whatever is worth a warning or less, but without details. */
function saying(said: string[]): Log {
  const say = (_: unknown, message?: string) => void said.push(message ?? '')
  return { ...silent, info: say, warn: say, error: say }
}

/** A database whose connections can be cut, and which then takes none until it comes back. */
async function databaseThatGoes() {
  const { db, url } = await openTestDatabase()
  const server = new pg.Client(inject('testServerUrl'))
  await server.connect()
  onTestFinished(() => server.end())
  const name = new URL(url).pathname.slice(1)
  return {
    db,
    url,
    async goAway() {
      await server.query(`alter database ${name} allow_connections false`)
      await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
    },
    async comeBack() {
      await server.query(`alter database ${name} allow_connections true`)
    },
  }
}

/** A PostgreSQL that reads its log, and says so to everybody. */
async function portOfOneThatStarts() {
  const said = 'SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0'
  const answer = Buffer.alloc(5 + said.length)
  answer.write('E')
  answer.writeInt32BE(4 + said.length, 1)
  answer.write(said, 5)
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(answer))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** Who holds the jobs that are there. */
async function holders(db: Db) {
  const { rows } = await sql<{ holder: string | null }>`
    select locked_by as holder from graphile_worker._private_jobs order by id`.execute(db)
  return rows.map(({ holder }) => holder)
}

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

function start(databaseUrl: string, lanes: Lane[], clock: Clock = systemClock, log = silent) {
  return startJobs({ databaseUrl, lanes, clock, log })
}
