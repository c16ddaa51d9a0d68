import { expect, test } from 'vitest'
import { asPersonId } from '../../src/database/index.ts'
import { deskRoutes } from '../../src/desk/index.ts'
import { savePerson } from '../person.ts'
import { type StaffAtWork, staff } from '../staff.ts'
import { type University, university } from '../university.ts'
import type { Page, Visitor } from '../visitor.ts'
import { isAtPortal, isSignedIn, signIn } from './steps.ts'

test('A32 · two people who are given one new address at the same moment: one gets it, and the other keeps the address of before (req 91, 93)', async () => {
  const agh = await university({ nodes: 2 })
  const [one, other] = [await atDesk(agh, 'admin', 0), await atDesk(agh, 'admin2', 1)]
  for (const name of ['jeden', 'dwa']) {
    await savePerson(agh.database.db, agh.clock.now(), {
      id: name,
      surname: name,
      assignedAddress: `${name}@agh.edu.pl`,
    })
  }
  for (const newAddress of ['wspolny1@agh.edu.pl', 'wspolny2@agh.edu.pl', 'wspolny3@agh.edu.pl']) {
    const forms = [await formOf(one.visitor, 'jeden'), await formOf(other.visitor, 'dwa')] as const
    const answers = await Promise.all([
      act(one.visitor, 'jeden', 'assign-address', { address: 'new', newAddress }, forms[0]),
      act(other.visitor, 'dwa', 'assign-address', { address: 'new', newAddress }, forms[1]),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    const assigned = await agh.database.db
      .selectFrom('addresses')
      .select(['person_id', 'address'])
      .where('assigned', '=', true)
      .where('person_id', 'in', [asPersonId('jeden'), asPersonId('dwa')])
      .execute()
    expect(assigned.filter(({ address }) => address === newAddress)).toHaveLength(1)
    expect(new Set(assigned.map(({ person_id }) => person_id)).size).toBe(2)
  }
  // Whoever lost an address by it would be somebody without one: no wait, and a link at once.
  expect(JSON.stringify(await agh.mailbox.letters())).not.toContain('/set-password/')
})

test('A32 · an account with a password waits also where the registry has dropped its address: nobody alone sends its link elsewhere (req 91)', async () => {
  const agh = await university()
  const { login } = agh.person('bob')
  const bob = await idOf(agh, login)
  await agh.database.db.updateTable('addresses').set({ assigned: false }).where('address', '=', login).execute()
  const { visitor } = await atDesk(agh, 'desk')
  const thief = 'thief@agh.edu.pl'
  expect((await act(visitor, bob, 'assign-address', { address: 'new', newAddress: thief })).status).toBe(303)
  // Neither a link nor a code helps whoever moved it, and nobody confirms their own move.
  for (const [what, status] of [
    ['send-link', 303],
    ['issue-code', 303],
    ['confirm-address', 403],
  ] as const) {
    const answer = await act(visitor, bob, what, { proof: 'card', handover: 'spoken' })
    expect(answer.status, what).toBe(status)
    if (status === 303) expect(answer.headers.get('location')).toContain('done=helps-no-longer')
  }
  const letters = await agh.mailbox.letters(thief)
  expect(letters).toHaveLength(1)
  expect(JSON.stringify(letters)).not.toContain('/set-password/')
})

test('A32 · a code that the help desk holds opens nothing any more once its person works at the desk (req 92)', async () => {
  const agh = await university()
  const alice = agh.person('alice')
  const id = await idOf(agh, alice.login)
  const desk = await atDesk(agh, 'desk')
  const issued = await act(desk.visitor, id, 'issue-code', { proof: 'card', handover: 'printed' })
  const code = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(await issued.text())?.[0] ?? ''
  const admin = await atDesk(agh, 'admin')
  const roles = await admin.visitor.open(`/desk/roles/${id}`)
  const granted = await admin.visitor.send(
    'POST',
    `/desk/roles/${id}`,
    new URLSearchParams({ form: formValue(roles), change: 'grant:administrator', reason: WHY }),
  )
  expect(granted.headers.get('location')).toBe('/desk/roles?done=granted')
  const thief = agh.visitor()
  const refused = await thief.submit(await thief.open('/set-password/code'), 'Next', {
    'E-mail address:': alice.login,
    'One-time code:': code,
  })
  expect(refused.status).toBe(422)
  expect(refused.heading).toBe('Set a password with a one-time code')
  // And the help desk gets no other one.
  expect((await act(desk.visitor, id, 'issue-code', { proof: 'card', handover: 'printed' })).status).toBe(403)
})

const ODD = ['%00', '%F0%9F%98%80', '%0d%0aset-cookie: a=b', '..%2f..%2fcas', '__proto__', 'R-2026-99999999999', '%25']

test('A13, A14 · no id, however odd, makes an error page of ours or a header anywhere behind the door (req 68)', async () => {
  const agh = await university()
  const { visitor, prove } = await atDesk(agh, 'admin')
  const form = formValue(await visitor.open('/desk/people'))
  const strange: string[] = []
  for (const { method, url } of deskRoutes(agh.apps[0]?.desk ?? fail())) {
    if (!url.includes(':')) continue
    await prove()
    for (const odd of ODD) {
      const body = new URLSearchParams({ form, reason: WHY, person: '__proto__', change: 'constructor' })
      const path = url.replace(/:\w+/, odd)
      const answer = await visitor.send(method, path, method === 'POST' ? body : undefined)
      const bad = answer.status >= 500 || answer.headers.getSetCookie().some((line) => line.startsWith('a='))
      if (bad) strange.push(`${answer.status} ${method} ${path}`)
      await answer.text()
    }
  }
  expect(strange).toEqual([])
})

test('A26 · a member of staff who is disabled or no longer connected is out of the desk at the next request, in the middle of a form (req 61, 92)', async () => {
  for (const change of [{ disabled_at: new Date() }, { connected: false }, { closed_at: new Date() }]) {
    const agh = await university()
    const { visitor, person } = await atDesk(agh, 'desk')
    const alice = await idOf(agh, agh.person('alice').login)
    const form = await formOf(visitor, alice)
    await agh.database.db
      .updateTable('people')
      .set(change)
      .where('id', '=', await idOf(agh, person.login))
      .execute()
    const answer = await act(visitor, alice, 'issue-code', { proof: 'card', handover: 'spoken' }, form)
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('Your session has ended')])
    expect(
      await agh.database.db.selectFrom('one_time_codes').where('purpose', '=', 'set-password').selectAll().execute(),
    ).toEqual([])
  }
})

test('A32 · a stolen session that has not proved the factor is not helped by the owner proving it in another browser, nor by a copy of the cookie from before (req 57, 92)', async () => {
  const agh = await university()
  const owner = await atDesk(agh, 'desk')
  const thief = agh.visitor()
  await signIn(thief, owner.person.login, owner.person.password)
  await owner.prove()
  expect((await thief.send('GET', '/desk/cases')).headers.get('location')).toMatch(/^\/desk\/second-factor/)
  // The thief's browser goes on with a session planted before the owner proves the factor in it.
  const planted = owner.visitor.sameBrowser()
  await owner.prove()
  expect((await planted.send('GET', '/desk/cases')).headers.get('location')).toBe('/cas/login?next=desk')
  expect(await isSignedIn(owner.visitor)).toBe(true)
})

test('A32 · a flood of requests that come to nothing hides nothing that was done to the account, neither from its owner nor from the desk (req 95)', async () => {
  const agh = await university()
  const { login, password } = agh.person('alice')
  const alice = await idOf(agh, login)
  const desk = await atDesk(agh, 'desk')
  await act(desk.visitor, alice, 'issue-code', { proof: 'card', handover: 'spoken' })
  const owner = agh.visitor()
  await signIn(owner, login, password)

  const flood = async (event: string, details: Record<string, string>) => {
    const row = {
      event,
      outcome: 'failure',
      person_id: alice,
      actor: 'person',
      source: '203.0.113.9',
      details,
    } as const
    const rows = Array.from({ length: 700 }, () => ({ ...row, at: agh.clock.now(), details: JSON.stringify(details) }))
    await agh.database.db.insertInto('audit_events').values(rows).execute()
  }
  await flood('link-requested', { account: 'active', letter: 'withheld' })
  await flood('sign-in', { because: 'wrong-password' })
  for (const path of ['/account', '/account/activity'])
    expect((await owner.open(path)).text, path).toContain('one-time code')
  const seen = await desk.visitor.open(`/desk/people/${alice}`)
  expect(seen.text).toContain('One-time code issued')
})

test('A10 · what the desk ends is ended everywhere: at the sign-in, at the portal, and for tickets under way (req 61)', async () => {
  for (const [what, who] of [
    ['end-sessions', 'desk'],
    ['take-password-away', 'desk'],
    ['disable', 'admin'],
  ] as const) {
    const agh = await university()
    const { login, password } = agh.person('alice')
    const alice = await idOf(agh, login)
    const owner = agh.visitor()
    await signIn(owner, login, password, '/portal/log-in')
    expect(await isAtPortal(owner)).toBe(true)
    // A ticket that is on its way to the portal.
    const under = owner.sameBrowser()
    const service = encodeURIComponent(`${agh.origin}/portal/return`)
    const ticket = (await under.send('GET', `/cas/login?service=${service}`)).headers.get('location') ?? ''

    expect(ticket).toContain('ticket=')

    const work = await atDesk(agh, who)
    expect((await act(work.visitor, alice, what)).status).toBe(303)
    await agh.tellServices()
    expect(await isSignedIn(owner)).toBe(false)
    expect(await isAtPortal(owner)).toBe(false)
    const validation = `/cas/p3/serviceValidate?service=${service}&ticket=${new URL(ticket).searchParams.get('ticket')}`
    const answer = await (await agh.visitor().send('GET', validation)).text()
    expect(answer).toContain('INVALID_TICKET')
    expect(answer).not.toContain(login)
  }
})

test('A20 · no page behind the door may be kept by a browser or a cache, the one with a code least of all (req 66)', async () => {
  const agh = await university()
  const { visitor } = await atDesk(agh, 'admin')
  const alice = await idOf(agh, agh.person('alice').login)
  const answers = [await act(visitor, alice, 'issue-code', { proof: 'card', handover: 'spoken' })]
  for (const { method, url } of deskRoutes(agh.apps[0]?.desk ?? fail()))
    if (method === 'GET') answers.push(await visitor.send('GET', url.replace(/:\w+/, alice)))
  for (const answer of answers) {
    expect(answer.headers.get('cache-control'), answer.url).toContain('no-store')
    expect(answer.headers.get('referrer-policy'), answer.url).toBe('no-referrer')
  }
})

const WHY = 'The person came to the desk'

async function atDesk(place: University, key: string, node = 0): Promise<StaffAtWork> {
  const work = await staff(place, key, node)
  await work.prove()
  return work
}

async function idOf({ database }: University, address: string) {
  const row = await database.db
    .selectFrom('addresses')
    .select('person_id')
    .where('address', '=', address)
    .executeTakeFirstOrThrow()
  return row.person_id
}

async function formOf(visitor: Visitor, person: string) {
  return formValue(await visitor.open(`/desk/people/${person}`))
}

function formValue(page: Page) {
  return page.document.querySelector('input[name="form"]')?.getAttribute('value') ?? ''
}

/** An act as a program sends it, whatever the page offers. */
async function act(
  visitor: Visitor,
  person: string,
  what: string,
  fields: Record<string, string> = {},
  form?: string | undefined,
) {
  const value = form ?? (await formOf(visitor, person))
  const body = new URLSearchParams({ form: value, reason: WHY, ...fields })
  return visitor.send('POST', `/desk/people/${person}/${what}`, body)
}

function fail(): never {
  throw new Error('There is no desk')
}
