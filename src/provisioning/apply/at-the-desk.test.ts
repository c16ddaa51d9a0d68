import { describe, expect, test } from 'vitest'
import { csv, registry } from '../../../test/registry.ts'
import { asPersonId, type StaffRole } from '../../database/index.ts'
import { applyImport } from '../index.ts'

const row = (id: string, more: object = {}) => ({ id, last_name: `Wrona ${id}`, email: `ada${id}@agh.edu.pl`, ...more })
const HOLD = 24 * 3_600_000

/** Everybody has a password; 1 brings the feeds. */
async function atWork(roles: Readonly<Record<string, StaffRole>> = { '1': 'administrator', '2': 'help-desk' }) {
  const university = await registry()
  const { db, put, person, clock } = university
  await put(csv(row('1'), row('2'), row('3')))
  for (const id of ['1', '2', '3']) {
    const credentials = { person_id: (await person(id)).id, password_hash: 'a hash', set_at: clock.now() }
    await db.insertInto('credentials').values(credentials).execute()
  }
  const give = (id: string, role: StaffRole) =>
    db
      .updateTable('people')
      .set({ roles: [role] })
      .where('usos_id', '=', id)
      .execute()
  for (const [id, role] of Object.entries(roles)) await give(id, role)
  return { ...university, give, by: asPersonId((await person('1')).id) }
}

describe('a feed that comes by the desk', () => {
  test('leaves out whoever works there and whoever brings it, with row numbers, and the rest goes in', async () => {
    const { put, by, person } = await atWork({ '2': 'help-desk' })
    const moved = ['1', '2', '3'].map((id) => row(id, { email: `new${id}@agh.edu.pl` }))
    const { conflicts, counts } = await put(csv(...moved), { by })
    const kind = 'works-at-desk'
    const findings = [2, 3].map((number) => ({ kind, rows: [number] }))
    expect(conflicts).toEqual([{ kind, count: 2, findings }])
    expect(counts).toMatchObject({ movers: 1, leftOut: 2 })
    expect((await person('1')).assignedAddress).toBe('ada1@agh.edu.pl')
    expect((await person('2')).assignedAddress).toBe('ada2@agh.edu.pl')
    expect((await person('3')).assignedAddress).toBe('new3@agh.edu.pl')
  })

  test('says nothing of staff in whom it changes nothing, and never misses them', async () => {
    const { put, by, db } = await atWork()
    const { conflicts, counts } = await put(csv(row('1')), { by, full: true, evenIfManyLeave: true })
    expect(conflicts).toEqual([])
    expect(counts).toMatchObject({ unchanged: 1, missing: 1 })
    const missing = await db.selectFrom('people').select('usos_id').where('missing_since', 'is not', null).execute()
    expect(missing).toEqual([{ usos_id: '3' }])
  })

  test('is out of date when somebody whom it changes has got a role meanwhile', async () => {
    const { plan, parts, by, give, person } = await atWork()
    const planned = await plan(csv(row('3', { email: 'new3@agh.edu.pl' })), { by })
    await give('3', 'auditor')
    expect(await applyImport(parts, planned.kind === 'planned' ? planned.run : never(), { by })).toEqual({
      kind: 'refused',
      because: 'out-of-date',
    })
    expect((await person('3')).assignedAddress).toBe('ada3@agh.edu.pl')
  })

  test('mails no link for ADDRESS_HOLD to a moved address, also in two steps, and the trail says who moved it', async () => {
    const { put, by, person, clock, db } = await atWork()
    await put(csv(row('3', { email: '' })), { by })
    const now = clock.now()
    await put(csv(row('3', { email: 'new3@agh.edu.pl' }), row('4')), { by })
    const moved = await person('3')
    expect(moved.resetHeldUntil).toEqual(new Date(now.getTime() + HOLD))
    expect((await person('4')).resetHeldUntil).toBeUndefined()
    const trail = await db.selectFrom('audit_events').selectAll().where('event', '=', 'address-assigned').execute()
    expect(trail.map(({ person_id, actor, details }) => ({ person_id, actor, details }))).toEqual(
      [1, 2].map(() => ({ person_id: moved.id, actor: by, details: { reason: '', held: 24 } })),
    )
  })
})

test('a feed of the command line moves staff too, and holds nobody up', async () => {
  const { put, person } = await atWork()
  const { conflicts } = await put(csv(row('2', { email: 'new2@agh.edu.pl' }), row('3', { email: 'new3@agh.edu.pl' })))
  expect(conflicts).toEqual([])
  for (const id of ['2', '3']) {
    expect(await person(id)).toMatchObject({ assignedAddress: `new${id}@agh.edu.pl`, resetHeldUntil: undefined })
  }
})

function never(): never {
  throw new Error('The plan was refused.')
}
