import { expect, test } from 'vitest'
import { asCaseId } from '../../src/database/index.ts'
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
  const planted = asCaseId('R-2026-9999')
  const asked = {
    kind: 'student',
    address: 'x@agh.edu.pl',
    field_of_study: '',
    album_number: '',
    has_right: true,
    language: 'pl',
    state: 'open',
  } as const
  const place = { database: furta.database, logText: furta.logText, people: [], now: furta.clock.now() }
  await expectNothingLeft(place)
  const used = secretsUsed()
  const kinds = ['link', 'typed pesel', 'typed password', 'spent ticket', 'cookie']
  expect([...new Set(used.map(({ kind }) => kind))]).toEqual(expect.arrayContaining(kinds))
  expect(used.map(({ value }) => value)).toEqual(expect.arrayContaining([pesel, password]))
  for (const kind of kinds) {
    const { value } = used.find((each) => each.kind === kind) ?? { value: '' }
    // Not in the trail, from which nothing can be taken again.
    await db
      .insertInto('cases')
      .values({ ...asked, id: planted, note: `x ${value}`, opened_at: place.now, last_asked_at: place.now })
      .execute()
    await expect(expectNothingLeft(place), `${kind} in the database`).rejects.toThrow(/left behind/)
    await db.deleteFrom('cases').where('id', '=', planted).execute()
    const logText = () => `${furta.logText()}${JSON.stringify({ msg: value })}\n`
    await expect(expectNothingLeft({ ...place, logText }), `${kind} in the log`).rejects.toThrow(/left behind/)
  }
})
