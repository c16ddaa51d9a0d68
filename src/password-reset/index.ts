export { examples } from './examples.tsx'
export { rememberTypedId } from './request-routes.tsx'
export { registerPasswordReset } from './routes.tsx'
