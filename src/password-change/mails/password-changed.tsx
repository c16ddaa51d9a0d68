import { Facts, Letter, type LetterWords, Paragraph } from '../../mail/index.ts'
import { texts } from '../texts.ts'

/** Tells the owner that the password has been changed, and what to do if it was somebody else (req 22). Holds no link. */
export function PasswordChangedLetter({
  words,
  moment,
  browser,
}: {
  words: LetterWords
  moment: Date
  browser: string
}) {
  const { say, time } = words
  const facts: [string, string][] = [[say(texts.letterTime), time.moment(moment)]]
  if (browser !== '') facts.push([say(texts.letterBrowser), browser])
  return (
    <Letter words={words} subject={say(texts.letterSubject)} title={say(texts.letterTitle)}>
      <Paragraph>{say(texts.letterLead)}</Paragraph>
      <Facts items={facts} />
      <Paragraph>{say(texts.letterYou)}</Paragraph>
      <Paragraph>{say(texts.letterNotYou)}</Paragraph>
    </Letter>
  )
}
