export { openBounceMailbox } from './mailboxes/open.ts'
export { type ReturnPath, returnPath } from './return-path.ts'
export { type BounceOutcome, letRest, takeBounce } from './tasks.ts'
export { judgeRefusal } from './verdict.ts'
