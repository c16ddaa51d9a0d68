export { examples } from './examples.tsx'
export { registerPasswordChange } from './routes.tsx'
