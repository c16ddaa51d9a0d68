import { expect, test } from 'vitest'
import { afterFailure, type Failure, outcomeOf } from './delivery.ts'
import { parseSender } from './sender.ts'
import { parseSmtpUrl } from './smtp-url.ts'

const posted = new Date('2026-11-22T14:00:00Z')
const later = (milliseconds: number) => new Date(posted.getTime() + milliseconds)
const day = 86_400_000
const busy: Failure = { kind: 'not-now', because: '451', ofServer: false }
const gone: Failure = { kind: 'not-now', because: 'ECONNREFUSED', ofServer: true }

test('pauses between attempts double from fifteen seconds to an hour', () => {
  expect([1, 2, 3, 6, 9, 30].map((attempts) => pauseAfter(attempts, busy))).toEqual([15, 30, 60, 480, 3600, 3600])
})

test('a server that cannot be reached is asked again within a minute', () => {
  expect([1, 2, 3, 6, 30].map((attempts) => pauseAfter(attempts, gone))).toEqual([15, 30, 60, 60, 60])
})

test('letters of one moment are spread by the dice', () => {
  expect(pauseAfter(3, busy, 0)).toBe(48)
  expect(pauseAfter(3, busy, 1)).toBe(72)
})

test('a letter is given up when it has been tried for long enough', () => {
  const next = (now: Date) =>
    afterFailure({ attempts: 40, createdAt: posted, uselessAfter: undefined }, busy, {
      now,
      dice: 0.5,
      giveUpAfter: day,
    }).kind
  expect(next(later(day - 1))).toBe('retry')
  expect(next(later(day))).toBe('given-up')
})

test('a letter with a link is tried until its link is nearly dead, and then dropped', () => {
  const letter = { attempts: 20, createdAt: posted, uselessAfter: later(3_600_000) }
  const attempts: number[] = []
  let now = posted
  for (;;) {
    const next = afterFailure(letter, busy, { now, dice: 0.5, giveUpAfter: day })
    if (next.kind !== 'retry') {
      expect(next.kind).toBe('dropped')
      break
    }
    now = next.at
    attempts.push(now.getTime() - posted.getTime())
  }
  expect(attempts.at(-1)).toBeGreaterThan(3_600_000 - 30_000)
  expect(attempts.at(-1)).toBeLessThan(3_600_000)
})

test('only a refusal of the recipient or of the letter itself is for good', () => {
  const outcome = (code: string, command: string, response: string) =>
    outcomeOf(
      Object.assign(new Error('x'), {
        code,
        command,
        response,
        responseCode: Number(response.slice(0, 3)),
        permanent: response.startsWith('5'),
      }),
    )
  expect(outcome('EENVELOPE', 'RCPT TO', '550 5.1.1 no such user')).toEqual({
    kind: 'refused',
    because: 'EENVELOPE RCPT TO 550 5.1.1',
  })
  expect(outcome('EMESSAGE', 'DATA', '554 no')).toMatchObject({ kind: 'refused' })
  expect(outcome('EENVELOPE', 'RCPT TO', '450 greylisted')).toMatchObject({ kind: 'not-now', ofServer: false })
  expect(outcome('EENVELOPE', 'RCPT TO', '554 5.7.1 relay access denied')).toMatchObject({
    kind: 'not-now',
    ofServer: true,
  })
  expect(outcome('EAUTH', 'AUTH PLAIN', '535 5.7.8 wrong')).toMatchObject({ kind: 'not-now', ofServer: true })
  expect(outcome('EENVELOPE', 'MAIL FROM', '550 sender refused')).toMatchObject({ kind: 'not-now', ofServer: true })
})

test('the reason of a failure never repeats what the server said', () => {
  const error = Object.assign(new Error('x'), {
    code: 'EMESSAGE',
    command: 'DATA',
    responseCode: 554,
    permanent: true,
    response: '554 5.6.0 see https://evil/secret',
  })
  expect(outcomeOf(error)).toEqual({ kind: 'refused', because: 'EMESSAGE DATA 554 5.6.0' })
  expect(outcomeOf(Object.assign(new Error('x'), { code: 'own words with a secret' }))).toMatchObject({
    because: 'unknown error',
  })
  expect(outcomeOf(undefined)).toMatchObject({ because: 'unknown error' })
})

test('SMTP_URL says how letters are encrypted, and only this machine may go without', () => {
  expect(parseSmtpUrl('smtps://u%40x:p%3Ass@mail.example')).toEqual({
    host: 'mail.example',
    port: 465,
    tls: 'from-the-start',
    user: 'u@x',
    password: 'p:ss',
  })
  expect(parseSmtpUrl('smtp://mail.example')).toMatchObject({ port: 587, tls: 'starttls', user: undefined })
  expect(parseSmtpUrl('smtp://[::1]:25')).toMatchObject({ host: '::1', port: 25, tls: 'none' })
  expect(parseSmtpUrl('smtps://localhost:465')).toMatchObject({ tls: 'from-the-start' })
  for (const wrong of ['', 'mail.example', 'http://mail.example', 'smtp://', 'smtps:secret']) {
    expect(() => parseSmtpUrl(wrong)).toThrow(/^SMTP_URL must be smtps:\/\/user:password@host:465/)
  }
})

test('a sender is a name and an address, or an address alone', () => {
  expect(parseSender('USOSweb AGH <usosweb@agh.edu.pl>')).toEqual({
    name: 'USOSweb AGH',
    address: 'usosweb@agh.edu.pl',
  })
  expect(parseSender('"Żółw, Ltd." <a@żółw.example>')).toEqual({
    name: 'Żółw, Ltd.',
    address: 'a@xn--w-uga1v8h.example',
  })
  expect(parseSender('usosweb@agh.edu.pl')).toEqual({ name: '', address: 'usosweb@agh.edu.pl' })
  for (const wrong of ['', 'nobody', 'A <a@b.pl>, B <b@b.pl>', 'A\r\nBcc: x@y.pl <a@b.pl>', 'A <a@b.pl> x']) {
    expect(parseSender(wrong)).toBeUndefined()
  }
})

function pauseAfter(attempts: number, failure: Failure, dice = 0.5) {
  const next = afterFailure({ attempts, createdAt: posted, uselessAfter: undefined }, failure, {
    now: posted,
    dice,
    giveUpAfter: day,
  })
  return next.kind === 'retry' ? (next.at.getTime() - posted.getTime()) / 1000 : next.kind
}
