export { codeTyped, isCode } from './one-time-code.ts'
export {
  closeCodesOf,
  digestCode,
  findOpenCode,
  issueCode,
  proveCode,
  spendCode,
  useCode,
} from './store.ts'
