import type { ClaimedLetter } from '../store.ts'

/** A way out for letters. */
export interface Transport {
  /** Whether letters may leave this machine by it. */
  readonly remote: boolean
  /** Ends when the letter is taken over for good; throws when it is not, or when `signal` says to stop. */
  send(letter: ClaimedLetter, signal: AbortSignal): Promise<void>
  close(): void
}
