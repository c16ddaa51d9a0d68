import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { selfSignedCertificate } from '../../../test/certificate.ts'
import { type SyslogCollector, startCollector, startDatagramCollector } from '../../../test/collector.ts'
import { openTestDatabase } from '../../../test/database.ts'
import { freePort } from '../../../test/free-port.ts'
import { testKeys } from '../../../test/morning.ts'
import { readSettings } from '../../config/index.ts'
import { HandSetClock, systemRandom } from '../../world/index.ts'
import { recordEvent, startAuditKeeper } from '../index.ts'

const folder = mkdtempSync(join(tmpdir(), 'furta-shipping-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A node that ships to `url`, over a trail of its own. */
async function node(url: string, more: Record<string, string> = {}) {
  const { db } = await openTestDatabase()
  const clock = new HandSetClock('2026-11-28T12:00:00Z')
  const lines: string[] = []
  const note = (_: object, line: string) => void lines.push(line)
  const log = { info: note, warn: note, error: note }
  const settings = (address: string) =>
    readSettings({ AUDIT_SYSLOG_URL: address, DATA_DIR: mkdtempSync(join(folder, 'node-')), ...more })
  const start = (address = url) => {
    const world = { clock, random: systemRandom }
    const origin = 'https://login.example.edu'
    return startAuditKeeper({ db, keys: testKeys.app, world, settings: settings(address), origin, log })
  }
  let turn = 0
  return {
    clock,
    lines,
    start,
    async record(howMany: number) {
      for (let count = 0; count < howMany; count++)
        await recordEvent(db, {
          at: clock.now(),
          event: 'sign-in',
          outcome: turn % 2 === 0 ? 'success' : 'failure',
          actor: 'person',
          source: '192.0.2.7',
          reference: '7F3K-29QD',
          details: { turn: turn++, typed: 'a\r\n<0>1 FAKE' },
        })
    },
  }
}

const turnsOf = ({ messages }: SyslogCollector) => messages.map(({ text }) => JSON.parse(text).details.turn)
const upTo = (count: number) => Array.from({ length: count }, (_, turn) => turn)

describe('the trail reaches the collector of the university', () => {
  test('over TCP, event by event in the order of the seals, each on one line of its own', async () => {
    const collector = await startCollector()
    const here = await node(`tcp://127.0.0.1:${collector.port}`)
    const keeper = here.start()
    await here.record(520)
    await keeper.pass()
    expect(turnsOf(collector)).toEqual(upTo(520))
    const [first, second] = collector.messages
    expect(first).toMatchObject({
      priority: 13 * 8 + 5,
      at: '2026-11-28T12:00:00.000Z',
      host: 'login.example.edu',
      kind: 'sign-in',
    })
    expect(second?.priority).toBe(13 * 8 + 4)
    expect(JSON.parse(first?.text ?? '')).toMatchObject({
      source: '192.0.2.7',
      reference: '7F3K-29QD',
      seal: { position: '1', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
  })

  test('over TLS, and not to one whose certificate nobody vouches for', async () => {
    const certificate = selfSignedCertificate('127.0.0.1')
    const file = join(folder, 'ca.pem')
    writeFileSync(file, certificate.cert)
    const collector = await startCollector({ certificate })
    const here = await node(`tls://127.0.0.1:${collector.port}`, { AUDIT_SYSLOG_CA_FILE: file })
    await here.record(3)
    await here.start().pass()
    expect(turnsOf(collector)).toEqual(upTo(3))

    const other = await node(`tls://127.0.0.1:${collector.port}`)
    await other.record(1)
    await other.start().pass()
    expect(collector.messages).toHaveLength(3)
    expect(other.lines).toEqual(['the audit trail is shipped: does not go on'])
  })

  test('over UDP and in the Common Event Format, where that is what it wants', async () => {
    const collector = await startDatagramCollector()
    const here = await node(`udp://127.0.0.1:${collector.port}`, { AUDIT_SYSLOG_FORMAT: 'cef' })
    await here.record(2)
    await here.start().pass()
    await vi.waitFor(() => expect(collector.messages).toHaveLength(2), 5_000)
    expect(collector.messages[0]?.text).toMatch(
      /^CEF:0\|Furta\|Furta\|1\|sign-in\|Somebody sends the sign-in form\|3\|rt=/,
    )
  })
})

describe('nothing is lost', () => {
  test('when the collector is away: it gets all of it when it is back, and the log says so once', async () => {
    const port = await freePort()
    const here = await node(`tcp://127.0.0.1:${port}`)
    const keeper = here.start()
    await here.record(2)
    for (let pass = 0; pass < 5; pass++) {
      await keeper.pass()
      here.clock.advance({ seconds: 2 })
    }
    const collector = await startCollector({ port })
    here.clock.advance({ minutes: 1 })
    await here.record(1)
    await keeper.pass()
    expect(turnsOf(collector)).toEqual(upTo(3))
    expect(here.lines).toEqual(['the audit trail is shipped: does not go on', 'the audit trail is shipped: goes on'])
  })

  test('when the connection breaks in the middle of a batch: the batch comes again', async () => {
    const port = await freePort()
    const broken = await startCollector({ port, breakAfter: 10_000 })
    const here = await node(`tcp://127.0.0.1:${port}`)
    const keeper = here.start()
    await here.record(300)
    await keeper.pass()
    await broken.stop()
    const collector = await startCollector({ port })
    here.clock.advance({ minutes: 1 })
    await keeper.pass()
    expect(turnsOf(collector)).toEqual(upTo(300))
  })

  test('when the program ends and starts again: it goes on where it was, and repeats nothing', async () => {
    const collector = await startCollector()
    const here = await node(`tcp://127.0.0.1:${collector.port}`)
    const first = here.start()
    await here.record(2)
    await first.pass()
    await first.stop()
    await here.record(2)
    await here.start().pass()
    expect(turnsOf(collector)).toEqual(upTo(4))
  })

  test('and nothing comes twice from two nodes; when one is gone, the other goes on', async () => {
    const collector = await startCollector()
    const here = await node(`tcp://127.0.0.1:${collector.port}`)
    const nodes = [here.start(), here.start()] as const
    await here.record(50)
    await Promise.all(nodes.map((each) => each.pass()))
    await Promise.all(nodes.map((each) => each.pass()))
    expect(turnsOf(collector)).toEqual(upTo(50))
    // Neither says good-bye: the lease of the one that had it runs out.
    const third = here.start()
    await here.record(1)
    here.clock.advance({ minutes: 2 })
    await third.pass()
    expect(turnsOf(collector)).toEqual(upTo(51))
  })
})

test('an address that is no collector stops the start with a sentence', () => {
  for (const wrong of ['siem.example.edu', 'http://siem.example.edu', 'tls://', 'tcp://host:1/path', 'tcp://a b'])
    expect(() => readSettings({ AUDIT_SYSLOG_URL: wrong })).toThrow(/AUDIT_SYSLOG_URL must be udp:/)
  expect(readSettings({ AUDIT_SYSLOG_URL: 'tls://[2001:db8::1]:6514' }).AUDIT_SYSLOG_URL).toContain('2001')
})
