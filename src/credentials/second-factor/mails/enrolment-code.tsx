import { Facts, Letter, type LetterWords, Paragraph } from '../../../mail/index.ts'
import { letterTexts as texts } from '../letter-texts.ts'

/** The code that setting up a second factor needs. It opens nothing by itself. */
export function EnrolmentCodeLetter({ words, code, expiresAt }: { words: LetterWords; code: string; expiresAt: Date }) {
  const { say, time } = words
  return (
    <Letter words={words} subject={say(texts.codeSubject)} title={say(texts.codeSubject)}>
      <Paragraph>{say(texts.codeLead)}</Paragraph>
      <Facts
        items={[
          [say(texts.code), code],
          [say(texts.codeUntil), time.moment(expiresAt)],
        ]}
      />
      <Paragraph>{say(texts.codeNotYou)}</Paragraph>
    </Letter>
  )
}
