import { recordEvent } from '../../audit/index.ts'
import { digestCode, issueCode, takeFromBudget, useCode } from '../../challenges/index.ts'
import type { Institution, Settings } from '../../config/index.ts'
import type { Database, Trx } from '../../database/index.ts'
import { letterWords, postLetter, renderLetter } from '../../mail/index.ts'
import { lockPerson, type Person } from '../../people/index.ts'
import {
  endSessionsOf,
  forgetSecondFactor,
  noteSecondFactor,
  type Session,
  type TicketGrantingCookie,
} from '../../sessions/index.ts'
import type { Keyring, Secret, World } from '../../world/index.ts'
import { EnrolmentCodeLetter } from './mails/enrolment-code.tsx'
import { type FactorNews, FactorNewsLetter } from './mails/factor-news.tsx'
import { newRecoveryCodes, recoveryDigest } from './recovery-code.ts'
import {
  countRecoveryCodes,
  findSecondFactor,
  removeSecondFactor,
  replaceRecoveryCodes,
  saveSecondFactor,
} from './store.ts'
import { secretInGroups, stepOf, TOTP_SECRET_BYTES, totpAddress, totpSecret, totpTyped } from './totp.ts'
import { checkFactor, sealTotpSecret, spendFactor } from './verify.ts'

export interface SecondFactorParts {
  readonly settings: Settings
  readonly institution: Institution
  readonly database: Database
  readonly world: World
  /** Of APP_SECRET. */
  readonly keys: Keyring
}

/** Who is signed in, in which session. */
export interface Asker {
  readonly person: Person
  readonly session: Session
  readonly source: string
  readonly reference: string
}

const CODES_PER_HOUR = 3
/** Of one person while a code lives: twice as many as kill one. */
const CONFIRMATIONS = 10

export type CodeOutcome =
  | { kind: 'sent' }
  | { kind: 'enrolled-already' }
  | { kind: 'no-mailbox' }
  /** The mailbox is the account's only since a moment ago. */
  | { kind: 'held'; until: Date }
  | { kind: 'too-many'; retryAfterMs: number }

/**
 * Mails the one-time code without which nobody enrols: a stolen password alone sets up no factor. While a moved address is held
 * no code goes there, no more than a link (req 91): whoever moved it would be the second half of whoever stole the password.
 */
export async function mailEnrolmentCode(parts: SecondFactorParts, asker: Asker): Promise<CodeOutcome> {
  const { settings, institution, database, world, keys } = parts
  if (await findSecondFactor(database.db, asker.person.id)) return { kind: 'enrolled-already' }
  const taken = await takeFromBudget(database.quick, {
    budget: 'enrolment-codes',
    holder: keys.mac('enrolment-codes', asker.person.id),
    limit: CODES_PER_HOUR,
    windowMs: 3_600_000,
    now: world.clock.now(),
  })
  if (!taken.granted) return { kind: 'too-many', retryAfterMs: taken.retryAfterMs }

  return database.db.transaction().execute(async (trx): Promise<CodeOutcome> => {
    const person = await lockPerson(trx, asker.person.id)
    const now = world.clock.now()
    if (person?.assignedAddress === undefined) return { kind: 'no-mailbox' }
    const { resetHeldUntil: until } = person
    if (until !== undefined && now < until) return { kind: 'held', until }
    const { code, expiresAt } = await issueCode(
      trx,
      {
        person: person.id,
        purpose: 'enrol-second-factor',
        issuedBy: 'system',
        lifetimeMs: settings.CODE_LIFETIME,
        now,
      },
      world.random,
    )
    const words = letterWords(institution, person.language)
    await postLetter(trx, {
      kind: 'enrolment-code',
      person: person.id,
      recipient: person.assignedAddress,
      language: person.language,
      content: renderLetter(EnrolmentCodeLetter({ words, code, expiresAt })),
      uselessAfter: expiresAt,
      now,
    })
    await recordEvent(trx, eventOf(asker, 'second-factor-code-mailed', 'success', now))
    return { kind: 'sent' }
  })
}

/** What the authenticator app is to be given. */
export interface Enrolment {
  /** For the QR code: an `otpauth:` address. */
  readonly address: string
  /** For whoever types or hears it. */
  readonly groups: string
}

/** Undefined: the person has a factor. */
export async function beginEnrolment(
  { institution, database, keys }: SecondFactorParts,
  { person, session }: Pick<Asker, 'person' | 'session'>,
): Promise<Enrolment | undefined> {
  if (await findSecondFactor(database.db, person.id)) return undefined
  const secret = secretFor(keys, session)
  const address = totpAddress(secret, { issuer: institution.short.en, account: person.assignedAddress ?? '' })
  return { address, groups: secretInGroups(secret) }
}

export type EnrolOutcome =
  | { kind: 'enrolled'; recoveryCodes: readonly string[]; cookie: TicketGrantingCookie }
  | { kind: 'enrolled-already' }
  | { kind: 'refused'; faults: EnrolFaults }
  | { kind: 'too-many'; retryAfterMs: number }

export interface EnrolFaults {
  readonly mailed?: 'missing' | 'wrong' | 'dead' | undefined
  readonly app?: 'missing' | 'wrong' | undefined
}

/** Sets the factor up, for whoever reads the assigned mailbox and whose app shows the right code. */
export async function enrol(
  parts: SecondFactorParts,
  asker: Asker,
  typed: { mailed: string; app: string },
): Promise<EnrolOutcome> {
  const { settings, database, world, keys } = parts
  const secret = secretFor(keys, asker.session)
  const code = totpTyped(typed.app)
  const step = code === undefined ? undefined : stepOf(secret, code, world.clock.now())
  const faults: EnrolFaults = {
    mailed: typed.mailed.trim() === '' ? 'missing' : undefined,
    app: step === undefined ? (code === undefined ? 'missing' : 'wrong') : undefined,
  }
  if (step === undefined || faults.mailed) return { kind: 'refused', faults }
  // Before anything that costs: of a hundred at once ten are digested and stand in the trail, whether or not a code is out.
  const taken = await takeFromBudget(database.quick, {
    budget: 'enrolments',
    holder: keys.mac('enrolments', asker.person.id),
    limit: CONFIRMATIONS,
    windowMs: settings.CODE_LIFETIME,
    now: world.clock.now(),
  })
  if (!taken.granted) return { kind: 'too-many', retryAfterMs: taken.retryAfterMs }

  const asked = { person: asker.person.id, purpose: 'enrol-second-factor' } as const
  const digested = await digestCode(database.db, { ...asked, typed: typed.mailed, now: world.clock.now() })
  return database.db.transaction().execute(async (trx): Promise<EnrolOutcome> => {
    const person = await lockPerson(trx, asker.person.id)
    const now = world.clock.now()
    if (!person || (await findSecondFactor(trx, person.id))) return { kind: 'enrolled-already' }
    const mailed = await useCode(trx, { ...asked, typed: digested, now })
    if (mailed !== 'right') {
      await recordEvent(trx, eventOf(asker, 'second-factor-enrolled', 'failure', now, { because: `code-${mailed}` }))
      return { kind: 'refused', faults: { mailed } }
    }
    await saveSecondFactor(trx, { person: person.id, sealedSecret: sealTotpSecret(keys, person.id, secret), step, now })
    const recoveryCodes = await giveRecoveryCodes(parts, trx, person)
    const cookie = await letIn(parts, trx, asker, now)
    await recordEvent(trx, eventOf(asker, 'second-factor-enrolled', 'success', now))
    await tell(parts, trx, person, { what: 'enrolled' }, now)
    return { kind: 'enrolled', recoveryCodes, cookie }
  })
}

/**
 * The secret that a session may enrol: the same on every visit of the page, in both languages, and stored nowhere before
 * it is confirmed. No session enrols twice: taking a factor away ends every session of its person.
 */
function secretFor(keys: Keyring, session: Session): Secret {
  return totpSecret(keys.mac('second-factor-enrolment', session.id).subarray(0, TOTP_SECRET_BYTES))
}

export type ProveOutcome =
  | { kind: 'proved'; cookie: TicketGrantingCookie; by: 'app' | 'recovery-code' }
  | { kind: 'not-enrolled' }
  | { kind: 'refused'; because: 'missing' | 'wrong' }
  /** Without a time only somebody who removes the factor helps. */
  | { kind: 'waiting'; retryAfterMs: number | undefined }

/** Proves the factor for this session, to enter the desk or otherwise: by the code of the app, or by a recovery code. */
export async function proveFactor(
  parts: SecondFactorParts,
  asker: Asker,
  typed: string,
  event: 'desk-entered' | 'second-factor-proved',
): Promise<ProveOutcome> {
  const { database, world } = parts
  const checked = await checkFactor(parts, asker.person.id, typed, world.clock.now())
  switch (checked.kind) {
    case 'no-code':
      return { kind: 'refused', because: 'missing' }
    case 'not-enrolled':
    case 'waiting':
      return checked
    case 'wrong':
      await recordEvent(database.db, eventOf(asker, event, 'failure', world.clock.now(), { by: 'app' }))
      return { kind: 'refused', because: 'wrong' }
    case 'maybe':
      break
  }
  const { match } = checked
  return database.db.transaction().execute(async (trx): Promise<ProveOutcome> => {
    const person = await lockPerson(trx, asker.person.id)
    const now = world.clock.now()
    if (!person || !(await spendFactor(trx, asker.person.id, match, now))) {
      await recordEvent(trx, eventOf(asker, event, 'failure', now, { by: match.by }))
      return { kind: 'refused', because: 'wrong' }
    }
    const cookie = await letIn(parts, trx, asker, now)
    await recordEvent(trx, eventOf(asker, event, 'success', now, { by: match.by }))
    if (match.by === 'recovery-code') {
      const left = await countRecoveryCodes(trx, person.id)
      await tell(parts, trx, person, { what: 'recovery-code-used', left }, now)
    }
    return { kind: 'proved', cookie, by: match.by }
  })
}

/** Ten new ones; the earlier ones open nothing any more. Empty where the factor has gone meanwhile. */
export async function renewRecoveryCodes(parts: SecondFactorParts, asker: Asker): Promise<readonly string[]> {
  return parts.database.db.transaction().execute(async (trx) => {
    const person = await lockPerson(trx, asker.person.id)
    if (!person || !(await findSecondFactor(trx, person.id))) return []
    return renewCodesOf(parts, trx, asker, person)
  })
}

/** The same for a caller that holds the person's row and knows that there is a factor. */
export async function renewCodesOf(parts: SecondFactorParts, trx: Trx, asker: Asker, person: Person) {
  const now = parts.world.clock.now()
  const codes = await giveRecoveryCodes(parts, trx, person)
  await recordEvent(trx, eventOf(asker, 'recovery-codes-renewed', 'success', now))
  await tell(parts, trx, person, { what: 'codes-renewed' }, now)
  return codes
}

async function giveRecoveryCodes({ world }: SecondFactorParts, trx: Trx, person: Person) {
  const codes = newRecoveryCodes(world.random)
  const digests = codes.map((code) => recoveryDigest(person.id, code))
  await replaceRecoveryCodes(trx, person.id, digests)
  return codes
}

/** More may be done now, so the cookie is a new one (req 57). Throws when the session ended meanwhile. */
async function letIn({ world }: SecondFactorParts, trx: Trx, { session }: Asker, now: Date) {
  const cookie = { id: session.id, secret: world.random.token(24) }
  if (!(await noteSecondFactor(trx, session.id, cookie.secret, now))) throw new Error('The session has ended')
  return cookie
}

/** Tells the person what became of the factor: whoever did it, the owner hears of it. */
async function tell(
  { institution }: Pick<SecondFactorParts, 'institution'>,
  trx: Trx,
  person: Person,
  news: FactorNews,
  now: Date,
): Promise<void> {
  if (person.assignedAddress === undefined) return
  const words = letterWords(institution, person.language)
  await postLetter(trx, {
    kind: `second-factor-${news.what}`,
    person: person.id,
    recipient: person.assignedAddress,
    language: person.language,
    content: renderLetter(FactorNewsLetter({ words, news, moment: now })),
    now,
  })
}

/**
 * The factor goes, with its recovery codes and every session of the person: what a thief has opened with it closes, and a
 * new one gets a new secret. False when there was none. The caller holds the person's row and records the event.
 */
export async function takeFactorAway(
  { institution }: Pick<SecondFactorParts, 'institution'>,
  trx: Trx,
  person: Person,
  { now, because }: { now: Date; because: 'ended-by-desk' | 'ended-elsewhere' },
): Promise<boolean> {
  if (!(await removeSecondFactor(trx, person.id))) return false
  await forgetSecondFactor(trx, person.id)
  await endSessionsOf(trx, person.id, because, now)
  await tell({ institution }, trx, person, { what: 'removed' }, now)
  return true
}

type FactorEvent =
  | 'second-factor-code-mailed'
  | 'second-factor-enrolled'
  | 'desk-entered'
  | 'second-factor-proved'
  | 'recovery-codes-renewed'

function eventOf(
  { person, source, reference }: Asker,
  event: FactorEvent,
  outcome: 'success' | 'failure',
  at: Date,
  details: Record<string, string> = {},
) {
  return { at, event, outcome, person: person.id, actor: 'person', source, reference, details }
}
