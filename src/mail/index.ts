export { type BounceOutcome, takeBounce } from './bounces/index.ts'
export { startCourier } from './courier.ts'
export { Facts, Heading, Letter, LinkButton, Paragraph } from './letter.tsx'
export { type LetterWords, letterWords } from './letter-words.ts'
export { type LetterContent, renderLetter } from './render-letter.tsx'
export { parseSender } from './sender.ts'
export {
  countGivenUp,
  countOutbox,
  endRest,
  findRest,
  type NewLetter,
  postLetter,
  type Rest,
} from './store.ts'
export { type DkimFacts, dkimFacts, type MailTrial, tryMailServer } from './trial-tasks.ts'
export { withdrawLetters } from './withdrawal/index.ts'
