export {
  type AccountNow,
  type ClosedBecause,
  LINK_ID_CHARACTERS,
  LINK_SECRET_CHARACTERS,
  type LinkPurpose,
  type LinkState,
  linkEnds,
  linkState,
  type MailedLink,
  readLinkToken,
} from './mailed-link.ts'
export {
  type AskedKind,
  askedKinds,
  isBudgetSpent,
  isTypingError,
  type QuestionLimits,
  type WrongAnswers,
} from './question.ts'
export {
  closeLinksOf,
  countTypingError,
  countWrongAnswers,
  findLink,
  forgetChallengesBefore,
  giveAnswerBack,
  type NewLink,
  openLink,
  type SpentAnswer,
  spendAnswer,
  spendLink,
} from './store.ts'
export * from './throttle/index.ts'
