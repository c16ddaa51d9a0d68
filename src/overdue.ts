import { type Institution, reviewState, type Settings } from './config/index.ts'
import { securityTxtWarning } from './security-txt/index.ts'

/** What is due or past its day, of the days that somebody has to keep who is no program: a sentence for each. */
export function overdue(settings: Settings, { accessibility, links }: Institution, now: Date): string[] {
  const statementIsOurs = links.accessibilityStatement === undefined
  const review =
    statementIsOurs && reviewState(accessibility.reviewDue, now) !== 'fine'
      ? 'The accessibility statement has to be reviewed by 31 March of each year: look at /accessibility, then write the day into accessibility.reviewed of the institution file.'
      : undefined
  return [review, securityTxtWarning(settings, now)].filter((sentence) => sentence !== undefined)
}
