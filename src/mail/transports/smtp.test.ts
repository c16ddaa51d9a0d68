import { setDefaultCACertificates } from 'node:tls'
import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { expect, onTestFinished, test } from 'vitest'
import { selfSignedCertificate } from '../../../test/certificate.ts'
import { startMailServer } from '../../../test/mail-server.ts'
import { asLetterId } from '../../database/index.ts'
import { canonicalAddress } from '../../people/index.ts'
import type { SmtpServer } from '../smtp-url.ts'
import type { ClaimedLetter } from '../store.ts'
import { smtpTransport } from './index.ts'

const signal = new AbortController().signal

test('mandatory STARTTLS encrypts the letter and the sign-in', async () => {
  const certificate = selfSignedCertificate('127.0.0.1')
  trust(certificate)
  const server = await startMailServer({ tls: 'starttls', certificate, wantsSignIn: true })
  await transport({ port: server.port, tls: 'starttls', user: 'desk', password: 'topsecret' }).send(letter({}), signal)
  expect(server.letters).toMatchObject([{ encrypted: true }])
  expect(server.signIns).toHaveLength(1)
})

test('a server that offers no STARTTLS where it is mandatory gets nothing in the clear', async () => {
  const server = await startMailServer({ wantsSignIn: true })
  const sent = transport({ port: server.port, tls: 'starttls', user: 'desk', password: 'topsecret' }).send(
    letter({}),
    signal,
  )
  await expect(sent).rejects.toThrow()
  expect(server).toMatchObject({ connections: 1, signIns: [], letters: [] })
})

test('a certificate nobody vouches for ends a STARTTLS connection before anything is said', async () => {
  const server = await startMailServer({
    tls: 'starttls',
    certificate: selfSignedCertificate('127.0.0.1'),
    wantsSignIn: true,
  })
  const sent = transport({ port: server.port, tls: 'starttls', user: 'desk', password: 'topsecret' }).send(
    letter({}),
    signal,
  )
  await expect(sent).rejects.toThrow('self-signed certificate')
  expect(server).toMatchObject({ connections: 1, signIns: [], letters: [] })
})

test('every address that may be stored reaches the server as it is, and nobody else gets the letter', async () => {
  const server = await startMailServer()
  const out = transport({ port: server.port })
  await fc.assert(
    fc.asyncProperty(storableAddress, async (recipient) => {
      const at = server.letters.length
      await out.send(letter({ recipient }), signal)
      const received = server.letters.slice(at)
      // The test's server shows A-labels as people read them; in the letter they stand as they travelled.
      expect(received.map(({ to }) => to.map(canonicalAddress))).toEqual([[recipient]])
      expect(received[0]?.source).toContain(` ${recipient}\r\n`)
    }),
    { numRuns: 100 },
  )
})

test('no name or subject, whatever it holds, adds a header, a recipient or a command', async () => {
  const server = await startMailServer()
  await fc.assert(
    fc.asyncProperty(nastyText, nastyText, async (name, subject) => {
      const at = server.letters.length
      const out = transport({ port: server.port }, name)
      await out.send(letter({ subject: `Subject ${subject}` }), signal)
      out.close()
      expect(server.letters).toHaveLength(at + 1)
      const received = server.letters[at]
      expect(received).toMatchObject({ from: 'desk@uni.example', to: ['anna@uni.example'] })
      const mail = await simpleParser(received?.source ?? '')
      expect([...mail.headers.keys()].sort()).toEqual(HEADERS)
      expect(mail.from?.value).toHaveLength(1)
      expect(mail.from?.value[0]?.address).toBe('desk@uni.example')
      expect(mail.text).toBe('Text\n')
      const lines = received?.source.split('\r\n') ?? []
      expect(lines.every((line) => line.length <= 998 && /^[\x20-\x7e\t]*$/.test(line))).toBe(true)
    }),
    // Each opens a connection of its own.
    { numRuns: 40 },
  )
})

const HEADERS = [
  'auto-submitted',
  'content-language',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
  'x-auto-response-suppress',
]

const localPart = fc.string({ unit: fc.constantFrom(..."abz09.!#$%&'*+/=?^_`{|}~-"), minLength: 1, maxLength: 64 })
const domain = fc.constantFrom('uni.example', 'żółw.example', 'xn--w-uga1v8h.example', `${'a'.repeat(63)}.example`)
const storableAddress = fc
  .tuple(localPart, domain)
  .map(([local, host]) => canonicalAddress(`${local}@${host}`))
  .filter((address) => address !== undefined)

const nastyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\0',
        'Bcc: eve@evil.example',
        'RCPT TO:<eve@evil.example>',
        '.\r\n',
        '"',
        '\\',
        '<',
        '>',
        ',',
        ';',
        ':',
        '(',
        '=?utf-8?Q?x?=',
        'ł',
        '😀',
        '\u2028',
        '\u202e',
        ' ',
        '\t',
        'eve@evil.example',
      ),
      fc.string({ maxLength: 80, unit: 'binary' }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''))

function transport(server: Partial<SmtpServer> & { port: number }, name = 'Desk') {
  const out = smtpTransport({
    server: { host: '127.0.0.1', tls: 'none', user: undefined, password: undefined, ...server },
    from: { name, address: 'desk@uni.example' },
    returnPath: () => 'desk@uni.example',
    signing: undefined,
    name: 'login.example',
    connections: 2,
    timeout: 5_000,
  })
  onTestFinished(() => out.close())
  return out
}

function letter(given: Partial<ClaimedLetter>): ClaimedLetter {
  return {
    id: asLetterId('letter'),
    person: undefined,
    recipient: 'anna@uni.example',
    language: 'en',
    subject: 'Subject',
    text: 'Text\n',
    html: '<p>Text</p>',
    messageId: '<letter@login.example>',
    kind: 'reset-link',
    bounceToken: undefined,
    createdAt: new Date('2026-11-22T14:00:00Z'),
    uselessAfter: undefined,
    attempts: 1,
    demo: false,
    ...given,
  }
}

function trust({ cert }: { cert: string }) {
  setDefaultCACertificates([cert])
  onTestFinished(() => setDefaultCACertificates([]))
}
