import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openTestDatabase } from '../../../test/database.ts'
import { testKeys } from '../../../test/morning.ts'
import { asPersonId, type Db } from '../../database/index.ts'
import { HandSetClock, keyring, Secret, systemRandom } from '../../world/index.ts'
import { type AuditEvent, recordEvent } from '../index.ts'
import {
  BadAuditChain,
  forgetEventsBefore,
  forgetSourcesBefore,
  keepWitness,
  readWitness,
  sealEvents,
  verifyTrail,
} from './index.ts'

const noon = new Date('2026-11-28T12:00:00Z')

/** A trail of `count` events, sealed, in a database of its own. */
async function trail(count = 9) {
  const database = await openTestDatabase()
  const { db } = database
  const clock = new HandSetClock(noon)
  const parts = { db, keys: testKeys.app, world: { clock, random: systemRandom } }
  const record = async (howMany: number, more: Partial<AuditEvent> = {}, on: Db = db) => {
    for (let turn = 0; turn < howMany; turn++) {
      await recordEvent(on, {
        at: clock.now(),
        event: 'sign-in',
        outcome: 'success',
        person: asPersonId('anna'),
        actor: 'person',
        source: `192.0.2.${turn}`,
        reference: '7F3K-29QD',
        details: { service: 'https://library.example.edu/', turn },
        ...more,
      })
      clock.advance({ seconds: 1 })
    }
  }
  await record(count)
  await sealEvents(parts)
  return {
    ...parts,
    database,
    clock,
    record,
    seal: () => sealEvents(parts),
    async severalPasses() {
      for (let pass = 0; pass < 4; pass++) {
        await sealEvents(parts)
        clock.advance({ seconds: 10 })
      }
    },
    /** Until everything that is there is settled: transactions of other tests, on the same server, are waited for. */
    settle: () =>
      vi.waitFor(async () => {
        await sealEvents(parts)
        clock.advance({ seconds: 10 })
        const { mark_id, settled_id } = await db.selectFrom('audit_chain').selectAll().executeTakeFirstOrThrow()
        expect([mark_id, settled_id === '0']).toEqual([null, false])
      }, 20_000),
    verify: () => verifyTrail({ db, keys: testKeys.app }),
    /** What somebody does who owns the database: no trigger stops them. */
    tamper: (statement: string) =>
      db.transaction().execute(async (trx) => {
        const triggers = (how: 'disable' | 'enable') =>
          sql
            .raw(`alter table audit_events ${how} trigger user; alter table audit_seals ${how} trigger user`)
            .execute(trx)
        await triggers('disable')
        await sql.raw(statement).execute(trx)
        await triggers('enable')
      }),
    idAt: async (nth: number) => {
      const row = await db
        .selectFrom('audit_seals')
        .select('event_id')
        .where('position', '=', String(nth))
        .executeTakeFirstOrThrow()
      return row.event_id
    },
  }
}

describe('an untouched trail', () => {
  test('is whole, empty or not, and says up to when it is sealed', async () => {
    const { verify, record, seal } = await trail(0)
    expect(await verify()).toMatchObject({ events: 0, broken: 0, sealedTo: undefined, unsealed: 0 })
    await record(3, { source: undefined, reference: undefined, details: { note: 'zażółć "gęślą" \\ jaźń\n' } })
    expect(await verify()).toMatchObject({ events: 0, broken: 0, unsealed: 3 })
    expect(await seal()).toBe(3)
    expect(await verify()).toMatchObject({ events: 3, broken: 0, unsealed: 0, position: '3' })
    expect(await seal()).toBe(0)
  })

  test('seals an event that is committed later than those written after it', async () => {
    const { db, record, seal, settle, severalPasses, verify } = await trail(0)
    await db.transaction().execute(async (slow) => {
      await record(1, { event: 'retention', actor: 'system' }, slow)
      await record(2)
      await severalPasses()
      expect(await verify()).toMatchObject({ events: 2, broken: 0 })
    })
    expect(await seal()).toBe(1)
    await settle()
    expect(await verify()).toMatchObject({ events: 3, broken: 0, unsealed: 0 })
  })

  test('is sealed once, however many nodes seal at the same moment', async () => {
    const { record, seal, settle, verify } = await trail(0)
    await record(20)
    const sealed = await Promise.all([seal(), seal(), seal(), seal()])
    expect(sealed.reduce((sum, one) => sum + one, 0)).toBe(20)
    await settle()
    expect(await verify()).toMatchObject({ events: 20, broken: 0, unsealed: 0 })
  })
})

describe('whoever owns the database is found', () => {
  test.each([
    ['outcome', `outcome = 'failure'`],
    ['moment', `at = at + interval '1 microsecond'`],
    ['person', `person_id = 'piotr'`],
    ['actor', `actor = 'system'`],
    ['source', `source = '198.51.100.1'`],
    ['missing source', `source = null`],
    ['reference', `reference = null`],
    ['details', `details = details || '{"turn": 99}'`],
  ])('who changes the %s of an event: it is named', async (_, change) => {
    const here = await trail()
    const id = await here.idAt(4)
    await here.tamper(`update audit_events set ${change} where id = ${id}`)
    const { breaks, broken } = await here.verify()
    expect(broken).toBe(1)
    expect(breaks[0]).toMatchObject({ kind: 'changed', position: '4', event: id })
  })

  test('who takes an event away, with its seal or without', async () => {
    const here = await trail()
    const id = await here.idAt(4)
    await here.tamper(`delete from audit_events where id = ${id}`)
    expect((await here.verify()).breaks).toEqual([{ kind: 'removed', position: '4', event: id, at: expect.any(Date) }])
    await here.tamper('delete from audit_seals where position = 4')
    const { breaks } = await here.verify()
    expect(breaks[0]).toEqual({ kind: 'cut-out', position: '4', until: '4' })
  })

  test('who closes the gap, or lets two events change places', async () => {
    const here = await trail()
    await here.tamper(`
      delete from audit_events where id = (select event_id from audit_seals where position = 4);
      delete from audit_seals where position = 4;
      update audit_seals set position = position - 1 where position > 4`)
    const { breaks } = await here.verify()
    expect(breaks[0]).toMatchObject({ kind: 'changed', position: '4' })

    const other = await trail()
    const [third, fourth] = [await other.idAt(3), await other.idAt(4)]
    await other.tamper(`
      update audit_seals set event_id = -1 where position = 3;
      update audit_seals set event_id = ${third} where position = 4;
      update audit_seals set event_id = ${fourth} where position = 3`)
    expect((await other.verify()).breaks[0]).toMatchObject({ kind: 'changed', position: '3', event: fourth })
  })

  test('who cuts the newest events off, and moves the end of the chain', async () => {
    const here = await trail()
    await here.tamper(`
      delete from audit_events where id in (select event_id from audit_seals where position > 7);
      delete from audit_seals where position > 7`)
    expect((await here.verify()).breaks).toEqual([{ kind: 'cut-off', position: '8', until: '9' }])
    await here.tamper(`
      update audit_chain set position = 7, digest = (select digest from audit_seals where position = 7)`)
    expect((await here.verify()).breaks).toEqual([{ kind: 'ends-changed' }])
    await here.record(1)
    await expect(here.seal()).rejects.toThrow(BadAuditChain)
  })

  test('who cuts the oldest events off before their time', async () => {
    const here = await trail()
    await here.tamper(`
      update audit_chain set anchor_position = 2, anchor_digest = (select digest from audit_seals where position = 2);
      delete from audit_events where id in (select event_id from audit_seals where position <= 2);
      delete from audit_seals where position <= 2`)
    expect((await here.verify()).breaks[0]).toEqual({ kind: 'ends-changed' })
  })

  test('who puts an event in where everything had been sealed', async () => {
    const here = await trail()
    const id = await here.idAt(4)
    await here.tamper(`
      delete from audit_events where id = ${id}; delete from audit_seals where position = 4`)
    await here.settle()
    await here.tamper(`
      insert into audit_events (id, at, event, outcome, actor, details) overriding system value
      values (${id}, '2026-11-28 12:00:03Z', 'sign-in', 'failure', 'person', '{}')`)
    await here.seal()
    const { breaks } = await here.verify()
    expect(breaks.map(({ kind }) => kind)).toEqual(['cut-out', 'changed', 'put-in'])
    expect(breaks.at(-1)).toMatchObject({ event: id })
  })

  test('who puts an older copy back, chain and all, by what the node has seen', async () => {
    const here = await trail(4)
    const folder = mkdtempSync(join(tmpdir(), 'furta-witness-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const keep = () => keepWitness(here.db, folder, here.clock.now())
    const verify = () => verifyTrail({ db: here.db, keys: testKeys.app, witness: readWitness(folder) })
    await sql.raw('create table copy as select * from audit_chain').execute(here.db)
    await here.record(3)
    await here.seal()
    expect([await keep(), await keep()]).toEqual(['kept', 'nothing-new'])
    expect((await verify()).broken).toBe(0)

    await here.tamper(`
      delete from audit_events where id in (select event_id from audit_seals where position > 4);
      delete from audit_seals where position > 4;
      delete from audit_chain; insert into audit_chain select * from copy`)
    expect((await here.verify()).broken).toBe(0)
    expect((await verify()).breaks).toEqual([{ kind: 'not-what-was-seen', position: '7', at: expect.any(Date) }])
    // It does not help to let the chain grow over it.
    await here.record(5)
    await here.seal()
    expect(await keep()).toBe('not-what-was-seen')
    expect((await verify()).breaks).toMatchObject([{ kind: 'not-what-was-seen', position: '7' }])
  })

  test('who seals anew without the key: every seal from there on is another', async () => {
    const here = await trail()
    const theirs = keyring(new Secret('a key of somebody else, and long enough to be one'))
    await here.tamper(`delete from audit_seals; delete from audit_chain; insert into audit_chain default values`)
    await sealEvents({ db: here.db, keys: theirs, world: { clock: here.clock, random: systemRandom } })
    const { breaks, broken } = await here.verify()
    expect([breaks[0]?.kind, broken]).toEqual(['ends-changed', 10])
  })
})

test('nobody changes, deletes or empties the trail by mistake: the database refuses', async () => {
  const { db } = await trail(2)
  for (const statement of [
    `update audit_events set outcome = 'failure'`,
    'update audit_events set source = null',
    'delete from audit_events',
    'delete from audit_seals',
    'truncate audit_events',
    'truncate audit_seals',
  ])
    await expect(sql.raw(statement).execute(db)).rejects.toThrow(/append-only/)
  const asRetention = db.transaction().execute(async (trx) => {
    await sql`set local furta.retention = 'on'`.execute(trx)
    await sql`update audit_events set outcome = 'failure', source = null`.execute(trx)
  })
  await expect(asRetention).rejects.toThrow(/only a network address/)
})

describe('retention', () => {
  test('takes the oldest events away, and the rest of the chain still hangs together', async () => {
    const here = await trail(5)
    here.clock.advance({ days: 10 })
    await here.record(4)
    const moment = new Date(noon.getTime() + 86_400_000)
    expect(await forgetEventsBefore(here, moment)).toBe(5)
    expect(await forgetEventsBefore(here, moment)).toBe(0)
    expect(await here.verify()).toMatchObject({ events: 4, broken: 0, position: '9' })
    expect(await forgetEventsBefore(here, here.clock.now())).toBe(4)
    expect(await here.verify()).toMatchObject({ events: 0, broken: 0, sealedTo: undefined })
    await here.record(1)
    await here.seal()
    expect(await here.verify()).toMatchObject({ events: 1, broken: 0, position: '10' })
  })

  test('forgets where requests came from, and leaves nothing to find it out again', async () => {
    const here = await trail(5)
    here.clock.advance({ days: 90 })
    await here.record(2)
    await here.seal()
    expect(await forgetSourcesBefore(here, new Date(noon.getTime() + 86_400_000))).toBe(5)
    const left = await here.db
      .selectFrom('audit_events as e')
      .innerJoin('audit_seals as s', 's.event_id', 'e.id')
      .select(['e.source', 's.salt'])
      .orderBy('s.position')
      .execute()
    expect(left.map(({ source, salt }) => [source, salt === null])).toEqual([
      ...Array.from({ length: 5 }, () => [null, true]),
      ['192.0.2.0', false],
      ['192.0.2.1', false],
    ])
    expect(await here.verify()).toMatchObject({ events: 7, broken: 0 })
  })
})

test('a note of what was seen that is damaged is told, not passed over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'furta-witness-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(readWitness(folder)).toBeUndefined()
  writeFileSync(join(folder, 'audit-witness.json'), '{"position":"1"}')
  expect(() => readWitness(folder)).toThrow(/is damaged\. Bring it back/)
})

test('a note that cannot be read is told with its folder, and without a stack', () => {
  const folder = mkdtempSync(join(tmpdir(), 'furta-witness-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'audit-witness.json'))
  expect(() => readWitness(folder)).toThrow(
    expect.objectContaining({
      name: 'BadWitness',
      message: expect.stringMatching(/audit-witness\.json cannot be read \(EISDIR\).* DATA_DIR/),
    }),
  )
})
