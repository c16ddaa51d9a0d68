import { describe, expect, test } from 'vitest'
import { reset, setPassword } from '../../../test/attacks/steps.ts'
import { testDatabase } from '../../../test/database.ts'
import { testKeys } from '../../../test/morning.ts'
import { savePerson } from '../../../test/person.ts'
import { csv, registry } from '../../../test/registry.ts'
import { linkFor } from '../../../test/reset-steps.ts'
import { university } from '../../../test/university.ts'
import { asPersonId, type Db, type PersonId } from '../../database/index.ts'
import { keyring, type RootKeyring, Secret, systemRandom } from '../../world/index.ts'
import { proofDigest } from '../proof.ts'
import { findProof, lockPerson } from '../store.ts'
import {
  beginProofKeys,
  describePeselKeys,
  openProofKeys,
  proveAndRekey,
  retirePeselKey,
  rotatePeselKey,
} from './index.ts'

const now = new Date('2026-11-28T12:00:00Z')
const PESEL = '44051401359'
const root = (name: string, before: readonly Secret[] = []) =>
  keyring(new Secret(`${name}, a root of at least 32 characters`), before)

const rotate = (db: Db, roots: RootKeyring, lost = false) =>
  db.transaction().execute((trx) => rotatePeselKey(trx, roots, { random: systemRandom, lost, now }))
const retire = (db: Db, id: string, toDesk = false) =>
  db.transaction().execute((trx) => retirePeselKey(trx, id, { toDesk, now }))
const answer = (db: Db, roots: RootKeyring, person: PersonId, typed: string) =>
  db.transaction().execute(async (trx) => {
    await lockPerson(trx, person)
    return proveAndRekey(trx, roots, { person, stored: await findProof(trx, person), answer: typed })
  })
const states = async (db: Db, roots: RootKeyring) =>
  (await describePeselKeys(db, roots)).map(({ state, proofs }) => `${state} ${proofs}`)

/** A registry of people with one answer, under the key of today. */
async function people(roots: RootKeyring, ...ids: string[]) {
  const db = await testDatabase()
  await beginProofKeys(db, roots, now)
  const { inUse } = await openProofKeys(db, roots)
  const made = []
  for (const id of ids) {
    const proof = proofDigest(inUse.keys, asPersonId(id), 'pesel', PESEL)
    made.push(await savePerson(db, now, { id, proofKind: 'pesel', proof }))
  }
  return { db, made: made as [PersonId, ...PersonId[]] }
}

describe('the keys of the answers', () => {
  test('a rotation makes no right answer wrong: it is verified under its key, and is under the new one from then on (req 48)', async () => {
    const roots = root('one')
    const { db, made } = await people(roots, 'ada', 'jan')
    await rotate(db, roots)
    expect(await states(db, roots)).toEqual(['in-use 0', 'verifying 2'])
    expect(await answer(db, roots, made[0], '02070803628')).toBe(false)
    expect(await states(db, roots)).toEqual(['in-use 0', 'verifying 2'])
    expect(await answer(db, roots, made[0], PESEL)).toBe(true)
    expect(await states(db, roots)).toEqual(['in-use 1', 'verifying 1'])
    expect(await answer(db, roots, made[0], PESEL)).toBe(true)
    expect(await answer(db, roots, made[0], '02070803628')).toBe(false)
  })

  test('a key goes only when nobody’s answer is lost, unless its people are left to the help desk, which is no crash', async () => {
    const roots = root('one')
    const { db, made } = await people(roots, 'ada', 'jan')
    const old = (await openProofKeys(db, roots)).inUse.id
    expect(await retire(db, old)).toEqual({ kind: 'in-use' })
    await rotate(db, roots)
    await answer(db, roots, made[0], PESEL)
    expect(await retire(db, 'nobody')).toEqual({ kind: 'unknown' })
    expect(await retire(db, old)).toEqual({ kind: 'proofs-left', proofs: 1 })
    expect(await retire(db, old, true)).toEqual({ kind: 'retired', toDesk: 1 })
    const told = await db
      .selectFrom('audit_events')
      .select(['actor', 'details'])
      .where('event', '=', 'pesel-key-retired')
      .execute()
    expect(told).toEqual([{ actor: 'operator', details: { key: old, toDesk: 1 } }])
    expect(await answer(db, roots, made[0], PESEL)).toBe(true)
    expect(await answer(db, roots, made[1] as PersonId, PESEL)).toBe(false)
    const events = await db.selectFrom('audit_events').select(['event', 'details']).orderBy('id').execute()
    expect(events).toMatchObject([{ event: 'pesel-key-rotated' }, { details: { key: old, toDesk: 1 } }])
  })

  test('stand sealed: the database alone verifies nothing, and another PESEL_KEY is noticed at the start (req 44)', async () => {
    const roots = root('one')
    const { db, made } = await people(roots, 'ada')
    await rotate(db, roots)
    await answer(db, roots, made[0], PESEL)
    await expect(beginProofKeys(db, root('other'), now)).rejects.toThrow(/PESEL_KEY is not the key/)
    expect(await answer(db, root('other'), made[0], PESEL)).toBe(false)
    expect(await rotate(db, root('other'))).toEqual({ kind: 'does-not-open' })
    // The database of before keys could be rotated: none is there, and the digests tell.
    await db.deleteFrom('pesel_keys').execute()
    await expect(beginProofKeys(db, root('other'), now)).rejects.toThrow(/PESEL_KEY is not the key/)
  })

  test('when PESEL_KEY is lost for good, new answers are made all the same and the others need the desk', async () => {
    const { db, made } = await people(root('lost'), 'ada')
    await rotate(db, root('new'), true)
    await beginProofKeys(db, root('new'), now)
    expect(await states(db, root('new'))).toEqual(['in-use 0', 'does-not-open 1'])
    expect(await answer(db, root('new'), made[0], PESEL)).toBe(false)
  })

  test('when PESEL_KEY is changed node by node, each node knows every right answer at every moment', async () => {
    const before = root('before')
    const { db, made } = await people(before, 'ada', 'jan', 'ewa')
    const after = root('after', [before.root])
    await beginProofKeys(db, after, now)
    for (const node of [before, after]) expect(await answer(db, node, made[0], PESEL)).toBe(true)
    await rotate(db, after)
    for (const node of [before, after, before]) expect(await answer(db, node, made[1] as PersonId, PESEL)).toBe(true)
    // All nodes have it; the one of before is taken out of the settings, and the next rotation forgets its seals.
    const alone = root('after')
    await beginProofKeys(db, alone, now)
    await rotate(db, alone)
    for (const person of made) expect(await answer(db, alone, person, PESEL)).toBe(true)
    await expect(beginProofKeys(db, before, now)).rejects.toThrow(/PESEL_KEY is not the key/)
  })
})

test('two nodes, one of them with a new PESEL_KEY: whoever answers rightly sets a password on either, before and after a rotation', async () => {
  const after = keyring(new Secret('after-abcdefghijklmnopqrstuvwxyz-0123456789'), [testKeys.pesel.root])
  const place = await university({ nodes: 2, keys: [testKeys, { ...testKeys, pesel: after }] })
  const { db } = place.database
  await beginProofKeys(db, after, now)
  const set = async (key: string, node: number, password: string) => {
    const { login, pesel } = place.person(key)
    const link = new URL(await linkFor(place, login))
    const visitor = place.visitor(undefined, node)
    return setPassword(visitor, await visitor.open(link.pathname), { pesel: pesel ?? '', password })
  }
  expect((await set('alice', 1, 'Fioletowy-kombajn-63')).heading).toBe('Your password has been set')
  const rotated = await rotate(db, after)
  expect((await set('bob', 0, 'Fioletowy-kombajn-64')).heading).toBe('Your password has been set')
  expect((await set('zofia', 1, 'Fioletowy-kombajn-65')).heading).toBe('Your password has been set')
  const under = await db
    .selectFrom('identity_proofs as proof')
    .innerJoin('development_cast as cast', 'cast.person_id', 'proof.person_id')
    .select('cast.key')
    .where('proof.key_id', '=', 'id' in rotated ? rotated.id : '')
    .orderBy('cast.key')
    .execute()
  expect(under).toEqual([{ key: 'bob' }, { key: 'zofia' }])
  place.clock.advance({ minutes: 5 })
  expect((await reset(place, 'bob', 'Zamglony-akordeon-17')).heading).toBe('Your password has been set')
})

test('while an import re-keys thousands, nobody with the right answer is refused, and the import goes in', async () => {
  const { db, put, plan, parts } = await registry()
  const pesel = (index: number) => `0421${String(1 + (index % 28)).padStart(2, '0')}${String(index).padStart(4, '0')}`
  const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]
  const whole = (ten: string) => {
    const sum = weights.reduce((total, weight, at) => total + weight * Number(ten[at]), 0)
    return `${ten}${(10 - (sum % 10)) % 10}`
  }
  const rows = Array.from({ length: 2000 }, (_, index) => ({
    id: String(index),
    last_name: 'Wrona',
    student_status: 2,
    email: `w${index}@agh.edu.pl`,
    pesel: whole(pesel(index)),
  }))
  await put(csv(...rows))
  const roots = parts.peselKeys
  const old = (await openProofKeys(db, roots)).inUse.id
  const ids = new Map(
    (await db.selectFrom('people').select(['id', 'usos_id']).execute()).map((row) => [row.usos_id, row.id]),
  )
  await rotate(db, roots)
  // Some answer between the plan and the writing of it: the plan holds all the same.
  const early = rows.slice(0, 20)
  let going = true
  const wrongs: string[] = []
  let answered = 0
  const ask = async (lane: number) => {
    for (let index = lane; going; index = (index + 61) % rows.length) {
      const row = rows[index]
      const person = ids.get(row?.id ?? '')
      if (row && person && !(await answer(db, roots, person, row.pesel))) wrongs.push(row.id)
      answered += 1
    }
  }
  expect((await plan(csv(...rows))).kind).toBe('planned')
  for (const row of early) expect(await answer(db, roots, ids.get(row.id) as PersonId, row.pesel)).toBe(true)
  const lanes = [1, 2, 3, 4].map(ask)
  const summary = await put(csv(...rows)).finally(() => {
    going = false
  })
  await Promise.all(lanes)
  expect(wrongs).toEqual([])
  expect(answered).toBeGreaterThan(20)
  expect(summary.counts.leftOut).toBe(0)
  expect(summary.changes.proof).toBeUndefined()
  expect(await retire(db, old)).toMatchObject({ kind: 'retired', toDesk: 0 })
})
