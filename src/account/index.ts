export { examples } from './examples.tsx'
export { registerAccount } from './routes.tsx'
