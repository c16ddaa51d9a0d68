export { examples } from './examples.tsx'
export { type PasswordChangeParts, registerPasswordChange } from './routes.tsx'
