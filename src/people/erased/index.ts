export {
  type ErasedIdentifier,
  findErased,
  findErasedPerson,
  findErasedSince,
  holdErasures,
  keepErased,
  liftErased,
} from './store.ts'
