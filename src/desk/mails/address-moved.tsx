import { Facts, Letter, type LetterWords, Paragraph } from '../../mail/index.ts'
import { letterTexts as texts } from './texts.ts'

interface AddressMovedLetterProps {
  words: LetterWords
  /** Whose mailbox it goes to: the new address's, or that of the one before. */
  which: 'new' | 'former'
  moment: Date
  /** The new address as the mailbox of before may see it: masked. */
  shown: string
  /** No link is mailed before; undefined where there is no wait. */
  heldUntil: Date | undefined
}

/** Tells both mailboxes that another address is assigned (req 91). Holds no link. */
export function AddressMovedLetter({ words, which, moment, shown, heldUntil }: AddressMovedLetterProps) {
  const { say, time } = words
  const until = heldUntil && time.moment(heldUntil)
  return (
    <Letter words={words} subject={say(texts.movedSubject)} title={say(texts.movedSubject)}>
      <Paragraph>{which === 'new' ? say(texts.movedNew) : say(texts.movedFormer, { address: shown })}</Paragraph>
      {which === 'new' && until !== undefined && <Paragraph>{say(texts.movedHeld, { moment: until })}</Paragraph>}
      <Facts items={[[say(texts.movedTime), time.moment(moment)]]} />
      <Paragraph>{say(texts.movedYou)}</Paragraph>
      <Paragraph>
        {which === 'former' && until !== undefined
          ? say(texts.movedNotYouHeld, { moment: until })
          : say(texts.movedNotYou)}
      </Paragraph>
    </Letter>
  )
}
