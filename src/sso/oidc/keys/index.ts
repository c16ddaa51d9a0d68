export { published, type SigningKey } from './signing-key.ts'
export { describeKeys, forgetOldKeys, type KeyLine, openSigningKeys, retireKey, rotateKeys } from './tasks.ts'
