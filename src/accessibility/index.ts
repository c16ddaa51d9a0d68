export { examples } from './examples.tsx'
export { registerAccessibility } from './routes.tsx'
