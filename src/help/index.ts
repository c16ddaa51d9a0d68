export { examples } from './examples.ts'
export { registerHelp } from './routes.tsx'
