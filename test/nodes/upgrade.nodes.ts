import { beforeAll, describe, expect, test } from 'vitest'
import { verifyTrail } from '../../src/audit/chain/index.ts'
import { BETTER, GOOD, isSignedIn, setPassword, signIn } from '../attacks/steps.ts'
import { cannotBeMade } from '../faults/possible.mjs'
import { lastRelease, THIS_PROGRAM } from '../releases.ts'
import type { Visitor } from '../visitor.ts'
import {
  askForManyLinks,
  changePassword,
  findStyles,
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

let former: string
let place: Place
/** Signed in at a node of the last release, before anything was renewed. */
let known: Visitor
let oldLink: string

// `docs/operating/upgrades.md`, step by step: nodes of the last release are renewed one after the other, and taken back again.
describe.skipIf(cannotBeMade()['two releases'])('nodes of the last release are upgraded', () => {
  beforeAll(async () => {
    former = lastRelease().program
    place = await threeNodes('haproxy', former)
    known = place.wanderer()
    await signIn(known, place.person('alice').login, place.person('alice').password)
    const asking = place.wanderer()
    const { login } = place.person('wanda')
    await asking.submit(await asking.open('/reset-password'), 'Next', { 'E-mail address:': login })
    oldLink = await place.linkFor(login)
  })

  test('the first of three nodes is renewed under load, and migrates the database under the others: no request fails', async () => {
    await renewUnderLoad([0], THIS_PROGRAM)
  })

  describe('as long as both releases are at work', () => {
    test('whoever signed in before is signed in at each of them', async () => {
      for (const _ of place.nodes) expect((await known.open('/account')).address.pathname).toBe('/account')
    })

    test('a link that the last release mailed is good at this one, once', async () => {
      const { pesel } = place.person('wanda')
      const visitor = place.wanderer(thisAndFormer())
      const done = await setPassword(visitor, await visitor.open(oldLink), { pesel: pesel ?? '', password: GOOD })
      expect(done.status).toBe(200)
      for (const node of thisAndFormer()) expect((await place.wanderer([node]).open(oldLink)).status).toBe(410)
    })

    test('all that people do goes from this release to the last one with each request, and back', async () => {
      await doEverything(thisAndFormer(), { sets: 'zofia', changes: 'maja' })
    })

    test('and from the last one to this one', async () => {
      await doEverything(thisAndFormer().toReversed(), { sets: 'ewa', changes: 'feliks' })
    })

    test('what is counted is counted once for both', async () => {
      await guessPasswords(place, 'tymon')
      await askForManyLinks(place, 'lucja')
    })

    test('a page of either finds its style and its scripts, at whichever node it asks', async () => {
      await findStyles(place)
    })
  })

  test('the others are renewed too, under load: no request fails', async () => {
    await renewUnderLoad([1, 2], THIS_PROGRAM)
    expect((await known.open('/account')).address.pathname).toBe('/account')
  })

  describe('back to the last release', () => {
    test('one node after the other goes back over the newer tables, under load: no request fails', async () => {
      await renewUnderLoad([0, 1, 2], former)
    })

    test('nothing that was acknowledged meanwhile is missing', async () => {
      expect((await known.open('/account')).address.pathname).toBe('/account')
      for (const key of ['wanda', 'zofia', 'ewa']) await mayIn(key, GOOD)
      for (const key of ['maja', 'feliks']) await mayIn(key, BETTER)
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

async function doEverything(nodes: readonly Node[], { sets, changes }: { sets: string; changes: string }) {
  const wanderer = () => place.wanderer(nodes)
  await signInAndOut(place, wanderer())
  await setPasswordByLink(place, wanderer(), sets, GOOD)
  await takeTicketToService(place, wanderer())
  await useOpenIdConnect(place, wanderer())
  const { login, password } = place.person(changes)
  const visitor = wanderer()
  await signIn(visitor, login, password)
  await changePassword(visitor, password, BETTER)
}

/** A node of this program and one of the last release. */
function thisAndFormer() {
  return [nodeAt(0), nodeAt(1)]
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
