import type { FastifyReply, FastifyRequest } from 'fastify'
import { waitInWords } from '../language/index.ts'
import { pageOfForm } from './page-of-form.ts'
import { ProblemPage } from './pages/problem.tsx'
import type { Problem } from './problem.ts'
import { keepPlace, secondsOf } from './waiting/place.ts'
import { WaitPage } from './waiting/wait-page.tsx'

/** The clear page of a problem, or its plain text for a program (req 68). */
export function answerProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply) {
  reply.code(problem.status)
  // Nobody reads it: whoever closed the connection costs no page.
  if (request.socket.destroyed) return reply.send()
  if (problem.retryAfterMs !== undefined) reply.header('retry-after', secondsOf(problem))
  if (problem.allow) reply.header('allow', problem.allow.join(', '))
  // What was not read of a body that is too large would be taken for the next request.
  if (problem.status === 413 || problem.status === 408) reply.header('connection', 'close')
  if (request.routeOptions.config?.machine) return asText(problem, request, reply)
  if (problem.dueAt) keepPlace(request, reply, problem.dueAt)
  try {
    const again = problem.again ?? pageOfForm(request)
    if (problem.dueAt && again !== undefined) {
      const seconds = secondsOf(problem)
      // The address of a link belongs to one person: such a page is not kept.
      const stencil = problem.again === undefined ? undefined : 'wait'
      return reply.page(<WaitPage seconds={seconds} inWords={waitInWords(seconds)} again={again} />, {
        languagePath: again,
        stencil,
      })
    }
    return reply.page(<ProblemPage kind={problem.kind} retryAfterMs={problem.retryAfterMs} openAgain={again} />, {
      languagePath: problem.again,
    })
  } catch (error) {
    request.log.error({ err: error }, 'the error page itself is broken')
    return asText(problem, request, reply)
  }
}

function asText(problem: Problem, request: FastifyRequest, reply: FastifyReply) {
  return reply.type('text/plain; charset=utf-8').send(`${problem.kind} (${request.reference})\n`)
}
