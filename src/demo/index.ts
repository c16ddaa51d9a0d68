export { castExamples } from './examples.tsx'
export { registerCast } from './routes.tsx'
export { type SeedParts, seedDemoUniversity } from './seed.ts'
export { type CastEntry, peopleToBeginWith } from './tasks.ts'
