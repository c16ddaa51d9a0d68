import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { z } from 'zod'
import { BadSettings, demoAllowed, openKeys, readSettings, type Settings } from '../../config/index.ts'
import { createHashGate } from '../../credentials/index.ts'
import {
  DatabaseWillNotStart,
  findRunningEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../database/embedded/index.ts'
import { migrateToLatest, openDatabase } from '../../database/index.ts'
import { realWorld } from '../../world/index.ts'
import { seedDemoUniversity } from '../seed.ts'
import { CROWD_PASSWORD, growCrowd } from './tasks.ts'

const help = `npm run seed                      makes the demo university of about forty-five people
npm run seed -- --people 60000    puts a crowd of 60,000 generated people beside them

The crowd is the same on every machine. Its people share one password, and one hash of it, so that seeding takes
seconds and not a quarter of an hour: nothing here is fit for real use. Works beside a running server, refuses
in production and on an origin that is not this machine. A second run only adds who is missing.`

const MOST_PEOPLE = 400_000

/** A refusal in a sentence; no fault of the program. */
class Refused extends Error {}

try {
  await seed()
} catch (reason) {
  const expected = reason instanceof Refused || reason instanceof BadSettings || reason instanceof DatabaseWillNotStart
  console.error(expected ? reason.message : reason)
  process.exitCode = 1
}

async function seed() {
  const size = sizeWanted()
  if (size === undefined) return console.log(help)

  const settings = readSettings()
  if (!demoAllowed(settings)) {
    throw new Refused(
      'Invented people are made only in development, where PUBLIC_ORIGIN is this machine. Nothing was changed.',
    )
  }
  const database = await openWhateverServes(settings)
  const hashGate = await createHashGate({
    atOnce: settings.HASHES_AT_ONCE,
    queue: settings.HASH_QUEUE,
    memory: settings.ARGON2_MEMORY,
    passes: settings.ARGON2_PASSES,
  })
  try {
    await migrateToLatest(database.db)
    const parts = {
      db: database.db,
      world: realWorld,
      hashGate,
      peselKeys: openKeys(settings, realWorld.random).pesel,
      mailDomain: mailDomainIn(settings.INSTITUTION_FILE),
    }
    if (await seedDemoUniversity(parts)) console.log('The demo university is seeded.')
    if (size > 0) await fill(parts, size)
    else console.log('For a crowd beside it: npm run seed -- --people 60000')
  } finally {
    await hashGate.stop()
    await database.close()
  }
}

async function fill(parts: Parameters<typeof growCrowd>[0], size: number) {
  const began = performance.now()
  const many = (count: number) => count.toLocaleString('en')
  const came = await growCrowd(parts, size, (present) => {
    if (present % 10_000 === 0) console.log(`${many(present)} of ${many(size)} people are in the registry.`)
  })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(
    came > 0 ? `${many(came)} people came in ${seconds} s.` : `The crowd is ${many(size)} strong or more already.`,
  )
  console.log(`Whoever of them has a password has this one: ${CROWD_PASSWORD}`)
}

/** Undefined: only the help is wanted. */
function sizeWanted(): number | undefined {
  const values = valuesTyped()
  const size = Number(values.people)
  if (!/^\d+$/.test(values.people) || size > MOST_PEOPLE) {
    throw new Refused(`--people takes a number up to ${MOST_PEOPLE}.`)
  }
  return values.help ? undefined : size
}

function valuesTyped() {
  try {
    const options = { people: { type: 'string', default: '0' }, help: { type: 'boolean', short: 'h' } } as const
    return parseArgs({ options }).values
  } catch (reason) {
    throw new Refused(`${reason instanceof Error ? reason.message : reason}\n\n${help}`)
  }
}

/** The server's own PostgreSQL when one is running, else one started for the occasion. */
async function openWhateverServes({ DATABASE_URL, DATA_DIR }: Settings) {
  const open = (url: string) => openDatabase(url, { connections: 4, onError: (error) => console.error(error.message) })
  const url = DATABASE_URL ?? findRunningEmbeddedPostgres(DATA_DIR)
  if (url !== undefined) return open(url)

  const server = await startEmbeddedPostgres({ dataDir: DATA_DIR })
  const database = open(server.url)
  return {
    db: database.db,
    async close() {
      await database.close()
      await server.stop()
    },
  }
}

/** Only what the addresses need: the whole file is checked at the start of the server. */
function mailDomainIn(file: string) {
  return z.object({ mail: z.object({ domain: z.string() }) }).parse(parse(readFileSync(file, 'utf8'))).mail.domain
}
