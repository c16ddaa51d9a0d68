export { mailboxExamples } from './examples.tsx'
export { registerDevelopmentMailbox } from './routes.tsx'
