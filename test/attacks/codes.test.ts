import { expect, test } from 'vitest'
import { issueCode } from '../../src/challenges/index.ts'
import { findByAddress, lockPerson } from '../../src/people/index.ts'
import { systemRandom } from '../../src/world/index.ts'
import { type University, university } from '../university.ts'
import type { Visitor } from '../visitor.ts'
import { BEHIND_A_PROXY, from, neutral } from './steps.ts'

const SET = 'You are setting a new password'
const REFUSED = 'Set a password with a one-time code'
const WRONG = 'KKKK-KKKK-KKKK'
const A_DAY = 24 * 3_600_000

test('A32 · nobody burns a printed code of somebody else by patience: not from one address, nor from all of a /48 (req 90)', async () => {
  for (const source of [() => '203.0.113.7', (turn: number) => `2001:db8:7:${turn.toString(16)}::1`]) {
    const agh = await university({ settings: BEHIND_A_PROXY })
    const alice = agh.person('alice')
    const code = await printedCode(agh, alice.login)
    for (let turn = 1; turn <= 12; turn++) {
      const answer = await type(agh.visitor(from(source(turn))), alice.login, WRONG)
      expect([422, 429]).toContain(answer.status)
      if (turn % 4 === 0) agh.clock.advance({ minutes: 16 })
    }
    expect((await type(agh.visitor(from('198.51.100.9')), alice.login, code)).heading).toBe(SET)
  }
})

test('A15 · past that share the right code, a wrong one, and one for nobody get the same page (req 49, 56)', async () => {
  const agh = await university({ settings: BEHIND_A_PROXY })
  const alice = agh.person('alice')
  const code = await printedCode(agh, alice.login)
  const thief = from('203.0.113.8')
  const nobody = alice.login.replace(/^./, 'q')
  for (let turn = 1; turn <= 4; turn++) {
    await type(agh.visitor(thief), alice.login, WRONG)
    await type(agh.visitor(thief), nobody, WRONG)
  }
  agh.clock.advance({ minutes: 16 })
  const right = await type(agh.visitor(thief), alice.login, code)
  const wrong = await type(agh.visitor(thief), alice.login, WRONG)
  const unknown = await type(agh.visitor(thief), nobody, WRONG)
  expect(right.heading).toBe(REFUSED)
  expect(await neutral(right, alice.login)).toBe(await neutral(wrong, alice.login))
  expect(await neutral(right, alice.login)).toBe(await neutral(unknown, nobody))
  // A new code has a new share: the desk helps whoever mistyped it too often.
  const another = await printedCode(agh, alice.login)
  expect((await type(agh.visitor(thief), alice.login, another)).heading).toBe(SET)
})

test('A24 · a proved code is no use once the account is disabled or not connected any more, or a newer code is out (req 23, 90)', async () => {
  const agh = await university()
  const { login } = agh.person('alice')
  const alice = await personOf(agh, login)
  const thief = agh.visitor()
  const page = await type(thief, login, await printedCode(agh, login))
  expect(page.heading).toBe(SET)
  const tryIt = () => thief.submit(page, 'Set password', passwords)
  const passwords = { 'New password:': 'Zamglony-akordeon-17', 'Repeat new password:': 'Zamglony-akordeon-17' }

  const people = (change: { disabled_at: Date | null } | { connected: boolean }) =>
    agh.database.db.updateTable('people').set(change).where('id', '=', alice).execute()
  await people({ disabled_at: agh.clock.now() })
  expect((await tryIt()).status).toBe(410)
  await people({ disabled_at: null })
  await people({ connected: false })
  expect((await tryIt()).status).toBe(410)
  await people({ connected: true })
  await printedCode(agh, login)
  expect((await tryIt()).status).toBe(410)
})

async function printedCode(agh: University, address: string) {
  const person = await personOf(agh, address)
  const { code } = await agh.database.db.transaction().execute(async (trx) => {
    await lockPerson(trx, person)
    const wanted = {
      person,
      purpose: 'set-password',
      issuedBy: 'desk',
      lifetimeMs: A_DAY,
      now: agh.clock.now(),
    } as const
    return issueCode(trx, wanted, systemRandom)
  })
  return code
}

async function personOf(agh: University, address: string) {
  const found = await findByAddress(agh.database.db, address)
  if (!found) throw new Error(`Nobody has ${address}`)
  return found.person.id
}

async function type(visitor: Visitor, address: string, code: string) {
  const page = await visitor.open('/set-password/code')
  return visitor.submit(page, 'Next', { 'E-mail address:': address, 'One-time code:': code })
}
