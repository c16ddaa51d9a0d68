import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import { readSettings } from '../src/config/index.ts'
import { startEmbeddedPostgres } from '../src/database/embedded/index.ts'
import { type Database, migrateToLatest, openDatabase } from '../src/database/index.ts'
import { crowdMember } from '../src/demo/crowd/crowd.ts'
import { migrateJobs } from '../src/jobs/index.ts'
import { peselCheckDigit } from '../src/people/index.ts'
// Not by the front door: behind it stand the routes of SCIM too, with pages that Node does not read as they are.
import { applyImport, type ImportParts, planImport } from '../src/provisioning/tasks.ts'
import { keyring, realWorld, Secret } from '../src/world/index.ts'
import { atMost, byName, type Figure } from './figures.ts'
import { withTheMachine } from './machine.ts'

const MAIL_DOMAIN = 'agh.edu.pl'
const BORN_BEFORE = new Date('2026-11-22T12:00:00Z')

const SIZES = [
  { people: 25_000, bar: 10 },
  { people: 225_000, bar: 90 },
]
/** Of the large one each takes some two minutes. */
const ROUNDS = Number(process.env.IMPORT_ROUNDS ?? 3)
const MOST = Number(process.env.IMPORT_MOST ?? 225_000)

/**
 * A whole registry out of a file, read, compared and written, at the size of a university of today and of one with all its
 * former students; then the same file again with one person in a hundred changed, as a night brings it. The file is the
 * same on every machine. Beside the seconds stands how long taking the file apart takes alone: the machine's own speed.
 */
export async function importPeople(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { people, bar } of SIZES.filter(({ people }) => people <= MOST)) {
    const found: Round[] = []
    const rounds = async (many: number) => {
      for (let round = 0; round < many; round++) found.push(await measure(people))
    }
    // The small ones are done in a minute, all together.
    if (people < 100_000) await withTheMachine(() => rounds(ROUNDS))
    else while (found.length < ROUNDS) await withTheMachine(() => rounds(1))
    const of = byName(found)
    const many = people.toLocaleString('en')
    const figure = (what: string, seconds: readonly number[]) => ({ what, unit: 's', rounds: seconds })
    figures.push(
      {
        ...figure(`${many} people into an empty registry, planned and written`, of.first),
        reference: { what: 'the file alone taken apart', unit: 's', rounds: of.alone },
        bar: atMost(bar),
      },
      {
        ...figure(`the same ${many} with 1 in 100 changed`, of.again),
        reference: { what: 'at first', unit: 's', rounds: of.first },
        bar: atMost(1, 'ratio'),
      },
      { what: `longest pause of the program with ${many}`, unit: 'ms', rounds: of.pause },
    )
  }
  return figures
}

type Round = Record<'alone' | 'first' | 'again' | 'pause', number>

/** Over a database as `npm start` has it: what is committed has reached the disk. */
async function measure(people: number): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-bench-'))
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data') })
  const database = await freshDatabase(server.url)
  try {
    const parts = partsOver(database)
    const [file, changed] = [join(folder, 'people.csv'), join(folder, 'changed.csv')]
    await pipeline(feed(people, 0), createWriteStream(file))
    await pipeline(feed(people, 100), createWriteStream(changed))
    const alone = await timed(() => takeApart(createReadStream(file)))
    const first = await put(parts, createReadStream(file))
    const again = await put(parts, createReadStream(changed))
    console.log(`  at first: plan ${first.plan.toFixed(1)} s, write ${first.apply.toFixed(1)} s`)
    console.log(`  1 in 100 changed: plan ${again.plan.toFixed(1)} s, write ${again.apply.toFixed(1)} s`)
    return { alone, first: first.total, again: again.total, pause: Math.max(first.pause, again.pause) }
  } finally {
    await database.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function put(parts: ImportParts, file: Readable) {
  const pauses = watchPauses()
  let planned: Awaited<ReturnType<typeof planImport>> | undefined
  const plan = await timed(async () => {
    planned = await planImport(parts, file, { full: true, by: 'operator', fileName: 'bench.csv' })
  })
  if (planned?.kind !== 'planned') throw new Error(`The feed was refused: ${JSON.stringify(planned)}`)
  const { run, report } = planned
  if (report.summary?.counts.leftOut !== 0) throw new Error(`The feed has errors: ${JSON.stringify(report.summary)}`)
  const apply = await timed(async () => {
    const { kind } = await applyImport(parts, run, { by: 'operator' })
    if (kind !== 'applied') throw new Error('The plan was refused.')
  })
  return { plan, apply, total: plan + apply, pause: pauses.end() }
}

/** The longest time in which the program did nothing else: pages would have waited as long. */
function watchPauses() {
  let last = performance.now()
  let longest = 0
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last - 5)
    last = now
  }, 5)
  return {
    end() {
      clearInterval(timer)
      return longest
    },
  }
}

async function takeApart(file: Readable) {
  for await (const record of file.pipe(parse())) void record
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

const columns =
  'id,first_name,middle_names,last_name,student_number,pesel,birth_date,document_number,student_status,phd_student_status,staff_status,email,other_emails,programme.id,programme.name.pl,programme.name.en,faculty.id,programme.status,programme.is_primary,language,valid_until'

/** Everybody in one row for each field of study; of `changedOneIn` people one has another surname. Not in memory as a whole. */
function feed(people: number, changedOneIn: number): Readable {
  return Readable.from(lines(people, changedOneIn), { objectMode: false })
}

function* lines(people: number, changedOneIn: number): Generator<Buffer> {
  const taken = new Set<string>()
  let text = `${columns}\n`
  for (let number = 0; number < people; number++) {
    text += rowsOf(number, changedOneIn > 0 && number % changedOneIn === 0, taken)
    if (text.length < 60_000) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

function rowsOf(number: number, changed: boolean, taken: Set<string>) {
  const { person, answer } = crowdMember(number, MAIL_DOMAIN, BORN_BEFORE)
  const [first = '', ...middle] = person.givenNames.split(' ')
  const { proofKind } = person
  const born = answer.replace(
    /^(\d\d)(\d\d)(\d\d)$/,
    (_, year, month, day) => `${year > '30' ? 19 : 20}${year}-${month}-${day}`,
  )
  const before = [
    person.usosId,
    first,
    middle.join(' '),
    changed ? `${person.surname}-Nowa` : person.surname,
    person.albumNumber ?? '',
    proofKind === 'pesel' ? untaken(answer, taken) : '',
    proofKind === 'birth_date' ? born : '',
    proofKind === 'document' ? answer : '',
    person.studentStatus,
    person.phdStudentStatus,
    person.staffStatus,
    person.assignedAddress,
    person.otherAddresses.join(';'),
  ]
  const after = [person.language, person.closedAt ? '2020-09-30' : '']
  const studies = person.studies.map(({ programme, name, faculty, status, isPrimary }) => [
    programme,
    name.pl,
    name.en,
    faculty,
    status,
    isPrimary ? 1 : 0,
  ])
  const rows = studies.length > 0 ? studies : [['', '', '', '', '', '']]
  return `${rows.map((study) => [...before, ...study, ...after].join(',')).join('\n')}\n`
}

/** The crowd is drawn by lot, and among so many two would have one PESEL: the next number of that day is taken. */
function untaken(pesel: string, taken: Set<string>) {
  let ten = pesel.slice(0, 10)
  while (taken.has(ten)) ten = ten.slice(0, 6) + String((Number(ten.slice(6)) + 1) % 10_000).padStart(4, '0')
  taken.add(ten)
  return ten + peselCheckDigit(ten)
}

function partsOver(database: Database): ImportParts {
  return {
    database,
    world: realWorld,
    keys: keyring(new Secret('for measuring only, beside the other one of the same database')),
    settings: readSettings({}),
    institution: {
      mailDomains: [MAIL_DOMAIN, `student.${MAIL_DOMAIN}`, `metal.${MAIL_DOMAIN}`],
      timeZone: 'Europe/Warsaw',
    },
    peselKeys: keyring(new Secret('for measuring only, in a database that is gone after it')),
  }
}

async function freshDatabase(url: string): Promise<Database> {
  const database = openDatabase(url, { connections: 4, onError: (error) => console.error(error.message) })
  await Promise.all([migrateToLatest(database.db), migrateJobs(url)])
  return database
}
