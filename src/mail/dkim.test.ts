import { createHash, createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { startMailServer } from '../../test/mail-server.ts'
import { readSettings } from '../config/index.ts'
import { asLetterId } from '../database/index.ts'
import { dkimRecord, makeDkimKey } from '../world/index.ts'
import { signingWith } from './dkim.ts'
import { smtpTransport } from './transports/index.ts'

const pem = makeDkimKey()

test('a letter that arrives bears a signature that the key in the DNS confirms, over all that matters', async () => {
  const server = await startMailServer()
  const out = smtpTransport({
    server: { host: '127.0.0.1', port: server.port, tls: 'none', user: undefined, password: undefined },
    from: { name: 'Punkt pomocy „USOS”', address: 'desk@uni.example' },
    returnPath: () => 'bounces@uni.example',
    signing: signingWith(readSettings({ DKIM_KEY: pem, DKIM_SELECTOR: 'furta2026' }), 'desk@uni.example'),
    name: 'login.example',
    connections: 1,
    timeout: 5_000,
  })
  onTestFinished(() => out.close())
  await out.send(
    {
      id: asLetterId('letter'),
      person: undefined,
      recipient: 'anna@uni.example',
      language: 'pl',
      subject: 'Ustaw pierwsze hasło do konta',
      text: 'Zażółć  gęślą jaźń \n\n\nhttps://login.example/x\n',
      html: '<p>Zażółć</p>',
      messageId: '<letter.token@login.example>',
      kind: 'reset-link',
      bounceToken: 'token',
      createdAt: new Date('2026-11-22T14:00:00Z'),
      uselessAfter: undefined,
      attempts: 1,
      demo: false,
    },
    new AbortController().signal,
  )
  const source = server.letters[0]?.source ?? ''
  const signature = tagsOf(/^DKIM-Signature: ((?:.*\r\n)(?:[ \t].*\r\n)*)/im.exec(source)?.[1] ?? '')
  expect(signature).toMatchObject({ a: 'rsa-sha256', c: 'relaxed/relaxed', d: 'uni.example', s: 'furta2026' })
  for (const name of ['from', 'to', 'subject', 'date', 'message-id', 'auto-submitted']) {
    expect(signature.h?.toLowerCase().split(':')).toContain(name)
  }
  expect(verifies(source, dkimRecord(pem))).toBe(true)
  expect(verifies(source.replace('/x', '/y'), dkimRecord(pem))).toBe(false)
  expect(verifies(source.replace('anna@', 'eve@'), dkimRecord(pem))).toBe(false)
  expect(verifies(source, dkimRecord(makeDkimKey()))).toBe(false)
})

test('a key that cannot be read or that is weak stops the start, with a sentence that does not repeat it', () => {
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' })
  const other = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
  const reading =
    (DKIM_KEY: string, more = {}) =>
    () =>
      signingWith(readSettings({ DKIM_KEY, ...more }), 'a@uni.example')
  expect(reading('nonsense')).toThrow(/^DKIM_KEY must be a private key in PEM(?!.*nonsense)/)
  expect(reading(String(weak))).toThrow(/^DKIM_KEY has 1024 bits/)
  expect(reading(String(other))).toThrow(/^DKIM_KEY must be an RSA key/)
  expect(reading(pem, { DKIM_SELECTOR: 'a b' })).toThrow(/^DKIM_SELECTOR/)
  expect(reading(pem, { DKIM_DOMAIN: '-' })).toThrow(/^DKIM_DOMAIN/)
  expect(signingWith(readSettings({}), 'a@uni.example')).toBeUndefined()
})

/** A verifier by RFC 6376 §6.1.3, written apart from what signs. */
function verifies(source: string, record: string): boolean {
  const [head = '', ...rest] = source.split('\r\n\r\n')
  const headers = head
    .replace(/\r\n(?=[ \t])/g, '\u0000')
    .split('\r\n')
    .map((line) => line.replaceAll('\u0000', '\r\n'))
  const signed = headers.find((line) => /^dkim-signature:/i.test(line)) ?? ''
  const tags = tagsOf(signed.slice(signed.indexOf(':') + 1))
  const body = rest
    .join('\r\n\r\n')
    .split('\r\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
    .replace(/(\r\n)*$/, '\r\n')
  const bodyHash = createHash('sha256').update(body, 'latin1').digest('base64')
  if (bodyHash !== tags.bh) return false
  const relaxed = (line: string) => {
    const colon = line.indexOf(':')
    const value = line
      .slice(colon + 1)
      .replace(/\r\n/g, '')
      .replace(/[ \t]+/g, ' ')
      .trim()
    return `${line.slice(0, colon).trim().toLowerCase()}:${value}`
  }
  const named = (tags.h ?? '').split(':').map((name) => {
    return headers.findLast(
      (line) => line.slice(0, line.indexOf(':')).trim().toLowerCase() === name.trim().toLowerCase(),
    )
  })
  const text = [
    ...named.filter((line) => line !== undefined).map((line) => `${relaxed(line)}\r\n`),
    relaxed(signed.replace(/(\bb=)[^;]*$/, '$1')),
  ].join('')
  const key = createPublicKey({ key: Buffer.from(tagsOf(record).p ?? '', 'base64'), format: 'der', type: 'spki' })
  return createVerify('sha256')
    .update(text, 'latin1')
    .verify(key, tags.b ?? '', 'base64')
}

function tagsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(';').flatMap((tag) => {
      const [, name = '', value = ''] = /^\s*(\w+)\s*=([\s\S]*)$/.exec(tag) ?? []
      return name === '' ? [] : [[name, value.replace(/\s+/g, '')]]
    }),
  )
}
