import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loose, report } from '../../../test/bounces.ts'
import { readBounce } from './bounce.ts'
import { judgeBounce, judgeRefusal, saysMore } from './verdict.ts'

const token = 'nv8gdecvwd45bw0viti50mdz0c'
const anna = 'anna@uni.example'

test('a report by RFC 3464 says what happened, of whom, and of which letter', () => {
  expect(readBounce(report({ envelopeId: token }))).toEqual({
    action: 'failed',
    status: '5.1.1',
    recipients: [anna],
    tokens: [token],
    standard: true,
  })
})

test('the letter is found by the return path, by the envelope id and by the Message-ID that comes back', () => {
  const returned = `From: desk@uni.example\nMessage-ID: <VziCg7OKbg4heEpTwQplYg.${token}@login.example>\n`
  for (const source of [
    report({ to: `bounces+${token}@uni.example` }),
    // Some servers fold a local part into capital letters.
    report({ to: `BOUNCES+${token.toUpperCase()}@UNI.EXAMPLE` }),
    report({ envelopeId: token }),
    report({ returned }),
    loose({ body: `550 5.1.1 unknown user\n\n> Message-Id: <VziCg7OKbg4heEpTwQplYg.${token}@login.example>` }),
  ]) {
    expect(readBounce(source)?.tokens).toEqual([token])
  }
})

test('a report in base64, in another report, or cut off is read as far as it goes', () => {
  const encoded = report({ envelopeId: token })
    .toString()
    .replace(
      /(Content-Type: message\/delivery-status\r\n)\r\n([\s\S]*?)(?=--=_part)/,
      (_, head: string, body: string) => {
        return `${head}Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(body).toString('base64')}\r\n`
      },
    )
  expect(readBounce(Buffer.from(encoded))).toMatchObject({ status: '5.1.1', tokens: [token] })
  const wrapped = `From: postmaster@gw.example\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n${report({ envelopeId: token })}\r\n--outer--\r\n`
  expect(readBounce(Buffer.from(wrapped))).toMatchObject({ status: '5.1.1', tokens: [token] })
  const whole = report({ envelopeId: token })
  expect(readBounce(whole.subarray(0, whole.indexOf('text/rfc822-headers')))).toMatchObject({ status: '5.1.1' })
})

test('answers of people, notices of holidays and reports of success are no bounces', () => {
  for (const source of [
    loose({ from: 'Anna <anna@uni.example>', to: `bounces+${token}@uni.example`, body: 'Delivery failed? 5.1.1' }),
    loose({ from: 'postmaster@x.example', more: 'Auto-Submitted: auto-replied', body: 'I am away. 5.1.1' }),
    loose({ body: 'Your monthly statement of the mail system' }),
    report({ envelopeId: token, action: 'delivered', status: '2.0.0' }),
    report({ envelopeId: token, action: 'relayed', status: '2.0.0' }),
  ]) {
    expect(readBounce(source)).toBeUndefined()
  }
})

test('only a report of the standard form, about the very address, that says that nobody is there counts for good', () => {
  const verdict = (source: Buffer, recipient = anna) => {
    const bounce = readBounce(source)
    return bounce && judgeBounce(bounce, recipient)
  }
  for (const status of ['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1']) {
    expect([status, verdict(report({ status }))]).toEqual([status, { bounce: 'hard' }])
  }
  for (const status of ['5.0.0', '5.2.2', '5.3.4', '5.4.4', '4.4.7']) {
    expect([status, verdict(report({ status }))]).toEqual([status, { bounce: 'soft', counts: true }])
  }
  // The server does not want us: that says nothing of the mailbox.
  expect(verdict(report({ status: '5.7.1' }))).toEqual({ bounce: 'soft', counts: false })
  // A mailbox elsewhere, to which hers is forwarded.
  expect(verdict(report({ recipient: 'anna@old.example' }))).toEqual({ bounce: 'soft', counts: true })
  expect(verdict(loose({ body: '550 5.1.1 no such user' }))).toEqual({ bounce: 'soft', counts: true })
  expect(verdict(report({ action: 'delayed', status: '4.4.1' }))).toEqual({ bounce: 'delayed' })
})

test('what our own server says of a recipient is believed', () => {
  expect(judgeRefusal('EENVELOPE RCPT TO 550 5.1.1')).toEqual({ bounce: 'hard' })
  expect(judgeRefusal('EENVELOPE RCPT TO 552 5.2.2')).toEqual({ bounce: 'soft', counts: true })
  expect(judgeRefusal('EENVELOPE RCPT TO 550')).toEqual({ bounce: 'soft', counts: true })
})

test('a later report is heeded only when it says more', () => {
  expect(saysMore('delayed', undefined)).toBe(true)
  expect(saysMore('hard', 'soft')).toBe(true)
  expect(saysMore('delayed', 'hard')).toBe(false)
  expect(saysMore('hard', 'hard')).toBe(false)
})

test('whatever a stranger mails, reading it ends, throws nothing and finds at most ten tokens', () => {
  const pieces = fc.constantFrom(
    'Content-Type: multipart/report; boundary="b"\n',
    'Content-Type: message/delivery-status\n',
    'From: mailer-daemon\n',
    'Action: failed\n',
    'Status: 5.1.1\n',
    '--b\n',
    '--b--\n',
    '\n',
    '\n\n',
    `Original-Envelope-Id: ${token}\n`,
    'Content-Transfer-Encoding: base64\n',
    '=?=\0\xff',
    ' folded\n',
    `${'a'.repeat(26)} `,
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(pieces, fc.string({ maxLength: 40, unit: 'binary' })), { maxLength: 60 }),
      (parts) => {
        const bounce = readBounce(Buffer.from(parts.join('')))
        expect(bounce === undefined || bounce.tokens.length <= 10).toBe(true)
      },
    ),
    { numRuns: 60 },
  )
  // Deep and long, in bounded time.
  const nested = 'Content-Type: multipart/mixed; boundary=b\n\n--b\n'.repeat(3000)
  expect(readBounce(Buffer.from(`From: mailer-daemon\n${nested}`))).toBeUndefined()
  expect(readBounce(Buffer.from(`From: mailer-daemon\n\n${'5.'.repeat(400_000)}`))).toBeUndefined()
  expect(readBounce(Buffer.from(`From: mailer-daemon\n${'a: b\n'.repeat(100_000)}\n\nx`))).toBeUndefined()
})
