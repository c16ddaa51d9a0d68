import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cefLine, framed, jsonLine, syslogMessage, type TrailEvent } from './index.ts'

const event: TrailEvent = {
  id: '42',
  at: new Date('2026-11-28T12:00:00.123Z'),
  event: 'code-issued',
  outcome: 'success',
  person_id: 'anna',
  actor: 'maria',
  source: '192.0.2.7',
  reference: '7F3K-29QD',
  details: { reason: 'Zażółć | = \\ gęślą', minutes: 15 },
  seal: { position: '41', digest: 'ab'.repeat(32) },
}

describe('JSON lines', () => {
  test('say who, what, when, from where, with what outcome and under which number, in both languages', () => {
    expect(JSON.parse(jsonLine(event))).toEqual({
      id: '42',
      at: '2026-11-28T12:00:00.123Z',
      event: 'code-issued',
      outcome: 'success',
      sentence: { pl: 'Obsługa wydaje kod jednorazowy', en: 'The desk issues a one-time code' },
      person: 'anna',
      actor: { kind: 'staff', id: 'maria' },
      source: '192.0.2.7',
      reference: '7F3K-29QD',
      details: event.details,
      seal: event.seal,
    })
    expect(JSON.parse(jsonLine({ ...event, event: 'case-answered' })).sentence).toEqual({
      pl: 'Obsługa zamyka sprawę',
      en: 'The desk answers a case',
    })
    const by = (actor: string) => JSON.parse(jsonLine({ ...event, actor })).actor
    expect([by('person'), by('scim:midpoint'), by('system'), by('operator')]).toEqual([
      { kind: 'person', id: 'anna' },
      { kind: 'identity-system', id: 'midpoint' },
      { kind: 'system', id: null },
      { kind: 'operator', id: null },
    ])
  })
})

describe('CEF', () => {
  test('has a head of seven fields and pairs behind it, escaped as the format asks', () => {
    expect(cefLine(event)).toBe(
      'CEF:0|Furta|Furta|1|code-issued|The desk issues a one-time code|3|rt=1795867200123 externalId=42 outcome=success ' +
        'suid=maria spriv=staff duid=anna src=192.0.2.7 cs1Label=reference cs1=7F3K-29QD cs2Label=details ' +
        `cs2={"reason":"Zażółć | \\= \\\\\\\\ gęślą","minutes":15} cs3Label=seal cs3=41 ${'ab'.repeat(32)}`,
    )
    expect(cefLine({ ...event, source: '2001:db8::1' })).toContain('c6a2Label=Source IPv6 Address c6a2=2001:db8::1')
  })

  test('tells an alarm from a refusal and a refusal from what is usual', () => {
    const severity = (more: Partial<TrailEvent>) => cefLine({ ...event, ...more }).split('|')[6]
    expect([
      severity({}),
      severity({ outcome: 'failure' }),
      severity({ event: 'spraying-suspected', outcome: 'failure' }),
      severity({ event: 'audit-verified', outcome: 'failure' }),
      severity({ event: 'refusals-not-listed', outcome: 'failure' }),
    ]).toEqual(['3', '5', '9', '9', '9'])
  })
})

describe('syslog', () => {
  test('is RFC 5424: facility 13, the moment in UTC, the event as the kind of message', () => {
    expect(syslogMessage(event, 'text', 'login.example.edu').toString()).toBe(
      '<109>1 2026-11-28T12:00:00.123Z login.example.edu furta - code-issued [origin software="furta"] text',
    )
    expect(framed(Buffer.from('zażółć')).toString()).toBe('10 zażółć')
  })
})

test('whatever is typed, no line is forged: one event is one line of what it should be (req 96)', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.oneof(
          fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
          fc.constantFrom('\r', '\n', '|', '=', '\\', '\u2028', '\u202e', '\u0000', '\u0085'),
        ),
      }),
      (typed) => {
        const hostile: TrailEvent = {
          ...event,
          event: typed,
          person_id: typed,
          actor: typed,
          source: typed,
          reference: typed,
          details: { reason: typed },
        }
        const json = jsonLine(hostile)
        expect(json).toMatch(/^[ -~]+$/)
        expect(JSON.parse(json)).toMatchObject({ event: typed, reference: typed, details: { reason: typed } })
        const cef = cefLine(hostile)
        expect(cef).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
        expect(cef.split(/(?<!\\)(?:\\\\)*\|/)[0]).toBe('CEF:0')
        const message = syslogMessage(hostile, json, typed).toString()
        expect(message).toMatch(/^<\d+>1 \S+ \S+ furta - \S+ \[origin software="furta"\] \{[ -~]+\}$/)
      },
    ),
    { numRuns: 60 },
  )
})
