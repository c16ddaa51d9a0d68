import type { Break } from './verify-tasks.ts'

/** What is wrong, in a sentence for the operator. */
export function sayBreak(found: Break): string {
  switch (found.kind) {
    case 'changed':
      return `Event ${found.event} of ${found.at.toISOString()} (seal ${found.position}) is not what was sealed, or its seal is not.`
    case 'removed':
      return `Event ${found.event}, sealed at ${found.at.toISOString()} (seal ${found.position}), is missing.`
    case 'cut-out':
      return found.position === found.until
        ? `Seal ${found.position} and its event are missing.`
        : `The seals ${found.position} to ${found.until} and their events are missing.`
    case 'put-in':
      return `Event ${found.event} of ${found.at.toISOString()} was put in later: everything up to there had been sealed.`
    case 'cut-off':
      return `The newest events are missing: the seals ${found.position} to ${found.until}.`
    case 'ends-changed':
      return 'The row in audit_chain, which holds both ends of the chain, is not as it was left. Or APP_SECRET is another one now.'
    case 'not-what-was-seen':
      return `At seal ${found.position} this node saw another trail on ${found.at.toISOString()}: an older copy of the database was put back, or the trail was made anew.`
  }
}
