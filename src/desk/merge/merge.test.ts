import type { Updateable } from 'kysely'
import { describe, expect, test } from 'vitest'
import { isSignedIn, signIn } from '../../../test/attacks/steps.ts'
import { savePerson } from '../../../test/person.ts'
import { csv } from '../../../test/registry.ts'
import { linkFor } from '../../../test/reset-steps.ts'
import { identitySystem } from '../../../test/scim.ts'
import { staff } from '../../../test/staff.ts'
import { university } from '../../../test/university.ts'
import type { PersonId, Tables } from '../../database/index.ts'
import { findPerson, listStudies, mergedRecord } from '../../people/index.ts'
import { rules } from '../../personal-data/index.ts'
import { listConsents } from '../../services/index.ts'
import { examplePerson } from '../example-staff.ts'
import { mergeObstacle, UNDO_DAYS } from './obstacle.ts'
import { forgetMerges } from './store.ts'

const WHY = 'The dean’s office confirms that it is one person'

const furta = await university()
const { db } = furta.database
const admin = await staff(furta, 'admin')
const { visitor } = admin

const idOf = async (key: string): Promise<PersonId> =>
  (await db.selectFrom('development_cast').select('person_id').where('key', '=', key).executeTakeFirstOrThrow())
    .person_id
const found = async (id: PersonId) => {
  const person = await findPerson(db, id)
  if (!person) throw new Error('Nobody')
  return person
}
const record = async (id: PersonId) => ({ ...(await found(id)), studies: await listStudies(db, id) })

/** Opens the preview from the page of the one, by what the other is found by. */
async function preview(kept: PersonId, typed: string) {
  const person = await visitor.open(`/desk/people/${kept}`)
  const find = await visitor.open(person.link('Merge with another record'))
  return visitor.submit(find, 'Show both records', { 'The other record': typed })
}

describe('two records of one human', () => {
  test('are shown side by side, merged, in the trail of both, told to both; and undone, each as it was', async () => {
    const [kept, gone] = [await idOf('alice'), await idOf('bob')]
    const before = [await record(kept), await record(gone)]
    const [alice, bob] = [furta.person('alice'), furta.person('bob')]
    const browser = furta.visitor()
    await signIn(browser, bob.login, bob.password)
    const link = await linkFor(furta, bob.login)

    const page = await preview(kept, bob.login)
    expect(page.heading).toBe('Merge two records')
    for (const word of [
      alice.login,
      bob.login,
      '402113',
      'the one of this record; the other opens nothing',
      'leads here',
    ])
      expect(page.text).toContain(word)
    expect(page.text).not.toContain('does not come along')
    await db
      .insertInto('second_factors')
      .values({ person_id: gone, sealed_secret: Buffer.from('x'), enrolled_at: furta.clock.now(), last_step: 1 })
      .execute()
    expect((await preview(kept, bob.login)).text).toContain('that of the other record does not come along')
    await db.deleteFrom('second_factors').where('person_id', '=', gone).execute()
    expect(await record(kept)).toEqual(before[0])
    expect((await visitor.submit(page, 'Merge the records', { Reason: '' })).summary).toContain('Write the reason')

    await admin.prove()
    const done = await visitor.submit(await preview(kept, bob.login), 'Merge the records', { Reason: WHY })
    expect(done.text).toContain(`The records are merged. The person signs in with ${alice.login}.`)
    expect(done.text).toContain('Another record of the same person was merged into this one.')
    const merged = await record(kept)
    expect(merged.assignedAddress).toBe(alice.login)
    expect(merged.otherAddresses).toEqual(expect.arrayContaining([bob.login, ...bob.otherAddresses]))
    expect(merged.staffStatus).toBe(before[1]?.staffStatus)
    expect(merged.studies).toEqual(before[0]?.studies)
    expect(await found(gone)).toMatchObject({ closedBecause: 'merged', usosId: undefined, assignedAddress: undefined })
    // The session and the link of the record that went are over; the password of the kept one is the password.
    expect(await isSignedIn(browser)).toBe(false)
    expect((await furta.visitor().open(link)).status).toBe(410)
    const again = furta.visitor()
    await signIn(again, bob.login, bob.password)
    expect(await isSignedIn(again)).toBe(false)
    await signIn(again, alice.login, alice.password)
    expect(await isSignedIn(again)).toBe(true)
    for (const { login } of [alice, bob])
      expect((await furta.mailbox.letters(login)).at(-1)?.subject).toMatch(/Połączono dwa wpisy|Two records about you/)

    const merge = await visitor.open((await visitor.open(`/desk/people/${gone}`)).link('See the merge'))
    expect(merge.text).toContain(WHY)
    await admin.prove()
    const back = await visitor.submit(merge, 'Undo the merge', { Reason: 'They are two people' })
    expect(back.text).toContain('The merge is undone: they are two records again.')
    expect(back.text).not.toContain('stays:')
    expect([await record(kept), await record(gone)]).toEqual(before)
    await signIn(again, bob.login, bob.password)
    expect(await isSignedIn(again)).toBe(true)
    const events = await db
      .selectFrom('audit_events')
      .select(['event', 'person_id', 'actor', 'details'])
      .where('event', 'in', ['records-merged', 'merge-undone'])
      .orderBy('id')
      .execute()
    const actor = await idOf('admin')
    expect(events).toEqual([
      { event: 'records-merged', person_id: kept, actor, details: { gone, reason: WHY } },
      { event: 'records-merged', person_id: gone, actor, details: { kept, reason: WHY } },
      { event: 'merge-undone', person_id: kept, actor, details: { gone, reason: 'They are two people' } },
      { event: 'merge-undone', person_id: gone, actor, details: { kept, reason: 'They are two people' } },
    ])
  })

  test('a password, cases and consents go over where the kept record has none; what changed since the merge stays and is named', async () => {
    const [kept, gone] = [await idOf('eve'), await idOf('zofia')]
    const zofia = furta.person('zofia')
    await db
      .insertInto('consents')
      .values({
        person_id: gone,
        service: 'x',
        attributes: ['name'],
        places: ['https://x/'],
        given_at: furta.clock.now(),
      })
      .execute()
    await admin.prove()
    const page = await preview(kept, zofia.albumNumber ?? '')
    expect(page.text).toContain('the one of the other record')
    await visitor.submit(page, 'Merge the records', { Reason: WHY })
    const browser = furta.visitor()
    await signIn(browser, furta.person('eve').login, zofia.password)
    expect(await isSignedIn(browser)).toBe(true)
    expect(await listConsents(db, kept)).toMatchObject([{ service: 'x', attributes: ['name'], places: ['https://x/'] }])

    // Meanwhile a new password, and one of the addresses was given away.
    const now = furta.clock.now()
    await db
      .updateTable('credentials')
      .set({ password_hash: 'new', set_at: now })
      .where('person_id', '=', kept)
      .execute()
    await db.deleteFrom('addresses').where('address', '=', zofia.login).execute()
    await admin.prove()
    const merge = await visitor.open((await visitor.open(`/desk/people/${kept}`)).link('See the merge'))
    const back = await visitor.submit(merge, 'Undo the merge', { Reason: WHY })
    expect(back.text).toContain('some of the addresses')
    expect(back.text).toContain('a new one is set by a link')
    expect(await found(gone)).toMatchObject({ albumNumber: zofia.albumNumber, hasPassword: false })
    expect(await found(kept)).toMatchObject({ hasPassword: false })
    expect(await db.selectFrom('consents').select('service').where('person_id', '=', kept).execute()).toEqual([])
  })

  test('the next import follows: a row under the USOS id that went is the merged person, nobody new and no conflict', async () => {
    const [kept, gone] = [await idOf('tymon'), await idOf('natalia')]
    const [one, other] = [await found(kept), await found(gone)]
    await admin.prove()
    await visitor.submit(await preview(kept, other.usosId ?? ''), 'Merge the records', { Reason: WHY })
    const count = () =>
      db
        .selectFrom('people')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .executeTakeFirst()
    const people = await count()
    const row = (person: typeof one, programme: string) => ({
      id: person.usosId ?? '',
      first_name: person.givenNames,
      last_name: person.surname,
      student_status: 2,
      email: person.assignedAddress ?? '',
      'programme.id': programme,
    })
    await furta.putFeed(csv(row(one, 'ONE-1S'), row(other, 'TWO-1S')))
    expect(await count()).toEqual(people)
    const after = await record(kept)
    expect(after.assignedAddress).toBe(one.assignedAddress)
    expect(after.otherAddresses).toContain(other.assignedAddress)
    expect(after.studies.map(({ programme }) => programme)).toEqual(['ONE-1S', 'TWO-1S'])
    expect(after.surname).toBe(one.surname)
  })

  test('a USOS id that was never let in, because its PESEL is somebody’s here, is led to that person, and the next import follows', async () => {
    const kept = await idOf('mike')
    const mike = await found(kept)
    const second = { id: '8800001', last_name: 'Kowalski', student_status: 2, pesel: furta.person('mike').pesel ?? '' }
    await furta.putFeed(csv(second))
    expect(await db.selectFrom('people').select('id').where('usos_id', '=', second.id).execute()).toEqual([])
    await admin.prove()
    const page = await preview(kept, second.id)
    expect(page.text).toContain('Nobody here has the USOS id 8800001.')
    expect((await visitor.submit(page, 'Let 8800001 lead here', { Reason: '' })).summary).toContain('Write the reason')
    const saved = await visitor.submit(page, 'Let 8800001 lead here', { Reason: WHY })
    expect(saved.text).toContain('Saved.')
    await furta.putFeed(csv({ ...second, 'programme.id': 'DWA-1S' }))
    const after = await record(kept)
    expect(after.studies.map(({ programme }) => programme)).toContain('DWA-1S')
    expect(after.surname).toBe(mike.surname)
    expect((await visitor.submit(saved, 'Let 8800001 lead here no more', { Reason: WHY })).text).toContain('Saved.')
    const told = db.selectFrom('audit_events').select(['details']).where('event', '=', 'usos-id-added').orderBy('id')
    expect(await told.where('person_id', '=', kept).execute()).toEqual([
      { details: { reason: WHY } },
      { details: { reason: WHY, removed: true } },
    ])
    expect(await db.selectFrom('merged_ids').select('usos_id').where('person_id', '=', kept).execute()).toEqual([])
  })

  test('after thirty days nothing leads back, and nothing is kept for it', async () => {
    const kept = await savePerson(db, furta.clock.now(), { id: 'left', demo: true, albumNumber: '900001' })
    await savePerson(db, furta.clock.now(), { id: 'right', demo: true, albumNumber: '900002' })
    await admin.prove()
    await visitor.submit(await preview(kept, '900002'), 'Merge the records', { Reason: WHY })
    const row = () =>
      db.selectFrom('merges').select(['id', 'before']).where('kept_id', '=', kept).executeTakeFirstOrThrow()
    const { id, before } = await row()
    expect(before).not.toBeNull()
    await db.updateTable('merges').set({ undo_until: furta.clock.now() }).where('id', '=', id).execute()
    expect((await visitor.open(`/desk/merges/${id}`)).text).toContain('This merge can no longer be undone.')
    await forgetMerges(db, furta.clock.now())
    expect((await row()).before).toBeNull()
    expect(rules.merges.days).toBe(UNDO_DAYS)
  })

  describe('of whom one has left', () => {
    const days = (ago: number) => new Date(furta.clock.now().getTime() - ago * 86_400_000)
    let numbers = 900_100
    /** Two records as the database has them; merged. */
    const mergeOf = async (kept: Standing, gone: Standing) => {
      const [one, other] = await Promise.all(
        [kept, gone].map(async (standing) => {
          numbers += 1
          const albumNumber = String(numbers)
          const id = await savePerson(db, furta.clock.now(), { id: `record-${numbers}`, demo: true, albumNumber })
          await db
            .updateTable('people')
            .set({ missing_since: null, ...standing })
            .where('id', '=', id)
            .execute()
          return { id, albumNumber }
        }),
      )
      if (!one || !other) throw new Error('Two were made.')
      await admin.prove()
      const done = await visitor.submit(await preview(one.id, other.albumNumber), 'Merge the records', { Reason: WHY })
      expect(done.text).toContain('The records are merged.')
      return { kept: one.id, gone: other.id }
    }
    const undo = async ({ gone }: { gone: PersonId }) => {
      await admin.prove()
      const merge = await visitor.open((await visitor.open(`/desk/people/${gone}`)).link('See the merge'))
      const back = await visitor.submit(merge, 'Undo the merge', { Reason: WHY })
      expect(back.text).toContain('The merge is undone')
    }
    type Standing = Partial<Pick<Updateable<Tables['people']>, Columns>>
    type Columns = 'missing_since' | 'closed_at' | 'closed_because' | 'removed_at'
    const left = { missing_since: days(20), closed_at: days(6), closed_because: 'missing' } as const

    test('an account that a merge opens stays open, as long as the record that was open would; and an undone merge closes it', async () => {
      const open = await mergeOf(left, {})
      const since = days(3)
      const missing = await mergeOf(left, { missing_since: since })
      await furta.suspendLeavers()
      expect(await found(open.kept)).toMatchObject({ closedAt: undefined, missingSince: undefined })
      expect(await found(missing.kept)).toMatchObject({ closedAt: undefined, missingSince: since })
      await undo(open)
      expect(await found(open.kept)).toMatchObject({
        closedBecause: 'missing',
        closedAt: left.closed_at,
        missingSince: left.missing_since,
      })
      expect(await found(open.gone)).toMatchObject({ closedAt: undefined, missingSince: undefined })
    })

    test('whom full feeds could not name while the two were one is not closed for having been missing before', async () => {
      const { kept, gone } = await mergeOf({}, { missing_since: days(20) })
      expect(await found(kept)).toMatchObject({ closedAt: undefined, missingSince: undefined })
      await undo({ gone })
      await furta.suspendLeavers()
      expect(await found(gone)).toMatchObject({ closedAt: undefined, missingSince: undefined })
    })

    test('an identity system goes on seeing a record it had removed, once a merge has opened it, and does not when that is undone', async () => {
      const idm = await identitySystem(furta)
      const sees = async (id: PersonId) => (await idm.ask('GET', `/Users/${id}`)).body.active ?? 'nobody'
      const removed = { closed_at: days(6), closed_because: 'left', removed_at: days(6) } as const
      const { kept } = await mergeOf(removed, { missing_since: days(20) })
      expect(await sees(kept)).toBe(true)
      await furta.suspendLeavers()
      expect(await sees(kept)).toBe(false)

      const mistaken = await mergeOf(removed, {})
      expect(await sees(mistaken.kept)).toBe(true)
      await undo(mistaken)
      expect(await sees(mistaken.kept)).toBe('nobody')
    })
  })

  test('a PESEL finds nobody and is not repeated; who is not there is said; the desk without the role gets nothing', async () => {
    const kept = await idOf('alice')
    const { pesel = '' } = furta.person('bob')
    const refused = await preview(kept, pesel ?? '')
    expect([refused.status, refused.summary]).toEqual([422, 'Not foundNobody is found by a PESEL number.'])
    expect(refused.html).not.toContain(pesel)
    expect((await preview(kept, '999999')).summary).toContain('There is no such record.')
    const { visitor: desk } = await staff(furta, 'desk')
    expect((await desk.open(`/desk/people/${kept}/merge`)).status).toBe(403)
    expect((await desk.open(`/desk/people/${kept}`)).text).not.toContain('Merge with another record')
  })
})

test('nobody merges themselves, anything into an administrator, or a role into another record', () => {
  const staffPerson = examplePerson({ id: 'maria', roles: ['administrator'] })
  const one = examplePerson({ id: 'one' })
  const other = examplePerson({ id: 'other' })
  const obstacle = (kept = one, gone = other) => mergeObstacle(staffPerson, kept, gone)
  expect(obstacle()).toBeUndefined()
  expect(obstacle(one, one)).toBe('same-record')
  expect(obstacle(staffPerson)).toBe('own-account')
  expect(obstacle(one, staffPerson)).toBe('own-account')
  expect(obstacle(examplePerson({ id: 'boss', roles: ['administrator'] }))).toBe('administrator')
  expect(obstacle(one, examplePerson({ id: 'desk', roles: ['help-desk'] }))).toBe('other-has-role')
  expect(obstacle(examplePerson({ id: 'desk', roles: ['help-desk'] }))).toBeUndefined()
  expect(obstacle(one, examplePerson({ id: 'went', closedBecause: 'merged' }))).toBe('merged-already')
  expect(obstacle(one, examplePerson({ id: 'real', demo: false }))).toBe('demo')
})

test('of two records nothing is widened: roles are those of the kept one, disabled under one is disabled, open under one is open, missing under both is missing', () => {
  const side = (more: object) => ({ person: examplePerson({ id: 'x', ...more }), studies: [] })
  const then = new Date('2026-10-01T00:00:00Z')
  const later = new Date('2027-10-01T00:00:00Z')
  expect(mergedRecord(side({}), side({ roles: ['administrator'], disabledAt: then }))).toMatchObject({
    roles: [],
    disabledAt: then,
  })
  const closed = { closedAt: then, closedBecause: 'left', validUntil: later }
  expect(mergedRecord(side(closed), side({ validUntil: later }))).toMatchObject({
    closedAt: undefined,
    validUntil: later,
  })
  expect(mergedRecord(side(closed), side(closed))).toMatchObject({ closedAt: then, closedBecause: 'left' })
  expect(mergedRecord(side({ validUntil: then }), side({ validUntil: later }))).toMatchObject({ validUntil: later })
  expect(mergedRecord(side({ validUntil: then }), side({}))).toMatchObject({ validUntil: undefined })
  const missing = { ...closed, missingSince: then }
  expect(mergedRecord(side(missing), side({}))).toMatchObject({ closedAt: undefined, missingSince: undefined })
  expect(mergedRecord(side({ missingSince: then }), side({}))).toMatchObject({ missingSince: undefined })
  expect(mergedRecord(side(missing), side({ missingSince: later }))).toMatchObject({ missingSince: later })
  expect(mergedRecord(side(missing), side(closed))).toMatchObject({ closedAt: then, missingSince: then })
  expect(mergedRecord(side({ proofKind: 'none' }), side({}))).toMatchObject({ answer: 'lost' })
})
