import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { HelpTold } from '../cases/index.ts'
import { parseForm } from '../web/index.ts'
import { askerOf, registerCaseRoutes } from './case-routes.tsx'
import { readStudentForm, readTeacherForm } from './help-form.ts'
import { askForHelp } from './help-tasks.ts'
import { SentPage } from './pages/sent.tsx'
import { StudentPage } from './pages/student.tsx'
import { TeacherPage } from './pages/teacher.tsx'
import type { HelpParts, Lent } from './parts.ts'
import { createProgrammeList } from './programmes.ts'

export type NotRecognizedParts = HelpParts & Lent

// A field left out is an empty one: a partial form is answered like an incomplete one (req 15).
const text = z.string().default('')
const studentForm = z.object({ mailbox: text, field: text, album: text, right: text })
const teacherForm = z.object({ mailbox: text, note: text })

/** Section 3 of the manual: two forms, the links they mail, and how a case stands. The forms read the same for everyone. */
export function registerNotRecognized(app: FastifyInstance, parts: NotRecognizedParts): void {
  const { institution, requestMemory } = parts
  const programmesIn = createProgrammeList(parts)
  const typedBefore = (request: FastifyRequest) => {
    const { typed = '', told } = requestMemory.read(request) ?? {}
    return { mailbox: typed, field: told?.fieldOfStudy ?? '', album: told?.albumNumber ?? '', note: told?.note ?? '' }
  }

  app.get('/not-recognized/student', async (request, reply) => {
    const { mailbox, field, album } = typedBefore(request)
    // The statement is made anew each time.
    const typed = { mailbox, field, album, right: false }
    return reply.page(<StudentPage typed={typed} programmes={await programmesIn(request.language)} />)
  })

  app.post('/not-recognized/student', async (request, reply) => {
    const sent = parseForm(studentForm, request)
    const typed = { ...sent, right: sent.right !== '' }
    const read = readStudentForm(typed, institution.mailDomains)
    if (read.kind === 'refused') {
      const programmes = await programmesIn(request.language)
      return reply.page(<StudentPage typed={typed} faults={read.faults} programmes={programmes} />, { status: 422 })
    }
    await askForHelp(parts, { ...read.facts, language: request.language }, askerOf(request))
    return goToSent(reply, typed.mailbox, read.facts)
  })

  app.get('/not-recognized/teacher', (request, reply) => {
    const { mailbox, note } = typedBefore(request)
    return reply.page(<TeacherPage typed={{ mailbox, note }} />)
  })

  app.post('/not-recognized/teacher', async (request, reply) => {
    const typed = parseForm(teacherForm, request, { lines: ['note'] })
    const read = readTeacherForm(typed, institution.mailDomains)
    if (read.kind === 'refused') return reply.page(<TeacherPage typed={typed} faults={read.faults} />, { status: 422 })
    await askForHelp(parts, { ...read.facts, language: request.language }, askerOf(request))
    return goToSent(reply, typed.mailbox, read.facts)
  })

  app.get('/not-recognized/sent', (request, reply) => {
    const { sentTo, told } = requestMemory.read(request) ?? {}
    if (sentTo === undefined) return reply.redirect('/not-recognized/student', 303)
    return reply.page(<SentPage address={sentTo} kind={told?.kind ?? 'student'} />)
  })

  registerCaseRoutes(app, { ...parts, goToSent })

  /** What was told is kept as it was read: no PESEL stands in it (req 43). */
  function goToSent(reply: FastifyReply, typed: string, facts: HelpTold & { address: string }) {
    requestMemory.remember(reply, { typed, sentTo: facts.address, told: facts })
    return reply.redirect('/not-recognized/sent', 303)
  }
}
