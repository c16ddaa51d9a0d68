export { type Chapters, registerGallery } from './routes.tsx'
