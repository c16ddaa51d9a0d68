import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '../../test/attacks/steps.ts'
import { proveFactor, type StaffAtWork, staff } from '../../test/staff.ts'
import { type University, university } from '../../test/university.ts'
import type { Visitor } from '../../test/visitor.ts'
import { recordEvent } from '../audit/index.ts'
import type { PersonId, StaffRole } from '../database/index.ts'
import { type DeskRoute, deskRoutes } from './desk-route.ts'
import { mayAct } from './permissions.ts'

/** By whom each role is played. */
const players = {
  'help-desk': 'desk',
  'registration-desk': 'registration',
  auditor: 'auditor',
  administrator: 'admin',
} as const

describe('every route of the desk', () => {
  let furta: University
  let routes: readonly DeskRoute[]
  const passwordOnly = new Map<StaffRole, Visitor>()
  const atWork = new Map<StaffRole, StaffAtWork>()
  let student: Visitor
  let zenon: PersonId
  let everything: StaffAtWork

  beforeAll(async () => {
    furta = await university()
    const [app] = furta.apps
    if (!app) throw new Error('No node')
    routes = deskRoutes(app.desk)
    for (const [role, key] of Object.entries(players) as [StaffRole, string][]) {
      const { login, password } = furta.person(key)
      const visitor = furta.visitor()
      await signIn(visitor, login, password)
      passwordOnly.set(role, visitor)
      atWork.set(role, await staff(furta, key))
    }
    await setRoles('bob', ['registration-desk', 'auditor'])
    everything = await staff(furta, 'bob')
    zenon = await idOf(furta, 'zenon')
    student = furta.visitor()
    const alice = furta.person('alice')
    await signIn(student, alice.login, alice.password)
  }, 60_000)

  test('is behind the door: nothing under /desk was registered past it', () => {
    const known = [...routes, ...(furta.apps[0]?.desk.doorstep ?? [])].map(({ method, url }) => `${method} ${url}`)
    const found = routesIn(furta.apps[0]?.printRoutes({ commonPrefix: false }) ?? '').filter((route) =>
      / \/desk(\/|$)/.test(route),
    )
    expect(found.toSorted()).toEqual(known.toSorted())
    expect(routes.length).toBeGreaterThan(8)
  })

  test('sends whoever is not signed in to the sign-in, also by HEAD, and knows no other method', async () => {
    for (const route of routes) {
      const stranger = furta.visitor()
      expect(await answerTo(stranger, route)).toBe('sign-in')
      if (route.method === 'GET') expect(await answerTo(stranger, route, 'HEAD')).toBe('sign-in')
      for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH'])
        expect([route.url, method, (await stranger.send(method, addressOf(route))).status]).toEqual([
          route.url,
          method,
          405,
        ])
    }
  })

  test('is shut to whoever is signed in without a role', async () => {
    for (const route of routes) {
      // What a stranger to the desk tries is written down so often in an hour, and there are more routes than that.
      await furta.database.db.deleteFrom('budgets').execute()
      expect([route, await answerTo(student, route)]).toEqual([route, 'refused'])
      if (route.method === 'GET') expect((await student.send('HEAD', addressOf(route))).status).toBe(403)
    }
  })

  test('asks staff who only gave the password for the second factor, in every role', async () => {
    for (const visitor of passwordOnly.values()) {
      for (const route of routes) {
        expect([route, await answerTo(visitor, route)]).toEqual([route, 'second-factor'])
        if (route.method === 'GET') expect(await answerTo(visitor, route, 'HEAD')).toBe('second-factor')
      }
    }
  })

  test('opens for the roles that may do its act, and for no other', async () => {
    for (const [role, { visitor }] of atWork) {
      await moveAddressOf(zenon)
      for (const route of routes) {
        const wanted = mayAct([role], route.act) ? 'open' : 'refused'
        expect([role, route, await answerTo(visitor, route)]).toEqual([role, route, wanted])
      }
    }
  }, 60_000)

  test('opens for somebody with two roles where either role may', async () => {
    for (const route of routes) {
      const wanted = mayAct(['registration-desk', 'auditor'], route.act) ? 'open' : 'refused'
      expect([route, await answerTo(everything.visitor, route)]).toEqual([route, wanted])
    }
  })

  test('tells of every refusal who it was and what was asked for', async () => {
    const { rows } = await sql<{ route: string }>`
      select distinct details->>'route' as route from audit_events
      where event = 'desk-refused' and person_id = ${await idOf(furta, 'alice')}`.execute(furta.database.db)
    const told = new Set(rows.map(({ route }) => route))
    expect(routes.filter(({ method, url }) => !told.has(`${method} ${url}`))).toEqual([])
  })

  test('closes at the very next request when the role is gone', async () => {
    await setRoles('bob', ['auditor'])
    expect((await everything.visitor.open('/desk/activity')).status).toBe(200)
    await setRoles('bob', [])
    expect((await everything.visitor.open('/desk/activity')).status).toBe(403)
    expect((await everything.visitor.open('/desk/second-factor')).status).toBe(403)
    expect((await everything.visitor.open('/account')).status).toBe(200)
    await setRoles('bob', ['auditor'])
  })

  test('closes with the session and with the account', async () => {
    const auditor = atWork.get('auditor')
    if (!auditor) throw new Error('No auditor')
    await furta.database.db
      .updateTable('people')
      .set({ disabled_at: furta.clock.now() })
      .where('id', '=', await idOf(furta, 'auditor'))
      .execute()
    expect(await answerTo(auditor.visitor, { method: 'GET', url: '/desk/activity', act: 'see-activity' })).toBe(
      'sign-in',
    )
  })

  test('asks for the factor again after a pause; the session itself goes on', async () => {
    const desk = atWork.get('help-desk')
    if (!desk) throw new Error('No help desk')
    const route = { method: 'GET', url: '/desk/second-factor/recovery-codes', act: 'keep-own-factor' } as const
    await desk.prove()
    furta.clock.advance({ minutes: 14 })
    expect(await answerTo(desk.visitor, route)).toBe('open')
    furta.clock.advance({ minutes: 14 })
    expect(await answerTo(desk.visitor, route)).toBe('open')
    furta.clock.advance({ minutes: 15 })
    expect(await answerTo(desk.visitor, route)).toBe('second-factor')
    expect((await desk.visitor.open('/account')).heading).toBe('My account')
    await proveFactor(desk.visitor, desk.app.code(furta.clock.now()))
    expect(await answerTo(desk.visitor, route)).toBe('open')
  })

  test('is open on the other node of two as soon as it is on one', async () => {
    const two = await university({ nodes: 2 })
    const { visitor } = await staff(two, 'auditor', 0)
    const other = two.visitor({ 'accept-language': 'en' }, 1)
    for (const [name, value] of visitor.cookies) other.cookies.set(name, value)
    expect((await other.open('/desk/activity')).status).toBe(200)
    await setRoles('auditor', [], two)
    expect((await other.open('/desk/activity')).status).toBe(403)
    expect((await visitor.open('/desk/activity')).status).toBe(403)
  })

  /** Somebody moved the address: only then is there anything that a second member of staff may confirm. */
  async function moveAddressOf(person: PersonId) {
    const now = furta.clock.now()
    const held = new Date(now.getTime() + 86_400_000)
    await furta.database.db.updateTable('people').set({ reset_held_until: held }).where('id', '=', person).execute()
    await recordEvent(furta.database.db, {
      at: now,
      event: 'address-assigned',
      outcome: 'success',
      person,
      actor: await idOf(furta, 'alice'),
    })
  }

  async function setRoles(key: string, roles: StaffRole[], place = furta) {
    await place.database.db
      .updateTable('people')
      .set({ roles })
      .where('id', '=', await idOf(place, key))
      .execute()
  }

  /** The address with somebody real in it: a door that is open only for nobody would look shut. */
  function addressOf({ url }: Pick<DeskRoute, 'url'>) {
    return url.replace(/\/people\/:id/, `/people/${zenon}`).replace(/:\w+/g, 'nobody')
  }

  /** What a direct request meets. A form carries a good anti-forgery value and nothing else. */
  async function answerTo(visitor: Visitor, route: DeskRoute, method: string = route.method) {
    const body = method === 'POST' ? new URLSearchParams({ form: await formValue(visitor) }) : undefined
    const answer = await visitor.send(method, addressOf(route), body)
    // To its end: the download of a file that nobody reads would still be under way when the test is over.
    const text = await answer.text()
    const location = answer.headers.get('location') ?? ''
    const [, heading = ''] = method === 'POST' ? (/<h1[^>]*>([^<]*)/.exec(text) ?? []) : []
    if (location.startsWith('/cas/login') || heading === 'Your session has ended') return 'sign-in'
    if (heading === 'Second factor') return 'second-factor'
    if (location.startsWith('/desk/second-factor') && !location.startsWith('/desk/second-factor/recovery')) {
      return 'second-factor'
    }
    if (answer.status === 403) return /role does not allow|where the desk works/.test(text) ? 'refused' : 'shut'
    return answer.status < 500 ? 'open' : `broken: ${answer.status}`
  }

  const formValues = new WeakMap<Visitor, string>()
  async function formValue(visitor: Visitor) {
    const known = formValues.get(visitor)
    if (known !== undefined) return known
    const page = await visitor.open('/reset-password')
    const value = page.document.querySelector('input[name=form]')?.getAttribute('value') ?? ''
    formValues.set(visitor, value)
    return value
  }
})

async function idOf(place: University, key: string): Promise<PersonId> {
  const { person_id } = await place.database.db
    .selectFrom('development_cast')
    .select('person_id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return person_id
}

/** `GET /desk/roles/:id`: the addresses in the tree that Fastify prints, whoever registered them. HEAD goes with GET. */
function routesIn(tree: string): string[] {
  const path: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', piece = '', methods = ''] = /^(.*?)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line) ?? []
    path.splice(indent.length / 4, path.length, piece)
    const served = methods.split(', ').filter((method) => method !== '' && method !== 'HEAD')
    return served.map((method) => `${method} ${path.join('')}`)
  })
}
