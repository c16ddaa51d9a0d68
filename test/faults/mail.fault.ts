import { expect, test } from 'vitest'
import { Visitor } from '../visitor.ts'
import { breakableUniversity } from './place.ts'
import { report } from './report.ts'
import { logged } from './signs.ts'
import { beginStorm } from './storm.ts'

const SECONDS = 6_000
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** What a courier meets in each mood of the mail server, and on each line to it. */
const met = {
  'not-now': /\b451\b/,
  hangs: /ETIMEDOUT/,
  drops: /ECONN|ESOCKET/,
  'drops-mid-letter': /ECONN|ESOCKET/,
  'drops-after-taking': /ECONN|ESOCKET/,
  cut: /ECONN|ESOCKET/,
  'black-hole': /ETIMEDOUT/,
}

test('a mail server that puts off, hangs, drops the line within a letter, before or after taking it, or is gone loses and doubles none', async () => {
  const place = await breakableUniversity({ nodes: 2, humans: 12 })
  const { mailbox, mailLine } = place
  const storm = beginStorm(place, { atOnce: 3 })
  const putOff: Record<string, number> = {}

  async function during(what: keyof typeof met, begin: () => void, end: () => void) {
    const mend = place.break(`the mail server: ${what}`)
    const from = Date.now()
    begin()
    await wait(SECONDS)
    const letters = () =>
      logged(place.nodes, 'letter not delivered yet', from).filter(({ because = '' }) => met[what].test(because))
    await expect.poll(() => letters().length, { timeout: 30_000 }).toBeGreaterThan(0)
    putOff[`put off (${what})`] = letters().length
    end()
    mend()
    await storm.look()
    return { from, until: Date.now() }
  }
  const mood = (mood: 'not-now' | 'hangs' | 'drops' | 'drops-mid-letter' | 'drops-after-taking') =>
    during(
      mood,
      () => (mailbox.mood = mood),
      () => {
        mailbox.mood = 'takes'
        mailLine.drop()
      },
    )
  const line = (line: 'cut' | 'black-hole') =>
    during(
      line,
      () => (mailLine.line = line),
      () => (mailLine.line = 'open'),
    )
  await mood('not-now')
  await mood('hangs')
  await mood('drops')
  await mood('drops-mid-letter')
  const { from, until } = await mood('drops-after-taking')
  await line('cut')
  await line('black-hole')
  await storm.calm(150_000)
  const { arrivals } = mailbox
  const doubled = arrivals.filter(({ messageId }, index) =>
    arrivals.slice(0, index).some((one) => one.messageId === messageId && from <= one.at && one.at <= until),
  ).length
  const wholeOnce = [...mailbox.halves].filter(
    (half) => arrivals.filter(({ messageId }) => messageId === half).length === 1,
  ).length
  report('a mail server with bad days', {
    letters: arrivals.length,
    'come again under their Message-ID': doubled,
    'broken off, and whole later': wholeOnce,
    ...putOff,
    ...storm.journeys,
  })
  expect(doubled).toBeGreaterThan(0)
  expect(wholeOnce).toBeGreaterThan(0)
  expect(storm.violations).toEqual([])
  expect(storm.journeys.done).toBeGreaterThan(5)
}, 600_000)

test('a mail server that refuses for good: each letter says so, nobody is told that it was sent', async () => {
  const place = await breakableUniversity({ nodes: 1, humans: 4 })
  place.mailbox.mood = 'refuses'
  const storm = beginStorm(place, { atOnce: 2 })
  await wait(SECONDS)
  await storm.calm(30_000)
  const letters = await place.database.db.selectFrom('letters').select(['state', 'last_error']).execute()
  const said = Object.groupBy(letters, ({ state }) => state)
  expect(said['given-up']?.length).toBeGreaterThan(0)
  for (const { last_error } of said['given-up'] ?? []) expect(last_error).toContain('RCPT TO 550')
  // Its address rests from then on; a newer link takes back what still waits.
  expect(['given-up', 'suppressed', 'dropped']).toEqual(expect.arrayContaining(Object.keys(said)))
  expect(place.mailbox.arrivals).toEqual([])
  expect(storm.violations).toEqual([])
  expect(storm.journeys.done).toBeGreaterThan(1)
}, 300_000)

test('a node killed between the “250” of the server and its own note sends the letter again, under the same Message-ID', async () => {
  const place = await breakableUniversity({ nodes: 1, humans: 1 })
  const [node] = place.nodes
  const [human] = place.humans
  const taken = Promise.withResolvers<void>()
  place.mailbox.onTaken = async () => {
    // PostgreSQL hears nothing more of this node, and then there is no more to hear.
    const [cable] = place.cables
    if (cable) cable.line = 'black-hole'
    taken.resolve()
  }
  const mend = place.break('killed before the note')
  const storm = beginStorm(place, { atOnce: 0, desk: false })
  await askForLink(node?.origin ?? '', human?.login ?? '')
  await taken.promise
  place.mailbox.onTaken = undefined
  await wait(500)
  await node?.kill()
  if (place.cables[0]) place.cables[0].line = 'open'
  await node?.start()
  // The lease of the letter ends, and the sweep of the minute finds it.
  const until = Date.now() + 90_000
  while (place.mailbox.arrivals.length < 2 && Date.now() < until) await wait(200)
  mend()
  await storm.calm()
  const [first, second] = place.mailbox.arrivals
  expect(second?.messageId).toBe(first?.messageId)
  expect(await place.database.db.selectFrom('letters').select(['state', 'attempts']).execute()).toEqual([
    { state: 'sent', attempts: 2 },
  ])
  expect(storm.violations).toEqual([])
}, 300_000)

async function askForLink(origin: string, login: string) {
  const visitor = new Visitor(origin, { 'accept-language': 'en' })
  await visitor.submit(await visitor.open('/reset-password'), 'Next', { 'E-mail address:': login })
}
