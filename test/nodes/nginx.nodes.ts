import { beforeAll, expect, test } from 'vitest'
import { cannotBeMade } from '../faults/possible.mjs'
import { lastRelease } from '../releases.ts'
import { findStyles } from './journeys.ts'
import { comeFromElsewhere, dawdle, speaks } from './lines.ts'
import { load } from './load.ts'
import { goesInTime, type Place, threeNodes } from './place.ts'
import { until } from './postgres.ts'

const impossible = cannotBeMade()['two releases']
let place: Place

beforeAll(async () => {
  place = await threeNodes('nginx')
})

test('all three nodes are restarted one after the other under load: no request fails', async () => {
  const work = load(place, ['mike', 'fiona'])
  for (const node of place.nodes) {
    await goesInTime(node)
    await node.start()
  }
  const done = await work.stop()
  expect(done.failed, place.balancer.said()).toEqual([])
  expect(done.lost).toEqual([])
  expect(done.requests).toBeGreaterThan(300)
})

test('every node has its share', () => {
  for (const node of place.nodes) expect(node.served('/cas/login')).toBeGreaterThan(10)
})

test('a node that is killed takes along only what it was answering', async () => {
  const work = load(place, ['mike', 'fiona'])
  await until(async () => work.requests() > 50)
  const [, second] = place.nodes
  await second?.kill()
  const killedAt = performance.now()
  await until(async () => work.requests() > 250 && performance.now() > killedAt + 5_000)
  const done = await work.stop()
  // A validation that it was answering is asked of another node (deploy/nginx.conf), and the ticket is spent.
  const taken = [...done.failed, ...done.lost]
  expect(taken.length).toBeLessThanOrEqual(work.atOnce)
  expect(taken.filter(({ at }) => at > killedAt + 3_000)).toEqual([])
  expect(done.lost.filter(({ what }) => !what.startsWith('ticket'))).toEqual([])
  await second?.start()
})

test('a program is refused over plain http, never led to https; a browser that opens a page is led there (req 130)', async () => {
  const asked = (path: string, method = 'GET') =>
    fetch(`http://127.0.0.1:${place.ports.http}${path}`, { method, redirect: 'manual' }).then(({ status }) => status)
  for (const path of ['/cas/p3/serviceValidate?ticket=ST-1', '/cas/serviceValidate', '/oidc/token', '/scim/v2/Users'])
    expect([path, await asked(path)]).toEqual([path, 403])
  expect(await asked('/cas/login', 'POST')).toBe(403)
  expect(await asked('/cas/login')).toBe(301)
})

test('TLS 1.1 is not spoken', async () => {
  expect(await speaks(place.ports.https, 'TLSv1.1')).toBe(false)
  expect(await speaks(place.ports.https, 'TLSv1.2')).toBe(true)
})

test('a client that dawdles over its headers or its form is sent away, and no node has heard of it', async () => {
  expect(await dawdle(place)).toEqual({ headers: 'sent away', form: 'sent away', heard: 'by none' })
})

test('who came is told by nginx, and what the client says of itself is not believed', async () => {
  const { status, heard, truth } = await comeFromElsewhere(place)
  expect(status).toBe(200)
  expect(heard).toEqual(truth)
})

test.skipIf(impossible)(
  'while one of the nodes is of the last release, a page of either finds its style and its scripts',
  async () => {
    const [first] = place.nodes
    await first?.stop()
    await first?.start(lastRelease().program)
    await findStyles(place)
  },
)
