export { examples } from './examples.tsx'
export { type PortalParts, registerPortal } from './routes.tsx'
