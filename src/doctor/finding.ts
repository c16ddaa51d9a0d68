/** What one look of the doctor found. Sentences hold no secret: they go to a terminal, a ticket, a mailing list. */
export interface Finding {
  /** What was looked at, such as `certificate`. */
  readonly about: string
  /** `look`: it works, and somebody should know. `broken`: it does not work, or will not for long. */
  readonly verdict: 'fine' | 'look' | 'broken'
  readonly says: string
  /** What to do; always there unless all is well. */
  readonly todo?: string | undefined
}

export const fine = (about: string, says: string): Finding => ({ about, verdict: 'fine', says })
export const look = (about: string, says: string, todo: string): Finding => ({ about, verdict: 'look', says, todo })
export const broken = (about: string, says: string, todo: string): Finding => ({ about, verdict: 'broken', says, todo })

/** The code of an error and nothing else of it: what a server or a library says may repeat what it was given. */
export function codeOf(error: unknown): string {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown }
  const words = [code, responseCode].filter((one) => typeof one === 'string' || typeof one === 'number')
  if (words.length > 0) return words.join(' ')
  return error instanceof Error ? error.name : 'no reason given'
}

/** `3 days`, `1 minute`, `2 addresses` */
export function many(count: number, thing: string): string {
  const ending = count === 1 ? '' : /s$/.test(thing) ? 'es' : 's'
  return `${count} ${thing}${ending}`
}
