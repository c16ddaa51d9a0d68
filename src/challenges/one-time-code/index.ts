export { codeInGroups, codeTyped, isCode } from './one-time-code.ts'
export {
  closeCodesOf,
  findOpenCode,
  forgetCodesBefore,
  issueCode,
  proveCode,
  spendCode,
  useCode,
} from './store.ts'
