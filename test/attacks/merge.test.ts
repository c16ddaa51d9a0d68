import { describe, expect, test } from 'vitest'
import type { PersonId } from '../../src/database/index.ts'
import { savePerson } from '../person.ts'
import { linkFor, requestLink } from '../reset-steps.ts'
import { staff } from '../staff.ts'
import { university } from '../university.ts'
import { isSignedIn, signIn } from './steps.ts'

const furta = await university()
const { db } = furta.database
const admin = await staff(furta, 'admin')
const second = await staff(furta, 'desk2')
let numbers = 0

/** Two records, of which only the other has the password of somebody of the cast; merged. */
async function mergedByMistake(key: string) {
  numbers += 1
  const other = furta.person(key)
  const gone = await idOf(other.login)
  const login = `ofiara${numbers}@agh.edu.pl`
  const kept = await savePerson(db, furta.clock.now(), {
    id: `victim-${numbers}`,
    demo: true,
    connected: true,
    assignedAddress: login,
  })
  await admin.prove()
  const preview = await admin.visitor.open(`/desk/people/${kept}/merge?other=${gone}`)
  await admin.visitor.submit(preview, 'Merge the records', { Reason: 'One person, it seems' })
  const { id } = await db.selectFrom('merges').select('id').where('kept_id', '=', kept).executeTakeFirstOrThrow()
  return {
    ...{ kept, gone, login, other },
    async undo() {
      await admin.prove()
      const page = await admin.visitor.open(`/desk/merges/${id}`)
      return admin.visitor.submit(page, 'Undo the merge', { Reason: 'Two people after all' })
    },
  }
}

async function idOf(login: string): Promise<PersonId> {
  const row = await db
    .selectFrom('addresses')
    .select('person_id')
    .where('address', '=', login)
    .executeTakeFirstOrThrow()
  return row.person_id
}

async function opens(login: string, password: string) {
  const browser = furta.visitor()
  await signIn(browser, login, password)
  return isSignedIn(browser)
}

test('A32 · a password does not go over without the second factor that guards it: that record is the one to keep', async () => {
  const guarded = furta.person('tymon')
  const gone = await idOf(guarded.login)
  const factor = { sealed_secret: Buffer.from('x'), enrolled_at: furta.clock.now(), last_step: 1 }
  await db
    .insertInto('second_factors')
    .values({ person_id: gone, ...factor })
    .execute()
  const kept = await savePerson(db, furta.clock.now(), { id: 'unguarded', demo: true })
  await admin.prove()
  const preview = await admin.visitor.open(`/desk/people/${kept}/merge?other=${gone}`)
  expect(preview.text).toContain('A second factor guards the password of the other record')
  const form = preview.document.querySelector('input[name="form"]')?.getAttribute('value') ?? ''
  const body = new URLSearchParams({ form, other: gone, reason: 'One person' })
  expect((await admin.visitor.send('POST', `/desk/people/${kept}/merge`, body)).status).not.toBe(303)
  expect(await db.selectFrom('merges').select('id').where('kept_id', '=', kept).execute()).toEqual([])
  expect((await admin.visitor.open(`/desk/people/${gone}/merge?other=${kept}`)).text).not.toContain('guards')
})

describe('A32 · a merge is no way around the wait of a moved address', () => {
  const held = async (id: PersonId) => {
    const row = await db.selectFrom('people').select('reset_held_until').where('id', '=', id).executeTakeFirst()
    const until = row?.reset_held_until ?? undefined
    return until && (until.getTime() - furta.clock.now().getTime()) / 3_600_000
  }
  const mailsLink = async (login: string) => {
    const before = (await furta.mailbox.letters(login)).length
    await requestLink(furta.visitor(), login)
    const letters = (await furta.mailbox.letters(login)).slice(before)
    return letters.some(({ text }) => text.includes('/set-password/'))
  }
  const offersConfirmation = async ({ visitor }: Pick<typeof admin, 'visitor'>, id: PersonId) =>
    (await visitor.open(`/desk/people/${id}`)).document.querySelector('form[action$="/confirm-address"]') !== null

  test('a password that comes under the address of another record waits, both mailboxes hear until when, and somebody else confirms', async () => {
    const { kept, login, other } = await mergedByMistake('alice')
    expect(await held(kept)).toBe(24)
    expect(await mailsLink(login)).toBe(false)
    const subjects = async (address: string) => (await furta.mailbox.letters(address)).map(({ subject }) => subject)
    for (const address of [login, other.login])
      expect(await subjects(address)).toContainEqual(expect.stringMatching(/przypisano inny adres/))
    expect((await furta.mailbox.letters(other.login)).at(-1)?.text).toContain('nikt nie ustawi nowego hasła')

    const page = await admin.visitor.open(`/desk/people/${kept}`)
    expect(page.text).toContain('somebody other than who moved it')
    expect(await offersConfirmation(admin, kept)).toBe(false)
    const { body } = admin.visitor.fill(page, 'Disable the account', { Reason: 'By hand' })
    expect((await admin.visitor.send('POST', `/desk/people/${kept}/confirm-address`, body)).status).toBe(403)
    expect(await mailsLink(login)).toBe(false)

    const { visitor } = second
    const theirs = await visitor.open(`/desk/people/${kept}`)
    await visitor.submit(theirs, 'Confirm the moved address', { Reason: 'They came with their card' })
    expect(await furta.mailbox.linkFor(login)).toContain('/set-password/')
  })

  test('who waits under the record that goes waits on under the one that is kept, and who moved the address does not confirm it there either', async () => {
    numbers += 1
    const gone = await idOf(furta.person('mike').login)
    const theirs = await second.visitor.open(`/desk/people/${gone}`)
    const moved = `przeniesiony${numbers}@agh.edu.pl`
    await second.visitor.submit(theirs, 'Assign another address', {
      'New address': moved,
      Reason: 'Asked by telephone',
    })
    furta.clock.advance({ minutes: 5 })
    const kept = await savePerson(db, furta.clock.now(), { id: `no-address-${numbers}`, demo: true, connected: true })
    await admin.prove()
    const preview = await admin.visitor.open(`/desk/people/${kept}/merge?other=${gone}`)
    await admin.visitor.submit(preview, 'Merge the records', { Reason: 'One person, it seems' })
    expect(await held(kept)).toBeCloseTo(23.9, 1)
    expect(await mailsLink(moved)).toBe(false)
    expect(await offersConfirmation(second, kept)).toBe(false)
    expect(await offersConfirmation(admin, kept)).toBe(true)
  })

  test('a record that keeps its own address and password waits for nothing', async () => {
    const kept = await idOf(furta.person('lucja').login)
    numbers += 1
    const gone = await savePerson(db, furta.clock.now(), { id: `empty-${numbers}`, demo: true })
    await admin.prove()
    const preview = await admin.visitor.open(`/desk/people/${kept}/merge?other=${gone}`)
    await admin.visitor.submit(preview, 'Merge the records', { Reason: 'One person, it seems' })
    expect(await held(kept)).toBeUndefined()
    expect(await linkFor(furta, furta.person('lucja').login)).toContain('/set-password/')
  })
})

describe('A26 · two people who were taken for one are two again', () => {
  test('the one leaves neither a password nor a second factor in the account of the other, also after the hash was made anew', async () => {
    const { kept, gone, login, other, undo } = await mergedByMistake('bob')
    expect(await opens(login, other.password)).toBe(true)
    // As a sign-in makes it where the cost of hashes has grown: another hash of the same password.
    const { password_hash: hash } = await db
      .selectFrom('credentials')
      .select('password_hash')
      .where('person_id', '=', await idOf(furta.person('alice').login))
      .executeTakeFirstOrThrow()
    await db.updateTable('credentials').set({ password_hash: hash }).where('person_id', '=', kept).execute()
    const now = furta.clock.now()
    const secret = { sealed_secret: Buffer.from('x'), enrolled_at: now, last_step: 1 }
    await db
      .insertInto('second_factors')
      .values({ person_id: kept, ...secret })
      .execute()
    await undo()
    expect(await opens(login, furta.person('alice').password)).toBe(false)
    expect(await opens(login, other.password)).toBe(false)
    expect(await opens(other.login, other.password)).toBe(true)
    const factors = await db.selectFrom('second_factors').select('person_id').where('person_id', 'in', [kept, gone])
    expect(await factors.execute()).toEqual([])
  })

  test('a password that was replaced while they were one does not come back, and the new one stays with nobody', async () => {
    const { kept, gone, login, other, undo } = await mergedByMistake('zofia')
    const fresh = await db
      .selectFrom('credentials')
      .select('password_hash')
      .where('person_id', '=', await idOf(furta.person('alice').login))
      .executeTakeFirstOrThrow()
    const now = furta.clock.now()
    await db
      .updateTable('credentials')
      .set({ ...fresh, set_at: now })
      .where('person_id', '=', kept)
      .execute()
    expect(await opens(login, other.password)).toBe(false)
    expect((await undo()).text).toContain('a new one is set by a link')
    for (const password of [other.password, furta.person('alice').password])
      for (const each of [login, other.login]) expect(await opens(each, password), each).toBe(false)
    const left = db.selectFrom('credentials').select('person_id').where('person_id', 'in', [kept, gone])
    expect(await left.execute()).toEqual([])
  })

  test('who was disabled as one is disabled as both, and a session that began beside the merge does not come back', async () => {
    const browser = furta.visitor()
    await signIn(browser, furta.person('natalia').login, furta.person('natalia').password)
    const { kept, gone, other, undo } = await mergedByMistake('natalia')
    await db
      .updateTable('sessions')
      .set({ ended_at: null, ended_because: null })
      .where('person_id', '=', gone)
      .execute()
    await db.updateTable('people').set({ disabled_at: furta.clock.now() }).where('id', '=', kept).execute()
    await undo()
    expect(await opens(other.login, other.password)).toBe(false)
    await db.updateTable('people').set({ disabled_at: null }).where('id', '=', gone).execute()
    expect(await isSignedIn(browser)).toBe(false)
    expect(await opens(other.login, other.password)).toBe(true)
  })
})
