import { sql } from 'kysely'
import { expect } from 'vitest'
import { Visitor } from '../visitor.ts'
import { FIRST_PASSWORD, type Human, type Place, SERVICE } from './place.ts'
import { answers, signInWorks } from './strikes.ts'

/** What is said while PostgreSQL is away: to people calmly, to programs in their own words, and each in a moment. */
export async function looksAtTheOutage(place: Place): Promise<void> {
  const { prober } = place
  for (const { origin } of place.nodes) {
    const visitor = new Visitor(origin, { 'accept-language': 'en', connection: 'close' })
    for (const path of ['/cas/login', '/reset-password', '/privacy', '/help', '/accessibility'])
      expect([path, (await visitor.open(path)).status]).toEqual([path, 200])

    const page = await visitor.submit(await visitor.open('/cas/login'), 'Sign in', {
      ID: prober.login,
      Password: FIRST_PASSWORD,
    })
    expect([page.status, page.heading]).toEqual([503, 'A short interruption. Try again shortly.'])
    expect(page.headers.get('retry-after')).toBe('5')
    expect(page.text).toContain('Reference number')
    expect(page.text).not.toContain('Nothing you typed has been saved')

    const asked = new URLSearchParams({ service: SERVICE, ticket: 'ST-0' })
    const validation = await visitor.send('GET', `/cas/p3/serviceValidate?${asked}`)
    expect(await validation.text()).toContain('code="INTERNAL_ERROR"')
    const headers = { authorization: `Bearer ${place.scimToken}` }
    const users = await visitor.send('GET', '/scim/v2/Users/nobody', undefined, headers)
    expect([users.status, users.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await users.json()).toMatchObject({ status: '503' })
  }
}

/** Seconds from now until somebody has signed in at both nodes. */
export async function signInRecovery(place: Place): Promise<Record<'sign-in', number>> {
  const back = performance.now()
  await signInWorks(place)
  return { 'sign-in': (performance.now() - back) / 1000 }
}

/** Seconds from PostgreSQL being back until each kind of work goes on, with no node started again. */
export async function recovery(place: Place): Promise<Record<'sign-in' | 'letter' | 'trail', number>> {
  await answers(place)
  const back = performance.now()
  const after = () => (performance.now() - back) / 1000
  const signIn = signInWorks(place).then(after)
  const letter = letterArrives(place).then(after)
  await Promise.all([signIn, letter])
  const trail = await trailIsSealed(place).then(after)
  return { 'sign-in': await signIn, letter: await letter, trail }
}

/** A job is made, and one of the workers hears of it. */
async function letterArrives(place: Place) {
  await linkArrives(place, place.prober, await asksForLink(place, place.prober))
}

/** Until it is heard; gives the moment of it. */
export async function asksForLink({ nodes }: Place, { login }: Human): Promise<number> {
  const asked = Date.now()
  for (;;) {
    const visitor = new Visitor(nodes[0]?.origin ?? '', { 'accept-language': 'en', connection: 'close' })
    const page = await visitor.submit(await visitor.open('/reset-password'), 'Next', { 'E-mail address:': login })
    if (page.status === 200) return asked
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export async function linkArrives({ mailbox }: Place, { login }: Human, asked: number) {
  while ((await mailbox.newest(login, /^http\S+$/m, asked)) === undefined)
    await new Promise((resolve) => setTimeout(resolve, 20))
}

/** The keeper of the trail has gone on: what was written a moment ago is sealed. */
async function trailIsSealed({ database }: Place) {
  const { rows } = await sql<{ newest: string }>`select max(id)::text as newest from audit_events`.execute(database.db)
  for (;;) {
    const sealed = await sql<{ there: boolean }>`
      select exists (select from audit_seals where event_id = ${rows[0]?.newest}::bigint) as there`.execute(database.db)
    if (sealed.rows[0]?.there) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
