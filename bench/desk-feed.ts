import { openAsBlob } from 'node:fs'
import type pg from 'pg'
import { type Browser, formValue } from './browser.ts'
import type { RunningProgram } from './program.ts'

/** As an administrator does it: the file by the form, then the button on the report. */
export async function importFile(
  { origin }: RunningProgram,
  administrator: Browser,
  database: pg.Client,
  file: string,
) {
  const form = formValue((await administrator.get('/desk/import')).body)
  const body = new FormData()
  body.set('form', form)
  body.set('what', 'some')
  body.set('file', await openAsBlob(file, { type: 'text/csv' }), 'feed.csv')
  const cookie = [...administrator.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { cookie, 'sec-fetch-site': 'same-origin', origin }
  const sent = await fetch(`${origin}/desk/import`, { method: 'POST', body, headers, redirect: 'manual' })
  if (sent.status !== 303) throw new Error(`The feed was not taken: ${sent.status}.`)
  const run = pathOf(sent.headers.get('location') ?? undefined)
  await until(database, 'planned')
  const page = await administrator.get(run)
  const values = { form: formValue(page.body), reason: 'The feed of the night.' }
  const answer = await administrator.post(`${run}/apply`, values)
  if (answer.status !== 303) throw new Error(`The feed was not applied: ${answer.status}.`)
  await until(database, 'applied')
}

async function until(database: pg.Client, state: string) {
  for (;;) {
    const { rows } = await database.query('select state from import_runs order by started_at desc limit 1')
    if (rows[0]?.state === state) return
    if (!['reading', 'planned'].includes(rows[0]?.state)) throw new Error(`The import came to be ${rows[0]?.state}.`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

export function pathOf(location: string | undefined): string {
  const { pathname, search } = new URL(location ?? '/desk', 'http://localhost')
  return pathname + search
}
