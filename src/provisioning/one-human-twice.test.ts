import { describe, expect, test } from 'vitest'
import { csv, registry } from '../../test/registry.ts'
import { openProofKeys, peselBucket, rotatePeselKey } from '../people/index.ts'
import { systemRandom } from '../world/index.ts'
import { mergeRows } from './feed.ts'

const PESEL = '44051401359'
const ada = { id: '1', last_name: 'Wrona', student_status: 2, email: 'ada@agh.edu.pl', pesel: PESEL }
const twin = { ...ada, id: '2', email: 'ada.wrona@agh.edu.pl' }
const kos = { ...ada, id: '3', last_name: 'Kos', email: 'kos@agh.edu.pl', pesel: '02070803628' }

type Report = { conflicts: readonly { kind: string; findings: readonly unknown[] }[] }
const found = ({ conflicts }: Report) => conflicts.map(({ kind, findings }) => ({ kind, findings }))

describe('one PESEL on two ids', () => {
  test('of which one is in the registry is a conflict that names the row and the other person, never the number', async () => {
    const { put, db } = await registry()
    await put(csv(ada, kos))
    const summary = await put(csv(twin))
    expect(found(summary)).toEqual([
      { kind: 'pesel-taken', findings: [{ kind: 'pesel-taken', rows: [2], column: 'pesel', holder: '1' }] },
    ])
    expect(JSON.stringify(await db.selectFrom('import_runs').select('report').execute())).not.toContain(PESEL)
    expect(await db.selectFrom('people').select('usos_id').where('usos_id', '=', '2').execute()).toEqual([])
    expect(found(await put(csv(ada, kos)))).toEqual([])
  })

  test('is found although a key was rotated in between, and somebody here gets the number of another', async () => {
    const { put, db, parts, clock } = await registry()
    await put(csv(ada, { ...twin, pesel: '' }))
    const order = { random: systemRandom, lost: false, now: clock.now() }
    await db.transaction().execute((trx) => rotatePeselKey(trx, parts.peselKeys, order))
    expect(found(await put(csv(kos, twin)))).toMatchObject([
      { kind: 'pesel-taken', findings: [{ rows: [3], holder: '1' }] },
    ])
  })

  test('is none where the file gives the other person another number: then numbers were mixed up, and are put right', async () => {
    const { put, db } = await registry()
    await put(csv(ada, kos))
    expect(found(await put(csv({ ...ada, pesel: kos.pesel }, { ...kos, pesel: ada.pesel })))).toEqual([])
    expect(await db.selectFrom('identity_proofs').select('kind').execute()).toHaveLength(2)
  })

  test('is looked for by sixteen bits that thousands of numbers share: what is stored does not tell who has equal ones', async () => {
    const { put, db, parts } = await registry()
    await put(csv(ada, kos))
    const { keys } = (await openProofKeys(db, parts.peselKeys)).inUse
    const rows = await db.selectFrom('identity_proofs').select('bucket').execute()
    expect(rows.map(({ bucket }) => bucket)).toContain(peselBucket(keys, PESEL))
    // Another number of the same bucket is nobody's duplicate.
    await db
      .updateTable('identity_proofs')
      .set({ bucket: peselBucket(keys, '04222912354') })
      .execute()
    expect(found(await put(csv({ ...twin, pesel: '04222912354' })))).toEqual([])
  })
})

describe('rows of one human under two ids that were merged', () => {
  const study = (programme: string) => ({
    programme,
    name: { pl: programme, en: programme },
    faculty: 'WI',
    status: 'active' as const,
    isPrimary: true,
  })
  const facts = (email: string, programme: string, more: object = {}) =>
    ({ surname: 'Wrona', email, otherEmails: [], studies: [study(programme)], studentStatus: 2, ...more }) as never

  test('are one person: the id that is kept speaks, the other adds fields of study and addresses', () => {
    const merged = mergeRows('1', [
      { row: 2, facts: facts('a@agh.edu.pl', 'INF') },
      { row: 3, facts: facts('b@agh.edu.pl', 'MAT', { surname: 'Lis', studentStatus: 1 }), merged: true },
    ])
    expect(merged).toMatchObject({
      kind: 'person',
      person: { surname: 'Wrona', studentStatus: 2, email: 'a@agh.edu.pl', otherEmails: ['b@agh.edu.pl'] },
    })
    expect(merged).toMatchObject({
      person: {
        studies: [
          { programme: 'INF', isPrimary: true },
          { programme: 'MAT', isPrimary: false },
        ],
      },
    })
  })

  test('where the merged id stands alone: it only adds, but speaks in a file that has everybody', () => {
    const rows = [{ row: 2, facts: facts('b@agh.edu.pl', 'MAT'), merged: true }]
    expect(mergeRows('1', rows)).toMatchObject({ kind: 'addition', addresses: ['b@agh.edu.pl'] })
    expect(mergeRows('1', rows, { full: true })).toMatchObject({ kind: 'person', person: { email: 'b@agh.edu.pl' } })
  })
})
