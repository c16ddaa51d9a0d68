import { beforeEach, describe, expect, test } from 'vitest'
import { openTestDatabase } from '../../../test/database.ts'
import { savePerson } from '../../../test/person.ts'
import { asPersonId, type CodePurpose, type Db, openDatabase, type PersonId } from '../../database/index.ts'
import { lockPerson } from '../../people/index.ts'
import { systemRandom } from '../../world/index.ts'
import { closeCodesOf, codeTyped, digestCode, findOpenCode, issueCode, proveCode, spendCode, useCode } from './index.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const minute = (count: number) => new Date(noon.getTime() + count * 60_000)
const QUARTER = 15 * 60_000
const carol = asPersonId('carol')
const bob = asPersonId('bob')

describe('a one-time code', () => {
  let db: Db
  let url: string

  beforeEach(async () => {
    ;({ db, url } = await openTestDatabase())
    await savePerson(db, noon, { id: carol })
    await savePerson(db, noon, { id: bob })
  })

  const issue = (person: PersonId = carol, purpose: CodePurpose = 'set-password', now = noon) =>
    db
      .transaction()
      .execute((trx) => issueCode(trx, { person, purpose, issuedBy: 'desk', lifetimeMs: QUARTER, now }, systemRandom))
  const held = <Result>(
    person: PersonId,
    work: (trx: Parameters<typeof useCode>[0]) => Promise<Result>,
    node: Db = db,
  ): Promise<Result> =>
    node.transaction().execute(async (trx) => {
      await lockPerson(trx, person)
      return work(trx)
    })
  const use = async (
    written: string,
    { person = carol, purpose = 'set-password' as CodePurpose, now = minute(1), node = db } = {},
  ) => {
    const typed = await digestCode(node, { person, purpose, typed: written, now })
    return held(person, (trx) => useCode(trx, { person, purpose, typed, now }), node)
  }
  const prove = async (written: string) => {
    const asked = { person: carol, purpose: 'set-password', now: minute(1) } as const
    const typed = await digestCode(db, { ...asked, typed: written })
    return held(carol, (trx) => proveCode(trx, { ...asked, typed }))
  }
  const wrongly = async (times: number) => {
    for (let time = 0; time < times; time++) expect(await use('KKKK-KKKK-KKKK')).toBe('wrong')
  }

  test('is twelve letters and digits that nobody misreads, in three groups, of at least 40 bits', async () => {
    const { code, expiresAt } = await issue()
    expect(code).toMatch(/^([ABCDEFGHJKMNPQRSTVWXYZ2-9]{4}-){2}[ABCDEFGHJKMNPQRSTVWXYZ2-9]{4}$/)
    expect(12 * Math.log2(30)).toBeGreaterThan(40)
    expect(expiresAt).toEqual(minute(15))
  })

  test('is right in any case, with or without hyphens, with the spaces of a telephone or a clipboard', async () => {
    for (const written of [
      (code: string) => code,
      (code: string) => code.toLowerCase(),
      (code: string) => code.replaceAll('-', ''),
      (code: string) => `  ${code.replaceAll('-', ' – ')}\u200b\n`,
      (code: string) => code.split('').join(' '),
    ]) {
      const { code } = await issue()
      expect(await use(written(code))).toBe('right')
    }
    expect(codeTyped('a'.repeat(9_000))).toHaveLength(64)
  })

  test('works once', async () => {
    const { code } = await issue()
    expect(await use(code)).toBe('right')
    expect(await use(code)).toBe('dead')
  })

  test('of twenty parallel uses over two nodes one succeeds', async () => {
    const { code } = await issue()
    const node = openDatabase(url, { connections: 8, onError: () => {} })
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => use(code, { node: index % 2 === 0 ? db : node.db })),
    )
    await node.close()
    expect(outcomes.filter((outcome) => outcome === 'right')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'dead')).toHaveLength(19)
  })

  test('is dead after five wrong tries, even for the right code, and even when they come at once over two nodes', async () => {
    const { code } = await issue()
    const node = openDatabase(url, { connections: 8, onError: () => {} })
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => use('KKKK-KKKK-KKKK', { node: index % 2 === 0 ? db : node.db })),
    )
    await node.close()
    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(5)
    expect(await use(code)).toBe('dead')
  })

  test('is still good after four wrong tries, and a right one is no wrong one', async () => {
    const { code } = await issue()
    await wrongly(4)
    const proved = await prove(code)
    expect(proved.kind).toBe('right')
    expect(await use(code)).toBe('right')
  })

  test('proved but not yet spent stays open, and the next step spends it once', async () => {
    const { code } = await issue()
    const proved = await prove(code)
    if (proved.kind !== 'right') throw new Error('The code was right.')
    expect(await findOpenCode(db, proved.id, minute(2))).toEqual({ person: carol, purpose: 'set-password' })
    expect(await held(carol, (trx) => spendCode(trx, proved.id, minute(2)))).toBe(true)
    expect(await held(carol, (trx) => spendCode(trx, proved.id, minute(2)))).toBe(false)
    expect(await findOpenCode(db, proved.id, minute(2))).toBeUndefined()
  })

  test('is dead when its time is over', async () => {
    const { code } = await issue()
    expect(await use(code, { now: minute(15) })).toBe('dead')
  })

  test('opens no other account and serves no other purpose', async () => {
    const { code } = await issue()
    await issue(bob)
    await issue(carol, 'enrol-second-factor')
    expect(await use(code, { person: bob })).toBe('wrong')
    expect(await use(code, { purpose: 'enrol-second-factor' })).toBe('wrong')
    expect(await use(code)).toBe('right')
  })

  test('is superseded by a newer one for the same purpose, and by no other', async () => {
    const older = await issue()
    const newer = await issue()
    await issue(carol, 'enrol-second-factor')
    expect(await use(older.code)).toBe('wrong')
    expect(await use(newer.code)).toBe('right')
  })

  test('typed as a newer one comes opens nothing, and counts as a wrong try at neither', async () => {
    const { code } = await issue()
    const asked = { person: carol, purpose: 'set-password', now: minute(1) } as const
    const typed = await digestCode(db, { ...asked, typed: code })
    await issue()
    expect(await held(carol, (trx) => useCode(trx, { ...asked, typed }))).toBe('dead')
    const tries = db.selectFrom('one_time_codes').select('wrong_tries')
    expect((await tries.execute()).map(({ wrong_tries: wrong }) => wrong)).toEqual([0, 0])
  })

  test('dies with the account as it was', async () => {
    const { code } = await issue()
    await held(carol, (trx) => closeCodesOf(trx, carol, minute(1)))
    expect(await use(code)).toBe('dead')
  })

  test('stands in the database as a digest alone', async () => {
    const { code } = await issue()
    const rows = await db.selectFrom('one_time_codes').selectAll().execute()
    const dump = JSON.stringify(rows, (_, value) =>
      value?.type === 'Buffer' ? Buffer.from(value).toString('latin1') : value,
    )
    expect(rows).toHaveLength(1)
    for (const spelling of [code, code.replaceAll('-', ''), code.toLowerCase()]) expect(dump).not.toContain(spelling)
  })
})
