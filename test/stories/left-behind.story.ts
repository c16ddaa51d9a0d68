import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { expectNothingLeft, secretsUsed } from '../markers.ts'
import { university } from '../university.ts'
import { openMailedLink, signIn, typeNewPassword } from './journeys.ts'
import { says, stage } from './stage.ts'
import { words } from './words.ts'

const { person } = stage()
const furta = await university()

test('whatever a story uses is looked for when it is over, and one trace of any of it would be found', async () => {
  const { login, pesel } = furta.person('mike')
  const password = 'Kasztan#77owy'
  const page = await person(furta.origin)
  await openMailedLink(page, furta, 'en', login)
  await typeNewPassword(page, 'en', { answer: pesel ?? '', password })
  await says(page, words.en.done)
  await signIn(page, 'en', { login, password })

  const { db } = furta.database
  const place = { database: furta.database, logText: furta.logText, people: [], now: furta.clock.now() }
  await expectNothingLeft(place)
  const used = secretsUsed()
  const kinds = ['link', 'typed pesel', 'typed password', 'spent ticket', 'cookie']
  expect([...new Set(used.map(({ kind }) => kind))]).toEqual(expect.arrayContaining(kinds))
  expect(used.map(({ value }) => value)).toEqual(expect.arrayContaining([pesel, password]))
  for (const kind of kinds) {
    const { value } = used.find((each) => each.kind === kind) ?? { value: '' }
    const details = JSON.stringify({ note: `x ${value}` })
    const event = { at: place.now, event: 'planted', outcome: 'success', actor: 'x', details } as const
    await db.insertInto('audit_events').values(event).execute()
    await expect(expectNothingLeft(place), `${kind} in the database`).rejects.toThrow(/left behind/)
    await db.transaction().execute(async (trx) => {
      // Nobody but retention takes anything out of the trail.
      await sql`select set_config('furta.retention', 'on', true)`.execute(trx)
      await trx.deleteFrom('audit_events').where('event', '=', 'planted').execute()
    })
    const logText = () => `${furta.logText()}${JSON.stringify({ msg: value })}\n`
    await expect(expectNothingLeft({ ...place, logText }), `${kind} in the log`).rejects.toThrow(/left behind/)
  }
})
