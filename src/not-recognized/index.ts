export { examples } from './examples.tsx'
export { NotRecognizedAdvice, NotRecognizedMessage } from './pages/advice.tsx'
export { registerNotRecognized } from './routes.tsx'
