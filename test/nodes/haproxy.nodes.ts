import { beforeAll, describe, expect, test } from 'vitest'
import { rotatePeselKey } from '../../src/people/index.ts'
import { holdRegistry, readDefinition, saveRegistered } from '../../src/services/index.ts'
import { rotateKeys } from '../../src/sso/oidc/index.ts'
import { realWorld, systemClock, systemRandom } from '../../src/world/index.ts'
import { BETTER, GOOD, otherPesel, setPassword, signIn } from '../attacks/steps.ts'
import type { Visitor } from '../visitor.ts'
import {
  askForManyLinks,
  guessPasswords,
  idOf,
  setPasswordByLink,
  signInAndOut,
  signOutTellsServices,
  takeTicketToService,
  useOpenIdConnect,
} from './journeys.ts'
import { comeFromElsewhere, dawdle, speaks } from './lines.ts'
import { load } from './load.ts'
import type { Node } from './node.ts'
import { goesInTime, keys, type Place, threeNodes } from './place.ts'
import { until } from './postgres.ts'

let place: Place

beforeAll(async () => {
  place = await threeNodes('haproxy')
})

describe('no browser has to stay with a node', () => {
  test('signing in, opening the account and signing out, each request at another node', async () => {
    await signInAndOut(place, place.wanderer())
  })

  test('a password set by a mailed link and the security question, each request at another node', async () => {
    await setPasswordByLink(place, place.wanderer(), 'zofia', GOOD)
  })

  test('a CAS ticket of one node is good at another, once', async () => {
    await takeTicketToService(place, place.wanderer())
  })

  test('a service that a ticket led to hears of the sign-out once, whichever nodes were asked', async () => {
    await signOutTellsServices(place, place.wanderer())
  })

  test('an OpenID Connect code of one node is exchanged at another, and the tokens are good at a third', async () => {
    await useOpenIdConnect(place, place.wanderer())
  })
})

describe('what is counted is counted once for all nodes', () => {
  test('of forty wrong passwords at once, ten are tried and counted, and the right one has to wait', async () => {
    await guessPasswords(place, 'tymon')
  })

  test('of thirty requests for a link at once, one letter leaves', async () => {
    await askForManyLinks(place, 'lucja')
  })

  test('a wrong answer to the question counts wherever it is given: the third burns the link', async () => {
    const { login } = place.person('iga')
    const visitor = place.wanderer()
    await visitor.submit(await visitor.open('/reset-password'), 'Next', { 'E-mail address:': login })
    const link = await place.linkFor(login)
    for (const number of [1, 2, 3])
      await setPassword(visitor, await stillOpen(visitor, link), { pesel: otherPesel(number), password: GOOD })
    const burnt = await visitor.open(link)
    expect(burnt.status).toBe(410)
  })
})

describe('what one node or the operator changes, all know', () => {
  test('a new signing key is published by every node within half a minute, and all of them sign alike', async () => {
    const before = await Promise.all(place.nodes.map(publishedKeys))
    await rotateKeys({ db: place.database.db, keys: keys.app, world: realWorld }, { atOnce: true })
    await until(async () => {
      const now = await Promise.all(place.nodes.map(publishedKeys))
      return now.every((ids) => ids.length > (before[0]?.length ?? 0) && ids.join() === now[0]?.join())
    }, 35_000)
  })

  test('a new key of PESEL digests is used by the very next answer, wherever it is given', async () => {
    const { login, pesel } = place.person('kinga')
    const visitor = place.wanderer()
    await visitor.submit(await visitor.open('/reset-password'), 'Next', { 'E-mail address:': login })
    const page = await visitor.open(await place.linkFor(login))
    const rotated = await place.database.db
      .transaction()
      .execute((trx) => rotatePeselKey(trx, keys.pesel, { random: systemRandom, lost: false, now: systemClock.now() }))
    await setPassword(visitor, page, { pesel: pesel ?? '', password: BETTER })
    const proof = await place.database.db
      .selectFrom('identity_proofs')
      .select('key_id')
      .where('person_id', '=', await idOf(place, 'kinga'))
      .executeTakeFirst()
    expect(rotated).toMatchObject({ kind: 'rotated', id: proof?.key_id })
  })

  test('a service registered at the desk is known to every node within four seconds', async () => {
    const address = 'https://new.example.edu/'
    const read = readDefinition({ id: 'brand-new', name: { pl: 'Nowa', en: 'New' }, urls: [address] })
    if ('faults' in read) throw new Error(JSON.stringify(read.faults))
    const by = await idOf(place, 'admin')
    const statuses = () =>
      Promise.all(
        place.nodes.map(({ origin }) =>
          fetch(`${origin}/cas/login?service=${encodeURIComponent(address)}`).then(({ status }) => status),
        ),
      )
    expect(await statuses()).toEqual([403, 403, 403])
    await place.database.db.transaction().execute(async (trx) => {
      await holdRegistry(trx)
      await saveRegistered(trx, { definition: read.definition, withdrawnAt: undefined, by, now: systemClock.now() })
    })
    await until(async () => (await statuses()).every((status) => status === 200), 4_000)
  })
})

describe('nodes come and go', () => {
  test('a node that is stopped under load is seen, goes in peace and comes back: no request fails', async () => {
    const work = load(place, ['mike', 'fiona'])
    const first = nodeAt(0)
    const stopped = goesInTime(first)
    await until(async () => (await first.readyz()) === 503)
    await stopped
    await first.start()
    const done = await work.stop()
    expect(done.failed, place.balancer.said()).toEqual([])
    expect(done.lost).toEqual([])
    expect(done.requests).toBeGreaterThan(100)
  })

  test('all three are restarted one after the other under load, as by an upgrade: no request fails', async () => {
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

  test('a node that is killed takes along only what it was answering, and no session, ticket or password', async () => {
    const { login } = place.person('zofia')
    const known = place.visitor()
    await signIn(known, login, GOOD)
    const work = load(place, ['mike', 'fiona'])
    await until(async () => work.requests() > 50)
    const second = nodeAt(1)
    await second.kill()
    const killedAt = performance.now()
    await until(async () => work.requests() > 250 && performance.now() > killedAt + 5_000)
    const done = await work.stop()
    expect(done.failed.length).toBeLessThanOrEqual(work.atOnce)
    // Whoever was on the way, within the two seconds in which the balancer may still have an open connection to it.
    expect(done.failed.filter(({ at }) => at > killedAt + 3_000)).toEqual([])
    expect(done.lost).toEqual([])
    expect((await known.open('/account')).status).toBe(200)
    await second.start()
  })
})

describe('plain http and old TLS', () => {
  test('a program is refused, never led to https; a browser that opens a page is led there (req 130)', async () => {
    const plain = `http://127.0.0.1:${place.ports.http}`
    const asked = (path: string, method = 'GET') => fetch(`${plain}${path}`, { method, redirect: 'manual' })
    for (const path of ['/cas/p3/serviceValidate?ticket=ST-1', '/cas/serviceValidate', '/oidc/token', '/scim/v2/Users'])
      expect([path, (await asked(path)).status]).toEqual([path, 403])
    expect((await asked('/cas/login', 'POST')).status).toBe(403)
    expect((await asked('/cas/login')).status).toBe(301)
  })

  test('TLS 1.1 is not spoken', async () => {
    expect(await speaks(place.ports.https, 'TLSv1.1')).toBe(false)
    expect(await speaks(place.ports.https, 'TLSv1.2')).toBe(true)
  })

  test('a client that dawdles over its headers or its form is sent away, and no node has heard of it', async () => {
    expect(await dawdle(place)).toEqual({ headers: 'sent away', form: 'sent away', heard: 'by none' })
  })

  test('who came is told by the balancer, and what the client says of itself is not believed', async () => {
    const { status, heard, truth } = await comeFromElsewhere(place)
    expect(status).toBe(200)
    expect(heard).toEqual(truth)
  })
})

test('a task of the timetable has run once for each minute, on whichever node was free', async () => {
  const minutes = () => place.nodes.flatMap((node) => node.ran('sweep-letters'))
  await until(async () => minutes().length > 1, 130_000)
  const ran = minutes().map((minute) => Date.parse(`${minute}Z`) / 60_000)
  const first = Math.min(...ran)
  expect(ran.sort()).toEqual(Array.from({ length: Math.max(...ran) - first + 1 }, (_, later) => first + later))
})

async function stillOpen(visitor: Visitor, link: string) {
  const page = await visitor.open(link)
  expect(page.status).toBe(200)
  return page
}

function nodeAt(index: number): Node {
  const node = place.nodes[index]
  if (!node) throw new Error(`There is no node ${index}`)
  return node
}

async function publishedKeys({ origin }: { origin: string }): Promise<string[]> {
  const { keys: published } = (await (await fetch(`${origin}/oidc/jwks`)).json()) as { keys: { kid: string }[] }
  return published.map(({ kid }) => kid).sort()
}
