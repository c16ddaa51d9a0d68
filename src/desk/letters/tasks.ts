import { recordEvent } from '../../audit/index.ts'
import type { Institution } from '../../config/index.ts'
import { FactorNewsLetter } from '../../credentials/second-factor/index.ts'
import type { Database, LetterId, PersonId, Trx } from '../../database/index.ts'
import {
  endRest,
  findRest,
  type LetterContent,
  type LetterWords,
  letterWords,
  postLetter,
  type Rest,
  renderLetter,
} from '../../mail/index.ts'
import { canonicalAddress, findPeople, findPerson, lockPerson, type Person } from '../../people/index.ts'
import { type Keyring, openText, sealText, type World } from '../../world/index.ts'
import { type Doing, eventOf } from '../acts.ts'
import { postNotice } from '../notice.ts'
import { NoticeLetter } from '../people/mails/notice.tsx'
import { noticeTexts } from '../people/mails/texts.ts'
import { spendForm } from '../people/store.ts'
import { mayAct, mayActOn } from '../permissions.ts'
import { type ReasonFault, readReason } from '../reason.ts'
import type { DeskLetter, WantedLetters } from './letter.ts'
import { carriesLink } from './letter.ts'
import { findLetter, listLetters } from './store.ts'

/**
 * Writes a notice anew, with the moment of the first one. Undefined for a kind that held more than that: a link, a code,
 * a number. Lent by the chapters whose notices these are.
 */
export type WriteAgain = (kind: string, about: { words: LetterWords; moment: Date }) => LetterContent | undefined

export interface LettersParts {
  readonly institution: Institution
  readonly database: Database
  readonly world: World
  /** Root APP_SECRET: seals the address that was searched for. */
  readonly keys: Keyring
  readonly writeAgain: WriteAgain
}

const LETTERS = 40
const DAY = 86_400_000

export interface LetterList {
  readonly wanted: WantedLetters
  readonly address: string | undefined
  readonly letters: readonly DeskLetter[]
  /** Whose they are. */
  readonly names: ReadonlyMap<PersonId, Person>
  /** Where the next page begins; undefined at the end. */
  readonly olderThan: string | undefined
}

export async function lookAtLetters(parts: LettersParts, wanted: WantedLetters): Promise<LetterList> {
  const { db } = parts.database
  const address = wanted.to === undefined ? undefined : openAddress(parts, wanted.to)
  const { timeZone: zone } = parts.institution
  const found = await listLetters(db, wanted, { recipient: address, zone, limit: LETTERS + 1 })
  const letters = found.slice(0, LETTERS)
  const people = await findPeople(db, [...new Set(letters.flatMap(({ person }) => person ?? []))])
  return {
    wanted: address === undefined ? { ...wanted, to: undefined } : wanted,
    address,
    letters,
    names: new Map(people.map((person) => [person.id, person])),
    olderThan: found.length > LETTERS ? letters.at(-1)?.id : undefined,
  }
}

/** An address goes on sealed: it is no part of an address, and of no log (decision 061). */
export function sealAddress({ keys }: Pick<LettersParts, 'keys'>, typed: string): string | undefined {
  const address = canonicalAddress(typed)
  return address === undefined ? undefined : sealText(keys, PURPOSE, address)
}

function openAddress({ keys }: Pick<LettersParts, 'keys'>, sealed: string) {
  return openText(keys, PURPOSE, sealed)
}

const PURPOSE = 'desk-letters'

/** What can be done about a letter, whoever looks at it. */
export type Again = 'on-its-way' | 'address-rests' | 'fresh-link' | 'write-anew' | 'never'

export interface LetterView {
  readonly letter: DeskLetter & { readonly againOf?: LetterId }
  readonly person: Person | undefined
  readonly rest: Rest | undefined
  readonly again: Again
}

export async function lookAtLetter(parts: LettersParts, id: LetterId): Promise<LetterView | undefined> {
  const { db } = parts.database
  const letter = await findLetter(db, id)
  if (!letter) return undefined
  const [person, rest] = await Promise.all([
    letter.person === undefined ? undefined : findPerson(db, letter.person),
    findRest(db, letter.recipient, parts.world.clock.now()),
  ])
  const again = againOf(parts, letter, person)
  const reaches = again === 'fresh-link' || again === 'write-anew'
  const rests = rest !== undefined && person?.assignedAddress === letter.recipient
  return { letter, person, rest, again: reaches && rests ? 'address-rests' : again }
}

function againOf(parts: LettersParts, letter: DeskLetter, person: Person | undefined): Again {
  if (letter.state === 'queued' || letter.state === 'sending') return 'on-its-way'
  if (person?.assignedAddress === undefined) return 'never'
  if (carriesLink(letter)) return 'fresh-link'
  return writtenAnew(parts, letter, person) ? 'write-anew' : 'never'
}

function writtenAnew({ institution, writeAgain }: LettersParts, { kind, at }: DeskLetter, person: Person) {
  const about = { words: letterWords(institution, person.language), moment: at }
  return writeOwnAgain(kind, about) ?? writeAgain(kind, about)
}

/** The notices of the desk itself. */
const writeOwnAgain: WriteAgain = (kind, { words, moment }) => {
  const notice = Object.keys(noticeTexts).find((name) => kind === `desk-${name}`)
  if (notice !== undefined) {
    return renderLetter(NoticeLetter({ words, about: notice as keyof typeof noticeTexts, moment }))
  }
  const news = (['enrolled', 'codes-renewed', 'removed'] as const).find((what) => kind === `second-factor-${what}`)
  return news && renderLetter(FactorNewsLetter({ words, news: { what: news }, moment }))
}

export interface LetterAct {
  readonly id: LetterId
  readonly staff: PersonId
  readonly typed: string
  readonly form: Buffer
  readonly source: string
  readonly reference: string
}

export type LetterActOutcome =
  | { kind: 'done'; id: LetterId }
  | { kind: 'refused'; fault: ReasonFault }
  /** The same form a second time, or somebody was quicker. */
  | { kind: 'nothing' }
  | { kind: 'forbidden' }
  | { kind: 'none' }

/** Writes a notice anew and posts it, once however often the button is pressed (req 70). */
export function sendAgain(parts: LettersParts, act: LetterAct): Promise<LetterActOutcome> {
  return carryOut(parts, act, 'send-letter-again', async (trx, { letter, person }, doing) => {
    const content = person && againOf(parts, letter, person) === 'write-anew' && writtenAnew(parts, letter, person)
    if (!content || person.assignedAddress === undefined) return undefined
    const id = await postLetter(trx, {
      kind: letter.kind,
      person: person.id,
      recipient: person.assignedAddress,
      language: person.language,
      content,
      now: doing.now,
      againOf: letter.id,
    })
    await recordEvent(trx, {
      ...eventOf(doing),
      event: 'letter-sent-again',
      person: person.id,
      details: { letter: letter.kind, reason: doing.reason },
    })
    return id
  })
}

/** The address of a letter gets letters again. */
export function wakeAddressOf(parts: LettersParts, act: LetterAct): Promise<LetterActOutcome> {
  return carryOut(parts, act, 'wake-mailbox', async (trx, { letter, person }, doing) => {
    const woken = await wakeMailbox(parts, trx, { address: letter.recipient, person }, doing)
    return woken ? letter.id : undefined
  })
}

/**
 * Letters go to an address again that had sent some back; the first of them says so, and shows whether the mailbox lives. False
 * when it did not rest.
 */
export async function wakeMailbox(
  parts: Pick<LettersParts, 'institution'>,
  trx: Trx,
  { address, person }: { address: string; person: Person | undefined },
  doing: Doing,
): Promise<boolean> {
  const { now, reason } = doing
  if (!(await endRest(trx, address, now))) return false
  await recordEvent(trx, { ...eventOf(doing), event: 'mailbox-woken', person: person?.id, details: { reason } })
  if (person?.assignedAddress === address) await postNotice(parts, trx, person, 'mailbox-woken', now)
  return true
}

type Work = (
  trx: Trx,
  about: { letter: DeskLetter; person: Person | undefined },
  doing: Doing,
) => Promise<LetterId | undefined>

function carryOut(
  { database, world }: LettersParts,
  { id, staff: by, typed, form, source, reference }: LetterAct,
  act: 'send-letter-again' | 'wake-mailbox',
  work: Work,
): Promise<LetterActOutcome> {
  return database.db.transaction().execute(async (trx): Promise<LetterActOutcome> => {
    const letter = await findLetter(trx, id)
    if (!letter) return { kind: 'none' }
    const person = letter.person === undefined ? undefined : await lockPerson(trx, letter.person)
    const staff = await findPerson(trx, by)
    if (!staff || !(person ? mayActOn(staff, person, act) : mayAct(staff.roles, act))) return { kind: 'forbidden' }
    const read = readReason(typed)
    if ('fault' in read) return { kind: 'refused', fault: read.fault }
    const now = world.clock.now()
    if (!(await spendForm(trx, form, new Date(now.getTime() + 7 * DAY)))) return { kind: 'nothing' }
    const done = await work(trx, { letter, person }, { by, reason: read.reason, now, source, reference })
    return done === undefined ? { kind: 'nothing' } : { kind: 'done', id: done }
  })
}
