import { Facts, Letter, type LetterWords, Paragraph } from '../../mail/index.ts'
import { texts } from '../texts.ts'

interface NoticeProps {
  words: LetterWords
  failures: number
  moment: Date
  browser: string
  origin: string
}

/** Tells the owner of a sign-in that followed several wrong passwords (req 9). Holds no link. */
export function noticeOfFailures({ words, failures, moment, browser, origin }: NoticeProps) {
  const { say, time } = words
  const facts: [string, string][] = [[say(texts.noticeTime), time.moment(moment)]]
  if (browser !== '') facts.push([say(texts.noticeBrowser), browser])
  return (
    <Letter words={words} subject={say(texts.noticeSubject)} title={say(texts.noticeSubject)}>
      <Paragraph>{say(texts.noticeLead, { failures })}</Paragraph>
      <Facts items={facts} />
      <Paragraph>{say(texts.noticeYou)}</Paragraph>
      <Paragraph>{say(texts.noticeNotYou, { host: new URL(origin).host })}</Paragraph>
    </Letter>
  )
}
