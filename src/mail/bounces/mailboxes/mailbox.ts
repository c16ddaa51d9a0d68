/** What is done with a message: `taken` is thrown away, since it may repeat a link; anything else is left for a person. */
export type Fate = 'taken' | 'left'

/** Where reports of delivery arrive. */
export interface BounceMailbox {
  /** Hands over each new message once, at most `atMost` of them; stops when `signal` says so. */
  readNew(take: (source: Buffer) => Promise<Fate>, options: { atMost: number; signal: AbortSignal }): Promise<number>
}
