export { castExamples } from './examples.tsx'
export { registerCast } from './routes.tsx'
export { type SeedParts, seedDemoUniversity } from './seed.ts'
export { type CastEntry, listCast, peopleToBeginWith } from './tasks.ts'
