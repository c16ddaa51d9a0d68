/** A letter in the development mailbox. */
export interface KeptLetter {
  /** Grows with every letter. */
  readonly position: string
  readonly id: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** As they travelled. */
  readonly headers: Readonly<Record<string, string>>
  readonly createdAt: Date
}

/** The one link of a letter: it stands alone on its line (req 103). */
export function linkOf({ text }: KeptLetter): string | undefined {
  return /^https?:\/\/\S+$/m.exec(text)?.[0]
}

/** Came so lately that somebody may be waiting for it. */
export function isNew(letter: KeptLetter, now: Date): boolean {
  return now.getTime() - letter.createdAt.getTime() < 120_000
}

/** The HTML part as a frame shows it: its links open outside the frame, which must not leave the letter. */
export function forFrame({ html }: KeptLetter): string {
  return html.replace('<head>', '<head><base target="_blank">')
}
