import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { reset } from '../../test/attacks/steps.ts'
import { MORNING } from '../../test/morning.ts'
import { overrunJudge } from '../../test/overrun-judge.ts'
import { sharedHashGate, sharedJudge } from '../../test/shared-threads.ts'
import { somebodyWaits } from '../../test/somebody-waits.ts'
import { type University, university } from '../../test/university.ts'
import { createHashGate, removePassword, wasUsedBefore } from '../credentials/index.ts'
import { type Intake, takeOldHashes } from '../credentials/old-hashes/index.ts'
import { HandSetClock, systemRandom } from '../world/index.ts'

const STRONG = 'Zażółć gęślą jaźń 1!'

// bcrypt of it as `htpasswd` writes it, SSHA of a weak one as LDAP keeps it, and crypt of a decomposed spelling.

const vectors: readonly { by: string; password: string; hash: string }[] = JSON.parse(
  readFileSync('src/credentials/old-hashes/vectors.json', 'utf8'),
)
const vector = (by: string, password: string) =>
  vectors.find((one) => one.by === by && one.password === password)?.hash ?? ''
const bcrypt = vector('htpasswd -bnBC 5 x', STRONG)
const ssha = vector('passlib ldap_salted_sha1', 'Furta-2026')
const decomposed = vectors.find(({ by }) => by.includes('decomposed'))

test('somebody with a password of another system signs in with it, and it is kept as argon2id from then on', async () => {
  const agh = await university()
  const { db } = agh.database
  const [alice, bob, carol] = await Promise.all(['alice', 'bob', 'tymon'].map((name) => forgetPassword(agh, name)))
  if (!alice || !bob || !carol) throw new Error('The cast has them.')
  const hashOf = (id: string) =>
    db
      .selectFrom('credentials')
      .select(['password_hash', 'must_change'])
      .where('person_id', '=', id as never)
      .executeTakeFirst()
  const rows = [
    { name: alice.login.toUpperCase(), hash: bcrypt },
    { name: bob.login, hash: ssha },
    { name: carol.login, hash: decomposed?.hash ?? '' },
    { name: alice.login, hash: ssha },
    { name: 'nobody@agh.edu.pl', hash: ssha },
    { name: agh.person('ewa').login, hash: '$2b$31$x' },
    { name: agh.person('zofia').login, hash: '' },
  ]
  const counts = ({ taken, kept, faults }: Intake) => ({ taken: [...taken], kept, faults })
  const expected = {
    taken: [
      ['bcrypt', 2],
      ['sha', 1],
    ],
    faults: [
      { row: 5, fault: 'twice' },
      { row: 6, fault: 'nobody' },
      { row: 7, fault: 'malformed' },
    ],
  }
  expect(counts(await take(agh, rows, true))).toEqual({ ...expected, kept: 0 })
  expect(await hashOf(alice.id)).toBeUndefined()
  expect(counts(await take(agh, rows, false))).toEqual({ ...expected, kept: 0 })
  expect((await hashOf(alice.id))?.password_hash).toMatch(/^old:bcrypt::\$2y\$05\$/)
  // What is cheap to guess stands within argon2id.
  expect((await hashOf(bob.id))?.password_hash).toMatch(/^old:sha:sha1,[\w+/=]+:\$argon2id\$/)

  expect((await signIn(agh, alice.login, `${STRONG}?`)).text).toContain('Wrong ID or password')
  expect((await signIn(agh, alice.login, STRONG)).text).toContain('Alicja Wrona')
  await expect.poll(async () => (await hashOf(alice.id))?.password_hash).toMatch(/^\$argon2id\$/)
  expect((await signIn(agh, alice.login, STRONG)).text).toContain('Alicja Wrona')

  // A password that does not keep the rules opens only the page where it is changed.
  const weak = await signIn(agh, bob.login, 'Furta-2026')
  expect(weak.text).toContain('Your current password is too weak')
  await expect.poll(() => hashOf(bob.id)).toMatchObject({ must_change: true })

  // As it was typed there, in another spelling than ours.
  await signIn(agh, carol.login, decomposed?.password ?? '')
  await expect.poll(async () => (await hashOf(carol.id))?.password_hash).toMatch(/^\$argon2id\$/)

  // The list read again takes nothing from anybody.
  expect(counts(await take(agh, rows, false))).toEqual({ taken: [], kept: 4, faults: expected.faults.slice(1) })
  const events = await db
    .selectFrom('audit_events')
    .select(['event', 'person_id', 'details'])
    .where('event', 'in', ['old-password-taken', 'old-password-used'])
    .orderBy('id')
    .execute()
  expect(events.map(({ event, details }) => [event, details])).toEqual([
    ['old-password-taken', { kind: 'bcrypt' }],
    ['old-password-taken', { kind: 'sha' }],
    ['old-password-taken', { kind: 'bcrypt' }],
    ['old-password-used', { mustChange: false }],
    ['old-password-used', { mustChange: true }],
    ['old-password-used', { mustChange: expect.any(Boolean) }],
  ])
})

test('whose old password is not judged in time hears when to come, and the same form, sent again then, leads in', async () => {
  const judge = overrunJudge()
  const agh = await university({ judgePassword: (...asked) => judge.now.judgePassword(...asked) })
  const alice = await forgetPassword(agh, 'alice')
  await take(agh, [{ name: alice.login, hash: bcrypt }], false)
  const visitor = agh.visitor()
  const form = await visitor.open('/cas/login')
  const typed = { ID: alice.login, Password: STRONG }
  const answer = await visitor.submit(form, 'Sign in', typed)
  expect([answer.status, answer.heading]).toEqual([503, 'You have a place in the line'])
  expect(answer.headers.get('retry-after')).toBe('5')

  judge.now = sharedJudge()
  expect((await visitor.submit(form, 'Sign in', typed)).text).toContain('Alicja Wrona')
})

test('a refusal takes as long for somebody with an old hash, by a wrong password or the right one of a closed door, as for a stranger (req 3)', async () => {
  const agh = await university()
  const alice = await forgetPassword(agh, 'alice')
  await take(agh, [{ name: alice.login, hash: bcrypt }], false)
  const refusal = async (login: string, password: string) => {
    const began = agh.clock.now().getTime()
    const page = await signIn(agh, login, password)
    expect(page.text).toMatch(/Wrong ID or password|Your account is not recognized/)
    return agh.clock.now().getTime() - began
  }
  const { ANSWER_FLOOR: floor } = agh.settings
  expect(await refusal('nobody@agh.edu.pl', STRONG)).toBe(floor)
  expect(await refusal(alice.login, `${STRONG}?`)).toBe(floor)
  await agh.database.db.updateTable('people').set({ disabled_at: agh.clock.now() }).where('id', '=', alice.id).execute()
  expect(await refusal(alice.login, STRONG)).toBe(floor)
})

test('an old hash goes when another password is set: it is not among those of before', async () => {
  const agh = await university()
  const { db } = agh.database
  const bob = await forgetPassword(agh, 'bob')
  await take(agh, [{ name: bob.login, hash: ssha }], false)
  await reset(agh, 'bob', 'Fioletowy-kombajn-63')
  const kept = await db
    .selectFrom('previous_passwords')
    .select('password_hash')
    .where('person_id', '=', bob.id)
    .execute()
  expect(kept).toEqual([])
  expect((await signIn(agh, bob.login, 'Furta-2026')).text).toContain('Wrong ID or password')
})

test('an old password that was taken away does not come back, neither by the list nor by its owner', async () => {
  const agh = await university()
  const alice = await forgetPassword(agh, 'alice')
  await take(agh, [{ name: alice.login, hash: bcrypt }], false)
  const { settings, database, clock } = agh
  await database.db
    .transaction()
    .execute((trx) => removePassword(trx, alice.id, { now: clock.now(), keep: settings.PASSWORD_HISTORY }))
  expect(await take(agh, [{ name: alice.login, hash: bcrypt }], false)).toMatchObject({ kept: 1 })
  expect((await signIn(agh, alice.login, STRONG)).text).toContain('Wrong ID or password')
  expect(await wasUsedBefore({ settings, database, hashGate: await sharedHashGate('quick') }, alice.id, STRONG)).toBe(
    true,
  )

  // Her record is one with another that never had a password here, and that one with a third: they are she.
  const [bob, tymon] = await Promise.all(['bob', 'tymon'].map((name) => forgetPassword(agh, name)))
  if (!bob || !tymon) throw new Error('The cast has them.')
  const { db } = database
  const merge = { merged_at: clock.now(), by: 'operator', reason: 'one human', undo_until: clock.now(), before: null }
  await db
    .insertInto('merges')
    .values([
      { ...merge, id: 'one', kept_id: bob.id, gone_id: alice.id },
      { ...merge, id: 'two', kept_id: tymon.id, gone_id: bob.id },
    ])
    .execute()
  for (const { login } of [bob, tymon])
    expect(await take(agh, [{ name: login, hash: bcrypt }], false)).toMatchObject({ kept: 1 })
})

test('whose hash is made anew for one browser while another signs in gets in by both; not by a password that is no more (req 37)', async () => {
  const agh = await university()
  const { db } = agh.database
  const [alice, bob] = await Promise.all(['alice', 'bob'].map((name) => forgetPassword(agh, name)))
  if (!alice || !bob) throw new Error('The cast has them.')
  await take(
    agh,
    [alice, bob].map(({ login }) => ({ name: login, hash: bcrypt })),
    false,
  )
  const gate = await sharedHashGate('quick')
  const anew = { [alice.id]: await gate.hash(STRONG.normalize('NFKC')), [bob.id]: await gate.hash('Another-1') }
  const signingIn = await db.transaction().execute(async (trx) => {
    for (const [id, hash] of Object.entries(anew))
      await sql`update credentials set password_hash = ${hash} where person_id = ${id}`.execute(trx)
    const pages = [alice, bob].map(({ login }) => signIn(agh, login, STRONG))
    await somebodyWaits(db)
    return pages
  })
  const [hers, his] = await Promise.all(signingIn)
  expect(hers?.text).toContain('Alicja Wrona')
  expect(his?.text).toContain('Wrong ID or password')
})

test('a long list is taken on a slow machine too, where the queue before the hashes would refuse it at once', async () => {
  const agh = await university()
  const { db } = agh.database
  const clock = new HandSetClock(MORNING)
  const threads = {
    run: async () => {
      clock.advance({ seconds: 0.3 })
      return '$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$Tm9zupRB01HoV07/axNuBVt/NZDuQJC8Fg+ACP82R38'
    },
    stop: async () => {},
  }
  const hashGate = await createHashGate({ memory: 8, passes: 1, atOnce: 1, queue: 1000, clock, threads })
  await db.deleteFrom('credentials').execute()
  const people = await db.selectFrom('people').select('usos_id').where('closed_at', 'is', null).limit(30).execute()
  async function* list() {
    for (const [row, { usos_id: name }] of people.entries()) yield { row, name: name ?? '', hash: ssha }
  }
  const parts = { database: agh.database, world: { clock: agh.clock, random: systemRandom }, hashGate }
  const { taken } = await takeOldHashes(parts, list(), { dryRun: false })
  expect(taken.get('sha')).toBeGreaterThan(23)
})

async function forgetPassword(agh: University, name: string) {
  const { login } = agh.person(name)
  const { person_id: id } = await agh.database.db
    .selectFrom('addresses')
    .select('person_id')
    .where('address', '=', login)
    .executeTakeFirstOrThrow()
  await agh.database.db.deleteFrom('credentials').where('person_id', '=', id).execute()
  return { id, login }
}

async function take(agh: University, rows: readonly { name: string; hash: string }[], dryRun: boolean) {
  const parts = {
    database: agh.database,
    world: { clock: agh.clock, random: systemRandom },
    hashGate: await sharedHashGate('quick'),
  }
  async function* list() {
    for (const [index, row] of rows.entries()) yield { row: index + 2, ...row }
  }
  return takeOldHashes(parts, list(), { dryRun })
}

async function signIn(agh: University, login: string, password: string) {
  const visitor = agh.visitor()
  return visitor.submit(await visitor.open('/cas/login'), 'Sign in', { ID: login, Password: password })
}
