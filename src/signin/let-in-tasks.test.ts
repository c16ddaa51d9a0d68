import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { signIn } from '../../test/attacks/steps.ts'
import { university } from '../../test/university.ts'
import type { Visitor } from '../../test/visitor.ts'

const furta = await university()
const { db } = furta.database
const AGAIN = '/cas/login?renew=true'

/** The node ends wherever it does this, until it is told to go on. */
async function endsAt(what: string) {
  await sql`
    create function node_ends() returns trigger language plpgsql as 'begin raise exception ''the node ends''; end'`.execute(
    db,
  )
  await sql`create trigger node_ends before ${sql.raw(what)} for each row execute function node_ends()`.execute(db)
  return () => sql`drop function node_ends cascade`.execute(db)
}

async function failFiveTimes(browser: Visitor, login: string) {
  for (let turn = 0; turn < 5; turn++) await signIn(browser, login, 'wrong', AGAIN)
}

/** How many sessions the person has, letters that tell of the failures, and events of those. */
async function countOf(login: string) {
  const { id } = await db
    .selectFrom('addresses')
    .select('person_id as id')
    .where('address', '=', login)
    .executeTakeFirstOrThrow()
  const sessions = await db.selectFrom('sessions').select('id').where('person_id', '=', id).execute()
  const events = await db
    .selectFrom('audit_events')
    .select('id')
    .where('event', '=', 'notice-of-failures')
    .where('person_id', '=', id)
    .execute()
  const letters = (await furta.mailbox.letters(login)).filter(({ subject }) =>
    /Logowanie po nieudanych próbach|A sign-in after failed attempts/.test(subject),
  )
  return { sessions: sessions.length, letters: letters.length, events: events.length }
}

describe('the owner hears of a sign-in that followed five wrong passwords (req 9)', () => {
  test('also when the node ends as soon as the session stands', async () => {
    const { login, password } = furta.person('alice')
    const browser = furta.visitor()
    await signIn(browser, login, password)
    await failFiveTimes(browser, login)
    // What comes next is the end of the session that this browser had before.
    const goOn = await endsAt('update on sessions')
    expect((await signIn(browser, login, password, AGAIN)).status).toBe(500)
    await goOn()
    expect(await countOf(login)).toEqual({ sessions: 2, letters: 1, events: 1 })
  })

  test('or nobody is signed in and the failures are not forgotten, when the letter cannot be written', async () => {
    const { login, password } = furta.person('bob')
    const browser = furta.visitor()
    await failFiveTimes(browser, login)
    const goOn = await endsAt('insert on letters')
    expect((await signIn(browser, login, password)).status).toBe(500)
    await goOn()
    expect(await countOf(login)).toEqual({ sessions: 0, letters: 0, events: 0 })
    await signIn(browser, login, password)
    await signIn(browser, login, password, AGAIN)
    expect(await countOf(login)).toEqual({ sessions: 2, letters: 1, events: 1 })
  })
})
