export { createCaseLetters } from './case-letters.ts'
export { examples } from './examples.tsx'
export { notRecognized } from './pages/advice.tsx'
export { registerNotRecognized } from './routes.tsx'
