import { createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { otherPesel, withCheckDigit } from '../attacks/steps.ts'
import { startMailServer } from '../mail-server.ts'
import { type University, university } from '../university.ts'
import { type Samples, verdict } from './verdict.ts'

// With the real clock and the default floor of an answer; limits are raised so that none is reached while measuring.
const settings = {
  DISCLOSURE: 'mailbox',
  LOG_LEVEL: 'silent',
  FAILURES_FREE: '100',
  SOURCE_ACCOUNTS: '1000000',
  SOURCE_FAILURES: '1000000',
  NEGATIVE_ANSWERS_PER_SOURCE: '1000000',
  NEGATIVE_ANSWERS_OVERALL: '1000000',
  LETTERS_PER_SOURCE: '1000000',
  LETTERS_OVERALL: '1000000',
  LETTERS_PER_HOUR: '1000',
  LETTERS_PER_DAY: '10000',
  LETTER_COOLDOWN: '0s',
  ANSWERS_PER_LINK: '5',
  ANSWERS_PER_30_DAYS: '20',
}
const SAMPLES = 200
const WARM_UP = 10
const active = [
  'alice',
  'zofia',
  'tymon',
  'mike',
  'fiona',
  'lucja',
  'tom',
  'suryani',
  'li',
  'ewa',
  'zenon',
  'maja',
  'feliks',
  'natalia',
  'kinga',
]
const waiting = ['wanda', 'teodor', 'nikodem', 'iga', 'hubert']

/** So many wrong passwords in a row that each of them has to wait. */
async function guessedTooOften(place: University, keys: readonly string[]) {
  const people = await place.database.db
    .selectFrom('addresses')
    .select('person_id')
    .where(
      'address',
      'in',
      keys.map((key) => place.person(key).login),
    )
    .execute()
  const lanes = people.map(({ person_id }) => ({ lane: person_id, failures: 100, last_failed_at: new Date() }))
  await place.database.db.insertInto('sign_in_lanes').values(lanes).execute()
}

type Send = () => Promise<unknown>
/** Prepares the next request of its kind; what it gives is what is timed. */
type Arm = (round: number) => Promise<Send>

/** Sends the kinds in turn, each a few times at the same moment and in every order, so that all meet the same machine. */
async function measure(arms: Readonly<Record<string, Arm>>, { together }: { together: number }) {
  const samples = new Map<string, number[]>(Object.keys(arms).map((name) => [name, []]))
  const names = Object.keys(arms).flatMap((name) => Array.from({ length: together }, () => name))
  const rounds = Math.ceil((SAMPLES + WARM_UP) / together)
  for (let round = 0; round < rounds; round++) {
    const turned = names.map((_, at) => names[(at + round) % names.length] ?? '')
    const prepared = await Promise.all(
      turned.map(async (name, at) => ({ name, send: await arms[name]?.(round * names.length + at) })),
    )
    await Promise.all(
      prepared.map(async ({ name, send }) => {
        const begin = performance.now()
        await send?.()
        samples.get(name)?.push(performance.now() - begin)
      }),
    )
  }
  return new Map([...samples].map(([name, taken]) => [name, taken.slice(WARM_UP)]))
}

/** Holds every kind against the first, and tells which of them can be told apart. A noisy moment is forgiven once. */
async function differences(arms: Readonly<Record<string, Arm>>, options: { together: number }): Promise<string[]> {
  const faults = faultsIn(await measure(arms, options))
  return faults.length > 0 ? faultsIn(await measure(arms, options)) : faults
}

function faultsIn(samples: ReadonlyMap<string, Samples>) {
  const [[first, reference] = ['', []], ...others] = samples
  return others
    .map(([name, taken]) => ({ name, ...verdict(taken, reference) }))
    .filter(({ passes }) => !passes)
    .map(
      ({ name, difference, auc, median }) =>
        `${name} against ${first}: ${difference.toFixed(1)} ms of ${median.toFixed(0)}, AUC ${auc.toFixed(2)}`,
    )
}

test('the stop watch itself hears five milliseconds in the noise of a busy machine, and nothing where there is nothing', () => {
  const noisy = (shift: number, turn: number) =>
    Array.from({ length: SAMPLES }, (_, at) => 60 + shift + ((at * 7 + turn) % 13))
  expect(verdict(noisy(0, 0), noisy(0, 5)).passes).toBe(true)
  expect(verdict(noisy(5, 0), noisy(0, 5)).passes).toBe(false)
  expect(verdict(noisy(0, 0), noisy(20, 5)).passes).toBe(false)
})

test('nobody hears from the duration of a refusal whether the account exists, is disabled or was never used (req 3)', {
  timeout: 180_000,
}, async () => {
  const place = await university({ settings, clock: 'real', hashing: 'real' })
  await guessedTooOften(place, waiting)
  const visitor = place.visitor()
  await visitor.open('/cas/login')
  const arm =
    (login: (round: number) => string): Arm =>
    async (round) => {
      const { action, body } = visitor.fill(await visitor.open('/cas/login'), 'Sign in', {
        ID: login(round),
        Password: 'Wrong-guess-000',
      })
      return () => answered(visitor.send('POST', action, body))
    }
  const arms = {
    'a wrong password': arm(each(place, active)),
    'an unknown ID': arm((round) => `nobody.at.all.${round}@student.agh.edu.pl`),
    'a disabled account': arm(each(place, ['dan', 'renata'])),
    'an account never used': arm(each(place, ['eve', 'wiktor', 'oksana', 'yuki', 'giulia'])),
    'an account that has to wait': arm(each(place, waiting)),
  }
  expect(await differences(arms, { together: 2 })).toEqual([])
})

// The three are measured beside each other: nearly all of the time of such an answer is spent waiting for its floor.
test('nobody hears from the duration of a request for a link whether the account exists, with the mail server up, down or hanging (req 51)', {
  timeout: 180_000,
}, async () => {
  const ports = { up: (await startMailServer()).port, down: await closedPort(), hanging: await silentPort() }
  const faults = Object.entries(ports).map(async ([state, port]) => {
    const place = await university({
      settings: { ...settings, SMTP_URL: `smtp://127.0.0.1:${port}` },
      clock: 'real',
      hashing: 'real',
      jobs: true,
    })
    const arms = await requestsForLink(place)
    return (await differences(arms, { together: 2 })).map((fault) => `mail server ${state}: ${fault}`)
  })
  expect((await Promise.all(faults)).flat()).toEqual([])
})

// The page says openly that an account is not recognized, for as long as the budget of such answers lasts. Whether it is disabled or was never there
// it does not say, nor past the budget anything at all: there the duration would tell.
test('with `page` the duration of a request for a link tells nothing either, while a stranger may be told and past that (req 50, 52)', {
  timeout: 180_000,
}, async () => {
  const budgets = { 'told openly': {}, 'past the budget': { NEGATIVE_ANSWERS_PER_SOURCE: '1' } }
  const faults = Object.entries(budgets).map(async ([state, budget]) => {
    const place = await university({
      settings: { ...settings, DISCLOSURE: 'page', ...budget },
      clock: 'real',
      hashing: 'real',
    })
    return (await differences(await requestsForLink(place), { together: 2 })).map((fault) => `${state}: ${fault}`)
  })
  expect((await Promise.all(faults)).flat()).toEqual([])
})

test('nobody hears from the duration of a wrong answer how wrong it is (req 46)', { timeout: 180_000 }, async () => {
  const place = await university({ settings, clock: 'real', hashing: 'real' })
  const { login } = place.person('alice')
  const visitor = place.visitor()
  await visitor.submit(await visitor.open('/reset-password'), 'Next', { 'E-mail address:': login })
  const page = await visitor.open(await place.mailbox.linkFor(login))
  const arm =
    (pesel: (round: number) => string): Arm =>
    async (round) => {
      await forgive(place)
      const { action, body } = visitor.fill(page, 'Set password', {
        'Security question - PESEL number:': pesel(round),
        'New password:': 'Fioletowy-kombajn-63',
        'Repeat new password:': 'Fioletowy-kombajn-63',
      })
      return () => answered(visitor.send('POST', action, body))
    }
  const arms = {
    'wrong altogether': arm(() => otherPesel(7)),
    'wrong in the day': arm(() => withCheckDigit('0425189984')),
    'wrong in the number and the sex': arm(() => withCheckDigit('0425179985')),
    'somebody else’s': arm(() => place.person('zofia').pesel ?? ''),
  }
  expect(await differences(arms, { together: 1 })).toEqual([])
})

async function requestsForLink(place: University) {
  const visitor = place.visitor()
  const page = await visitor.open('/reset-password')
  const arm =
    (login: (round: number) => string): Arm =>
    async (round) => {
      const { action, body } = visitor.fill(page, 'Next', { 'E-mail address:': login(round) })
      return () => answered(visitor.send('POST', action, body))
    }
  return {
    'a known account': arm(each(place, active)),
    'an unknown one': arm((round) => `nobody.at.all.${round}@student.agh.edu.pl`),
    'a disabled one': arm(each(place, ['dan', 'renata'])),
  }
}

/** The IDs of several people in turn. */
function each(place: University, keys: readonly string[]) {
  return (round: number) => place.person(keys[round % keys.length] ?? '').login
}

async function answered(sent: Promise<Response>) {
  const answer = await sent
  await answer.text()
  if (answer.status !== 303 && answer.status !== 422) throw new Error(`Answered ${answer.status}`)
}

/** As the help desk would: what is measured must not use up what may be answered. */
async function forgive({ database: { db } }: University) {
  await db.deleteFrom('wrong_answers').execute()
  await db.updateTable('mailed_links').set({ wrong_answers: 0 }).execute()
}

/** Nothing listens there. */
async function closedPort() {
  const server = await listening(() => {})
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}

/** Takes connections and never says a word. */
async function silentPort() {
  const sockets = new Set<Socket>()
  const server = await listening((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as { port: number }).port
}

function listening(onConnection: (socket: Socket) => void) {
  const server = createServer(onConnection)
  return new Promise<typeof server>((ready) => server.listen(0, '127.0.0.1', () => ready(server)))
}
