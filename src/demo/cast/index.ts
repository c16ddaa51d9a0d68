export { addressAt, cast } from './cast.ts'
export { type CastMember, peselOf, proofKindOf } from './member.ts'
