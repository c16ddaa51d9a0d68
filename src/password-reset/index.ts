export { examples } from './examples.tsx'
export { registerPasswordReset } from './routes.tsx'
