import { Facts, Letter, type LetterWords, Paragraph } from '../../../mail/index.ts'
import { noticeTexts, noticeTitles, texts } from './texts.ts'

interface NoticeLetterProps {
  words: LetterWords
  about: keyof typeof noticeTexts
  moment: Date
}

/** Tells a person what the desk has done with the account (req 90). Holds no link and no code, so that a forged one stands out. */
export function NoticeLetter({ words, about, moment }: NoticeLetterProps) {
  const { say, time } = words
  return (
    <Letter words={words} subject={say(noticeTitles[about])} title={say(noticeTitles[about])}>
      <Paragraph>{say(noticeTexts[about])}</Paragraph>
      <Facts items={[[say(texts.when), time.moment(moment)]]} />
      {about === 'password-taken-away' ? (
        // Whoever asked for it has something to do all the same.
        <Paragraph>{say(texts.unclear)}</Paragraph>
      ) : (
        <>
          <Paragraph>{say(texts.you)}</Paragraph>
          <Paragraph>{say(texts.notYou)}</Paragraph>
        </>
      )}
    </Letter>
  )
}
