import { expect, test } from 'vitest'
import { openTestDatabase } from '../../../test/database.ts'
import { openFrame } from '../../../test/frame.ts'
import { readSettings } from '../../config/index.ts'
import type { Db } from '../../database/index.ts'
import { registerDevelopmentMailbox } from './index.ts'

const link = 'http://localhost:3000/set-password/abc.def'

test('the mailbox lists the newest letter first, in the language of the person', async () => {
  const { ask, db } = await openMailbox()
  await put(db, 'first', { subject: 'Hasło zostało zmienione' })
  await put(db, 'second', { subject: 'Ustaw hasło <dziś>', created_at: new Date('2026-11-22T13:07:00Z') })

  const { status, text } = await ask('/dev/mail')
  expect(status).toBe(200)
  expect(text.indexOf('Ustaw hasło &lt;dziś')).toBeLessThan(text.indexOf('Hasło zostało zmienione'))
  expect(text.match(/class="tag good">nowy</g)).toHaveLength(1)
  expect(text).toContain('href="/dev/mail/second"')
  expect(text).not.toMatch(/<script|style=/)
  expect((await ask('/dev/mail?locale=en')).text).toContain('<h1>Mailbox</h1>')
})

test('an empty mailbox says how to get a letter, and a search that finds nothing says so', async () => {
  const { ask, db } = await openMailbox()
  expect((await ask('/dev/mail?locale=en')).text).toContain('No letter yet')
  await put(db, 'one', {})
  const { text } = await ask('/dev/mail?locale=en&to=nobody')
  expect(text).toContain('No letter fits')
  expect(text).toContain('value="nobody"')
})

test('a search finds any part of an address, and signs of patterns stand for themselves', async () => {
  const { ask, db } = await openMailbox()
  await put(db, 'anna', { recipient: 'anna_nowak@agh.edu.pl' })
  await put(db, 'jan', { recipient: 'jan@agh.edu.pl' })
  const found = async (to: string) =>
    [...(await ask(`/dev/mail?to=${encodeURIComponent(to)}`)).text.matchAll(/href="\/dev\/mail\/(\w+)"/g)].map(
      ([, id]) => id,
    )
  expect(await found(' NOWAK ')).toEqual(['anna'])
  expect(await found('_')).toEqual(['anna'])
  expect(await found('%')).toEqual([])
  expect(await found('agh.edu')).toEqual(['jan', 'anna'])
})

test('a full mailbox is read page by page', async () => {
  const { ask, db } = await openMailbox()
  for (let at = 0; at < 60; at++) await put(db, `n${at}`, {})
  const first = (await ask('/dev/mail')).text
  expect(first.match(/href="\/dev\/mail\/n\d+"/g)).toHaveLength(50)
  const next = /href="(\/dev\/mail\?before=\d+)"/.exec(first)?.[1] ?? ''
  const second = (await ask(next)).text
  expect(second.match(/href="\/dev\/mail\/n\d"/g)).toHaveLength(10)
  expect(second).not.toContain('Starsze listy')
})

test('whoever wants to wait is brought back every five seconds, without a script', async () => {
  const { ask } = await openMailbox()
  expect((await ask('/dev/mail?refresh=yes')).headers.refresh).toBe('5')
  expect((await ask('/dev/mail')).headers.refresh).toBeUndefined()
})

test('a letter is shown with its link to follow, its text and its looks in a frame of its own', async () => {
  const { ask, db } = await openMailbox()
  await put(db, 'one', { text: `Ustaw hasło\n\n${link}\n\n-- \nx <b>&\n` })
  const { text, headers } = await ask('/dev/mail/one')
  expect(text).toContain(`class="button" href="${link}"`)
  expect(text).toContain('x &lt;b>&amp;')
  expect(text).toContain('<iframe src="/dev/mail/one/html"')
  expect(headers['content-security-policy']).toMatch(/default-src 'none'.*; frame-src 'self'$/)
})

test('the looks of a letter come without script, form or connection, sandboxed, and only into our own frame', async () => {
  const { ask, db } = await openMailbox()
  await put(db, 'one', {
    html: '<!doctype html>\n<html><head><title>x</title></head><body style="margin:0">Zażółć</body></html>',
  })
  const { text, headers } = await ask('/dev/mail/one/html')
  expect(text).toContain('<base target="_blank">')
  expect(text).toContain('Zażółć')
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(headers['x-frame-options']).toBe('SAMEORIGIN')
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'; style-src 'unsafe-inline'")
  expect(policy).toMatch(/frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox$/)
})

test('a letter that is not there is not found', async () => {
  const { ask } = await openMailbox()
  for (const path of ['/dev/mail/none', '/dev/mail/none/html']) expect((await ask(path)).status).toBe(404)
})

test('programs read the letters as JSON, oldest first, all of them or those of one address', async () => {
  const { ask, db } = await openMailbox()
  await put(db, 'one', { recipient: 'anna@agh.edu.pl' })
  await put(db, 'two', { recipient: 'joanna@agh.edu.pl' })
  const { text, headers } = await ask('/dev/mail.json')
  expect(headers['content-type']).toBe('application/json; charset=utf-8')
  const letters = JSON.parse(text)
  expect(letters).toHaveLength(2)
  expect(letters[0]).toEqual({
    id: 'one',
    to: 'anna@agh.edu.pl',
    from: 'USOSweb AGH <usosweb@agh.edu.pl>',
    subject: 'Ustaw hasło',
    text: `Ustaw hasło\n\n${link}\n`,
    html: '<p>Ustaw hasło</p>',
    headers: { 'Auto-Submitted': 'auto-generated' },
    createdAt: '2026-11-22T12:00:00.000Z',
  })
  expect(JSON.parse((await ask('/dev/mail.json?to=Anna%40agh.edu.pl')).text)).toHaveLength(1)
})

test('odd questions get a clear answer', async () => {
  const { ask } = await openMailbox()
  for (const query of ['to=a&to=b', 'before=x', 'to=%00', `to=${'x'.repeat(300)}`]) {
    expect((await ask(`/dev/mail?${query}`)).status).toBe(400)
  }
})

test('in production and on a public origin there is no mailbox', async () => {
  const { db, url, ...database } = await openTestDatabase()
  const production = {
    NODE_ENV: 'production',
    PUBLIC_ORIGIN: 'https://login.example',
    SMTP_URL: 'smtps://mail.example',
    APP_SECRET: 'abcdefghijklmnopqrstuvwxyz0123456789',
    PESEL_KEY: 'zyxwvutsrqponmlkjihgfedcba9876543210',
  }
  for (const environment of [production, { PUBLIC_ORIGIN: 'https://login.example' }]) {
    const frame = await openFrame((app) =>
      registerDevelopmentMailbox(app, { settings: readSettings(environment), database: { db, ...database } }),
    )
    for (const path of ['/dev/mail', '/dev/mail.json', '/dev/mail/x', '/dev/mail/x/html']) {
      expect((await frame.ask(path)).status).toBe(404)
    }
  }
})

async function openMailbox() {
  const database = await openTestDatabase()
  const frame = await openFrame((app) => registerDevelopmentMailbox(app, { settings: readSettings({}), database }))
  return { ...frame, db: database.db }
}

function put(
  db: Db,
  id: string,
  letter: { recipient?: string; subject?: string; text?: string; html?: string; created_at?: Date },
) {
  return db
    .insertInto('development_mailbox')
    .values({
      id,
      sender: 'USOSweb AGH <usosweb@agh.edu.pl>',
      recipient: 'anna@agh.edu.pl',
      subject: 'Ustaw hasło',
      text: `Ustaw hasło\n\n${link}\n`,
      html: '<p>Ustaw hasło</p>',
      headers: JSON.stringify({ 'Auto-Submitted': 'auto-generated' }),
      created_at: new Date('2026-11-22T12:00:00Z'),
      ...letter,
    })
    .execute()
}
