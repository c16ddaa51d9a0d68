import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { findRunningEmbeddedPostgres } from '../src/database/embedded/index.ts'
import { crowdMember } from '../src/demo/crowd/crowd.ts'
import { untilSettled, writeEvents } from './audit.ts'
import { Browser, formValue } from './browser.ts'
import { SERVICE, validate } from './cas.ts'
import { copyCrowd } from './crowd-copy.ts'
import { importFile, pathOf } from './desk-feed.ts'
import { atMost, type Figure, median, percentile, percentiles } from './figures.ts'
import { LIBRARY } from './library.ts'
import { withTheMachine } from './machine.ts'
import { castByRole, type Person, peopleWithPasswords, signedInAs, signInAs } from './people.ts'
import { type RunningProgram, withProgram } from './program.ts'
import { authorization, giveToken } from './scim.ts'

const SMALL = 1000
const LARGE = Number(process.env.SCALE_PEOPLE ?? 225_000)
/** Of the large one, and of the small one in proportion. */
const EVENTS_EACH = Number(process.env.SCALE_EVENTS ?? 1_000_000) / 225_000
const ROUNDS = 3
const TURNS = Number(process.env.SCALE_TURNS ?? 40)
const IMPORTS = 4
const BAR = 1.15

/**
 * The same requests to two programs that run side by side, one over 1,000 people and one over 225,000, each with sessions, letters and
 * events in proportion. They are asked in turn, so that whatever else the machine does is met by both alike.
 */
export async function scale(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-bench-'))
  const services = join(folder, 'services.yaml')
  writeFileSync(services, LIBRARY)
  const environment = {
    ...{ SERVICES_FILE: services, LETTERS_PER_SOURCE: '1000000', LETTERS_OVERALL: '1000000' },
    ANSWER_FLOOR: '0ms',
  }
  const over = <Result>(people: number, work: (asked: Asked) => Promise<Result>) =>
    withProgram(async (program, dataDir) => {
      const asked = await university(program, dataDir, people)
      try {
        return await work(asked)
      } finally {
        await asked.end()
      }
    }, environment)
  try {
    return await over(SMALL, (small) => over(LARGE, (large) => compare(small, large)))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function compare(small: Asked, large: Asked): Promise<Figure[]> {
  for (const { database } of [small, large]) await untilSettled(database)
  return withTheMachine(() => inTurn(small, large))
}

async function inTurn(small: Asked, large: Asked): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [what, ask] of Object.entries(requests)) {
    const turns = what === A_NIGHT ? IMPORTS : TURNS
    const rounds: Record<'small' | 'large', number>[] = []
    const all: Record<'small' | 'large', number[]> = { small: [], large: [] }
    for (let turn = 0; turn < 5 && what !== A_NIGHT; turn++)
      for (const one of [small, large]) await ask(one, 1000 + turn)
    for (let round = 0; round < ROUNDS; round++) {
      const times: typeof all = { small: [], large: [] }
      for (let turn = 0; turn < turns; turn++) {
        const number = round * turns + turn
        const order = turn % 2 === 0 ? (['small', 'large'] as const) : (['large', 'small'] as const)
        for (const which of order) times[which].push(await timed(() => ask(which === 'small' ? small : large, number)))
      }
      for (const which of ['small', 'large'] as const) all[which].push(...times[which])
      rounds.push({ small: median(times.small), large: median(times.large) })
    }
    console.log(
      `  ${what}: p99 ${percentile(all.small, 0.99).toFixed(1)} ms, then ${percentile(all.large, 0.99).toFixed(1)} ms`,
    )
    figures.push({
      what,
      unit: 'ms',
      rounds: rounds.map((one) => one.large),
      reference: {
        what: `the same over ${SMALL.toLocaleString('en')} people`,
        unit: 'ms',
        rounds: rounds.map((one) => one.small),
      },
      bar: atMost(BAR, 'ratio'),
      percentiles: percentiles(all.large),
    })
  }
  return figures
}

/** A program whose registry has so many, and those who ask it. */
interface Asked {
  readonly program: RunningProgram
  readonly people: number
  readonly folder: string
  readonly database: pg.Client
  /** Of some, from all over the registry. */
  readonly ids: readonly string[]
  readonly passwords: readonly Person[]
  readonly stranger: Browser
  readonly member: Browser
  readonly operator: Browser
  readonly auditor: Browser
  readonly administrator: Browser
  end(): Promise<void>
}

async function university(program: RunningProgram, dataDir: string, people: number): Promise<Asked> {
  await giveToken(dataDir)
  const database = new pg.Client(findRunningEmbeddedPostgres(dataDir))
  // When something fails, the program and its PostgreSQL end first: that is not what is to be told then.
  database.on('error', () => {})
  await database.connect()
  // The program seals the events while everything else is filled in.
  await writeEvents(database, Math.round(people * EVENTS_EACH))
  await copyCrowd(database, people)
  await fill(database)
  const withRole = await castByRole(program.origin)
  const passwords = await peopleWithPasswords(program)
  const staff = (role: string) => signedInAs(program.origin, withRole(role)[0] as Person)
  const [member, operator, auditor, administrator] = [
    await signedInAs(program.origin, passwords[0] as Person),
    await staff('help-desk'),
    await staff('auditor'),
    await staff('administrator'),
  ]
  await database.query('update sessions set second_factor_at = now(), desk_used_at = now() where ended_at is null')
  await database.query('vacuum analyze')
  const some = await database.query<{ id: string }>('select id from people order by random() limit 500')
  const ids = some.rows.map(({ id }) => id)
  const stranger = new Browser(program.origin)
  const browsers = [member, operator, auditor, administrator, stranger]
  const end = async () => {
    for (const browser of browsers) browser.close()
    await database.end()
  }
  return {
    program,
    people,
    folder: dataDir,
    ids,
    database,
    passwords,
    stranger,
    member,
    operator,
    auditor,
    administrator,
    end,
  }
}

/** Two devices and two letters of each who is no former student, as the first week of a term leaves them; one in ten has mistyped a password. */
async function fill(database: pg.Client) {
  await database.query(
    `insert into sessions (id, secret_hash, person_id, created_at, last_used_at, source, browser)
     select gen_random_uuid(), sha256((p.id || n)::bytea), p.id, now() - interval '3 days' * random(), now(), '10.0.0.1', 'Firefox, Linux'
     from people p, generate_series(1, 2) n where p.closed_at is null`,
  )
  await database.query(
    `insert into letters (id, kind, person_id, recipient, language, subject, state, created_at, next_attempt_at, finished_at, attempts)
     select gen_random_uuid(), 'password-set', p.id, a.address, 'pl', 'Nowe hasło', 'sent', now() - interval '9 days' * random(), now(), now(), 1
     from people p join addresses a on a.person_id = p.id and a.assigned, generate_series(1, 2) n where p.closed_at is null`,
  )
  await database.query(
    `insert into sign_in_lanes (lane, failures, last_failed_at)
     select p.id || device, 1, now() - interval '1 hour' * random()
     from people p, unnest(array['', '/device/' || md5(p.id)]) device where hashtext(p.id) % 10 = 0`,
  )
}

const A_NIGHT = 'import of one changed person'

const requests: Record<string, (asked: Asked, turn: number) => Promise<unknown>> = {
  'sign-in page': ({ stranger }) => page(stranger, '/cas/login', true),
  'sign-in': async ({ stranger, passwords }, turn) => {
    const { status } = await signInAs(
      stranger,
      passwords[turn % passwords.length] as Person,
      await stranger.openForm('/cas/login'),
    )
    if (status !== 303) throw new Error(`A sign-in was answered with ${status}.`)
  },
  'session check': ({ member }) => member.get('/cas/login'),
  'ticket and its validation': async ({ member }) => {
    const { location = '' } = await member.get(`/cas/login?service=${encodeURIComponent(SERVICE)}`)
    await validate(member, /[?&]ticket=([^&#]+)/.exec(location)?.[1] ?? '')
  },
  'request for a link': async ({ stranger, people }, turn) => {
    const { form } = await stranger.openForm('/reset-password')
    const { status } = await stranger.post('/reset-password', {
      form,
      email: somebody(people, turn).assignedAddress ?? '',
    })
    if (status !== 303) throw new Error(`A request for a link was answered with ${status}.`)
  },
  'account page': ({ member }) => page(member, '/account'),
  // The same answers in both: one person, and as many as a page has.
  'desk: search by name and album number': (asked, turn) => {
    const { givenNames, surname, albumNumber = '' } = first(turn)
    return search(asked, `${givenNames} ${surname} ${albumNumber}`)
  },
  'desk: search by the beginning of a name': (asked, turn) => search(asked, ['Ma', 'An', 'K'][turn % 3] ?? ''),
  'desk: search by album number': (asked, turn) => search(asked, first(turn).albumNumber ?? '500001'),
  'desk: search by address': (asked, turn) => search(asked, first(turn).assignedAddress ?? ''),
  'desk: search by a mistyped name': (asked, turn) => search(asked, mistyped(first(turn).surname)),
  'desk: page of a person': ({ operator, people }, turn) => page(operator, `/desk/people/${somebody(people, turn).id}`),
  'desk: queue of cases': ({ operator }) => page(operator, '/desk/cases'),
  'desk: activity': ({ auditor }) => page(auditor, '/desk/activity'),
  // A full page in both.
  'desk: activity, failures of one kind': ({ auditor }) =>
    page(auditor, '/desk/activity?outcome=failure&event=link-requested'),
  'SCIM: look-up by userName': async ({ stranger, people }, turn) => {
    const filter = encodeURIComponent(`userName eq "${somebody(people, turn).assignedAddress}"`)
    const { body } = await stranger.get(`/scim/v2/Users?filter=${filter}`, authorization)
    if (!body.includes('"totalResults":1,')) throw new Error(`Answered: ${body}`)
  },
  [A_NIGHT]: async ({ program, administrator, database, folder, people }, turn) => {
    const { usosId, assignedAddress, surname, givenNames } = somebody(people, turn)
    const file = join(folder, 'one.csv')
    writeFileSync(file, `id;first_name;last_name;email\n${usosId};${givenNames};${surname}-Nowa;${assignedAddress}\n`)
    await importFile(program, administrator, database, file)
  },
}

async function page(browser: Browser, path: string, anew = false) {
  if (anew) browser.become()
  const { status } = await browser.get(path)
  if (status !== 200) throw new Error(`${path} was answered with ${status}.`)
}

/** Types it into the form of the search and follows to the list. */
async function search({ operator }: Asked, typed: string) {
  const form = formValue((await operator.get('/desk/people')).body)
  const { location } = await operator.post('/desk/people', { form, q: typed })
  const { status } = await operator.get(pathOf(location))
  if (status >= 400) throw new Error(`A search was answered with ${status}.`)
}

/** The same person in both: somebody of the first thousand, and not one after the other. */
function first(turn: number) {
  return crowdMember((turn * 7919) % SMALL, 'agh.edu.pl', new Date('2026-11-22T00:00:00Z')).person
}

/** Somebody from anywhere, so that nobody's row is warm; a student of now, so that both are asked the same kind of thing. */
function somebody(people: number, turn: number) {
  for (let number = (turn * 48_271 + 11) % people; ; number = (number + 1) % people) {
    const { person } = crowdMember(number, 'agh.edu.pl', new Date('2026-11-22T00:00:00Z'))
    if (person.studentStatus === 2 && person.connected && !person.disabledAt) return person
  }
}

function mistyped(name: string) {
  return name.length > 3 ? `${name.slice(0, 2)}${name[3]}${name[2]}${name.slice(4)}` : `${name}a`
}

async function timed(work: () => Promise<unknown>) {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
