import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { askForHelp } from '../../test/help-steps.ts'
import { requestLink } from '../../test/reset-steps.ts'
import { somebodyWaits } from '../../test/somebody-waits.ts'
import { type University, university } from '../../test/university.ts'
import type { Page } from '../../test/visitor.ts'

test('whoever hears that a link could not be sent asks again at once, and gets it', async () => {
  const place = await university()
  const { login } = place.person('alice')
  await afterOneThatBreaks(place, login, () => requestLink(place.visitor(), login))
  await expect.poll(() => spentOf(place, 'letters-overall')).toBe(1)
})

test('and so does whoever asks for help', async () => {
  const place = await university()
  const mailbox = 'nobody.yet@student.agh.edu.pl'
  await afterOneThatBreaks(place, mailbox, () => askForHelp(place.visitor(), mailbox))
  await expect.poll(() => spentOf(place, 'help-overall')).toBe(1)
})

test('who asks again too soon waits for nobody, not for an import that holds the person', async () => {
  const place = await university()
  const { login } = place.person('alice')
  await requestLink(place.visitor(), login)
  await place.database.db.transaction().execute(async (trx) => {
    await sql`select from people for update`.execute(trx)
    expect((await requestLink(place.visitor(), login)).status).toBe(200)
  })
  expect(await place.mailbox.letters(login)).toHaveLength(1)
})

test('a link that waits while the desk holds the account, or moves its address, is not mailed, and takes nothing of the shares', async () => {
  const place = await university()
  const { login } = place.person('alice')
  for (const change of [
    sql`update people set reset_held_until = ${place.clock.now()}::timestamptz + interval '1 day'`,
    sql`update addresses set assigned = false where address = ${login}`,
  ]) {
    const asks = await place.database.db.transaction().execute(async (trx) => {
      await sql`select from people for no key update`.execute(trx)
      const asking = requestLink(place.visitor(), login)
      await somebodyWaits(place.database.db)
      await change.execute(trx)
      return [asking]
    })
    for (const page of await Promise.all(asks)) expect(page.status).toBe(200)
    expect(await place.mailbox.letters(login)).toEqual([])
    expect(await spentOf(place, 'letters-overall')).toBe(0)
    await sql`update people set reset_held_until = null`.execute(place.database.db)
  }
})

async function spentOf({ database }: University, budget: string) {
  const { rows } = await sql<{ spent: number }>`
    select spent from budgets where budget = ${budget} and holder = ''`.execute(database.db)
  return rows[0]?.spent
}

async function afterOneThatBreaks(place: University, mailbox: string, ask: () => Promise<Page>) {
  const { db } = place.database
  await sql`
    create function breaks() returns trigger language plpgsql as $$
      begin raise exception 'as a statement that takes too long' using errcode = '57014'; end $$`.execute(db)
  await sql`create trigger breaks before insert on letters execute function breaks()`.execute(db)
  expect((await ask()).status).toBe(503)
  await sql`drop trigger breaks on letters`.execute(db)
  expect((await ask()).status).toBe(200)
  expect(await place.mailbox.letters(mailbox)).toHaveLength(1)
}
