import type { Settings } from '../../config/index.ts'
import type { Db, Trx } from '../../database/index.ts'
import type { Keyring } from '../../world/index.ts'
import { areLeft, type Share, shareOfEverybody, sharesOfSource, takeShares } from './shares.ts'
import { sourceSite } from './source.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

interface Asked {
  readonly keys: Keyring
  readonly settings: Settings
  /** The network address of the request. */
  readonly source: string
  readonly now: Date
}

/** Takes one letter from the share of a network and of its site. Does not depend on the account (req 53). */
export async function takeLetterOfSource(quick: Db, { keys, settings, source, now }: Asked): Promise<boolean> {
  const shares = sharesOfSource('letters', { keys, settings, source, perSource: settings.LETTERS_PER_SOURCE })
  return (await takeShares(quick, now, shares)).granted
}

/** More than anybody can ask for in an hour. */
const ALL = 2_000_000_000
const NOT_COUNTED = Buffer.from('not counted')

/**
 * What everybody together may be mailed. What mails nothing takes none of it, or addresses that nobody has would use it up for all: that,
 * and what the owner's own browser asks for, is counted elsewhere in the same way, and never refused, as the work is to be the same (req 50).
 */
export function lettersOfEverybody(settings: Settings, { counts }: { counts: boolean }): Share {
  const everybody = shareOfEverybody('letters', settings.LETTERS_OVERALL)
  return counts ? everybody : { ...everybody, holder: NOT_COUNTED, limit: ALL }
}

export interface LetterOfAccount extends Asked {
  /** A person's id, or the name of a typed address that nobody has. */
  readonly account: string
  /** A letter that only tells something has a share of its own: it must not hold back the link it leads to. */
  readonly kind: 'links' | 'advice'
  readonly ownBrowser?: boolean
}

/** Whether `takeLetterOfAccount` would be granted: whom it would refuse waits for nobody, and holds no row. */
export async function isLetterOfAccountLeft(quick: Db, asked: LetterOfAccount): Promise<boolean> {
  return areLeft(quick, asked.now, sharesOfAccount(asked))
}

/**
 * Takes one letter from an account's share (req 16, 53), in the transaction that writes it: one that breaks takes nothing. Every form that
 * mails to an account asks here, so that none is a way around another.
 */
export async function takeLetterOfAccount(trx: Trx, asked: LetterOfAccount): Promise<boolean> {
  return (await takeShares(trx, asked.now, sharesOfAccount(asked))).granted
}

/**
 * The cooldown stands before the hour and the day, so that what it refuses spends nothing of them. One source gets half of an account's day
 * at most, and a browser that its owner has signed in with has a share of its own: strangers cannot use up what the owner needs (decision 065).
 */
function sharesOfAccount({ keys, settings, account, kind, source, ownBrowser = false }: LetterOfAccount): Share[] {
  const { LETTER_COOLDOWN: cooldown, LETTERS_PER_HOUR: few, LETTERS_PER_DAY: many } = settings
  const ofAccount = (prefix: string) => {
    const holder = keys.mac('letters', account)
    return [
      { budget: `${prefix}-cooldown`, holder, limit: 1, windowMs: cooldown },
      { budget: `${prefix}-hour`, holder, limit: few, windowMs: HOUR },
      { budget: `${prefix}-day`, holder, limit: many, windowMs: DAY },
    ]
  }
  if (ownBrowser) return ofAccount(`${kind}-own`)

  const ofSource = keys.mac('letters', account, sourceSite(source))
  return [
    { budget: `${kind}-from-cooldown`, holder: ofSource, limit: 1, windowMs: cooldown },
    {
      budget: `${kind}-from-day`,
      holder: ofSource,
      limit: Math.max(Math.min(few, many), Math.floor(many / 2)),
      windowMs: DAY,
    },
    ...ofAccount(kind),
  ]
}
