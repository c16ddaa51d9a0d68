import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { setDefaultCACertificates } from 'node:tls'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { selfSignedCertificate } from '../../test/certificate.ts'
import { openTestDatabase } from '../../test/database.ts'
import { freePort } from '../../test/free-port.ts'
import { type MailServer, startMailServer } from '../../test/mail-server.ts'
import { savePerson } from '../../test/person.ts'
import { somebodyWaits } from '../../test/somebody-waits.ts'
import { readSettings } from '../config/index.ts'
import type { Db, LetterId } from '../database/index.ts'
import { enqueue, type Log, startJobs } from '../jobs/index.ts'
import { type Clock, HandSetClock, realWorld, systemClock, systemRandom } from '../world/index.ts'
import { type NewLetter, postLetter, startCourier, withdrawLetters } from './index.ts'

const now = new Date('2026-11-22T14:00:00Z')
const link = 'https://login.example/set-password/abc.defghijklmnopqrstuvwxyz0123456789'
const content = {
  subject: 'Ustaw hasło',
  text: `Zażółć gęślą jaźń\n\n${link}\n\n-- \nx\n`,
  html: `<p>Zażółć <a href="${link}">gęślą</a></p>`,
}

test('a letter goes out once, with everything a mail needs and nothing else, and its body is blanked', async () => {
  const { db, clock, courier, server } = await place()
  const id = await post(db, {})
  expect(await courier.deliverDue()).toBe(1)
  expect(await courier.deliverDue()).toBe(0)

  expect(server.letters).toHaveLength(1)
  expect(server.letters[0]).toMatchObject({ from: 'usos-desk@uni.example', to: ['anna@uni.example'] })
  const source = server.letters[0]?.source ?? ''
  const [head = ''] = source.split('\r\n\r\n')
  for (const name of ['From', 'To', 'Subject', 'Date', 'Message-ID', 'Auto-Submitted', 'MIME-Version']) {
    expect(head.match(new RegExp(`^${name}:`, 'gmi'))).toHaveLength(1)
  }
  expect(head).not.toMatch(/^(List-Unsubscribe|Bcc|Cc|Received|X-Mailer)/im)
  expect(source.split('\r\n').every((line) => line.length <= 998)).toBe(true)
  for (const [word] of head.matchAll(/=\?\S+\?=/g)) expect(word.length).toBeLessThanOrEqual(75)

  const mail = await server.parsed()
  expect(mail.subject).toBe('Ustaw hasło')
  expect(mail.from?.value).toEqual([{ name: 'Punkt pomocy „USOS”, Kraków', address: 'usos-desk@uni.example' }])
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  expect(mail.messageId).toBe((await letter(db, id))?.message_id)
  expect(mail.messageId).toMatch(new RegExp(`^<${id}\\.[a-z0-9]{26}@login\\.example>$`))
  expect(mail.date).toEqual(now)
  expect(mail.attachments).toEqual([])
  expect(mail.text).toBe(content.text)
  expect(mail.html).toBe(content.html)
  expect(source).toMatch(/multipart\/alternative[\s\S]*text\/plain; charset=utf-8[\s\S]*text\/html; charset=utf-8/)

  expect(await letter(db, id)).toMatchObject({
    state: 'sent',
    text: null,
    html: null,
    last_error: null,
    finished_at: clock.now(),
  })
})

test('a letter without Polish letters travels as it is, its link in one piece in the raw source', async () => {
  const { db, courier, server } = await place()
  await post(db, { content: { ...content, text: `Open this link:\n\n${link}\n\n-- \nx\n` } })
  await courier.deliverDue()
  expect(server.letters[0]?.source).toContain(`\r\n\r\n${link}\r\n\r\n-- \r\nx\r\n`)
  expect((await server.parsed()).text).toBe(`Open this link:\n\n${link}\n\n-- \nx\n`)
})

test('a letter waits while the server is away, and arrives exactly once when it is back', async () => {
  const { db, clock, courier, server } = await place({ port: await freePort() })
  await server.stop()
  const id = await post(db, {})
  await courier.deliverDue()
  expect(await letter(db, id)).toMatchObject({
    state: 'queued',
    attempts: 1,
    last_error: expect.stringContaining('ESOCKET'),
  })
  expect((await letter(db, id))?.text).toBe(content.text)

  const back = await startMailServer({ port: server.port })
  await courier.deliverDue()
  expect(back.letters).toHaveLength(0)
  clock.advance({ seconds: 20 })
  await courier.deliverDue()
  clock.advance({ hours: 2 })
  await courier.deliverDue()
  expect(back.letters).toHaveLength(1)
})

test('a letter whose link died while it waited is dropped, its body blanked', async () => {
  const { db, clock, courier, server } = await place()
  const id = await post(db, { uselessAfter: new Date(now.getTime() + 60_000) })
  clock.advance({ seconds: 60 })
  await courier.deliverDue()
  expect(server.letters).toEqual([])
  expect(await letter(db, id)).toMatchObject({ state: 'dropped', text: null, html: null })
})

test('a recipient refused for good is given up at once, visibly; one refused for now is tried again', async () => {
  const { db, courier } = await place({
    recipient: (address) =>
      address.startsWith('gone') ? { status: 550, text: `5.1.1 ${link}` } : { status: 451, text: 'greylisted' },
  })
  const gone = await post(db, { recipient: 'gone@uni.example' })
  const busy = await post(db, { recipient: 'busy@uni.example' })
  await courier.deliverDue()
  expect(await letter(db, gone)).toMatchObject({
    state: 'given-up',
    text: null,
    last_error: 'EENVELOPE RCPT TO 550 5.1.1',
  })
  expect(await letter(db, busy)).toMatchObject({ state: 'queued', last_error: 'EENVELOPE RCPT TO 451' })
})

test('a letter nobody takes for a day is given up', async () => {
  const { db, clock, courier } = await place({ recipient: () => ({ status: 451, text: 'later' }) })
  const id = await post(db, {})
  for (let hour = 0; hour < 26; hour++) {
    await courier.deliverDue()
    clock.advance({ hours: 1, minutes: 15 })
  }
  expect(await letter(db, id)).toMatchObject({ state: 'given-up', text: null, html: null })
})

test('a letter made for an account that is not there is never sent and leaves no trace', async () => {
  const { db, courier, server } = await place()
  const id = await post(db, { void: true, recipient: 'stranger@elsewhere.example' })
  expect((await letter(db, id))?.recipient).toBe('')
  await courier.deliverDue()
  expect(server.connections).toBe(0)
  expect(await letter(db, id)).toBeUndefined()
})

test('letters taken back are not sent', async () => {
  const { db, courier, server } = await place()
  const person = await somebody(db, { demo: false })
  const id = await post(db, { person })
  const other = await post(db, { person, kind: 'notice' })
  await db.transaction().execute((trx) => withdrawLetters(trx, { people: [person], kinds: ['test'], now }))
  await courier.deliverDue()
  expect(await letter(db, id)).toMatchObject({ state: 'dropped', text: null })
  expect(await letter(db, other)).toMatchObject({ state: 'sent' })
  expect(server.letters).toHaveLength(1)
})

test('a letter taken back while a server looks at it is not tried again when the server says “later”', async () => {
  const { db } = await openTestDatabase()
  const person = await somebody(db, { demo: false })
  let asked = 0
  const server = await startMailServer({
    async letter() {
      asked += 1
      await db.transaction().execute((trx) => withdrawLetters(trx, { people: [person], now }))
      throw Object.assign(new Error('4.3.0 later'), { responseCode: 451 })
    },
  })
  const clock = new HandSetClock(now)
  const { courier } = courierOver(db, clock, smtp(server))
  const id = await post(db, { person })
  await courier.deliverDue()
  clock.advance({ hours: 2 })
  await courier.deliverDue()
  expect(asked).toBe(1)
  expect(await letter(db, id)).toMatchObject({ state: 'dropped', text: null, html: null, last_error: 'withdrawn' })
})

test('a letter that its courier puts back at the very moment it is taken back is not sent either', async () => {
  const { db, courier, server } = await place()
  const person = await somebody(db, { demo: false })
  const id = await post(db, { person })
  await sql`update letters set state = 'sending', attempts = 1, lease_until = ${now} where id = ${id}`.execute(db)
  const taken = Promise.withResolvers<void>()
  const putBack = db.transaction().execute(async (courierAtWork) => {
    await sql`update letters set state = 'queued', lease_until = null where id = ${id}`.execute(courierAtWork)
    const withdrawn = db.transaction().execute((trx) => withdrawLetters(trx, { people: [person], now }))
    withdrawn.then(taken.resolve, taken.reject)
    await somebodyWaits(db)
  })
  await putBack
  await taken.promise
  await courier.deliverDue()
  expect(server.letters).toEqual([])
  expect(await letter(db, id)).toMatchObject({ state: 'dropped', last_error: 'withdrawn' })
})

test('two couriers over one database send hundreds of letters, each of them once, over few connections', async () => {
  const { db, url } = await openTestDatabase()
  const server = await startMailServer()
  const nodes = await Promise.all([1, 2].map(() => node(db, url, server)))
  await db.transaction().execute(async (trx) => {
    for (let at = 0; at < 300; at++) await postLetter(trx, { ...plain, recipient: `p${at}@uni.example` })
    for (let at = 0; at < 20; at++) await postLetter(trx, { ...plain, void: true })
  })
  await vi.waitFor(async () => expect(await states(db)).toEqual({ sent: 300 }), { timeout: 25_000, interval: 100 })
  await Promise.all(nodes.map((one) => one.courier.deliverDue()))

  expect(server.letters).toHaveLength(300)
  expect(new Set(server.letters.flatMap(({ to }) => to)).size).toBe(300)
  expect(server.mostOpen).toBeLessThanOrEqual(8)
  await Promise.all(nodes.map((one) => one.stop()))
})

test('a courier killed in the middle of a delivery loses nothing: the letter arrives once after the restart', async () => {
  const { db, url } = await openTestDatabase()
  const id = await post(db, { now: systemClock.now() })
  await killCourierAtWork(db, url, id)

  // The job of the killed worker stays locked for hours; the sweep goes by the lease of the letter.
  const server = await startMailServer()
  const clock = new HandSetClock(systemClock.now())
  const { courier, stop } = await node(db, url, server, clock)
  await courier.sweep()
  expect(server.letters).toHaveLength(0)
  clock.advance({ minutes: 3 })
  await courier.sweep()
  await vi.waitFor(async () => expect(await letter(db, id)).toMatchObject({ state: 'sent', attempts: 2 }), 10_000)
  await courier.sweep()
  await stop()
  expect(server.letters).toHaveLength(1)
  expect(server.letters[0]?.source).toContain((await letter(db, id))?.message_id)
})

test('what a killed courier held and was taken back since is dropped, not sent when its lease ends', async () => {
  const { db, url } = await openTestDatabase()
  const person = await somebody(db, { demo: false })
  const id = await post(db, { person, now: systemClock.now() })
  await killCourierAtWork(db, url, id)
  await db.transaction().execute((trx) => withdrawLetters(trx, { people: [person], now: systemClock.now() }))

  const server = await startMailServer()
  const clock = new HandSetClock(systemClock.now())
  const { courier } = courierOver(db, clock, smtp(server))
  clock.advance({ minutes: 3 })
  expect(await courier.deliverDue()).toBe(1)
  expect(server.letters).toEqual([])
  expect(await letter(db, id)).toMatchObject({ state: 'dropped', text: null, html: null })
})

test('while the mail server hangs, posting takes no longer, other work goes on and the program can stop', async () => {
  const { db, url } = await openTestDatabase()
  const reached = Promise.withResolvers<void>()
  const server = await startMailServer({
    letter: () => {
      reached.resolve()
      return new Promise(() => {})
    },
  })
  const otherWork = vi.fn(async () => {})
  const { stop } = await node(db, url, server, systemClock, {
    tasks: { 'other-work': otherWork },
    name: 'other',
    atOnce: 1,
  })
  const ids = await Promise.all(Array.from({ length: 10 }, () => post(db, { now: systemClock.now() })))
  await reached.promise

  const before = performance.now()
  await post(db, { now: systemClock.now() })
  expect(performance.now() - before).toBeLessThan(500)
  await db.transaction().execute((trx) => enqueue(trx, 'other-work', {}))
  await vi.waitFor(() => expect(otherWork).toHaveBeenCalledOnce(), 5_000)
  expect(server.mostOpen).toBeLessThanOrEqual(4)

  const stopping = performance.now()
  await stop()
  expect(performance.now() - stopping).toBeLessThan(6_000)
  expect((await states(db)).sending).toBeUndefined()
  expect(await letter(db, ids[0] as LetterId)).toMatchObject({ state: 'queued' })
})

test('a server that only drips its answers is cut off before the lease of its letter ends', async () => {
  const port = await dripping()
  const { db, clock, courier, lines } = await courierTo(`smtp://127.0.0.1:${port}`, { MAIL_TIMEOUT: '1s' })
  const id = await post(db, {})
  const started = performance.now()
  await courier.deliverDue()
  expect(performance.now() - started).toBeLessThan(6_000)
  const stored = await letter(db, id)
  expect(stored).toMatchObject({ state: 'queued', attempts: 1 })
  expect(stored?.next_attempt_at.getTime()).toBeGreaterThan(clock.now().getTime())
  expect(lines).toMatchObject([{ level: 'error', because: 'EABORT' }])
})

test('letters travel encrypted to a server whose certificate is trusted', async () => {
  const certificate = selfSignedCertificate('127.0.0.1', 'mail.example')
  setDefaultCACertificates([certificate.cert])
  onTestFinished(() => setDefaultCACertificates([]))
  const server = await startMailServer({ tls: 'from-the-start', certificate, wantsSignIn: true })
  const { db, courier } = await courierTo(`smtps://desk:p%40ss@127.0.0.1:${server.port}`)
  await post(db, {})
  await courier.deliverDue()
  expect(server.letters).toMatchObject([{ encrypted: true }])
  expect(server.signIns).toEqual([{ user: 'desk', password: 'p@ss' }])
})

test('a certificate that is not trusted, or of another name: the letter stays and neither it nor the password is told', async () => {
  const certificate = selfSignedCertificate('elsewhere.example')
  for (const trusted of [[], [certificate.cert]]) {
    setDefaultCACertificates(trusted)
    onTestFinished(() => setDefaultCACertificates([]))
    const server = await startMailServer({ tls: 'from-the-start', certificate, wantsSignIn: true })
    const { db, courier, lines } = await courierTo(`smtps://desk:topsecret@127.0.0.1:${server.port}`)
    const id = await post(db, {})
    await courier.deliverDue()
    expect(server.signIns).toEqual([])
    expect(await letter(db, id)).toMatchObject({ state: 'queued', text: content.text })
    expect(lines).toMatchObject([{ level: 'error', letter: id }])
    expect(JSON.stringify(lines)).not.toMatch(/topsecret|abc\.def|anna@/)
  }
})

test('letters to invented people stay on this machine', async () => {
  const server = await startMailServer()
  const { db, courier } = await courierTo(`smtps://mail.invalid:${server.port}`)
  const id = await post(db, { person: await somebody(db, { demo: true }) })
  await courier.deliverDue()
  expect(await letter(db, id)).toMatchObject({ state: 'sent' })
  expect(await db.selectFrom('development_mailbox').select(['id', 'recipient']).execute()).toEqual([
    { id, recipient: 'anna@uni.example' },
  ])

  const open = await courierTo(`smtps://mail.invalid:${server.port}`, { PUBLIC_ORIGIN: 'https://login.example' })
  const other = await post(open.db, { person: await somebody(open.db, { demo: true }) })
  await open.courier.deliverDue()
  expect(await letter(open.db, other)).toMatchObject({ state: 'dropped', last_error: 'demo person', text: null })
})

test('without a mail server letters come to the development mailbox, on the same way', async () => {
  const { db, courier } = await courierTo(undefined)
  const id = await post(db, {})
  await courier.deliverDue()
  expect(await letter(db, id)).toMatchObject({ state: 'sent', text: null, html: null })
  const [kept] = await db.selectFrom('development_mailbox').selectAll().execute()
  expect(kept).toMatchObject({
    id,
    sender: 'Punkt pomocy „USOS”, Kraków <usos-desk@uni.example>',
    recipient: 'anna@uni.example',
    ...content,
    created_at: now,
    headers: {
      To: 'anna@uni.example',
      'Auto-Submitted': 'auto-generated',
      'Message-ID': (await letter(db, id))?.message_id,
    },
  })
})

test('where there is neither a mail server nor a development mailbox, letters wait and the log says why', async () => {
  const { db, courier, lines } = await courierTo(undefined, { PUBLIC_ORIGIN: 'https://login.example' })
  const id = await post(db, {})
  await courier.deliverDue()
  expect(await letter(db, id)).toMatchObject({ state: 'queued', last_error: 'NO_SMTP_URL' })
  expect(lines).toMatchObject([{ level: 'error', because: 'NO_SMTP_URL' }])
})

test('a sender or a mail server that cannot be read is refused at start, without telling the password', async () => {
  await expect(courierTo('smpt://desk:topsecret@mail.example')).rejects.toThrow(/^SMTP_URL must be(?!.*topsecret)/)
  await expect(courierTo(undefined, { MAIL_FROM: 'nobody' })).rejects.toThrow(/^The sender of letters/)
})

test('the README draws every state a letter can be in', async () => {
  const { db } = await openTestDatabase()
  const { rows } = await sql<{ rule: string }>`
    select pg_get_constraintdef(oid) as rule from pg_constraint where conname = 'letters_state_check'
  `.execute(db)
  const stored = [...(rows[0]?.rule ?? '').matchAll(/'([a-z-]+)'/g)].map(([, state]) => state)
  const drawn = readFileSync('src/mail/README.md', 'utf8').matchAll(/^ {2}(\w+|\[\*\]) --> (\w+|\[\*\])/gm)
  const states = [...drawn].flatMap(([, from = '', to = '']) => [from, to]).filter((end) => end !== '[*]')
  const named = states.map((state) => state.replace('_', '-'))
  expect([...new Set(named)].sort()).toEqual(stored.filter((state) => state !== undefined).sort())
})

const plain: NewLetter = {
  kind: 'test',
  person: undefined,
  recipient: 'anna@uni.example',
  language: 'pl',
  content,
  now,
}

function post(db: Db, letter: Partial<NewLetter>) {
  return db.transaction().execute((trx) => postLetter(trx, { ...plain, ...letter }))
}

function letter(db: Db, id: LetterId) {
  return db.selectFrom('letters').selectAll().where('id', '=', id).executeTakeFirst()
}

async function states(db: Db): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('letters')
    .select(({ fn }) => ['state', fn.countAll<string>().as('letters')])
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, letters }) => [state, Number(letters)]))
}

function smtp(server: MailServer) {
  return `smtp://127.0.0.1:${server.port}`
}

/** A database, a mail server and a courier between them, under a clock that tests set. */
async function place(server: Parameters<typeof startMailServer>[0] = {}, settings: Record<string, string> = {}) {
  const mailServer = await startMailServer(server)
  return { ...(await courierTo(smtp(mailServer), settings)), server: mailServer }
}

async function courierTo(smtpUrl: string | undefined, settings: Record<string, string> = {}) {
  const { db } = await openTestDatabase()
  const clock = new HandSetClock(now)
  return { db, clock, ...courierOver(db, clock, smtpUrl, settings) }
}

function courierOver(db: Db, clock: Clock, smtpUrl: string | undefined, settings: Record<string, string> = {}) {
  const lines: Record<string, unknown>[] = []
  const at = (level: string) => (fields: unknown, message?: string) =>
    void lines.push({ level, message, ...(fields as object) })
  const log: Log = { debug: () => {}, info: () => {}, warn: at('warn'), error: at('error') }
  const courier = startCourier({
    db,
    world: { clock, random: systemRandom },
    settings: readSettings({ ...settings, SMTP_URL: smtpUrl }),
    from: '"Punkt pomocy „USOS”, Kraków" <usos-desk@uni.example>',
    origin: 'https://login.example',
    demo: true,
    log,
  })
  onTestFinished(() => courier.stop())
  return { courier, lines, log }
}

/** A courier in a process of its own, killed while a server has the letter and says nothing. */
async function killCourierAtWork(db: Db, url: string, id: LetterId) {
  const reached = Promise.withResolvers<void>()
  const hanging = await startMailServer({
    letter: () => {
      reached.resolve()
      return new Promise(() => {})
    },
  })
  const child = spawn(process.execPath, ['test/courier-process.ts', `--database=${url}`, `--smtp=${smtp(hanging)}`])
  onTestFinished(() => void child.kill('SIGKILL'))
  await reached.promise
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await letter(db, id)).toMatchObject({ state: 'sending', attempts: 1 })
}

/** A courier that works through the queue by itself, as a node of the program does. */
async function node(
  db: Db,
  databaseUrl: string,
  server: MailServer,
  clock: Clock = systemClock,
  ...others: Parameters<typeof startJobs>[0]['lanes']
) {
  const { courier, log } = courierOver(db, clock, smtp(server))
  const jobs = await startJobs({ databaseUrl, lanes: [courier.lane, ...others], clock: realWorld.clock, log })
  return {
    courier,
    async stop() {
      await jobs.stop()
      await courier.stop()
    },
  }
}

/** Never silent for long, and never done. */
async function dripping() {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.write('220 hello\r\n')
    const drip = setInterval(() => socket.write('250-wait\r\n'), 100)
    socket.on('close', () => clearInterval(drip))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

function somebody(db: Db, { demo }: { demo: boolean }) {
  return savePerson(db, now, { id: systemRandom.token(10), demo })
}
