import {
  LINK_ID_CHARACTERS,
  LINK_SECRET_CHARACTERS,
  type LinkPurpose,
  type NewLink,
  openLink,
} from '../challenges/index.ts'
import { asLinkId, asPersonId, type Trx } from '../database/index.ts'
import { type LetterContent, letterWords, postLetter, withdrawLetters } from '../mail/index.ts'
import { type AccountState, accountState, type Person } from '../people/index.ts'
import { secretDigest } from '../world/index.ts'
import { asksQuestion, linkLifetime } from './lifetime.ts'
import { type LinkBecause, writeLetter } from './mails/letters.tsx'
import type { ResetParts } from './parts.ts'
import { answerRequest, heldUntil } from './reset-request.ts'

/** Mails a link that nobody asked for on a page. Lent to the desk and to whatever settles cases. */
export type SendLink = (
  trx: Trx,
  to: { person: Person; because: Exclude<LinkBecause, 'asked'>; now: Date },
) => Promise<LinkSent>

export type LinkSent =
  | { kind: 'sent' }
  | { kind: 'cannot'; state: AccountState }
  /** The assigned address has just been moved (req 91). */
  | { kind: 'held'; until: Date }

export type LinkParts = Pick<ResetParts, 'settings' | 'world' | 'institution' | 'origin'>

/**
 * A link by mail to the assigned address, in the caller's transaction: whether it is for the first password or a forgotten
 * one, the account's state says. It takes from no budget. The caller holds the person's row, has read the person under
 * that lock, and records the event.
 */
export function createSendLink(parts: LinkParts): SendLink {
  return async (trx, { person, because, now }) => {
    const state = accountState({ person, typedIsAssigned: true })
    const { letter } = answerRequest(state)
    if (letter?.kind !== 'link') return { kind: 'cannot', state }
    const until = heldUntil(person, now)
    if (until) return { kind: 'held', until }
    await mailLink(trx, prepareLink(parts, { person, purpose: letter.purpose, because, now, browser: '' }))
    return { kind: 'sent' }
  }
}

/** A link and its letter, made but not yet there. */
export interface PreparedLink extends NewLink {
  readonly language: Person['language']
  readonly content: LetterContent
}

/**
 * The one way to make a link and its letter. All of the work that needs no transaction; for an account that is not there
 * it is the same (req 50).
 */
export function prepareLink(
  { settings, world, institution, origin }: LinkParts,
  wanted: { person: Person | undefined; purpose: LinkPurpose; because: LinkBecause; now: Date; browser: string },
): PreparedLink {
  const { person, purpose, because, now, browser } = wanted
  const id = asLinkId(world.random.token(LINK_ID_CHARACTERS))
  const secret = world.random.token(LINK_SECRET_CHARACTERS)
  const lifetime = linkLifetime(settings, purpose)
  const expiresAt = new Date(now.getTime() + lifetime)
  const language = person?.language ?? 'pl'
  const url = `${origin}/set-password/${id}.${secret}`
  const letter = {
    kind: 'link',
    purpose,
    because,
    url,
    lifetime,
    expiresAt,
    asksQuestion: asksQuestion(settings),
  } as const
  return {
    id,
    secretHash: secretDigest(secret),
    person: person?.id ?? asPersonId(''),
    purpose,
    address: person?.assignedAddress ?? '',
    createdAt: now,
    expiresAt,
    language,
    content: writeLetter(letterWords(institution, language), letter, { now, browser }),
  }
}

/** Opens the link and posts its letter. The caller holds the person's row. */
export async function mailLink(trx: Trx, { content, language, ...link }: PreparedLink): Promise<void> {
  const { person, purpose, address: recipient, createdAt: now, expiresAt: uselessAfter } = link
  // A letter that still waits would bring a dead link.
  await withdrawLetters(trx, { people: [person], kinds: [purpose], now })
  await openLink(trx, link)
  await postLetter(trx, { kind: purpose, person, recipient, language, content, now, uselessAfter })
}
