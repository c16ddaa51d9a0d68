export { examples } from './examples.tsx'
export { registerPortal } from './routes.tsx'
