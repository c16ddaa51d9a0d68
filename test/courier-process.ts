import { parseArgs } from 'node:util'
import { readSettings } from '../src/config/index.ts'
import { openDatabase } from '../src/database/index.ts'
import { type Log, startJobs } from '../src/jobs/index.ts'
import { startCourier } from '../src/mail/courier.ts'
import { realWorld } from '../src/world/index.ts'

/** A node that does nothing but deliver letters: for tests that kill one in the middle of its work. */
const { values } = parseArgs({ options: { database: { type: 'string' }, smtp: { type: 'string' } } })
const databaseUrl = values.database ?? ''
const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const settings = readSettings({ SMTP_URL: values.smtp, MAIL_TIMEOUT: '20s' })
const { db } = openDatabase(databaseUrl, { connections: 4, onError: () => {} })
const courier = startCourier({
  db,
  world: realWorld,
  settings,
  from: 'Test <test@furta.example>',
  origin: 'https://login.example',
  demo: false,
  log,
})
await startJobs({ databaseUrl, lanes: [courier.lane], clock: realWorld.clock, log })
