export { type MailboxReader, readMailboxSeal, sealMailbox } from './mailbox-seal.ts'
export {
  type ClosedBecause,
  LINK_ID_CHARACTERS,
  LINK_SECRET_CHARACTERS,
  type LinkPurpose,
  linkEnds,
  linkPurposes,
  linkState,
  type MailedLink,
  readLinkToken,
} from './mailed-link.ts'
export * from './one-time-code/index.ts'
export {
  isBudgetSpent,
  isTypingError,
  type QuestionLimits,
} from './question.ts'
export {
  closeLinksOf,
  countTypingError,
  countWrongAnswers,
  findLink,
  giveAnswerBack,
  type NewLink,
  openLink,
  spendAnswer,
  spendLink,
  wasLinkMailedSince,
} from './store.ts'
export { closeWaysOf } from './tasks.ts'
export * from './throttle/index.ts'
