export { FactorNewsLetter } from './mails/factor-news.tsx'
export { newRecoveryCodes, RECOVERY_CODES, recoveryDigest } from './recovery-code.ts'
export {
  countRecoveryCodes,
  findSecondFactor,
  listSecondFactors,
  removeSecondFactor,
  replaceRecoveryCodes,
  saveSecondFactor,
} from './store.ts'
export {
  type Asker as FactorAsker,
  beginEnrolment,
  enrol,
  mailEnrolmentCode,
  proveFactor,
  renewCodesOf,
  renewRecoveryCodes,
  type SecondFactorParts,
  takeFactorAway,
} from './tasks.ts'
export { secretInGroups, stepOf, totpAddress, totpSecret, totpTyped } from './totp.ts'
export { checkFactor, sealTotpSecret, spendFactor } from './verify.ts'
