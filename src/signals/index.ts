export { hear, type Signals, type SignInResult, tell } from './signals.ts'
export { currentTrace, isTracing, type Step, step, type Tracer, traceWith } from './steps.ts'
