export { codeTyped, isCode } from './one-time-code.ts'
export {
  closeCodesOf,
  findOpenCode,
  findOpenCodeOf,
  issueCode,
  proveCode,
  spendCode,
  useCode,
} from './store.ts'
