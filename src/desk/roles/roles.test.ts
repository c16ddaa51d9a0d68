import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { isSignedIn, signIn } from '../../../test/attacks/steps.ts'
import { openTestDatabase } from '../../../test/database.ts'
import { savePerson } from '../../../test/person.ts'
import { enrol, staff } from '../../../test/staff.ts'
import { type University, university } from '../../../test/university.ts'
import type { Visitor } from '../../../test/visitor.ts'
import { lockPerson } from '../../people/index.ts'
import { rolesAfter } from './role-change.ts'
import { holdAdministratorsAnd } from './store.ts'

/** Fills the form of somebody's roles, as the browser of an administrator would, and sends it when told to. */
async function fillChange(
  furta: University,
  visitor: Visitor,
  key: string,
  what: string,
  reason = 'Agreed with the dean',
) {
  const found = await visitor.submit(await visitor.open('/desk/roles'), 'Find', {
    'E-mail address': furta.person(key).login,
  })
  const { action, body } = visitor.fill(found, 'Carry out', { Reason: reason })
  if (what !== '') body.set('change', what)
  return () => visitor.request('POST', action, body)
}

async function change(...asked: Parameters<typeof fillChange>) {
  const send = await fillChange(...asked)
  return send()
}

/** The newest letter with this subject. */
const letter = async (furta: University, address: string, subject: string) =>
  (await furta.mailbox.letters(address)).filter((one) => one.subject === subject).at(-1)?.text

const rolesOf = async (furta: University, key: string) =>
  (
    await furta.database.db
      .selectFrom('people')
      .innerJoin('development_cast as c', 'c.person_id', 'people.id')
      .select('roles')
      .where('c.key', '=', key)
      .executeTakeFirstOrThrow()
  ).roles

describe('roles', () => {
  test('are given and taken with a reason, by letter and with an event, and bite at the next request', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'admin')
    const { visitor: dorota, person } = await staff(furta, 'desk')
    expect((await dorota.open('/desk/activity')).status).toBe(403)
    expect((await visitor.open('/desk/roles')).text).toContain(
      'Dorota Jarzębinahelp deskdorota.jarzebina@agh.edu.plSecond factor set up',
    )

    expect((await change(furta, visitor, 'desk', 'grant:auditor')).text).toContain('The role has been given.')
    expect((await dorota.open('/desk/activity')).status).toBe(200)
    expect(await rolesOf(furta, 'desk')).toEqual(['help-desk', 'auditor'])
    expect(await letter(furta, person.login, 'Nadano Ci rolę w obsłudze kont')).toContain(`${furta.origin}/desk`)

    expect((await change(furta, visitor, 'desk', 'revoke:auditor')).text).toContain('The role has been taken.')
    expect((await dorota.open('/desk/activity')).status).toBe(403)
    expect((await change(furta, visitor, 'desk', 'revoke:help-desk')).status).toBe(200)
    // The session lives, and opens nothing of the desk.
    expect((await dorota.open('/desk')).status).toBe(403)
    expect(await isSignedIn(dorota)).toBe(true)
    expect(await letter(furta, person.login, 'Odebrano Ci rolę w obsłudze kont')).toContain('punkt pomocy')

    const events = await furta.database.db
      .selectFrom('audit_events')
      .select(['event', 'details'])
      .where('event', 'in', ['role-granted', 'role-revoked'])
      .orderBy('id')
      .execute()
    expect(events).toEqual([
      { event: 'role-granted', details: { role: 'auditor', reason: 'Agreed with the dean' } },
      { event: 'role-revoked', details: { role: 'auditor', reason: 'Agreed with the dean' } },
      { event: 'role-revoked', details: { role: 'help-desk', reason: 'Agreed with the dean' } },
    ])
  })

  test('nobody changes their own, not even by a form that the page never showed', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'admin')
    const page = await visitor.submit(await visitor.open('/desk/roles'), 'Find', {
      'E-mail address': furta.person('admin').login,
    })
    expect(page.text).toContain('Nobody changes their own roles.')
    const value = page.document.querySelector('input[name=form]')?.getAttribute('value') ?? ''
    for (const what of ['grant:auditor', 'revoke:administrator', 'remove-second-factor', 'grant:god', '__proto__']) {
      const body = new URLSearchParams({ form: value, change: what, reason: 'Because I can' })
      expect((await visitor.request('POST', page.address, body)).status).toBe(409)
    }
    expect(await rolesOf(furta, 'admin')).toEqual(['administrator'])
  })

  test('of two administrators who take the role from each other at the same moment one stays', async () => {
    const furta = await university({ nodes: 2 })
    const { visitor: adam } = await staff(furta, 'admin')
    await change(furta, adam, 'desk', 'grant:administrator')
    const { visitor: dorota } = await staff(furta, 'desk', 1)
    const takes = [
      await fillChange(furta, adam, 'desk', 'revoke:administrator'),
      await fillChange(furta, dorota, 'admin', 'revoke:administrator'),
    ]
    const answers = await Promise.all(takes.map((send) => send()))
    const left = [...(await rolesOf(furta, 'admin')), ...(await rolesOf(furta, 'desk'))]
    expect(left.filter((role) => role === 'administrator')).toHaveLength(1)
    expect(answers.filter(({ text }) => text.includes('The role has been taken.'))).toHaveLength(1)
  })

  test('need a choice and a reason without a PESEL, and somebody to change', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'admin')
    const page = await change(furta, visitor, 'desk', '', 'PESEL 44051401359')
    expect([page.status, page.summary]).toEqual([
      422,
      expect.stringMatching(/^Nothing has been changedChoose what is to changeDots have replaced the number/),
    ])
    expect(page.html).toContain('PESEL •••••••••••</textarea>')
    const nobody = await visitor.submit(await visitor.open('/desk/roles'), 'Find', { 'E-mail address': 'x@agh.edu.pl' })
    expect([nobody.status, nobody.heading]).toEqual([422, 'Roles'])
    expect((await visitor.open('/desk/roles/nobody-at-all')).status).toBe(404)
  })

  test('a second factor that is lost is taken away: every session ends, and a new one has a new secret', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'admin')
    const lost = await staff(furta, 'desk')
    expect((await change(furta, visitor, 'desk', 'remove-second-factor')).text).toContain('has been removed.')
    expect(await isSignedIn(lost.visitor)).toBe(false)
    expect(await letter(furta, lost.person.login, 'Usunięto drugi składnik logowania')).toContain('Twoje sesje')

    const again = furta.visitor()
    await signIn(again, lost.person.login, lost.person.password)
    const { app } = await enrol(furta, again, lost.person.login)
    const now = furta.clock.now()
    expect([0, 1, 2].map((step) => app.code(new Date(now.getTime() + step * 30_000)))).not.toEqual(
      [0, 1, 2].map((step) => lost.app.code(new Date(now.getTime() + step * 30_000))),
    )
  })
})

test('roles keep one order, whatever is given and taken', () => {
  expect(rolesAfter(['administrator'], { what: 'grant', role: 'help-desk' })).toEqual(['help-desk', 'administrator'])
  expect(rolesAfter(['help-desk', 'auditor'], { what: 'revoke', role: 'help-desk' })).toEqual(['auditor'])
  expect(rolesAfter(['auditor'], { what: 'remove-second-factor' })).toEqual(['auditor'])
})

test('a change of roles and an import that hold the same people wait for each other', async () => {
  const { db } = await openTestDatabase()
  const noon = new Date('2026-11-22T12:00:00Z')
  const first = await savePerson(db, noon, { id: 'a' })
  const last = await savePerson(db, noon, { id: 'z', roles: ['administrator'] })
  const roles: Promise<unknown>[] = []
  await db.transaction().execute(async (anImport) => {
    await lockPerson(anImport, first)
    roles.push(db.transaction().execute((trx) => holdAdministratorsAnd(trx, first)))
    await vi.waitFor(async () => {
      const { rows } = await sql`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
      expect(rows).toHaveLength(1)
    }, 10_000)
    await lockPerson(anImport, last)
  })
  expect(await Promise.all(roles)).toEqual([[last]])
})
