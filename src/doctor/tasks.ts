import { findChainState, readWitness } from '../audit/chain/index.ts'
import {
  declaredSettings,
  type Institution,
  isProduction,
  type Keys,
  loadInstitution,
  publicOrigin,
  reviewState,
  type SecretPlace,
  type Settings,
  whyClosed,
} from '../config/index.ts'
import { countKinds } from '../credentials/old-hashes/index.ts'
import type { Db } from '../database/index.ts'
import { keyFaultSentence, misfitKeys } from '../key-checks/index.ts'
import { dkimFacts, parseSender, tryMailServer } from '../mail/index.ts'
import { loadServices, portalService } from '../services/index.ts'
import type { World } from '../world/index.ts'
import { judgeDatabase, judgeMigrations, judgeOldPasswords, judgeWork } from './database-findings.ts'
import { lookAtMailDomain } from './dns/mail-findings.ts'
import { type Names, openNames } from './dns/resolver.ts'
import { broken, codeOf, type Finding, fine, look } from './finding.ts'
import { lookAtDataFolder, lookAtSecrets } from './machine/files.ts'
import { lookAtBreachCorpus, lookAtHashing, lookAtIdleClass } from './machine/hashing.ts'
import { tellPolicy } from './policy-findings.ts'
import { findDatabaseFacts, findWorkFacts, listMigrations } from './store.ts'
import { judgeTrail } from './trail-findings.ts'
import { lookAtCertificate } from './web/certificate.ts'
import { lookAtFrontDoor } from './web/front-door.ts'

export interface DoctorParts {
  readonly settings: Settings
  readonly secrets: readonly SecretPlace[]
  readonly world: World
  /** Runs its work on the database, or throws when there is none. */
  readonly onDatabase: (work: (db: Db) => Promise<Finding[]>) => Promise<Finding[]>
  readonly keys: () => Keys
  /** What chapters say about days that somebody has to keep. */
  readonly reminders: readonly (string | undefined)[]
  /** Where the test letter goes; without it none is sent. */
  readonly letterTo?: string | undefined
  /** Another resolver than that of the machine. */
  readonly resolver?: string | undefined
}

const PATIENCE = 60_000

/** Looks at everything that has to be right, one thing after the other, each told as soon as it is known. */
export async function* examine(parts: DoctorParts): AsyncGenerator<Finding> {
  const { settings, secrets, world } = parts
  const names = openNames(parts.resolver)
  const origin = new URL(publicOrigin(settings))
  const production = isProduction(settings)
  let institution: Institution | undefined
  const looks: readonly [string, () => Promise<Finding[]> | Finding[]][] = [
    ['settings', () => [fine('settings', 'Every one can be read.')]],
    ['policy', () => tellPolicy(settings)],
    ['secrets', () => lookAtSecrets(secrets, { dataDir: settings.DATA_DIR, production })],
    ['data folder', () => lookAtDataFolder(settings.DATA_DIR, { embedded: settings.DATABASE_URL === undefined })],
    [
      'institution file',
      () => {
        institution = loadInstitution(settings.INSTITUTION_FILE)
        return lookAtInstitution(institution, parts)
      },
    ],
    ['services file', () => (institution ? lookAtServices(institution, settings) : [])],
    ['database', () => lookAtDatabase(parts)],
    ['password hashes', async () => [await lookAtHashing(settings)]],
    ['hash threads', lookAtIdleClass],
    ['breached passwords', () => lookAtBreachCorpus(settings.BREACHED_PASSWORDS_FILE)],
    ['mail server', () => (institution ? lookAtMail(institution, parts, origin, names) : [])],
    ['public origin', () => lookAtName(names, origin)],
    ['certificate', () => lookAtCertificate(origin, world.clock.now())],
    ['front door', () => lookAtFrontDoor(origin, () => world.clock.now())],
  ]
  for (const [about, lookAt] of looks) yield* await guarded(about, lookAt)
}

/** A look that fails or hangs is a finding, and the next ones are taken all the same. */
async function guarded(about: string, lookAt: () => Promise<Finding[]> | Finding[]): Promise<Finding[]> {
  const tooLate = broken(about, 'There was no answer within a minute.', 'See what it waits for, and try again.')
  // A signal and no timer of the clock: the command ends when all has been looked at, and not a minute later.
  const late = new Promise<Finding[]>((resolve) =>
    AbortSignal.timeout(PATIENCE).addEventListener('abort', () => resolve([tooLate])),
  )
  try {
    return await Promise.race([Promise.resolve(lookAt()), late])
  } catch (error) {
    // Faults of files and settings are sentences for the operator, without a secret (req 124).
    if (error instanceof Error && /^(Bad|DatabaseWillNotStart|Refused)/.test(error.name))
      return [broken(about, error.message, 'Correct what it says.')]
    return [broken(about, `It cannot be looked at (${codeOf(error)}).`, 'See what the code says, and the log.')]
  }
}

function lookAtInstitution(institution: Institution, { settings, world, reminders }: DoctorParts): Finding[] {
  const { accessibility, links } = institution
  const now = world.clock.now()
  const review = links.accessibilityStatement === undefined ? reviewState(accessibility.reviewDue, now) : 'fine'
  return [
    fine('institution file', `${settings.INSTITUTION_FILE} is in order.`),
    ...(review === 'fine'
      ? []
      : [
          look(
            'accessibility statement',
            review === 'soon' ? 'Its review is due within a month.' : 'Its review is overdue: it was due on 31 March.',
            'Look at /accessibility, then write the day into accessibility.reviewed.',
          ),
        ]),
    ...reminders.flatMap((one) =>
      one === undefined ? [] : [look('security.txt', one, 'docs/operating/settings.md: SECURITY_EXPIRES.')],
    ),
    ...(settings.SECURITY_CONTACT.length === 0 && isProduction(settings)
      ? [look('security.txt', 'There is none: nobody is named who would read of a hole.', 'Set SECURITY_CONTACT.')]
      : []),
  ]
}

/** Without a file there is the portal, and what the desk registers; but whoever names a file means one that is there. */
export function lookAtServices({ system }: Pick<Institution, 'system'>, settings: Settings): Finding[] {
  const file = settings.SERVICES_FILE
  const loaded = loadServices(file, [portalService(publicOrigin(settings), system)])
  switch (loaded.kind) {
    case 'missing':
      if (file === declaredSettings.get('SERVICES_FILE')?.fallback)
        return [fine('services file', `There is no ${file}: the portal, and what is registered at the desk.`)]
      return [
        look(
          'services file',
          `SERVICES_FILE names ${file}, which is not there: the portal, and what is registered at the desk.`,
          'Correct the path, or take the setting away. The program begins without the file, and reads it once it is there.',
        ),
      ]
    case 'faulty':
      return loaded.faults.map((fault) => broken('services file', fault, 'npm run furta -- services check'))
    case 'read': {
      const open = loaded.services.filter(({ urls }) =>
        urls.some((url) => /^http:\/\/(?!localhost|127\.|\[::1\])/i.test(url)),
      )
      return [
        fine('services file', `${file} is in order: ${loaded.services.length} of them.`),
        ...open.map(({ id }) =>
          look(
            'services file',
            `${id} has addresses without https: tickets can be read on the way.`,
            'Let it move to https.',
          ),
        ),
      ]
    }
  }
}

async function lookAtDatabase({ settings, world, onDatabase, keys }: DoctorParts): Promise<Finding[]> {
  const { DATABASE_URL, DATA_DIR } = settings
  const closed = whyClosed(DATA_DIR)
  if (DATABASE_URL === undefined && closed !== undefined)
    return [
      broken(
        'database',
        `It lies in ${DATA_DIR} (DATA_DIR), which this user may not enter (${closed}); DATABASE_URL names no other.`,
        'Run this as the user that runs the program, with its settings.',
      ),
    ]
  return onDatabase(async (db) => {
    const facts = await findDatabaseFacts(db)
    const applied = await listMigrations(db)
    const findings = [
      ...judgeDatabase(facts, { connections: settings.DATABASE_CONNECTIONS, now: world.clock.now() }),
      judgeMigrations(applied),
    ]
    // What follows asks tables, as they are now.
    if (judgeMigrations(applied).verdict !== 'fine') return findings
    const wrong = await misfitKeys(db, keys())
    findings.push(
      ...wrong.map((fault) => broken('keys', keyFaultSentence(fault), 'Start no node with it.')),
      ...(wrong.length === 0 ? [fine('keys', 'APP_SECRET and PESEL_KEY are those of the data.')] : []),
      ...judgeWork(await findWorkFacts(db, world.clock.now()), { production: isProduction(settings) }),
      ...judgeOldPasswords(await countKinds(db), world.clock.now(), {
        memory: settings.ARGON2_MEMORY,
        passes: settings.ARGON2_PASSES,
      }),
      ...(await guarded('audit trail', async () => [
        judgeTrail(await findChainState(db), readWitness(DATA_DIR), world.clock.now()),
      ])),
    )
    return findings
  })
}

async function lookAtMail(
  { mailFrom: from }: Institution,
  { settings, world, letterTo }: DoctorParts,
  origin: URL,
  names: Names,
): Promise<Finding[]> {
  const findings: Finding[] = []
  const trial = await tryMailServer({ settings, world, from, host: origin.hostname }, letterTo)
  if (!trial)
    findings.push(
      look(
        'mail server',
        'SMTP_URL is not set: letters stay in the development mailbox.',
        'Set it before people come.',
      ),
    )
  else if (trial.failed)
    findings.push(
      broken(
        'mail server',
        `${trial.server.host} ${trial.failed.step === 'letter' ? 'did not take the letter' : 'cannot be used'} (${codeOf(trial.failed.error)}).`,
        whatToDo(trial.failed.error),
      ),
    )
  else
    findings.push(
      fine(
        'mail server',
        `${trial.server.host} is there${trial.server.tls === 'none' ? '' : ', encrypted'}${letterTo === undefined ? '; no letter was sent (--letter-to ADDRESS)' : ' and took a letter: look whether it arrives, and into which folder'}.`,
      ),
    )
  const sender = parseSender(settings.MAIL_FROM ?? from)
  if (sender && trial)
    findings.push(
      ...(await lookAtMailDomain(names, {
        domain: sender.address.slice(sender.address.lastIndexOf('@') + 1),
        dkim: dkimFacts({ settings, from }),
        mailServer: trial.server.onThisMachine ? undefined : trial.server.host,
      })),
    )
  return findings
}

function whatToDo(error: unknown) {
  const code = codeOf(error)
  if (/EAUTH|535/.test(code)) return 'The user or the password in SMTP_URL is wrong, or may not send from this machine.'
  if (/ETLS|CERT|SELF_SIGNED|UNABLE_TO/.test(code))
    return 'Its certificate is not trusted, or it offers no STARTTLS: nothing was sent in the clear.'
  if (/EENVELOPE|5\d\d/.test(code)) return 'It refuses the sender or the recipient: ask its operator.'
  return 'Is the host right, and the port open from here?'
}

async function lookAtName(names: Names, { hostname }: URL): Promise<Finding[]> {
  if (/^[\d.]+$|:|^localhost$/.test(hostname)) return [fine('public origin', `${hostname} needs no DNS.`)]
  try {
    const found = await names.addresses(hostname)
    return found.length > 0
      ? [fine('public origin', `${hostname} is ${found.join(', ')}.`)]
      : [
          broken(
            'public origin',
            `The DNS knows no ${hostname}.`,
            'Publish an A or AAAA record, or correct PUBLIC_ORIGIN.',
          ),
        ]
  } catch (error) {
    return [
      look(
        'public origin',
        `The DNS does not answer about ${hostname} (${codeOf(error)}).`,
        'Try again, or ask another resolver: --resolver ADDRESS.',
      ),
    ]
  }
}
