import type { Generated } from 'kysely'
import type { LetterId, PersonId } from '../ids.ts'

export interface MailTables {
  letters: LettersTable
  resting_addresses: RestingAddressesTable
}

export type LetterState = 'queued' | 'sending' | 'sent' | 'given-up' | 'dropped' | 'void' | 'suppressed'
/** What a report of delivery has told since the server took the letter. */
export type LetterBounce = 'delayed' | 'soft' | 'hard'

export interface LettersTable {
  id: LetterId
  kind: string
  person_id: PersonId | null
  recipient: string
  language: 'pl' | 'en'
  subject: string
  text: string | null
  html: string | null
  /** Given at the first attempt, the same at every other: a relay recognises a repetition by it. */
  message_id: string | null
  state: LetterState
  created_at: Date
  /** After this moment the letter could only disappoint (its link is dead). */
  useless_after: Date | null
  attempts: Generated<number>
  next_attempt_at: Date
  lease_until: Date | null
  finished_at: Date | null
  last_error: string | null
  /** Stands in the return path, the envelope id and the Message-ID: only a report that repeats it is believed. */
  bounce_token: string | null
  bounce: LetterBounce | null
  /** Enhanced status code of that report (RFC 3463). */
  bounce_status: string | null
  bounced_at: Date | null
  /** The letter that the desk has sent again with this one. */
  again_of: string | null
}

/** Addresses that sent letters back; while one rests, no letter goes there. */
export interface RestingAddressesTable {
  address: string
  soft_bounces: number
  last_bounce_at: Date
  status: string | null
  rests_since: Date | null
  rests_until: Date | null
}
