import { expect, test } from 'vitest'
import { readBounce } from '../../src/mail/bounces/bounce.ts'
import { report } from '../bounces.ts'
import { cpuTime } from '../cpu-time.ts'

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
    const sources = [
      report({ recipient: text }),
      report({ status: text }),
      report({ returned: text }),
      Buffer.from(`From: postmaster@x.example\nContent-Type: multipart/report; boundary=${text}\n\n${text}`),
      Buffer.from(`From: postmaster@x.example\nContent-Transfer-Encoding: quoted-printable\n\n${text}`),
    ]
    const took = cpuTime(() => {
      for (const source of sources) readBounce(source)
    })
    expect(took, text.slice(0, 8)).toBeLessThan(400)
  }
})
