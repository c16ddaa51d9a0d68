import { expect, onTestFinished, test } from 'vitest'
import { GOOD_PASSWORD, requestLink, setPassword } from '../../test/reset-steps.ts'
import { type University, university } from '../../test/university.ts'
import type { Visitor } from '../../test/visitor.ts'
import { hear } from '../signals/index.ts'

const SENT = (address: string) => `A link to set a new password has been sent to ${address}.`
const NOT_RECOGNIZED = 'Your account is not recognized and cannot login at this time'

const letterCount = async (uni: University) => (await uni.mailbox.letters()).length
const from = (host: number) => ({ 'accept-language': 'en', 'x-forwarded-for': `198.51.100.${host}` })
const proxied = { TRUSTED_PROXIES: '127.0.0.1,::1' }
/** Delivered at once: a letter whose link has expired would be dropped. */
const ask = async (uni: University, visitor: Visitor, address: string) => {
  const page = await requestLink(visitor, address)
  await uni.mailbox.letters()
  return page
}

test('after ten negative answers a source hears the neutral one, for known and unknown alike, and mail still goes', async () => {
  const uni = await university()
  const visitor = uni.visitor()
  const ask = (count: number) => requestLink(visitor, `nobody${count}@agh.edu.pl`)
  for (let count = 1; count <= 10; count++) expect((await ask(count)).summary).toContain(NOT_RECOGNIZED)
  expect((await ask(11)).text).toContain(SENT('nobody11@agh.edu.pl'))
  const alice = uni.person('alice').login
  expect((await requestLink(visitor, alice)).text).toContain(SENT(alice))
  expect(await uni.mailbox.linkFor(alice)).toContain('/set-password/')
})

test('a forged forwarding header buys no new budget', async () => {
  const uni = await university()
  const pages: string[] = []
  for (let count = 1; count <= 11; count++) {
    const forged = { 'accept-language': 'en', 'x-forwarded-for': `10.0.0.${count}`, forwarded: `for=10.0.0.${count}` }
    pages.push((await requestLink(uni.visitor(forged), `nobody${count}@agh.edu.pl`)).summary)
  }
  expect(pages.filter((summary) => summary.includes(NOT_RECOGNIZED))).toHaveLength(10)
})

test('a repeat within a minute mails nothing and leaves the live link alone', async () => {
  const uni = await university()
  const alice = uni.person('alice').login
  await requestLink(uni.visitor(), alice)
  const link = await uni.mailbox.linkFor(alice)
  uni.clock.advance({ seconds: 30 })
  expect((await requestLink(uni.visitor(), alice)).text).toContain(SENT(alice))
  expect(await uni.mailbox.letters(alice)).toHaveLength(1)
  expect((await uni.visitor().open(link)).heading).toBe('You are setting a new password')
})

test('thirty requests in an hour bring three letters, from however many networks ten in a day, and equal pages', async () => {
  const uni = await university({ settings: proxied })
  const alice = uni.person('alice').login
  const pages = new Set<string>()
  for (let count = 0; count < 30; count++) {
    pages.add((await ask(uni, uni.visitor(from(count % 5)), alice)).text)
    uni.clock.advance({ seconds: 110 })
  }
  expect(await uni.mailbox.letters(alice)).toHaveLength(3)
  expect(pages.size).toBe(1)
  for (let hour = 0; hour < 20; hour++) {
    uni.clock.advance({ hours: 1, minutes: 1 })
    await ask(uni, uni.visitor(from(100 + hour)), alice)
  }
  expect(await uni.mailbox.letters(alice)).toHaveLength(10)
}, 60_000)

test('one network gets five of an account’s ten, and its next tries hold nobody else up', async () => {
  const uni = await university({ settings: proxied })
  const alice = uni.person('alice').login
  for (let hour = 0; hour < 8; hour++) {
    await ask(uni, uni.visitor(from(1)), alice)
    uni.clock.advance({ hours: 1, minutes: 1 })
  }
  expect(await uni.mailbox.letters(alice)).toHaveLength(5)
  await ask(uni, uni.visitor(from(1)), alice)
  await ask(uni, uni.visitor(from(2)), alice)
  expect(await uni.mailbox.letters(alice)).toHaveLength(6)
})

test('the owner’s own browser still gets a link when strangers have used up the day, until a new password ends it', async () => {
  const uni = await university({ settings: proxied })
  const { login, password } = uni.person('alice')
  const owner = uni.visitor(from(1))
  await owner.submit(await owner.open('/portal/log-in'), 'Sign in', { ID: login, Password: password })
  for (let hour = 0; hour < 12; hour++) {
    await ask(uni, uni.visitor(from(10 + hour)), login)
    uni.clock.advance({ hours: 1, minutes: 1 })
  }
  expect(await uni.mailbox.letters(login)).toHaveLength(10)
  await ask(uni, uni.visitor(from(40)), login)
  expect(await uni.mailbox.letters(login)).toHaveLength(10)
  await ask(uni, owner, login)
  expect(await uni.mailbox.letters(login)).toHaveLength(11)

  // A stolen browser of before the new password is a stranger's.
  const stolen = owner.sameBrowser()
  await setPassword(uni, await uni.mailbox.linkFor(login), {
    pesel: uni.person('alice').pesel,
    password: GOOD_PASSWORD,
  })
  const before = (await uni.mailbox.letters(login)).length
  uni.clock.advance({ minutes: 5 })
  await ask(uni, stolen, login)
  expect(await uni.mailbox.letters(login)).toHaveLength(before)
})

test('invented addresses and repeats use up nothing of what there is for everybody, and past it the owner’s own browser gets a link', async () => {
  const uni = await university({ settings: { ...proxied, LETTERS_OVERALL: '2' } })
  const [alice, bob, eve] = [uni.person('alice'), uni.person('bob'), uni.person('eve')]
  const owner = uni.visitor(from(1))
  await owner.submit(await owner.open('/portal/log-in'), 'Sign in', { ID: bob.login, Password: bob.password })
  for (let count = 0; count < 6; count++) {
    await ask(uni, uni.visitor(from(10 + count)), `nobody${count}@agh.edu.pl`)
    await ask(uni, uni.visitor(from(20 + count)), alice.login)
  }
  await ask(uni, uni.visitor(from(30)), eve.login)
  expect(await letterCount(uni)).toBe(2)

  const zofia = uni.person('zofia').login
  expect((await ask(uni, uni.visitor(from(31)), zofia)).text).toContain(SENT(zofia))
  expect(await uni.mailbox.letters(zofia)).toEqual([])
  await ask(uni, owner, bob.login)
  expect(await uni.mailbox.linkFor(bob.login)).toContain('/set-password/')
})

test('past the share of everybody a letter is written and thrown away, as for an address that nobody has', async () => {
  const uni = await university({ settings: { ...proxied, LETTERS_OVERALL: '1' } })
  await ask(uni, uni.visitor(from(1)), uni.person('eve').login)
  const written = async () => {
    const { db } = uni.database
    const letters = await db.selectFrom('letters').select(['state', 'kind']).where('state', '=', 'void').execute()
    await db.deleteFrom('letters').where('state', '=', 'void').execute()
    return letters
  }
  const answers = []
  for (const address of [uni.person('alice').login, 'nobody@agh.edu.pl']) {
    await requestLink(uni.visitor(from(2)), address)
    answers.push(await written())
  }
  expect(answers[0]).toEqual([{ state: 'void', kind: 'forgotten-password' }])
  expect(answers[1]).toEqual(answers[0])
})

test('networks of one IPv6 site share one account’s share, and are bounded together', async () => {
  const uni = await university({ settings: { ...proxied, LETTERS_PER_SOURCE: '2' } })
  const net = (block: number) => ({ 'accept-language': 'en', 'x-forwarded-for': `2001:db8:7:${block}::1` })
  const alice = uni.person('alice').login
  for (let block = 0; block < 7; block++) {
    await ask(uni, uni.visitor(net(block)), alice)
    uni.clock.advance({ hours: 1, minutes: 1 })
  }
  expect(await uni.mailbox.letters(alice)).toHaveLength(5)
  for (let block = 0; block < 8; block++) await ask(uni, uni.visitor(net(block)), `nobody${block}@agh.edu.pl`)
  await ask(uni, uni.visitor(net(9)), uni.person('eve').login)
  expect(await uni.mailbox.letters(uni.person('eve').login)).toEqual([])
  await ask(uni, uni.visitor({ 'accept-language': 'en', 'x-forwarded-for': '2001:db8:8::1' }), uni.person('eve').login)
  expect(await uni.mailbox.letters(uni.person('eve').login)).toHaveLength(1)
})

test('parallel requests for one account mail one letter', async () => {
  const uni = await university()
  const alice = uni.person('alice').login
  await Promise.all(Array.from({ length: 12 }, () => requestLink(uni.visitor(), alice)))
  expect(await uni.mailbox.letters(alice)).toHaveLength(1)
})

test('a letter still waiting when a newer link is asked for is never sent', async () => {
  const uni = await university()
  const alice = uni.person('alice').login
  await requestLink(uni.visitor(), alice)
  uni.clock.advance({ minutes: 2 })
  await requestLink(uni.visitor(), alice)
  expect(await uni.mailbox.letters(alice)).toHaveLength(1)
  expect((await uni.visitor().open(await uni.mailbox.linkFor(alice))).heading).toBe('You are setting a new password')
})

test('with other addresses accepted, a source that has asked too much is not told which other addresses there are', async () => {
  const uni = await university({ settings: { OTHER_ADDRESSES: 'accept', NEGATIVE_ANSWERS_PER_SOURCE: '1' } })
  const [other = ''] = uni.person('bob').otherAddresses
  await requestLink(uni.visitor(), 'nobody@agh.edu.pl')
  expect((await requestLink(uni.visitor(), other)).text).toContain(SENT(other))
  expect((await requestLink(uni.visitor(), 'nobody2@agh.edu.pl')).text).toContain(SENT('nobody2@agh.edu.pl'))
})

test('one source cannot mail everybody', async () => {
  const uni = await university({ settings: { LETTERS_PER_SOURCE: '2' } })
  for (const key of ['alice', 'zofia', 'tymon']) {
    const { login } = uni.person(key)
    expect((await requestLink(uni.visitor(), login)).text).toContain(SENT(login))
  }
  expect(await letterCount(uni)).toBe(2)
})

test('behind an address of a campus network twenty-five times as many get their letter, and whoever gets none is counted', async () => {
  const settings = { ...proxied, LETTERS_PER_SOURCE: '1', CAMPUS_NETWORKS: '198.51.100.0/24' }
  const uni = await university({ settings })
  const withheld: string[] = []
  onTestFinished(hear('letter-withheld', ({ form }) => void withheld.push(form)))
  const behind = (address: string) => uni.visitor({ 'accept-language': 'en', 'x-forwarded-for': address })
  const campus = behind('198.51.100.7')
  for (let person = 0; person < 24; person++) await requestLink(campus, `nobody${person}@agh.edu.pl`)
  await requestLink(campus, uni.person('alice').login)
  expect([await letterCount(uni), withheld]).toEqual([1, []])
  const { login } = uni.person('zofia')
  expect((await requestLink(campus, login)).text).toContain(SENT(login))
  expect([await letterCount(uni), withheld]).toEqual([1, ['link']])

  const home = behind('203.0.113.7')
  await requestLink(home, login)
  await requestLink(home, uni.person('tymon').login)
  expect([await letterCount(uni), withheld]).toEqual([2, ['link', 'link']])
})
