import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { askForHelp } from '../../test/help-steps.ts'
import { GOOD_PASSWORD, linkFor, requestLink, setPassword } from '../../test/reset-steps.ts'
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

test('who asks for a link while an import holds them gets it without waiting, and it takes the place of the one before', async () => {
  const place = await university()
  const { login, pesel } = place.person('alice')
  const first = await linkFor(place, login)
  place.clock.advance({ minutes: 2 })
  await place.database.db.transaction().execute(async (trx) => {
    await sql`select from people order by id for no key update`.execute(trx)
    expect((await requestLink(place.visitor(), login)).status).toBe(200)
    expect(await place.mailbox.letters(login)).toHaveLength(2)
  })
  expect((await place.visitor().open(first)).status).toBe(410)
  const set = await setPassword(place, await place.mailbox.linkFor(login), { pesel, password: GOOD_PASSWORD })
  expect(set.heading).toBe('Your password has been set')
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
