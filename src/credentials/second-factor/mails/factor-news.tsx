import { Facts, Letter, type LetterWords, Paragraph } from '../../../mail/index.ts'
import { letterTexts as texts } from '../letter-texts.ts'

export type FactorNews =
  | { what: 'enrolled' }
  | { what: 'codes-renewed' }
  | { what: 'removed' }
  | { what: 'recovery-code-used'; left: number }

/** Tells the owner what became of the second factor, and what to do if it was somebody else (req 22). Holds no link. */
export function FactorNewsLetter({ words, news, moment }: { words: LetterWords; news: FactorNews; moment: Date }) {
  const { say, time } = words
  const { subject, lead } = sentences[news.what]
  const facts: [string, string][] = [[say(texts.when), time.moment(moment)]]
  if (news.what === 'recovery-code-used') facts.push([say(texts.codesLeft), String(news.left)])
  return (
    <Letter words={words} subject={say(subject)} title={say(subject)}>
      <Paragraph>{say(lead)}</Paragraph>
      <Facts items={facts} />
      <Paragraph>{say(texts.you)}</Paragraph>
      <Paragraph>{say(texts.notYou)}</Paragraph>
    </Letter>
  )
}

const sentences = {
  enrolled: { subject: texts.enrolledSubject, lead: texts.enrolledLead },
  'codes-renewed': { subject: texts.renewedSubject, lead: texts.renewedLead },
  removed: { subject: texts.removedSubject, lead: texts.removedLead },
  'recovery-code-used': { subject: texts.usedSubject, lead: texts.usedLead },
} as const satisfies Record<FactorNews['what'], unknown>
