import { sql } from 'kysely'
import pg from 'pg'
import { Visitor } from '../visitor.ts'
import { FIRST_PASSWORD, type Place } from './place.ts'
import type { Storm } from './storm.ts'

/** kill -9 of a node in the middle of a step; the others serve meanwhile. The checker looks before the node is back. */
export async function killANode(
  place: Place,
  storm: Storm,
  number = place.dice.below(place.nodes.length),
): Promise<string> {
  // While one was never struck, people go on undisturbed for long enough to come there.
  const step = await storm.aim.next(number, storm.aim.least === 0 ? 30_000 : 5_000)
  const node = place.nodes[number]
  if (!node) throw new Error(`There is no node ${number}.`)
  const mend = place.break(`${node.name} killed at: ${step ?? 'nothing in particular'}`)
  await node.kill()
  const looked = storm.look()
  await Promise.all([looked, node.start()])
  mend()
  return step ?? 'nothing in particular'
}

/**
 * kill -9 of PostgreSQL: of all of it, or of one backend that serves a node, upon which it restarts by itself. `goesOn` begins as PostgreSQL
 * is back.
 */
export async function killPostgres<Seconds>(
  place: Place,
  storm: Storm,
  goesOn: (place: Place) => Promise<Seconds>,
): Promise<{ what: 'the postmaster' | 'a backend'; seconds: Seconds }> {
  await storm.aim.next(place.dice.below(place.nodes.length), 2_000)
  const whole = place.dice.share() < 0.6
  const mend = place.break(whole ? 'PostgreSQL killed' : 'a backend of PostgreSQL killed', { forgets: true })
  if (whole) {
    await place.postgres.kill()
    await new Promise((resolve) => setTimeout(resolve, place.dice.below(1_000)))
    await place.postgres.start()
  } else await killABackend(place)
  await answers(place)
  const seconds = await goesOn(place)
  mend()
  await storm.look()
  return { what: whole ? 'the postmaster' : 'a backend', seconds }
}

/** Of those that serve a node; PostgreSQL ends all others, recovers, and goes on. */
async function killABackend({ database, dice }: Place) {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`.execute(
    database.db,
  )
  process.kill(dice.one(rows).pid, 'SIGKILL')
  await new Promise((resolve) => setTimeout(resolve, 100))
}

/** Resolves as soon as PostgreSQL answers a question. */
export async function answers({ postgres }: Place): Promise<void> {
  for (;;) {
    const client = new pg.Client(postgres.url)
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('select 1')
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20))
    } finally {
      await client.end().catch(() => {})
    }
  }
}

/** Resolves as soon as somebody has signed in at every node that runs. */
export async function signInWorks(place: Place): Promise<void> {
  await Promise.all(place.nodes.filter(({ running }) => running).map(({ origin }) => signInAt(place, origin)))
}

export async function signInAt({ prober }: Place, origin: string) {
  for (;;) {
    if (await signsIn(origin, prober.login, FIRST_PASSWORD)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export async function signsIn(origin: string, login: string, password: string): Promise<boolean> {
  return (await answerToSignIn(origin, login, password)) === 303
}

/** How the sign-in answered at every node that runs, once: a fault that nobody heard of here has not taken hold. */
export function answersToSignIn({ nodes, prober }: Place) {
  const running = nodes.filter((node) => node.running)
  return Promise.all(running.map(({ origin }) => answerToSignIn(origin, prober.login, FIRST_PASSWORD)))
}

async function answerToSignIn(origin: string, login: string, password: string) {
  const visitor = new Visitor(origin, { 'accept-language': 'en', connection: 'close' })
  try {
    const page = await visitor.open('/cas/login')
    if (page.status !== 200) return page.status
    const { action, body } = visitor.fill(page, 'Sign in', { ID: login, Password: password })
    const answer = await visitor.send('POST', action, body)
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return 'nobody answered'
  }
}
