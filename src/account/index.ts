export { examples } from './examples.tsx'
export { type AccountParts, registerAccount } from './routes.tsx'
