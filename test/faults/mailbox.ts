import { simpleParser } from 'mailparser'
import { type MailServer, startMailServer } from '../mail-server.ts'

/** A letter that a mail server has taken, and when. */
export interface Arrival {
  readonly messageId: string
  readonly to: string
  readonly source: string
  readonly at: number
}

type Mood =
  | 'takes'
  /** Answers 451 to the whole letter. */
  | 'not-now'
  /** Answers 550 to the recipient. */
  | 'refuses'
  /** Never answers the whole letter. */
  | 'hangs'
  /** Keeps the letter, and the line breaks before its “250” is heard. */
  | 'drops-after-taking'
  /** Drops the line when the letter has come, and keeps nothing. */
  | 'drops'
  /** Drops the line when the letter has begun to come. */
  | 'drops-mid-letter'

export interface Mailbox {
  readonly server: MailServer
  readonly arrivals: readonly Arrival[]
  /** Letters whose line was dropped after their first bytes, by Message-ID. */
  readonly halves: ReadonlySet<string>
  mood: Mood
  /** Called with every letter that has been taken, before the answer leaves. */
  onTaken: ((arrival: Arrival) => Promise<void> | void) | undefined
  /** The text of the newest letter to an address that matches. */
  newest(to: string, pattern: RegExp, after: number): Promise<string | undefined>
}

/** The mail server of the university, with its bad days. `dropLine` breaks the connections to it. */
export async function openMailbox(dropLine: () => void): Promise<Mailbox> {
  const arrivals: Arrival[] = []
  const halves = new Set<string>()
  const box = { mood: 'takes' as Mood, onTaken: undefined as Mailbox['onTaken'] }
  const never = new Promise<void>(() => {})
  const server = await startMailServer({
    recipient: () => (box.mood === 'refuses' ? { status: 550, text: '5.1.1 nobody of that name' } : undefined),
    beginning(text) {
      if (box.mood !== 'drops-mid-letter') return
      halves.add(messageIdIn(text))
      dropLine()
    },
    async letter({ source, to }) {
      if (box.mood === 'not-now') throw Object.assign(new Error('4.3.0 later'), { responseCode: 451 })
      if (box.mood === 'hangs') return never
      if (box.mood === 'drops-mid-letter') {
        // All of it was here before the line broke.
        halves.delete(messageIdIn(source))
        return never
      }
      if (box.mood === 'drops') {
        dropLine()
        return never
      }
      const arrival = { messageId: messageIdIn(source), to: to[0] ?? '', source, at: Date.now() }
      arrivals.push(arrival)
      await box.onTaken?.(arrival)
      if (box.mood !== 'drops-after-taking') return
      dropLine()
      return never
    },
  })
  return {
    server,
    arrivals,
    halves,
    get mood() {
      return box.mood
    },
    set mood(next) {
      box.mood = next
    },
    get onTaken() {
      return box.onTaken
    },
    set onTaken(next) {
      box.onTaken = next
    },
    async newest(to, pattern, after) {
      for (const arrival of arrivals.toReversed()) {
        if (arrival.at < after) return undefined
        if (arrival.to !== to) continue
        const { text = '' } = await simpleParser(Buffer.from(arrival.source, 'latin1'))
        const found = pattern.exec(text)?.[0]
        if (found !== undefined) return found
      }
      return undefined
    },
  }
}

function messageIdIn(source: string) {
  return /^Message-ID: (\S+)/im.exec(source)?.[1] ?? ''
}

/** How often a letter came that had come before. */
export function comeAgain({ arrivals }: Pick<Mailbox, 'arrivals'>): number {
  return arrivals.length - new Set(arrivals.map(({ messageId }) => messageId)).size
}
