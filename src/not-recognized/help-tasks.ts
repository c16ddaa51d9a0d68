import { type AuditEvent, recordEvent } from '../audit/index.ts'
import { HELP_REQUEST_LIFETIME, type HelpFacts, saveHelpRequest } from '../cases/index.ts'
import {
  areLeft,
  isLetterOfAccountLeft,
  type LetterOfAccount,
  LINK_ID_CHARACTERS,
  LINK_SECRET_CHARACTERS,
  pauseBeforeAnswer,
  recordRefusal,
  type Share,
  sourceMark,
  sourceSite,
  sourcesBehind,
  takeLetterOfAccount,
  takeShares,
  withinShare,
} from '../challenges/index.ts'
import { asHelpRequestId, type Trx } from '../database/index.ts'
import { letterWords, postLetter } from '../mail/index.ts'
import {
  type AccountAnswer,
  accountAnswers,
  accountState,
  findByAddress,
  lockPerson,
  type Person,
} from '../people/index.ts'
import { tell } from '../signals/index.ts'
import { secretDigest } from '../world/index.ts'
import { writeHelpLetter } from './mails/letters.tsx'
import type { Asker, HelpParts, Lent } from './parts.ts'

export type HelpTaskParts = HelpParts & Pick<Lent, 'sendLink' | 'tellMailbox'>

/**
 * Takes in a help request. Whatever the address opens, the page is the same and takes the same time; the mailbox is told
 * what helps: a link that proves it, or at once the link to a password where the account is there (req 49-53). What was
 * typed waits until then, and goes to nobody.
 */
export async function askForHelp(parts: HelpTaskParts, facts: HelpFacts, asker: Asker): Promise<void> {
  const { clock } = parts.world
  const started = clock.now()
  await answer(parts, facts, asker, started)
  const spent = clock.now().getTime() - started.getTime()
  await clock.pause(pauseBeforeAnswer(spent, parts.settings.ANSWER_FLOOR))
}

async function answer(parts: HelpTaskParts, facts: HelpFacts, asker: Asker, now: Date): Promise<void> {
  const { db } = parts.database
  const found = await findByAddress(db, facts.address)
  const account = accountState(found)
  const wanted = accountAnswers[account].helpRequest
  const letter = await writeWithinShares(parts, { facts, person: found?.person, wanted }, asker, now)
  const record = (event: AuditEvent) => (letter ? recordEvent(db, event) : recordRefusal(parts, event))
  await record({
    at: now,
    event: 'help-requested',
    outcome: letter ? 'success' : 'failure',
    person: found?.person.id,
    actor: 'person',
    source: asker.source,
    reference: asker.reference,
    details: { kind: facts.kind, account, letter: letter ?? 'withheld' },
  })
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

interface Asked {
  readonly facts: HelpFacts
  readonly person: Person | undefined
  readonly wanted: AccountAnswer['helpRequest']
}

/**
 * The share that says nothing about the mailbox is taken first. Whom that of the mailbox would refuse, or of the person it belongs to, is
 * refused then and there; these are taken in the transaction that writes the letter, so that a request that breaks takes nothing of them.
 * That of everybody stands between, and is given back where no letter leaves. Gives the name of the letter.
 */
async function writeWithinShares(
  parts: HelpTaskParts,
  asked: Asked,
  asker: Asker,
  now: Date,
): Promise<string | undefined> {
  const { db, quick } = parts.database
  const { ofSource, ofMailbox, ofEverybody, ofAccount } = sharesOf(parts, asked, asker, now)
  if (!(await takeShares(quick, now, [ofSource])).granted) {
    tell('letter-withheld', { form: 'help' })
    return undefined
  }
  if (!(await areLeft(quick, now, ofMailbox))) return undefined
  if (ofAccount && !(await isLetterOfAccountLeft(quick, ofAccount))) return undefined
  return withinShare(quick, { ...ofEverybody, now }, async (isLeft) => {
    if (!isLeft) return undefined
    return db.transaction().execute(async (trx) => {
      const person = asked.person && (await lockPerson(trx, asked.person.id))
      if (!(await takeShares(trx, now, ofMailbox)).granted) return undefined
      if (ofAccount && !(await takeLetterOfAccount(trx, ofAccount))) return undefined
      return write(parts, trx, asked.facts, person, asker, now)
    })
  })
}

function sharesOf({ keys, settings }: HelpTaskParts, { facts, person, wanted }: Asked, { source }: Asker, now: Date) {
  const { HELP_REQUESTS_PER_SOURCE: perSource, HELP_REQUESTS_PER_ADDRESS: perMailbox } = settings
  const mailbox = keys.mac('help-mailbox', facts.address)
  const fromHere = keys.mac('help-mailbox', facts.address, sourceSite(source))
  const ofSource: Share = {
    budget: 'help-source',
    holder: sourceMark(keys, source),
    limit: perSource * sourcesBehind(source, settings.CAMPUS_NETWORKS),
    windowMs: HOUR,
  }
  const ofMailbox: Share[] = [
    // Whoever asks in somebody else's name leaves the owner, who comes from elsewhere, at least one, and no wait.
    { budget: 'help-from-cooldown', holder: fromHere, limit: 1, windowMs: MINUTE },
    { budget: 'help-from-day', holder: fromHere, limit: Math.max(1, perMailbox - 1), windowMs: 24 * HOUR },
    { budget: 'help-cooldown', holder: mailbox, limit: 1, windowMs: MINUTE },
    { budget: 'help-day', holder: mailbox, limit: perMailbox, windowMs: 24 * HOUR },
  ]
  const ofEverybody: Share = {
    budget: 'help-overall',
    holder: Buffer.alloc(0),
    limit: settings.HELP_REQUESTS_OVERALL,
    windowMs: HOUR,
  }
  // The link that proves the mailbox is this form's own letter; the others are those of the request for a link.
  const ofAccount: LetterOfAccount | undefined =
    wanted === 'case' || !person
      ? undefined
      : { keys, settings, account: person.id, kind: isLink(wanted) ? 'links' : 'advice', source, now }
  return { ofSource, ofMailbox, ofEverybody, ofAccount }
}

function isLink(wanted: AccountAnswer['helpRequest']) {
  return wanted === 'link' || wanted === 'first-link'
}

/** One letter, whatever the account; which one is decided under the person's lock. Gives its name for the trail. */
async function write(
  parts: HelpTaskParts,
  trx: Trx,
  facts: HelpFacts,
  person: Person | undefined,
  asker: Asker,
  now: Date,
): Promise<string> {
  const told = person && (await settleByMail(parts, trx, { person, mailbox: facts.address, asker, now }))
  if (told) return told
  await proveByMail(parts, trx, facts, person, asker, now)
  return 'prove-mailbox'
}

/**
 * Where the account is there, or only the mailbox may hear why it is not, no desk is needed: the mailbox gets the letter
 * that helps. `undefined` where a desk is. The caller holds the person's row.
 */
export async function settleByMail(
  { sendLink, tellMailbox }: Pick<Lent, 'sendLink' | 'tellMailbox'>,
  trx: Trx,
  told: { person: Person; mailbox: string; asker: Pick<Asker, 'browser'>; now: Date },
): Promise<'link' | 'held' | 'disabled' | 'assigned-elsewhere' | undefined> {
  const { person, mailbox, now } = told
  const { browser } = told.asker
  const wanted =
    accountAnswers[accountState({ person, typedIsAssigned: person.assignedAddress === mailbox })].helpRequest
  switch (wanted) {
    case 'case':
      return undefined
    case 'link':
    case 'first-link': {
      const { kind } = await sendLink(trx, { person, because: 'case', now })
      if (kind === 'sent') return 'link'
      await tellMailbox(trx, { person, about: 'held', mailbox, browser, now })
      return 'held'
    }
    case 'disabled':
    case 'assigned-elsewhere':
      await tellMailbox(trx, { person, about: wanted, mailbox, browser, now })
      return wanted
  }
}

async function proveByMail(
  { world, institution, origin }: HelpParts,
  trx: Trx,
  facts: HelpFacts,
  person: Person | undefined,
  { browser }: Asker,
  now: Date,
) {
  const id = asHelpRequestId(world.random.token(LINK_ID_CHARACTERS))
  const secret = world.random.token(LINK_SECRET_CHARACTERS)
  const expiresAt = new Date(now.getTime() + HELP_REQUEST_LIFETIME)
  const letter = {
    kind: 'prove-mailbox',
    url: `${origin}/not-recognized/request/${id}.${secret}`,
    lifetime: HELP_REQUEST_LIFETIME,
    expiresAt,
    now,
    browser,
  } as const
  await saveHelpRequest(trx, { ...facts, id, secretHash: secretDigest(secret), createdAt: now, expiresAt })
  await postLetter(trx, {
    kind: letter.kind,
    person: person?.id,
    recipient: facts.address,
    language: facts.language,
    content: writeHelpLetter(letterWords(institution, facts.language), letter),
    now,
    uselessAfter: expiresAt,
  })
}
