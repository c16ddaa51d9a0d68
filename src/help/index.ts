export { examples } from './examples.tsx'
export { registerHelp } from './routes.tsx'
