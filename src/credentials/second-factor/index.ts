export { newRecoveryCodes, RECOVERY_CODES, recoveryDigest } from './recovery-code.ts'
export {
  countRecoveryCodes,
  findSecondFactor,
  listSecondFactors,
  removeSecondFactor,
  replaceRecoveryCodes,
  saveSecondFactor,
} from './store.ts'
export { secretInGroups, stepOf, TOTP_SECRET_BYTES, totpAddress, totpSecret, totpTyped } from './totp.ts'
export { checkFactor, sealTotpSecret, spendFactor } from './verify.ts'
