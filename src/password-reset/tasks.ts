import { type AuditEvent, recordEvent } from '../audit/index.ts'
import {
  isLetterOfAccountLeft,
  type LetterOfAccount,
  lettersOfEverybody,
  mayHearNotRecognized,
  pauseBeforeAnswer,
  readMailboxSeal,
  recordRefusal,
  sealMailbox,
  takeLetterOfAccount,
  takeLetterOfSource,
  withinShare,
} from '../challenges/index.ts'
import { passwordSetAt } from '../credentials/index.ts'
import type { PersonId } from '../database/index.ts'
import { letterWords, postLetter } from '../mail/index.ts'
import {
  accountState,
  canonicalAddress,
  findByAddress,
  findPerson,
  lockPerson,
  maskedAddress,
  type Person,
} from '../people/index.ts'
import { tell as tellAloud } from '../signals/index.ts'
import { type LetterToWrite, writeLetter } from './mails/letters.tsx'
import type { Asker, ResetParts } from './parts.ts'
import { answerRequest, heldUntil, type LetterWanted } from './reset-request.ts'
import { mailLink, prepareLink } from './send-link.ts'

export interface LinkRequest extends Asker {
  readonly by: { kind: 'address'; typed: string } | { kind: 'seal'; seal: string }
  /** Whose browser this is, as its device cookie says. */
  readonly device?: { readonly person: PersonId; readonly issuedAt: Date } | undefined
}

export type RequestOutcome =
  /** Whether or not anything was sent: the page is the same. */
  { kind: 'sent'; shown: string } | { kind: 'not-recognized' } | { kind: 'seal-expired' }

/**
 * Answers a request for a link. Known, unknown, disabled and throttled take the same steps and at least the same time;
 * a difference exists only in mailboxes, and where the setting allows it in the page (req 49-53). Nothing about the
 * account changes until a link is completed (req 10).
 */
export async function askForLink(parts: ResetParts, request: LinkRequest): Promise<RequestOutcome> {
  const { clock } = parts.world
  const started = clock.now()
  const outcome = await answer(parts, request, started)
  const spent = clock.now().getTime() - started.getTime()
  await clock.pause(pauseBeforeAnswer(spent, parts.settings.ANSWER_FLOOR))
  return outcome
}

async function answer(parts: ResetParts, request: LinkRequest, now: Date): Promise<RequestOutcome> {
  const asked = await lookUp(parts, request.by, now)
  if (!asked) return { kind: 'seal-expired' }

  const held = heldUntil(asked.found?.person, now)
  const { recognized, letter } = answerRequest(accountState(asked.found), held)
  const mayWrite = await writeWithinShares(parts, asked, letter, request, now)
  const succeeds = recognized && mayWrite
  const record = (event: AuditEvent) => (succeeds ? recordEvent(parts.database.db, event) : recordRefusal(parts, event))
  await record({
    at: now,
    event: 'link-requested',
    outcome: succeeds ? 'success' : 'failure',
    person: asked.found?.person.id,
    actor: 'person',
    source: request.source,
    reference: request.reference,
    details: { account: accountState(asked.found), letter: mayWrite ? (letter?.kind ?? 'none') : 'withheld' },
  })
  return tell(parts, asked, recognized, request.source, now)
}

/**
 * What the page says. The address that was typed, or nothing, may be repeated to anybody; whatever tells more, that an
 * account is not there or which other address it has, is taken from the budget of such answers, past which the answer is
 * the neutral one (req 11, 24, 52).
 */
async function tell(
  parts: ResetParts,
  { typed, found }: Asked,
  recognized: boolean,
  source: string,
  now: Date,
): Promise<RequestOutcome> {
  const assigned = found?.person.assignedAddress
  if (typed === undefined) return { kind: 'sent', shown: maskedAddress(assigned ?? '') }
  if (recognized && typed === assigned) return { kind: 'sent', shown: typed }
  if (!(await mayHearNotRecognized(parts.database.quick, { ...parts, source, now })))
    return { kind: 'sent', shown: typed }
  return recognized ? { kind: 'sent', shown: maskedAddress(assigned ?? '') } : { kind: 'not-recognized' }
}

interface Asked {
  /** In the form in which it is shown again; undefined when nobody typed anything. */
  readonly typed: string | undefined
  readonly found: { readonly person: Person; readonly typedIsAssigned: boolean } | undefined
}

async function lookUp(parts: ResetParts, by: LinkRequest['by'], now: Date): Promise<Asked | undefined> {
  const { db } = parts.database
  if (by.kind === 'seal') {
    const reader = readMailboxSeal(parts.keys, by.seal, now)
    const person = reader && (await findPerson(db, reader.person))
    return person && { typed: undefined, found: { person, typedIsAssigned: true } }
  }
  const canonical = canonicalAddress(by.typed)
  // What cannot be an address is looked up all the same, and not found: nobody has the empty one.
  const found = await findByAddress(db, canonical ?? '')
  const accepted = parts.settings.OTHER_ADDRESSES === 'accept'
  return {
    typed: canonical ?? by.typed.trim().slice(0, 254),
    found: found && { person: found.person, typedIsAssigned: found.typedIsAssigned || accepted },
  }
}

/**
 * Writes what is wanted if a letter may be written (req 16, 53), and gives whether it may. The source's share is taken first: it does not
 * depend on the account. Whom the account's would refuse is refused then and there, without a transaction that waits for the person. Then
 * everybody's is taken, past which the work is that for an address that nobody has, and given back where no letter leaves.
 */
async function writeWithinShares(
  parts: ResetParts,
  asked: Asked,
  letter: LetterWanted | undefined,
  { source, device, browser }: LinkRequest,
  now: Date,
): Promise<boolean> {
  const { quick } = parts.database
  if (!(await takeLetterOfSource(quick, { ...parts, source, now }))) {
    tellAloud('letter-withheld', { form: 'link' })
    return false
  }
  const ownBrowser = await isOwnBrowser(parts, asked.found?.person.id, device)
  const ofAccount: LetterOfAccount = {
    ...parts,
    account: asked.found?.person.id ?? `typed ${asked.typed}`,
    kind: letter && letter.kind !== 'link' ? 'advice' : 'links',
    source,
    ownBrowser,
    now,
  }
  if (!(await isLetterOfAccountLeft(quick, ofAccount))) return false
  const ofEverybody = lettersOfEverybody(parts.settings, { counts: letter !== undefined && !ownBrowser })
  const written = await withinShare(quick, { ...ofEverybody, now }, (isLeft) =>
    write(parts, asked, isLeft ? letter : undefined, { ofAccount, browser, now }),
  )
  return written !== undefined
}

/** Somebody has signed in with this browser as the person who is asked about, and no new password has been set since. */
async function isOwnBrowser({ database }: ResetParts, person: PersonId | undefined, device: LinkRequest['device']) {
  if (device === undefined || device.person !== person) return false
  const setAt = await passwordSetAt(database.quick, person)
  return setAt !== undefined && setAt <= device.issuedAt
}

/**
 * Makes the link and its letter in one transaction, with the account's share: a request that breaks has taken nothing of it. For an account
 * that is not there the letter is void: written, never sent. Gives nothing where the share was used up
 * meanwhile, or the account is not what it was.
 */
async function write(
  parts: ResetParts,
  asked: Asked,
  wanted: LetterWanted | undefined,
  { ofAccount, browser, now }: { ofAccount: LetterOfAccount; browser: string; now: Date },
): Promise<'written' | undefined> {
  const person = asked.found?.person
  const purpose = wanted?.kind === 'link' ? wanted.purpose : 'forgotten-password'
  const link = prepareLink(parts, { person, purpose, because: 'asked', now, browser })
  const advice = adviceFor(parts, asked, wanted, now)
  const content = advice && writeLetter(letterWords(parts.institution, link.language), advice, { now, browser })

  return parts.database.db.transaction().execute(async (trx) => {
    const held = await lockPerson(trx, link.person)
    if (wanted?.kind === 'link' && !isStillMailed(held, asked, now)) return undefined
    if (!(await takeLetterOfAccount(trx, ofAccount))) return undefined
    if (wanted?.kind === 'link') await mailLink(trx, link)
    else
      await postLetter(trx, {
        kind: advice?.kind ?? purpose,
        person: person?.id,
        recipient: recipientOf(asked, advice),
        language: link.language,
        // Nobody's letter is written like a link's, with the same work.
        content: content ?? link.content,
        now,
        ...(wanted === undefined && { void: true }),
      })
    return 'written'
  })
}

/** Whether a link goes to the same mailbox still: the desk or a feed may have moved the address, merged or held the account meanwhile (req 91). */
function isStillMailed(held: Person | undefined, { found }: Asked, now: Date) {
  if (!held || !found || held.assignedAddress !== found.person.assignedAddress) return false
  const { letter } = answerRequest(accountState({ ...found, person: held }), heldUntil(held, now))
  return letter?.kind === 'link'
}

/** The letters that tell something and open nothing. */
function adviceFor(
  parts: ResetParts,
  { typed, found }: Asked,
  wanted: LetterWanted | undefined,
  now: Date,
): LetterToWrite | undefined {
  const person = found?.person
  if (!person || !wanted || wanted.kind === 'link') return undefined
  switch (wanted.kind) {
    case 'not-connected':
      return notConnected(parts, person)
    case 'disabled':
      return { kind: 'disabled' }
    case 'held':
      return { kind: 'held', until: wanted.until }
    case 'assigned-elsewhere': {
      const seal = sealMailbox(parts.keys, { person: person.id, address: typed ?? '' }, now)
      return {
        kind: 'assigned-elsewhere',
        assigned: person.assignedAddress ?? '',
        url: `${parts.origin}/reset-password/assigned/${seal}`,
      }
    }
  }
}

/** The way on is a form: a student's for the registration desk, a teacher's for the USOS help desk (manual, section 3). */
function notConnected({ origin }: ResetParts, { staffStatus }: Person): LetterToWrite {
  const staff = staffStatus > 0
  return { kind: 'not-connected', staff, url: `${origin}/not-recognized/${staff ? 'teacher' : 'student'}` }
}

/** Advice goes to the mailbox that was typed; who comes by a seal has typed nothing, and a hold concerns the assigned one. */
function recipientOf({ typed, found }: Asked, advice: LetterToWrite | undefined) {
  const assigned = found?.person.assignedAddress ?? ''
  return advice?.kind === 'held' ? assigned : (typed ?? assigned)
}
