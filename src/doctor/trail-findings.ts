import type { ChainState, Witness } from '../audit/chain/index.ts'
import { broken, type Finding, fine, look } from './finding.ts'

/** The audit trail at a glance; `audit verify` goes through all of it. */
export function judgeTrail(state: ChainState, seen: Witness | undefined, now: Date): Finding {
  const { sealed, checked, unsealed } = state
  if (seen && BigInt(seen.position) > BigInt(sealed?.position ?? 0))
    return broken(
      'audit trail',
      `This node has seen the trail up to seal ${seen.position}, and it ends at ${sealed?.position ?? 0}: an older copy of the database is in use.`,
      'docs/operating/audit.md: `audit verify`, then `audit restart --reason …` if you know why.',
    )
  if (checked && !checked.whole)
    return broken(
      'audit trail',
      `It was not whole when it was last gone through (${checked.at.toISOString()}).`,
      'npm run furta -- audit verify',
    )
  if (unsealed > 0 && sealed && now.getTime() - sealed.at.getTime() > 10 * 60_000)
    return look(
      'audit trail',
      `${unsealed} events wait for a seal, the last one was made ${sealed.at.toISOString()}.`,
      'Is a program running? Its log says why it does not go on.',
    )
  return fine(
    'audit trail',
    checked
      ? `Whole when it was gone through ${checked.at.toISOString()}.`
      : 'Nobody has gone through it yet; the program does every night.',
  )
}
