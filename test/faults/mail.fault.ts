import { expect, test } from 'vitest'
import { Visitor } from '../visitor.ts'
import { breakableUniversity } from './place.ts'
import { report } from './report.ts'
import { beginStorm } from './storm.ts'

const SECONDS = 6_000
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('a mail server that puts off, hangs, drops the line before or after taking a letter, or is gone loses and doubles none', async () => {
  const place = await breakableUniversity({ nodes: 2, humans: 12 })
  const storm = beginStorm(place, { atOnce: 3 })
  for (const mood of ['not-now', 'hangs', 'drops', 'drops-after-taking'] as const) {
    const mend = place.break(`the mail server ${mood}`)
    place.mailbox.mood = mood
    await wait(SECONDS)
    place.mailbox.mood = 'takes'
    place.mailLine.drop()
    mend()
    await storm.look()
  }
  for (const line of ['cut', 'black-hole'] as const) {
    const mend = place.break(`the line to the mail server: ${line}`)
    place.mailLine.line = line
    await wait(SECONDS)
    place.mailLine.line = 'open'
    mend()
    await storm.look()
  }
  await storm.calm(150_000)
  const { arrivals } = place.mailbox
  const doubled = arrivals.length - new Set(arrivals.map(({ messageId }) => messageId)).size
  report('a mail server with bad days', {
    letters: arrivals.length,
    'come again under their Message-ID': doubled,
    ...storm.journeys,
  })
  expect(storm.violations).toEqual([])
}, 600_000)

test('a mail server that refuses for good: each letter says so, nobody is told that it was sent', async () => {
  const place = await breakableUniversity({ nodes: 1, humans: 4 })
  place.mailbox.mood = 'refuses'
  const storm = beginStorm(place, { atOnce: 2 })
  await wait(SECONDS)
  await storm.calm(30_000)
  const states = await place.database.db.selectFrom('letters').select('state').distinct().execute()
  expect(states.map(({ state }) => state).filter((state) => state === 'sent')).toEqual([])
  expect(place.mailbox.arrivals).toEqual([])
  expect(storm.violations).toEqual([])
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
