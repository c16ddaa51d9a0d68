export { type FoundEvent, findPlace, listEvents } from './store.ts'
export { streamEvents } from './tasks.ts'
export { momentIn, type Wanted, type WantedWords, wantedBy } from './wanted.ts'
