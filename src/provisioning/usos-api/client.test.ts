import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { selfSignedCertificate } from '../../../test/certificate.ts'
import { MORNING } from '../../../test/morning.ts'
import { CONSUMER, UNIVERSITY, usosApi } from '../../../test/usos-api-server.ts'
import { speaker } from '../../language/index.ts'
import { HandSetClock, systemRandom } from '../../world/index.ts'
import { openClient } from './client.ts'
import { unitsBelow } from './lists.ts'
import { openCaller } from './outgoing.ts'
import { PullStopped } from './problem.ts'
import { sayProblem } from './say-pull.ts'
import { problemTexts } from './texts.ts'

/** An installation, and a client of it that asks for the units: gives them, or the sentence that stops it. */
async function asking({ certificate, authorities, secret = CONSUMER.secret, port }: Asking = {}) {
  const clock = new HandSetClock(MORNING)
  const api = await usosApi(() => clock.now(), certificate)
  const caller = openCaller(authorities)
  onTestFinished(() => caller.close())
  const client = openClient({
    caller,
    origin: port === undefined ? api.origin : `http://127.0.0.1:${port}`,
    keys: { consumerKey: CONSUMER.key, consumerSecret: secret },
    world: { clock, random: systemRandom },
    signal: new AbortController().signal,
  })
  const say = speaker('en', {}, new Map())
  return {
    api,
    clock,
    async units(unit = UNIVERSITY) {
      try {
        return await unitsBelow(client, unit)
      } catch (error) {
        if (!(error instanceof PullStopped)) throw error
        expect(sayProblem(speaker('pl', {}, new Map()), error.problem)).toMatch(/\S/)
        return sayProblem(say, error.problem)
      }
    },
  }
}
interface Asking {
  certificate?: { key: string; cert: string }
  authorities?: string
  secret?: string
  port?: number
}

test('a signed question is answered, and every question has a nonce of its own', async () => {
  const { units, api } = await asking()
  expect(await units()).toEqual([UNIVERSITY, '11000000', '12000000'])
  expect(await units()).toHaveLength(3)
  expect(api.asked).toHaveLength(2)
})

test('a wrong secret is told as such, a clock that is off with the minutes it is off by', async () => {
  const wrong = await asking({ secret: 'another' })
  expect(await wrong.units()).toMatch(/does not accept the key or its signature/)
  const late = await asking()
  late.api.installation.now = () => new Date(late.clock.now().getTime() + 17 * 60_000)
  expect(await late.units()).toMatch(/The clocks differ: the USOS API is 17 min off/)
})

test('nobody who listens, and a unit that does not exist, are told in a sentence', async () => {
  expect(await (await asking({ port: 1 })).units()).toMatch(/there is no connection to it/)
  expect(await (await asking()).units('nowhere')).toMatch(/refuses the question to services\/fac.*USOS_API_UNIT/)
})

test('a busy or broken installation is asked four times, as late as it asks for, and then given up', async () => {
  const { units, api, clock } = await asking()
  api.installation.before = (_service, _form, asked) =>
    asked < 3 ? { status: 429, text: '', headers: { 'retry-after': '30' } } : undefined
  expect(await units()).toHaveLength(3)
  expect(clock.now().getTime() - new Date(MORNING).getTime()).toBe(60_000)

  api.installation.before = () => ({ status: 503, text: 'on holiday' })
  expect(await units()).toMatch(/fault of its own \(HTTP 503\)/)
  expect(api.asked).toHaveLength(3 + 4)
})

test.each([
  ['no JSON', { status: 200, text: '<html>Log in</html>' }, /subfaculties_deep is no JSON/],
  ['another page', { status: 404, text: 'Not found' }, /There is no services\/fac.*USOS_API_URL/],
  ['a redirect', { status: 302, text: '', headers: { location: 'https://elsewhere.example' } }, /sends elsewhere/],
  ['no right', { status: 403, text: '{"error":"method_forbidden"}' }, /may not use services\/fac/],
  ['another shape', { status: 200, text: '{"units":[]}' }, /holds what cannot stand there/],
  ['nine megabytes', { status: 200, text: `"${'x'.repeat(9_000_000)}"` }, /larger than 8 MB/],
  ['a message with a PESEL', { status: 400, text: '{"message":"44051401359","error":"44051401359"}' }, /\(400\)/],
])('%s is told in a sentence that repeats nothing of it', async (_what, answer, sentence) => {
  const { units, api } = await asking()
  api.installation.before = () => answer
  const said = String(await units())
  expect(said).toMatch(sentence)
  expect(said).not.toContain('44051401359')
})

test('a private authority is trusted by its file alone', async () => {
  const certificate = selfSignedCertificate('127.0.0.1')
  const folder = mkdtempSync(join(tmpdir(), 'furta-authority-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const authorities = join(folder, 'authority.pem')
  writeFileSync(authorities, certificate.cert)
  expect(await (await asking({ certificate })).units()).toMatch(/certificate of the USOS API is not trusted/)
  expect(await (await asking({ certificate, authorities })).units()).toHaveLength(3)
})

test('the page for operators says what to do at each sentence', () => {
  const page = readFileSync('docs/operating/usos-api.md', 'utf8')
  expect(Object.keys(problemTexts).filter((kind) => !page.includes(`\`${kind}\``))).toEqual([])
})
