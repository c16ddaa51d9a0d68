import { beforeAll, describe, expect, test } from 'vitest'
import { verifyTrail } from '../../src/audit/chain/index.ts'
import { BETTER, GOOD, isSignedIn, setPassword, signIn } from '../attacks/steps.ts'
import { lastRelease, THIS_PROGRAM } from '../releases.ts'
import type { Visitor } from '../visitor.ts'
import {
  askForManyLinks,
  changePassword,
  guessPasswords,
  noLetterWaits,
  setPasswordByLink,
  signInAndOut,
  takeTicketToService,
  useOpenIdConnect,
} from './journeys.ts'
import { load } from './load.ts'
import type { Node } from './node.ts'
import { keys, type Place, threeNodes } from './place.ts'

// `docs/operating/upgrades.md`, step by step: nodes of the last release are renewed one after the other, and taken back again.
const former = lastRelease()
/** Resets that begin at each of the nodes: whoever wanders meets both releases in each order. */
const byFirstNode = ['zofia', 'ewa', 'natalia']
const changingByFirstNode = ['maja', 'feliks', 'hubert']

let place: Place
/** Signed in at a node of the last release, before anything was renewed. */
let known: Visitor
let oldLink: string

beforeAll(async () => {
  place = await threeNodes('haproxy', former.program)
  known = place.wanderer()
  await signIn(known, place.person('alice').login, place.person('alice').password)
  const asking = place.wanderer()
  const { login } = place.person('wanda')
  await asking.submit(await asking.open('/reset-password'), 'Next', { 'E-mail address:': login })
  oldLink = await place.linkFor(login)
})

test(`the first of three nodes of ${former.version} is renewed under load, and migrates the database under the others: no request fails`, async () => {
  await renewUnderLoad([0], THIS_PROGRAM)
})

describe('as long as both releases are at work', () => {
  test('whoever signed in before is signed in at each of them', async () => {
    for (const _ of place.nodes) expect((await known.open('/account')).address.pathname).toBe('/account')
  })

  test('a link that the last release mailed is good at this one, once', async () => {
    const { pesel } = place.person('wanda')
    const visitor = place.wanderer()
    const done = await setPassword(visitor, await visitor.open(oldLink), { pesel: pesel ?? '', password: GOOD })
    expect(done.status).toBe(200)
    for (const first of [0, 1]) expect((await place.wanderer(first).open(oldLink)).status).toBe(410)
  })

  test.each([0, 1, 2])('all that people do goes from one release to the other, beginning at node %i', async (first) => {
    const wanderer = () => place.wanderer(first)
    await signInAndOut(place, wanderer())
    await setPasswordByLink(place, wanderer(), byFirstNode[first] ?? '', GOOD)
    await takeTicketToService(place, wanderer())
    await useOpenIdConnect(place, wanderer())
    const changing = place.person(changingByFirstNode[first] ?? '')
    const visitor = wanderer()
    await signIn(visitor, changing.login, changing.password)
    await changePassword(visitor, changing.password, BETTER)
  })

  test('what is counted is counted once for both', async () => {
    await guessPasswords(place, 'tymon')
    await askForManyLinks(place, 'lucja')
  })

  test('a page of either finds its style and its scripts, at whichever node it asks', async () => {
    for (const { origin } of place.nodes) {
      const html = await (await fetch(`${origin}/cas/login`)).text()
      const assets = [...new Set(html.match(/\/assets\/[\w.-]+/g))]
      expect(assets.length).toBeGreaterThan(1)
      for (const asset of assets)
        for (let turn = 0; turn < 12; turn++)
          expect([asset, (await fetch(place.origin + asset)).status]).toEqual([asset, 200])
    }
  })
})

test('the others are renewed too, under load: no request fails', async () => {
  await renewUnderLoad([1, 2], THIS_PROGRAM)
  expect((await known.open('/account')).address.pathname).toBe('/account')
})

describe(`back to ${former.version}`, () => {
  test('one node after the other goes back over the newer tables, under load: no request fails', async () => {
    await renewUnderLoad([0, 1, 2], former.program)
  })

  test('nothing that was acknowledged meanwhile is missing', async () => {
    expect((await known.open('/account')).address.pathname).toBe('/account')
    for (const key of ['wanda', ...byFirstNode]) await mayIn(key, GOOD)
    for (const key of changingByFirstNode) await mayIn(key, BETTER)
    await signInAndOut(place, place.wanderer())
    await setPasswordByLink(place, place.wanderer(), 'kinga', GOOD)
  })

  test('every letter has gone once, and the audit trail is whole', async () => {
    await noLetterWaits(place)
    const ids = place.mail.letters.map(({ source }) => /^Message-ID: (\S+)/im.exec(source)?.[1])
    expect(ids.length).toBeGreaterThan(8)
    expect(new Set(ids).size).toBe(ids.length)
    expect((await verifyTrail({ db: place.database.db, keys: keys.app })).breaks).toEqual([])
  })
})

async function renewUnderLoad(numbers: readonly number[], program: string) {
  const work = load(place, ['mike', 'fiona'])
  const before = place.nodes.map(({ served }) => served())
  for (const number of numbers) {
    const node = nodeAt(number)
    expect(await node.stop()).toBe(0)
    await node.start(program)
  }
  const done = await work.stop()
  expect(done.failed, place.balancer.said()).toEqual([])
  expect(done.lost).toEqual([])
  expect(done.requests).toBeGreaterThan(100)
  for (const [number, node] of place.nodes.entries()) expect(node.served()).toBeGreaterThan(before[number] ?? 0)
}

async function mayIn(key: string, password: string) {
  const visitor = place.visitor()
  await signIn(visitor, place.person(key).login, password)
  expect([key, await isSignedIn(visitor)]).toEqual([key, true])
}

function nodeAt(number: number): Node {
  const node = place.nodes[number]
  if (!node) throw new Error(`There is no node ${number}`)
  return node
}
