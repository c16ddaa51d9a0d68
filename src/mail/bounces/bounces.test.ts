import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setDefaultCACertificates } from 'node:tls'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { loose, report } from '../../../test/bounces.ts'
import { selfSignedCertificate } from '../../../test/certificate.ts'
import { openTestDatabase } from '../../../test/database.ts'
import { startImapServer } from '../../../test/imap-server.ts'
import { startMailServer } from '../../../test/mail-server.ts'
import { savePerson } from '../../../test/person.ts'
import { temporaryFolder } from '../../../test/temporary-folder.ts'
import { readSettings } from '../../config/index.ts'
import type { Db, LetterId, PersonId } from '../../database/index.ts'
import { HandSetClock, systemRandom } from '../../world/index.ts'
import { endRest, findRest, postLetter, startCourier } from '../index.ts'
import { takeBounce } from './index.ts'

const now = new Date('2026-11-22T14:00:00Z')
const DAY = 86_400_000
const settings = readSettings({})
let db: Db
let anna: PersonId

beforeAll(async () => {
  db = (await openTestDatabase()).db
  anna = await savePerson(db, now, { id: systemRandom.token(10), demo: false })
})

test('a letter carries its token in the return path, and asks for its headers alone to come back', async () => {
  const { server } = await sent('vera@uni.example', { MAIL_BOUNCES: 'bounces+{letter}@uni.example' })
  const { bounce_token, message_id } = await newest('vera@uni.example')
  expect(server.letters[0]?.from).toBe(`bounces+${bounce_token}@uni.example`)
  expect(message_id).toContain(`.${bounce_token}@`)
  expect(server.letters[0]?.reports).toMatchObject({ ret: 'HDRS', envid: bounce_token })
  expect(String(server.letters[0]?.reports.notify)).toBe('FAILURE,DELAY')
  // The recipient sees who wrote, and never where bounces go.
  expect(server.letters[0]?.source).toMatch(/^From: .*usos-desk@uni\.example/m)
})

test('an address that refuses a letter for good rests: the next letter is not sent, and the desk can end that', async () => {
  const address = 'olga@uni.example'
  const { courier, server, clock } = await sent(address)
  expect(await take(report({ envelopeId: await tokenOf(address), recipient: address }))).toBe('noted')
  expect(await newest(address)).toMatchObject({
    state: 'sent',
    bounce: 'hard',
    bounce_status: '5.1.1',
    bounced_at: now,
  })
  expect(await findRest(db, address, now)).toEqual({
    since: now,
    until: new Date(now.getTime() + 30 * DAY),
    status: '5.1.1',
  })
  expect(await events(anna)).toEqual(['letter-bounced', 'mailbox-rests'])

  await post(address)
  await courier.deliverDue()
  expect(server.letters).toHaveLength(1)
  expect(await newest(address)).toMatchObject({ state: 'suppressed', text: null, html: null, last_error: '5.1.1' })

  expect(await db.transaction().execute((trx) => endRest(trx, address, now))).toBe(true)
  await post(address)
  await courier.deliverDue()
  expect(server.letters).toHaveLength(2)

  await take(report({ envelopeId: await tokenOf(address), recipient: address }))
  clock.advance({ days: 31 })
  await post(address, clock.now())
  await courier.deliverDue()
  expect(server.letters).toHaveLength(3)
})

test('a forged bounce silences nobody: without the token of a letter nothing is believed', async () => {
  const address = 'wanda@uni.example'
  await sent(address)
  const { id } = await newest(address)
  for (const source of [
    report({ recipient: address }),
    report({ recipient: address, envelopeId: id }),
    report({ recipient: address, returned: `Message-ID: <${id}@login.example>` }),
    report({ recipient: address, envelopeId: systemRandom.token(26).toLowerCase() }),
    loose({ body: `550 5.1.1 <${address}> unknown` }),
  ]) {
    expect(await take(source)).toBe('unknown')
  }
  // Who holds the token of one letter says nothing of another's address.
  await sent('eve@uni.example')
  await take(report({ recipient: address, envelopeId: await tokenOf('eve@uni.example') }))
  expect(await newest(address)).toMatchObject({ state: 'sent', bounce: null })
  expect(await findRest(db, address, now)).toBeUndefined()
  expect(await findRest(db, 'eve@uni.example', now)).toBeUndefined()
})

test('the same report twice counts once; three letters in a row that came back for this time make a short rest', async () => {
  const address = 'iga@uni.example'
  for (let letter = 1; letter <= 3; letter++) {
    await sent(address)
    const full = report({ envelopeId: await tokenOf(address), recipient: address, status: '5.2.2' })
    expect(await take(full)).toBe('noted')
    expect(await take(full)).toBe('noted')
    expect((await findRest(db, address, now))?.until).toEqual(
      letter < 3 ? undefined : new Date(now.getTime() + 3 * DAY),
    )
  }
  expect(await newest(address)).toMatchObject({ bounce: 'soft', bounce_status: '5.2.2' })
})

test('a server that says “later” or does not want us makes nobody rest', async () => {
  const address = 'ula@uni.example'
  await sent(address)
  await take(report({ envelopeId: await tokenOf(address), recipient: address, action: 'delayed', status: '4.4.1' }))
  expect(await newest(address)).toMatchObject({ state: 'sent', bounce: 'delayed' })
  for (let letter = 0; letter < 4; letter++) {
    await sent(address)
    await take(report({ envelopeId: await tokenOf(address), recipient: address, status: '5.7.1' }))
  }
  expect(await findRest(db, address, now)).toBeUndefined()
})

test('what our own mail server refuses for good makes an address rest too', async () => {
  const address = 'zofia@uni.example'
  await sent(address, {}, () => ({ status: 550, text: '5.1.1 no such user' }))
  expect(await newest(address)).toMatchObject({ state: 'given-up' })
  expect(await findRest(db, address, now)).toMatchObject({ status: '5.1.1' })
})

test('bounces are read from an IMAP folder over TLS: ours are taken out, the rest is left for a person', async () => {
  const address = 'ines@uni.example'
  await sent(address)
  const certificate = selfSignedCertificate('127.0.0.1')
  setDefaultCACertificates([certificate.cert])
  onTestFinished(() => setDefaultCACertificates([]))
  const letter = loose({ from: 'Jan <jan@uni.example>', body: 'Dzień dobry' })
  const bounce = report({ envelopeId: await tokenOf(address), recipient: address })
  const imap = await startImapServer([letter, bounce], { certificate })
  const { courier, lines } = courierOver({ BOUNCES_URL: `imaps://bounces:topsecret@127.0.0.1:${imap.port}/INBOX` })
  await courier.readBounces()
  expect(lines).toEqual([])
  expect(await newest(address)).toMatchObject({ bounce: 'hard' })
  expect(imap.stored).toMatchObject([{ uid: 1, flags: new Set(['\\Seen', '\\Flagged']) }])
  expect(imap.commands).toContain('SELECT INBOX')
})

test('a folder that cannot be opened is told in the log without its password, and nothing else suffers', async () => {
  const imap = await startImapServer([], { password: 'another' })
  const { courier, lines } = courierOver({ BOUNCES_URL: `imap://bounces:topsecret@127.0.0.1:${imap.port}` })
  await courier.readBounces()
  expect(lines).toMatchObject([{ message: 'the mailbox for bounces cannot be read' }])
  expect(JSON.stringify(lines)).not.toContain('topsecret')
  for (const wrong of ['pop3://x:topsecret@mail.example', 'imaps://mail.example', 'nonsense', 'maildir:']) {
    expect(() => courierOver({ BOUNCES_URL: wrong })).toThrow(/^BOUNCES_URL must be(?!.*topsecret)/)
  }
})

test('bounces are read from a Maildir of this machine', async () => {
  const address = 'maja@uni.example'
  await sent(address)
  const folder = temporaryFolder('maildir')
  await Promise.all(['new', 'cur'].map((name) => mkdir(join(folder, name))))
  await writeFile(join(folder, 'new', '1.a'), report({ envelopeId: await tokenOf(address), recipient: address }))
  await writeFile(join(folder, 'new', '2.b'), loose({ from: 'Jan <jan@uni.example>', body: 'Dzień dobry' }))
  await courierOver({ BOUNCES_URL: `maildir://${folder}` }).courier.readBounces()
  expect(await newest(address)).toMatchObject({ bounce: 'hard' })
  expect(await readdir(join(folder, 'new'))).toEqual([])
  expect(await readdir(join(folder, 'cur'))).toEqual(['2.b:2,FS'])
})

test('a message in the Maildir that cannot be read, or not moved away, keeps no report from being noted, and is told in the log', async () => {
  const address = 'lena@uni.example'
  await sent(address)
  const folder = temporaryFolder('maildir')
  // A folder that stands where the message would go.
  await Promise.all(['new/1.a', 'cur/2.b:2,FS'].map((name) => mkdir(join(folder, name), { recursive: true })))
  await writeFile(join(folder, 'new', '2.b'), loose({ from: 'Jan <jan@uni.example>', body: 'Dzień dobry' }))
  await writeFile(join(folder, 'new', '3.c'), report({ envelopeId: await tokenOf(address), recipient: address }))
  const { courier, lines } = courierOver({ BOUNCES_URL: `maildir://${folder}` })
  await courier.readBounces()
  expect(await newest(address)).toMatchObject({ bounce: 'hard' })
  expect(await readdir(join(folder, 'new'))).toEqual(['1.a', '2.b'])
  expect(lines).toMatchObject([{ code: 'EISDIR', message: 'the mailbox for bounces cannot be read' }])
})

test('a return path that is no address stops the start', () => {
  for (const wrong of ['bounces', `${'b'.repeat(39)}{letter}@uni.example`, 'a b{letter}@uni.example']) {
    expect(() => courierOver({ MAIL_BOUNCES: wrong })).toThrow(/^MAIL_BOUNCES must be an address/)
  }
})

const take = (source: Buffer) => takeBounce({ db, settings }, source, now)

let posted = 0
/** Each a moment after the one before, and due at once. */
async function post(recipient: string, at = new Date(now.getTime() - 1_000 + ++posted)): Promise<LetterId> {
  const content = { subject: 'Ustaw hasło', text: 'Zażółć\n', html: '<p>Zażółć</p>' }
  const letter = { kind: 'first-password', person: anna, recipient, language: 'pl', content, now: at } as const
  return db.transaction().execute((trx) => postLetter(trx, letter))
}

/** A letter to this address, on its way through a real SMTP server. */
async function sent(
  recipient: string,
  given: Record<string, string> = {},
  refusal?: () => { status: number; text: string },
) {
  const server = await startMailServer({ ...(refusal && { recipient: refusal }) })
  const place = courierOver({ ...given, SMTP_URL: `smtp://127.0.0.1:${server.port}` })
  await post(recipient)
  await place.courier.deliverDue()
  return { ...place, server }
}

function courierOver(given: Record<string, string>) {
  const lines: unknown[] = []
  const clock = new HandSetClock(now)
  const tell = (fields: unknown, message?: string) => void lines.push({ ...(fields as object), message })
  const courier = startCourier({
    db,
    world: { clock, random: systemRandom },
    settings: readSettings(given),
    from: 'USOS <usos-desk@uni.example>',
    origin: 'https://login.example',
    demo: false,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: tell },
  })
  onTestFinished(() => courier.stop())
  return { courier, clock, lines }
}

function newest(recipient: string) {
  return db
    .selectFrom('letters')
    .selectAll()
    .where('recipient', '=', recipient)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
}

/** Of the letter to this address that has not come back yet. */
async function tokenOf(recipient: string): Promise<string> {
  const { bounce_token } = await db
    .selectFrom('letters')
    .select('bounce_token')
    .where('recipient', '=', recipient)
    .where('state', '=', 'sent')
    .where('bounce', 'is', null)
    .executeTakeFirstOrThrow()
  return bounce_token ?? ''
}

async function events(person: PersonId) {
  const rows = await db
    .selectFrom('audit_events')
    .select('event')
    .where('person_id', '=', person)
    .orderBy('id')
    .execute()
  return rows.map(({ event }) => event)
}
