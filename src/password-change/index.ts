export { examples } from './examples.tsx'
export { registerPasswordChange } from './routes.tsx'
export { writeNoticeAgain as writePasswordChangedAgain } from './write-again.ts'
