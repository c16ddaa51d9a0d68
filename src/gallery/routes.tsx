import type { FastifyInstance } from 'fastify'
import { type Example, Problem } from '../web/index.ts'
import { GalleryPage } from './pages/gallery.tsx'

/** The examples of each chapter, under the chapter's name. */
export type Chapters = Readonly<Record<string, readonly Example[]>>

/** Only for development: the caller knows whether `/dev` may exist (req 125). */
export function registerGallery(app: FastifyInstance, chapters: Chapters): void {
  app.get('/dev/gallery', async (_request, reply) => reply.page(<GalleryPage chapters={chapters} />))

  app.get<{ Params: { chapter: string; name: string } }>('/dev/gallery/:chapter/:name', async (request, reply) => {
    const { chapter, name } = request.params
    const examples = Object.hasOwn(chapters, chapter) ? chapters[chapter] : undefined
    const example = examples?.find((one) => one.name === name)
    if (!example) throw new Problem('not-found')
    return reply.page(example.render())
  })
}
