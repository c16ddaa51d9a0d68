import { expect, test } from 'vitest'
import { systemClock } from '../../src/world/index.ts'
import { staff } from '../staff.ts'
import { university } from '../university.ts'
import type { Page } from '../visitor.ts'
import { dump } from './steps.ts'

const PESEL = '44051401359'
const APPLY = 'Put it into the registry'

test('A32 · a desk left open does not put a feed in: the factor is asked for again, and nothing is carried out behind it (req 62)', async () => {
  const { agh, admin, read, prove } = await atWork()
  const planned = await read('id,last_name,email\n990001,Sowa,apolonia.sowa@agh.edu.pl\n')
  agh.clock.advance({ minutes: 11 })
  const asked = await admin.submit(planned, APPLY, { Reason: 'Nightly feed' })
  expect(asked.heading).toBe('Second factor')
  await prove()
  const state = () => agh.database.db.selectFrom('import_runs').select('state').executeTakeFirstOrThrow()
  expect(await state()).toEqual({ state: 'planned' })
  await admin.submit(await admin.open(planned.address), APPLY, { Reason: 'Nightly feed' })
  await expect.poll(state).toEqual({ state: 'applied' })
})

test('A27 · the name of a file is a name: no tag, turned letter, NUL or folder of it comes onto a page or breaks one (req 123)', async () => {
  const { agh, send } = await atWork()
  const names = [
    'filename="<script>alert(1)</script>.csv"',
    'filename="a\0b.csv"',
    "filename*=UTF-8''a%00b%0d%0a%e2%80%aevsc.csv",
    'filename="..\\\\..\\\\etc\\\\passwd"',
    `filename="${'x'.repeat(5000)}.csv"`,
    "filename*=UTF-8''%ed%a0%80.csv",
  ]
  for (const name of names) {
    const page = await send(name, 'id,last_name\n990002,Lis\n')
    expect(page.status, name.slice(0, 40)).toBeLessThan(500)
    expect(page.html).not.toContain('<script>alert')
    expect(page.html).not.toMatch(/[\0\u202e]/)
  }
  expect(agh.logText()).not.toContain('<script>alert')
})

test('A13, A21 · no shape of a feed breaks the desk or holds it up: a million columns, nulls, prototypes, a quote that never ends', {
  timeout: 60_000,
}, async () => {
  const { agh, admin, send } = await atWork()
  const feeds: Record<string, string | Buffer> = {
    'a million columns': `id,last_name${','.repeat(1_000_000)}\n1,Lis\n`,
    'twenty megabytes of nulls': Buffer.alloc(20_000_000),
    'a quote that never ends': `id,last_name\n1,"${'""'.repeat(2_000_000)}`,
    'half a letter': Buffer.concat([Buffer.from('id,last_name\n1,'), Buffer.from([0xed, 0xa0, 0x80, 0x0a])]),
    'names of prototypes': 'id,last_name,__proto__,constructor\n__proto__,Lis,x,y\nconstructor,Lis,1,2\n',
    'a million line ends': `id,last_name\n${'\r\n'.repeat(1_000_000)}`,
    'names that are markup': 'id,last_name,<script>alert(1)</script>\n990003,<script>alert(1)</script>,x\n',
    'a formula': 'id,last_name\n990004,"=HYPERLINK(""http://evil.example"")"\n',
  }
  for (const [what, feed] of Object.entries(feeds)) {
    const page = await send('filename="people.csv"', feed)
    expect(page.status, what).toBeLessThan(500)
    expect(page.html, what).not.toContain('<script>alert')
    // Whoever else works at the desk does not wait for it.
    const before = performance.now()
    expect((await admin.open('/desk/people')).status).toBe(200)
    expect(performance.now() - before, what).toBeLessThan(3000)
  }
  expect(({} as Record<string, unknown>).last_name).toBeUndefined()
  expect(agh.logText()).not.toMatch(/"status":5\d\d/)
})

test('A28 · a PESEL in any column and in the heading is on no page, in no log and in no table, staged or not (req 41, 43)', async () => {
  const { agh, read } = await atWork()
  const columns = ['id', 'last_name', 'first_name', 'student_number', 'email', 'other_emails', 'programme.id']
  const more = ['programme.name.pl', 'programme.name.en', 'faculty.id', 'valid_until', 'language', 'document_number']
  const all = [...columns, ...more]
  const rows = all.map((_, wrong) =>
    all.map((name, place) =>
      place === wrong ? PESEL : name === 'id' ? `99${wrong}` : name === 'last_name' ? 'Lis' : '',
    ),
  )
  const page = await read(
    [[...all, PESEL, 'PESEL: 44051401359'], ...rows.map((row) => [...row, '', ''])]
      .map((row) => row.join(','))
      .join('\n'),
  )
  expect(page.html).not.toContain(PESEL)
  expect(agh.logText()).not.toContain(PESEL)
  const kept = await dump(agh.database)
  expect(
    kept
      .split('\n')
      .filter((row) => row.includes(PESEL))
      .map((row) => row.slice(0, 300)),
  ).toEqual([])
})

/** An administrator at the desk, with the page of imports open. */
async function atWork() {
  const agh = await university()
  // The desk waits a moment for what is quick; under a hand-set clock no moment would pass.
  agh.clock.pause = systemClock.pause
  const { visitor: admin, prove } = await staff(agh, 'admin')
  await prove()
  const page = await admin.open('/desk/import')
  const form = page.form('Read the file').querySelector('input[name=form]')?.getAttribute('value') ?? ''
  const send = async (name: string, feed: string | Buffer): Promise<Page> => {
    const part = (disposition: string, content: string | Buffer) => [
      Buffer.from(`--limit\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n`, 'latin1'),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]
    const parts = [...part('name="form"', form), ...part('name="what"', 'some'), ...part(`name="file"; ${name}`, feed)]
    const answer = await fetch(`${agh.origin}/desk/import`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: [...admin.cookies].map(([cookie, value]) => `${cookie}=${value}`).join('; '),
        'accept-language': 'en',
        'sec-fetch-site': 'same-origin',
        origin: 'null',
        'content-type': 'multipart/form-data; boundary=limit',
      },
      body: Buffer.concat([...parts, Buffer.from('--limit--\r\n')]),
    })
    return settled(await admin.follow(answer, '/desk/import'))
  }
  /** What the page says when the file has been read. */
  async function settled(sent: Page): Promise<Page> {
    let page = sent
    await expect
      .poll(
        async () => {
          const run = await agh.database.db
            .selectFrom('import_runs')
            .select('id')
            .where('state', '=', 'reading')
            .execute()
          return run.length
        },
        { timeout: 30_000 },
      )
      .toBe(0)
    if (sent.status === 200) page = await admin.open(sent.address)
    return page
  }
  return { agh, admin, prove, send, read: (feed: string) => send('filename="people.csv"', feed) }
}
