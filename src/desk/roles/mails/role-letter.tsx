import { Facts, Letter, type LetterWords, Paragraph } from '../../../mail/index.ts'
import { roleTexts } from '../../texts.ts'
import type { RoleChange } from '../role-change.ts'
import { letterTexts as texts } from '../texts.ts'

interface RoleLetterProps {
  words: LetterWords
  change: Exclude<RoleChange, { what: 'remove-second-factor' }>
  moment: Date
  /** Address of the desk. */
  desk: string
}

/** Tells a person that they work at the desk now, or no longer. Holds no link. */
export function RoleLetter({ words, change, moment, desk }: RoleLetterProps) {
  const { say, time } = words
  const granted = change.what === 'grant'
  const subject = say(granted ? texts.grantedSubject : texts.revokedSubject)
  return (
    <Letter words={words} subject={subject} title={subject}>
      <Paragraph>{granted ? say(texts.grantedLead, { desk }) : say(texts.revokedLead)}</Paragraph>
      <Facts
        items={[
          [say(texts.role), say(roleTexts[change.role])],
          [say(texts.when), time.moment(moment)],
        ]}
      />
      <Paragraph>{say(texts.unexpected)}</Paragraph>
    </Letter>
  )
}
