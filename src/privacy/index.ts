export { examples } from './examples.tsx'
export { registerPrivacy } from './routes.tsx'
