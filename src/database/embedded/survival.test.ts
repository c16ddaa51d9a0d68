import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type EmbeddedPostgres, type StartOptions, startEmbeddedPostgres } from './index.ts'
import { isAlive } from './postmaster-file.ts'

let base: string
let dataDir: string
const running: EmbeddedPostgres[] = []
const programs: ChildProcess[] = []

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'furta-survival-'))
  chmodSync(base, 0o711)
  dataDir = join(base, 'data')
})

afterEach(async () => {
  for (const program of programs.splice(0)) program.kill('SIGKILL')
  for (const server of running.splice(0)) await server.stop()
  // What a test that failed has left behind is found by the next start, and ended.
  if (existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))) await (await start()).stop()
  rmSync(base, { recursive: true, force: true })
})

describe('after kill -9 nothing acknowledged is lost', () => {
  test('of the program: PostgreSQL left behind is ended, and the data is served again', async () => {
    const { program, postgres, acknowledged } = await startProgram()
    await acknowledged(300)
    program.kill('SIGKILL')
    const last = await acknowledged('the end')
    expect(isAlive(postgres)).toBe(true)

    const server = await start()

    expect(isAlive(postgres)).toBe(false)
    expect(await written(server)).toBeGreaterThanOrEqual(last)
  })

  test('of PostgreSQL and the program at once', async () => {
    const { program, postgres, acknowledged } = await startProgram()
    await acknowledged(300)
    process.kill(postgres, 'SIGKILL')
    program.kill('SIGKILL')
    const last = await acknowledged('the end')

    expect(await written(await start())).toBeGreaterThanOrEqual(last)
  })

  test('of PostgreSQL alone: it is started again under the running program', async () => {
    const server = await start()
    const before = server.pid
    await query(server, 'CREATE TABLE written (number int)')
    await query(server, 'INSERT INTO written VALUES (1)')

    process.kill(before, 'SIGKILL')

    await expect.poll(() => written(server).catch(() => 'not yet'), { timeout: 20_000, interval: 20 }).toBe(1)
    expect(server.pid).not.toBe(before)
  })

  test('again and again, while rows are being written', async () => {
    let last = 0
    for (const rows of [10, 120, 40]) {
      const { program, postgres, acknowledged, first } = await startProgram()
      expect(first).toBeGreaterThan(last)
      await acknowledged(rows)
      process.kill(postgres, 'SIGKILL')
      program.kill('SIGKILL')
      last = await acknowledged('the end')
    }
    const server = await start()
    expect(await written(server)).toBeGreaterThanOrEqual(last)
    expect(await query(server, 'SELECT count(*)::int AS value FROM written')).toBe(await written(server))
  })
})

test('a PostgreSQL that was killed before it wrote its number into its file keeps no other from starting', async () => {
  const first = await start()
  await first.stop()
  writeFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), '')

  expect(await query(await start(), 'SELECT 1 AS value')).toBe(1)
})

test('PostgreSQL that keeps dying is given up, and the program is told', async () => {
  let lost: Error | undefined
  const server = await start({ onLost: (reason) => (lost = reason) })
  writeFileSync(join(dataDir, 'postgres', 'cluster', 'postgresql.conf'), 'no such setting = at all\n')

  process.kill(server.pid, 'SIGKILL')

  await expect.poll(() => lost?.message, { timeout: 20_000, interval: 20 }).toMatch(/would not start/)
  writeFileSync(join(dataDir, 'postgres', 'cluster', 'postgresql.conf'), '')
})

test('a program that is told to end while PostgreSQL is being started again ends, and leaves none behind', async () => {
  const noticed = Promise.withResolvers<void>()
  const server = await start({
    logger: { info: () => {}, warn: () => {}, error: () => noticed.resolve() },
  })
  const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid')

  process.kill(server.pid, 'SIGKILL')
  await noticed.promise
  await server.stop()

  const left = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
  expect(left === undefined || !isAlive(left)).toBe(true)
})

test('a second program on the same data is refused in words, and the first goes on', async () => {
  const first = await start()

  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/Another Furta is already running/)

  expect(await query(first, 'SELECT 1 AS value')).toBe(1)
})

test('a creation that was killed in the middle is done again', async () => {
  const half = join(dataDir, 'postgres', 'unfinished-half')
  mkdirSync(join(half, 'base'), { recursive: true })
  writeFileSync(join(half, 'PG_VERSION'), '18\n')

  const server = await start()

  expect(server.isNew).toBe(true)
  expect(existsSync(half)).toBe(false)
  expect(await query(server, 'SELECT 1 AS value')).toBe(1)
})

test('a program killed while it makes the database leaves nothing that stops the next start', async () => {
  const program = spawnProgram()
  await expect
    .poll(() => existsSync(join(dataDir, 'postgres')) && readdirSync(join(dataDir, 'postgres')).length, {
      timeout: 20_000,
      interval: 2,
    })
    .toBeGreaterThan(1)
  program.kill('SIGKILL')

  expect(await query(await start(), 'SELECT 1 AS value')).toBe(1)
})

test('a process number that belongs to a stranger after a restart of the machine does not stop the start', async () => {
  await (await start()).stop()
  const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid')
  writeFileSync(file, [process.pid, join(dataDir, 'postgres', 'cluster'), '1', '5432', '', '', '', 'ready'].join('\n'))

  expect(await query(await start(), 'SELECT 1 AS value')).toBe(1)
  expect(isAlive(process.pid)).toBe(true)
})

test('the same data is found by the next start, and its password stays private', async () => {
  const first = await start()
  await query(first, 'CREATE TABLE written (number int)')
  await query(first, 'INSERT INTO written VALUES (7)')
  await first.stop()

  const second = await start()

  expect(second.isNew).toBe(false)
  expect(await written(second)).toBe(7)
  await expect(query({ url: second.url.replace(/:[^:@]*@/, ':wrong@') }, 'SELECT 1 AS value')).rejects.toThrow(
    /password/,
  )
  expect(readFileSync(join(dataDir, 'postgres', 'server.log'), 'utf8')).not.toContain(new URL(second.url).password)
})

test('data too deep in the folders for a socket is served all the same', async () => {
  dataDir = join(dataDir, 'deep'.repeat(30))

  expect(await query(await start(), 'SELECT 1 AS value')).toBe(1)
})

async function start(options: StartOptions = {}) {
  const server = await startEmbeddedPostgres({ dataDir, ...options })
  running.push(server)
  return server
}

async function query({ url }: { url: string }, text: string) {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query(text).finally(() => client.end())
  return rows[0]?.value
}

function written(server: EmbeddedPostgres): Promise<number> {
  return query(server, 'SELECT max(number) AS value FROM written')
}

function spawnProgram() {
  const program = spawn(process.execPath, [join(import.meta.dirname, 'test-program.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  programs.push(program)
  return program
}

/** Runs `test-program.ts` and listens to what it says. */
async function startProgram() {
  const program = spawnProgram()
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]()
  const number = async () => Number((await lines.next()).value?.split(' ')[1] ?? Number.NaN)
  const postgres = await number()
  const first = await number()
  let last = first

  /** Waits for so many acknowledged rows, or until the program has ended; gives the last one. */
  async function acknowledged(rows: number | 'the end') {
    for (let seen = 0; rows === 'the end' || seen < rows; seen++) {
      const next = await number()
      if (Number.isNaN(next)) break
      last = next
    }
    return last
  }
  return { program, postgres, acknowledged, first }
}
