import type { FastifyInstance } from 'fastify'
import { StudentPage } from './pages/student.tsx'
import { TeacherPage } from './pages/teacher.tsx'

/** Section 3 of the manual. The pages know nobody: they read the same for everyone. */
export function registerNotRecognized(app: FastifyInstance): void {
  app.get('/not-recognized/student', (_request, reply) => reply.page(<StudentPage />))
  app.get('/not-recognized/teacher', (_request, reply) => reply.page(<TeacherPage />))
}
