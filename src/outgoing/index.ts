export { mayBeCalled } from './addresses.ts'
export { type Answer, type Call, callService, type Outgoing, whyNot } from './call.ts'
export { fetchFrom } from './fetch.ts'
