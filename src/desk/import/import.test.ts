import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { clockThatJumps } from '../../../test/clock-that-jumps.ts'
import { csv } from '../../../test/registry.ts'
import { somebodyWaits } from '../../../test/somebody-waits.ts'
import { type StaffAtWork, staff } from '../../../test/staff.ts'
import { type University, university } from '../../../test/university.ts'
import type { Page } from '../../../test/visitor.ts'
import { findByAddress } from '../../people/index.ts'
import { systemClock } from '../../world/index.ts'

const EXAMPLE = readFileSync('docs/operating/example-feed.csv')
const APOLONIA = 'apolonia.rudzik@student.agh.edu.pl'

test('the example feed shows one joiner, one mover and one conflict, and goes in after a reason is given', async () => {
  const { agh, admin, read } = await atWork()
  const planned = await read(EXAMPLE)
  expect(planned.heading).toBe('What this file would change')
  expect(counts(planned)).toMatchObject({
    'Rows in the file': '5',
    'People in the file': '4',
    'New people': '1',
    'People of whom something changes': '1',
    'People without a change': '1',
    'Left out because of conflicts': '1',
    'Connection to registration': '1',
  })
  expect(planned.text).toContain('Conflicts: 1')
  expect(rowsOf(planned, 'conflicts')).toEqual([
    '6 This address belongs to somebody else in the registry. It belongs to the person with USOS id 9900035.',
  ])
  expect(await findByAddress(agh.database.db, APOLONIA)).toBeUndefined()

  const applied = await settled(admin, await admin.visitor.submit(planned, APPLY, { Reason: 'First feed of the year' }))
  expect(applied.heading).toBe('The file is in the registry')
  expect((await findByAddress(agh.database.db, APOLONIA))?.person.connected).toBe(true)
  expect((await findByAddress(agh.database.db, agh.person('kacper').login))?.person.connected).toBe(true)
  expect((await findByAddress(agh.database.db, agh.person('alice').login))?.person.surname).toBe('Wrona')
  const event = await eventOf(agh, 'import-applied')
  expect(event).toMatchObject({ details: { joiners: 1, movers: 1, conflicts: 1, reason: 'First feed of the year' } })

  const list = await admin.visitor.open('/desk/import')
  expect(list.text).toContain('feed.csv')
  expect(list.text).toContain('Adam Cisowy in the registry')
})

test('no page and no log line repeats a PESEL, wherever in the file it stands', async () => {
  const { agh, admin, read } = await atWork()
  const pesel = '44051401359'
  const page = await read(
    csv(
      { id: pesel, last_name: 'Lis', pesel: '44051401358', email: `${pesel}@agh.edu.pl` },
      { id: '7', last_name: 'Żak', student_number: pesel, email: pesel },
    ),
  )
  expect(page.text).toContain('A PESEL stands in the column id. The id of USOS belongs there.')
  expect(page.text).toContain('The PESEL has a mistyped digit: its check digit does not fit.')
  const refused = await admin.visitor.submit(page, APPLY, { Reason: `As ${pesel} asked` })
  expect(refused.status).toBe(422)
  expect(refused.summary).toContain('Dots have replaced the number that looks like a PESEL')
  expect(refused.html).toContain('As ••••••••••• asked</textarea>')
  for (const text of [page.html, refused.html, agh.logText()]) expect(text).not.toContain(pesel.slice(0, 10))
})

test('a file that cannot be read is told with its row, in both languages, and changes nothing', async () => {
  const { agh, admin, read } = await atWork()
  const broken = `id,last_name\n1,Lis\n2,"Żak\n3,Wilk\n`
  const page = await read(broken)
  expect(page.status).toBe(422)
  expect(page.title).toMatch(/^Error: /)
  expect(page.summary).toContain('The file cannot be readRow 3: ')
  expect(page.summary).toContain('Nothing has changed in the registry.')
  const run = page.document.querySelector('a[href^="/desk/import/"]')?.getAttribute('href') ?? ''
  const later = await admin.visitor.open(`${run}?locale=pl`)
  expect(later.heading).toBe('Nie da się przeczytać tego pliku')
  expect(later.text).toContain('Wiersz 3: ')
  expect(await eventOf(agh, 'import-refused')).toBeDefined()
})

describe('refused in words', async () => {
  const { read } = await atWork()
  test.each([
    ['an empty file', '', 'The file is empty'],
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]),
      'The first row must hold the names of the columns',
    ],
    ['a sheet in UTF-16', Buffer.from('\ufeffid,last_name\n1,Lis', 'utf16le'), 'This is no CSV file'],
    ['a file without names of columns', 'Lis,Jan\nWilk,Anna', 'The first row must hold the names of the columns'],
    ['a file without the column id', 'last_name,email\nLis,lis@agh.edu.pl', 'Add the column id'],
    [
      'a cell of ten megabytes',
      `id,last_name\n1,${'x'.repeat(10_000_000)}\n`,
      'Row 2: has more than 20,000 characters',
    ],
    ['a row with a cell too many', 'id,last_name\n1,Lis,3\n', 'Row 2: there are 3 cells, but 2 names of columns'],
  ])('%s', async (_what, content, sentence) => {
    const page = await read(content)
    expect(page.status).toBe(422)
    expect(page.summary).toContain(sentence)
  })
})

test('a file of thirty megabytes is read while it comes', { timeout: 60_000 }, async () => {
  const { admin, read } = await atWork({ patient: false })
  const filler = 'x'.repeat(15_000)
  const rows = Array.from({ length: 2_000 }, (_, index) => `${8_000_000 + index},Lis,${filler}`)
  const sent = await read(`id,last_name,note\n${rows.join('\n')}\n`, { wait: false })
  expect(sent.status).toBe(200)
  const planned = await settled(admin, sent)
  expect(counts(planned)).toMatchObject({ 'New people': '2,000' })
  expect(planned.text).toContain('Columns left asidenote')
  const thrown = await admin.visitor.submit(planned, 'Throw it away')
  expect(thrown.heading).toBe('The file was thrown away')
  expect(thrown.text).toContain('Nothing of it went into the registry.')
})

test('without the anti-forgery value, from another site, or without a session, no file is read', async () => {
  const { agh, admin, form, send } = await atWork()
  const data = (value?: string) => upload(EXAMPLE, { form: value })
  expect((await send(data())).status).toBe(403)
  expect((await send(data('x.y.z'))).status).toBe(403)
  expect((await send(data(form), { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status).toBe(403)
  const stranger = agh.visitor({ 'accept-language': 'en' })
  const turnedAway = await stranger.send('POST', '/desk/import', data(form))
  expect([turnedAway.status, await turnedAway.text()]).toEqual([403, expect.stringContaining('what was in it is lost')])
  expect(await agh.database.db.selectFrom('import_runs').select('id').execute()).toEqual([])
  expect((await send(data(form))).status).toBe(303)
  expect(admin.person.key).toBe('admin')
})

test.each(['desk', 'registration', 'auditor'])('%s can neither look at imports nor send one', async (key) => {
  const { agh } = await atWork()
  const { visitor } = await staff(agh, key)
  expect((await visitor.open('/desk/import')).status).toBe(403)
  expect((await visitor.send('POST', '/desk/import', upload(EXAMPLE, { form: 'x' }))).status).toBe(403)
  expect(await agh.database.db.selectFrom('import_runs').select('id').execute()).toEqual([])
})

test('a form without a file or without a choice says what is missing, and nothing is read', async () => {
  const { agh, form, send } = await atWork()
  const neither = new FormData()
  neither.append('form', form)
  neither.append('file', new Blob([]), '')
  const page = await send(neither)
  expect(page.status).toBe(422)
  const text = await page.text()
  expect(text).toContain('<a href="#what">Say who is in the file</a>')
  expect(text).toContain('<a href="#file">Choose a file</a>')
  expect((await send(upload(EXAMPLE, { form, what: '' }))).status).toBe(422)
  expect(await agh.database.db.selectFrom('import_runs').select('id').execute()).toEqual([])
})

test('a full feed that leaves out most of the university goes in only when somebody confirms it', async () => {
  const { agh, admin, read } = await atWork()
  const page = await read(EXAMPLE, { what: 'full' })
  expect(page.text).toContain('A file that was cut off looks like this.')
  const refused = await admin.visitor.submit(page, APPLY, { Reason: 'Nightly feed' })
  expect(refused.status).toBe(422)
  expect(refused.summary).toContain('Confirm that the file is complete, or throw it away')
  expect(refused.field('Reason').textContent).toBe('Nightly feed')
  expect(await eventOf(agh, 'import-applied')).toBeUndefined()

  const sure = 'The file is complete: these people really are not at the university any more'
  const applied = await settled(admin, await admin.visitor.submit(refused, APPLY, { [sure]: '' }))
  expect(applied.heading).toBe('The file is in the registry')
  expect(await eventOf(agh, 'import-applied')).toBeDefined()
})

test('a plan that no longer fits the registry is refused in words, and so is one that waits no longer', async () => {
  const { agh, admin, read } = await atWork()
  const planned = await read(EXAMPLE)
  await agh.database.db.updateTable('people').set({ surname: 'Sowa' }).where('surname', '=', 'Zimorodek').execute()
  const refused = await settled(admin, await admin.visitor.submit(planned, APPLY, { Reason: 'Nightly feed' }))
  expect(refused.summary).toContain('The registry has changed since the file was read.')
  expect(await findByAddress(agh.database.db, APOLONIA)).toBeUndefined()

  const newer = await read(EXAMPLE)
  expect((await admin.visitor.open(planned.address)).heading).toBe('A newer file has taken its place')
  const late = await settled(admin, await admin.visitor.submit(planned, APPLY, { Reason: 'Nightly feed' }))
  expect(late.summary).toContain('This file waits no longer.')
  await admin.visitor.submit(newer, APPLY, { Reason: 'Nightly feed' })
  const twice = await settled(admin, await admin.visitor.submit(newer, APPLY, { Reason: 'Nightly feed' }))
  expect(twice.heading).toBe('The file is in the registry')
})

test('on a server whose clock is wrong nothing is read and nothing put in, and the plan and the reason stay', async () => {
  const machine = clockThatJumps()
  const { agh, admin, read } = await atWork({ machineClock: machine.clock })
  const planned = await read(EXAMPLE)
  machine.jump(-6 * 60_000)
  const refused = await admin.visitor.submit(planned, APPLY, { Reason: 'Nightly feed' })
  expect(refused.status).toBe(409)
  expect(refused.summary).toContain('The clock of this server and that of the database are more than five minutes')
  expect(refused.html).toContain('Nightly feed</textarea>')
  const unread = await read(EXAMPLE)
  expect(unread.status).toBe(409)
  expect(unread.summary).toContain('The clock of this server and that of the database are more than five minutes')
  expect(await findByAddress(agh.database.db, APOLONIA)).toBeUndefined()

  machine.jump(4 * 60_000)
  const applied = await settled(admin, await admin.visitor.submit(refused, APPLY))
  expect(applied.heading).toBe('The file is in the registry')
})

test('while a plan goes into the registry, every node says so, and offers no decision about it', async () => {
  const { agh, admin, read } = await atWork({ nodes: 2 })
  const elsewhere = await staff(agh, 'admin2', 1)
  const planned = await read(EXAMPLE)
  const looked = async (path: string) => (await elsewhere.visitor.open(path)).text
  expect(await looked('/desk/import')).toContain('waits for you')

  const holding = agh.database.db.transaction().execute(async (trx) => {
    await trx.selectFrom('people').select('id').where('surname', '=', 'Zimorodek').forUpdate().execute()
    const applied = admin.visitor.submit(planned, APPLY, { Reason: 'Nightly feed' })
    await somebodyWaits(agh.database.db)
    expect(await looked('/desk/import')).toContain('under way')
    const page = await elsewhere.visitor.open(planned.address)
    expect(page.heading).toBe('The changes are going into the registry')
    expect(page.text).not.toContain(APPLY)
    return { applied }
  })
  const { applied } = await holding
  expect((await settled(admin, await applied)).heading).toBe('The file is in the registry')
  expect(await looked('/desk/import')).not.toContain('under way')
})

test('an import of another name is not found', async () => {
  const { admin } = await atWork()
  expect((await admin.visitor.open('/desk/import/nothing')).status).toBe(404)
})

const APPLY = 'Put it into the registry'

/** An administrator at the desk, with the page of imports open. */
async function atWork({ patient = true, nodes = 1, machineClock = systemClock } = {}) {
  const agh = await university({ nodes, machineClock })
  // The desk waits a moment for what is quick; under a hand-set clock no moment would pass.
  if (patient) agh.clock.pause = systemClock.pause
  const admin = await staff(agh, 'admin')
  const page = await admin.visitor.open('/desk/import')
  const form = page.form('Read the file').querySelector('input[name=form]')?.getAttribute('value') ?? ''
  const send = (data: FormData, headers: Record<string, string> = {}) =>
    admin.visitor.send('POST', '/desk/import', data, headers)
  return {
    agh,
    admin,
    form,
    send,
    /** Sends a file and looks again until it has been read. */
    async read(content: string | Buffer, { what = 'some', wait = true }: { what?: string; wait?: boolean } = {}) {
      const sent = await admin.visitor.follow(await send(upload(content, { form, what })), '/desk/import')
      return wait ? settled(admin, sent) : sent
    },
  }
}

function upload(
  content: string | Buffer,
  { form, what = 'some' }: { form?: string | undefined; what?: string | undefined },
) {
  const data = new FormData()
  if (form !== undefined) data.append('form', form)
  if (what !== undefined) data.append('what', what)
  data.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), 'feed.csv')
  return data
}

/** Follows “Look again” as long as the page offers it. */
async function settled({ visitor }: StaffAtWork, page: Page): Promise<Page> {
  let shown = page
  while (shown.text.includes('Look again')) shown = await visitor.open(shown.link('Look again'))
  return shown
}

function counts(page: Page): Record<string, string> {
  const lists = page.document.querySelectorAll('#changes ~ dl')
  const texts = (name: string) =>
    lists.flatMap((list) => list.querySelectorAll(name).map((each) => words(each.textContent)))
  const numbers = texts('dd')
  return Object.fromEntries(texts('dt').map((name, index) => [name, numbers[index] ?? '']))
}

function rowsOf(page: Page, list: string) {
  return page.document.querySelectorAll(`#${list} ~ table tbody tr`).map((row) =>
    row
      .querySelectorAll('td')
      .map((cell) => words(cell.textContent))
      .join(' '),
  )
}

function words(text: string | undefined) {
  return (text ?? '').replace(/[\s\u00a0]+/g, ' ').trim()
}

function eventOf(agh: University, event: string) {
  return agh.database.db
    .selectFrom('audit_events')
    .select(['event', 'details'])
    .where('event', '=', event)
    .executeTakeFirst()
}
