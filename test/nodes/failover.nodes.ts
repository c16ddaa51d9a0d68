import { expect, test } from 'vitest'
import { BETTER, isSignedIn, setPassword, signIn } from '../attacks/steps.ts'
import { load } from './load.ts'
import { threeNodes } from './place.ts'
import { until } from './postgres.ts'

test('the standby is promoted under load: the service is back within seconds, no node is restarted, and nothing acknowledged is lost', async () => {
  const place = await threeNodes('haproxy')
  const { login, pesel } = place.person('zofia')
  const known = place.visitor()
  await signIn(known, place.person('alice').login, place.person('alice').password)

  const signsIn = async () => {
    const wanderer = place.wanderer()
    return signIn(wanderer, place.person('alice').login, place.person('alice').password)
      .then(() => isSignedIn(wanderer))
      .catch(() => false)
  }

  const work = load(place, ['mike', 'fiona'])
  await until(async () => work.requests() > 60)
  const visitor = place.visitor()
  await visitor.submit(await visitor.open('/reset-password'), 'Next', { 'E-mail address:': login })
  const link = await place.linkFor(login)
  const page = await visitor.open(link)
  const acknowledged = await setPassword(visitor, page, { pesel: pesel ?? '', password: BETTER })
  expect(acknowledged.status).toBe(200)
  // The very moment after: the primary and everything on its disk are gone.
  await place.primary.kill()
  await place.standby.promote()
  const promotedAt = performance.now()

  // A balancer has taken every node away by then, or not yet: either way they come back by themselves. To be back is to take a password
  // and to write a session, each request at another node.
  await until(async () => {
    const ready = await Promise.all(place.nodes.map((node) => node.readyz()))
    return ready.every((status) => status === 200) && (await signsIn())
  })
  const backAt = performance.now()
  console.log(`Back ${Math.round(backAt - promotedAt)} ms after the promotion.`)
  expect(backAt - promotedAt).toBeLessThan(8_000)

  await until(async () => performance.now() > backAt + 5_000)
  const done = await work.stop()
  // Service tickets live ten seconds, in a table that a standby does not get (decision 223): their people fetch another one.
  expect(done.lost.filter(({ what }) => !what.startsWith('ticket'))).toEqual([])
  // HAProxy sees a node that is back a second later.
  expect([...done.failed, ...done.lost].filter(({ at }) => at > backAt + 2_000)).toEqual([])

  expect((await known.open('/account')).address.pathname).toBe('/account')
  const later = place.visitor()
  await signIn(later, login, BETTER)
  expect((await later.open('/account')).address.pathname).toBe('/account')
  expect((await place.visitor().open(link)).status).toBe(410)
})
