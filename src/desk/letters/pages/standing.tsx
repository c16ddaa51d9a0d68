import { usePage } from '../../../web/index.ts'
import { type DeskLetter, type Standing, standingOf } from '../letter.ts'
import { standingTexts, whyTexts } from '../texts.ts'
import { codesOf, whyOf } from '../why.ts'

/** Where a letter stands, in one or two words. */
export function StandingTag({ letter }: { letter: DeskLetter }) {
  const { say, time } = usePage()
  const standing = standingOf(letter)
  return (
    <span class={looks[standing]}>
      {say(words[standing])}
      {standing === 'sent' && letter.finishedAt && ` ${time.hour(letter.finishedAt)}`}
    </span>
  )
}

/** A tag is short, so that it fits a phone with large letters; the sentence beside it says the rest. */
const words = {
  queued: standingTexts.queued,
  sending: standingTexts.sending,
  sent: standingTexts.sent,
  delayed: standingTexts.delayed,
  'delayed-there': standingTexts.delayed,
  bounced: standingTexts.bounced,
  'bounced-for-good': standingTexts.bounced,
  suppressed: standingTexts.suppressed,
  'given-up': standingTexts['given-up'],
  expired: standingTexts.expired,
  withdrawn: standingTexts.withdrawn,
} as const satisfies Record<Standing, unknown>

const looks = {
  queued: 'tag',
  sending: 'tag',
  sent: 'tag good',
  delayed: 'tag wait',
  'delayed-there': 'tag wait',
  bounced: 'tag bad',
  'bounced-for-good': 'tag bad',
  suppressed: 'tag bad',
  'given-up': 'tag bad',
  expired: 'tag',
  withdrawn: 'tag',
} as const satisfies Record<Standing, string>

/** What more there is to say: why it is late or lost, and when the next try is. Empty where all is well. */
export function useStandingSentences(letter: DeskLetter): string[] {
  const { say, time } = usePage()
  const standing = standingOf(letter)
  const codes = codesOf(letter)
  const sentences: string[] = []
  if (standing === 'delayed') {
    const moment = time.hour(letter.nextAttemptAt)
    sentences.push(say(standingTexts.delayedSince, { attempts: letter.attempts, moment }))
  }
  if (standing === 'delayed-there') sentences.push(say(standingTexts.delayedThere))
  if (standing === 'bounced-for-good') sentences.push(say(standingTexts.forGood))
  if (standing === 'suppressed') sentences.push(say(standingTexts.suppressedBecause))
  if (standing === 'expired') sentences.push(say(standingTexts.expiredBecause))
  if (standing === 'withdrawn' && codes === undefined) sentences.push(say(standingTexts.withdrawnBecause))
  if (standing !== 'queued' && standing !== 'sending' && codes !== undefined)
    sentences.push(say(whyTexts[whyOf(codes)]))
  return sentences
}
