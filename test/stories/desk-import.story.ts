import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { asImportRunId } from '../../src/database/index.ts'
import { staff } from '../staff.ts'
import { university } from '../university.ts'
import { typeSignIn } from './journeys.ts'
import { field, follow, headingOf, press, says, stage, withAndWithoutScripts, wordsOf } from './stage.ts'

const { person } = stage()

const say = {
  en: {
    some: 'Only some people',
    file: 'CSV file',
    read: 'Read the file',
    planned: 'What this file would change',
    conflict: 'It belongs to the person with USOS id 9900035.',
    apply: 'Put it into the registry',
    applied: 'The file is in the registry',
    again: 'Look again',
    enter: 'Enter',
  },
  pl: {
    some: 'Tylko niektóre osoby',
    file: 'Plik CSV',
    read: 'Przeczytaj plik',
    planned: 'Co zmieni ten plik',
    conflict: 'Ma go osoba o identyfikatorze USOS 9900035.',
    apply: 'Wprowadź do rejestru',
    applied: 'Plik jest w rejestrze',
    again: 'Sprawdź ponownie',
    enter: 'Wejdź',
  },
}

describe.each(withAndWithoutScripts)('a feed at the desk, %s', (_, scripts) => {
  test.each(['en', 'pl'] as const)('is chosen, read, looked at and put into the registry (%s)', async (language) => {
    const { page } = await atWork({ language, scripts })
    const w = say[language]
    await page.goto('/desk/import')
    await field(page, w.some).check()
    await field(page, w.file).setInputFiles('docs/operating/example-feed.csv')
    await press(page, w.read)
    await untilDone(page, w.again)
    expect(await headingOf(page)).toBe(w.planned)
    expect(await wordsOf(page)).toContain(w.conflict)
    await page.locator('#reason').fill('Feed of the week')
    await press(page, w.apply)
    await untilDone(page, w.again)
    expect(await headingOf(page)).toBe(w.applied)
  })

  /** With scripts the page looks again by itself. */
  async function untilDone(page: Page, again: string) {
    const underway = page.locator('[data-look-again]')
    if (scripts) return underway.waitFor({ state: 'detached' })
    while ((await underway.count()) > 0) await follow(page, again)
  }

  test('says how far it is, and when it is done', async () => {
    const { furta, page } = await atWork({ language: 'en', scripts })
    const { db } = furta.database
    const run = asImportRunId('slow')
    const about = { id: run, file_name: 'slow.csv', by: 'operator', is_full: false, started_at: furta.clock.now() }
    const progress = { state: 'reading', phase: 'reading', rows_expected: 90_000, rows_read: 12_500 } as const
    await db
      .insertInto('import_runs')
      .values({ ...about, ...progress })
      .execute()
    await page.goto(`/desk/import/${run}`)
    expect(await wordsOf(page)).toContain('Rows read: 12,500')

    await db.updateTable('import_runs').set({ rows_read: 61_000 }).execute()
    if (!scripts) await follow(page, say.en.again)
    await says(page, 'Rows read: 61,000')
    expect(await page.locator('progress').evaluate((bar: HTMLProgressElement) => bar.value)).toBe(61_000)

    await db.updateTable('import_runs').set({ state: 'cancelled', phase: 'done' }).execute()
    if (!scripts) await follow(page, say.en.again)
    await says(page, 'The file was thrown away')
  })
})

/** An administrator past the second factor, in a browser of their own. */
async function atWork({ language, scripts }: { language: 'en' | 'pl'; scripts: boolean }) {
  const furta = await university()
  const { app } = await staff(furta, 'admin')
  furta.clock.advance({ seconds: 30 })
  const page = await person(furta.origin, { language, scripts })
  await page.goto('/cas/login?next=desk')
  const { login, password } = furta.person('admin')
  await typeSignIn(page, language, login, password)
  await page.locator('#code').fill(app.code(furta.clock.now()))
  await press(page, say[language].enter)
  return { furta, page }
}
