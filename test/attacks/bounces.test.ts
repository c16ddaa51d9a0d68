import { expect, test } from 'vitest'
import { readBounce } from '../../src/mail/bounces/bounce.ts'
import { report } from '../bounces.ts'

test('A21 · a report that was written to be slow is read as quickly as another one: anybody may write to the mailbox for bounces', () => {
  const hostile = [
    `${';'.repeat(450)}${'@'.repeat(540)}<x`,
    `x${'; '.repeat(480)}@<x`,
    `${' '.repeat(60_000)}x`,
    `4.1.1${'.'.repeat(60_000)}x`,
    '5.1.1 '.repeat(10_000),
    'message-id: <'.repeat(5_000),
    '> '.repeat(30_000),
    '\n '.repeat(30_000),
    '= \t'.repeat(20_000),
  ]
  for (const text of hostile) {
    const began = performance.now()
    for (const source of [
      report({ recipient: text }),
      report({ status: text }),
      report({ returned: text }),
      Buffer.from(`From: postmaster@x.example\nContent-Type: multipart/report; boundary=${text}\n\n${text}`),
      Buffer.from(`From: postmaster@x.example\nContent-Transfer-Encoding: quoted-printable\n\n${text}`),
    ])
      readBounce(source)
    expect(performance.now() - began, text.slice(0, 8)).toBeLessThan(400)
  }
})
