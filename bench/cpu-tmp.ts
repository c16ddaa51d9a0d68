import { readdirSync, readFileSync } from 'node:fs'
import { execSync } from 'node:child_process'
import pg from 'pg'
import { findRunningEmbeddedPostgres } from '../src/database/embedded/index.ts'
import { inFlight } from './one-core.ts'
import { withProgram } from './program.ts'
import { create, giveToken, numbers } from './scim.ts'
function stat(pid: string) { try { const s = readFileSync(`/proc/${pid}/stat`, 'utf8'); const rest = s.slice(s.lastIndexOf(')') + 2).split(' '); return { ppid: rest[1], cpu: Number(rest[11]) + Number(rest[12]) + Number(rest[13]) + Number(rest[14]) } } catch { return undefined } }
await withProgram(async ({ origin, pid }, dataDir) => {
  await giveToken(dataDir)
  const all = () => readdirSync('/proc').filter((n) => /^\d+$/.test(n))
  const c = new pg.Client(findRunningEmbeddedPostgres(dataDir)); await c.connect(); const bp = String((await c.query('select pg_backend_pid() as p')).rows[0].p)
  const masters = [stat(bp)?.ppid ?? '']; const unused = all().filter((p) => { try { return readFileSync(`/proc/${p}/cmdline`, 'utf8').includes(dataDir) && readFileSync(`/proc/${p}/cmdline`, 'utf8').includes('postgres') } catch { return false } })
  const cpus = () => { const me = process.cpuUsage(); let pg = 0; for (const p of all()) { const s = stat(p); if (s && (masters.includes(p) || masters.includes(s.ppid ?? ''))) pg += s.cpu } return { node: stat(String(pid))?.cpu ?? 0, pg, client: (me.user + me.system) / 1e4 } }
  await inFlight(origin, 32, numbers(1000, 900_000), create)
  const a = cpus()
  const N = Number(process.env.N ?? 2000)
  const { rate } = await inFlight(origin, 32, numbers(N, 100_000), create)
  const b = cpus()
  await c.end()
  console.log({ rate, masters: masters.length, msPerCreate: { node: (b.node - a.node) * 10 / N, pg: (b.pg - a.pg) * 10 / N, client: (b.client - a.client) * 10 / N } })
})
