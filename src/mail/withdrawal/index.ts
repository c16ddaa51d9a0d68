export { WITHDRAWN, withdrawLetters } from './store.ts'
