export { registerHealth } from './routes.ts'
export { type Readiness, watchReadiness } from './tasks.ts'
