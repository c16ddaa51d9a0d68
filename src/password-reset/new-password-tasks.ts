import { recordEvent } from '../audit/index.ts'
import {
  clearAccount,
  closeCodesOf,
  closeLinksOf,
  type LinkPurpose,
  linkPurposes,
  takeFromBudget,
} from '../challenges/index.ts'
import {
  checkPolicy,
  type JudgementAsker,
  type PolicyContext,
  policyContextOf,
  setPassword,
  wasUsedBefore,
} from '../credentials/index.ts'
import type { CodeId, LinkId, Trx } from '../database/index.ts'
import { letterWords, postLetter, withdrawLetters } from '../mail/index.ts'
import type { Person } from '../people/index.ts'
import { endSessionsOf } from '../sessions/index.ts'
import { writeLetter } from './mails/letters.tsx'
import { type NewPasswordForm, personalDataTyped } from './new-password.ts'
import type { Asker, ResetParts } from './parts.ts'

/** What a page needs to judge a password while it is typed. Only what the page's reader knows anyway: no album number, no other address. */
export function contextForPage(parts: ResetParts, person: Person): PolicyContext {
  return {
    ...policyContextOf(parts, { ...person, albumNumber: undefined, otherAddresses: [] }),
    personalDataIsPartial: true,
  }
}

/** What a form with a fault hears of its password: the rules of the page, which need no dictionary and no turn. */
export function judgeFaultyForm(parts: ResetParts, person: Person, form: NewPasswordForm) {
  if (form.password === '') return { reasons: [], rules: [] }
  const { broken, rules } = checkPolicy(form.password, policyContextOf(parts, person, personalDataTyped(form.answer)))
  return { reasons: broken, rules }
}

/** The rules of the password, without its history: that costs as much as a sign-in and is asked last. */
export async function judgeNewPassword(
  parts: ResetParts,
  person: Person,
  form: NewPasswordForm,
  asker: JudgementAsker,
) {
  const context = policyContextOf(parts, person, personalDataTyped(form.answer))
  const judgement = await parts.judgePassword(form.password, context, asker)
  return judgement.acceptable ? { reasons: [], rules: checkPolicy(form.password, context).rules } : judgement
}

/** About as many as a new password costs: itself, and the earlier ones it is compared with. */
export const HASHES_OF_A_NEW_PASSWORD = 3

/** Earlier passwords that one link, or one code, says to be earlier ones. */
const OLD_PASSWORDS_TOLD = 10

/**
 * Whether this password was used before, asked last and only of somebody who has proved to be the person. Every such
 * answer says something about an earlier password, perhaps one that still opens another door: `enough` when the proof has
 * heard too many.
 */
export async function askHistory(
  parts: ResetParts,
  person: Person,
  password: string,
  proof: string,
): Promise<'new' | 'used-before' | 'enough'> {
  if (!(await wasUsedBefore(parts, person.id, password))) return 'new'
  const { granted } = await takeFromBudget(parts.database.quick, {
    budget: 'old-passwords',
    holder: parts.keys.mac('old-passwords', proof),
    limit: OLD_PASSWORDS_TOLD,
    windowMs: 7 * 86_400_000,
    now: parts.world.clock.now(),
  })
  return granted ? 'used-before' : 'enough'
}

export interface NewPassword {
  readonly person: Person
  readonly hash: string
  /** What proved the person. */
  readonly by: { readonly link: LinkId } | { readonly code: CodeId }
  readonly purpose: LinkPurpose
  readonly now: Date
}

/**
 * Everything that changes with a password set anew, in the caller's transaction: the sessions, every other way to set it,
 * the waits at sign-in, the trail, the notice (req 21, 22). The caller holds the person's row and has spent the proof.
 */
export async function putPassword(
  parts: ResetParts,
  trx: Trx,
  { person, hash, by, purpose, now }: NewPassword,
  asker: Asker,
): Promise<void> {
  await setPassword(trx, person.id, hash, { now, keep: parts.settings.PASSWORD_HISTORY })
  const sessions = await endSessionsOf(trx, person.id, 'password-set', now)
  await closeLinksOf(trx, person.id, 'password-set', now)
  await closeCodesOf(trx, person.id, now, 'set-password')
  // A letter that still waits would bring a dead link.
  await withdrawLetters(trx, { people: [person.id], kinds: linkPurposes, now })
  await clearAccount(trx, person.id)
  await recordEvent(trx, {
    at: now,
    event: 'password-set',
    outcome: 'success',
    person: person.id,
    actor: 'person',
    source: asker.source,
    reference: asker.reference,
    details: { ...by, purpose, sessions },
  })
  await postLetter(trx, {
    kind: 'link' in by ? 'password-set' : 'password-set-by-code',
    person: person.id,
    recipient: person.assignedAddress ?? '',
    language: person.language,
    content: writeLetter(
      letterWords(parts.institution, person.language),
      { kind: 'password-set', by: 'link' in by ? 'link' : 'code' },
      { now, browser: asker.browser },
    ),
    now,
  })
}
