import pg from 'pg'
import { startEmbeddedPostgres } from './index.ts'

// A program of its own process, to be killed by `survival.test.ts`: it writes numbered rows for ever and says each one
// that PostgreSQL has acknowledged. Arguments: the data folder.
const server = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '' })
process.on('SIGTERM', async () => {
  await server.stop()
  process.exit(0)
})

const client = new pg.Client(server.url)
client.on('error', () => process.exit(1))
await client.connect()
await client.query('CREATE TABLE IF NOT EXISTS written (number int)')
const { rows } = await client.query('SELECT coalesce(max(number), 0) AS last FROM written')
process.stdout.write(`postgres ${server.pid}\n`)
for (let number = rows[0].last + 1; ; number++) {
  await client.query('INSERT INTO written VALUES ($1)', [number]).catch(() => process.exit(1))
  process.stdout.write(`written ${number}\n`)
}
