import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
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
  const mailboxTyped = (request: FastifyRequest) => requestMemory.read(request)?.typed ?? ''

  app.get('/not-recognized/student', async (request, reply) => {
    const typed = { mailbox: mailboxTyped(request), field: '', album: '', right: false }
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
    return goToSent(reply, typed.mailbox, read.facts.address)
  })

  app.get('/not-recognized/teacher', (request, reply) =>
    reply.page(<TeacherPage typed={{ mailbox: mailboxTyped(request), note: '' }} />),
  )

  app.post('/not-recognized/teacher', async (request, reply) => {
    const typed = parseForm(teacherForm, request, { lines: ['note'] })
    const read = readTeacherForm(typed, institution.mailDomains)
    if (read.kind === 'refused') return reply.page(<TeacherPage typed={typed} faults={read.faults} />, { status: 422 })
    await askForHelp(parts, { ...read.facts, language: request.language }, askerOf(request))
    return goToSent(reply, typed.mailbox, read.facts.address)
  })

  app.get('/not-recognized/sent', (request, reply) => {
    const sentTo = requestMemory.read(request)?.sentTo
    if (sentTo === undefined) return reply.redirect('/not-recognized/student', 303)
    return reply.page(<SentPage address={sentTo} />)
  })

  registerCaseRoutes(app, { ...parts, goToSent })

  function goToSent(reply: FastifyReply, typed: string, sentTo: string) {
    requestMemory.remember(reply, { typed, sentTo })
    return reply.redirect('/not-recognized/sent', 303)
  }
}
