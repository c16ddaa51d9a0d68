export { searchPeople } from './store.ts'
export { searchWords, wordsIn } from './words.ts'
